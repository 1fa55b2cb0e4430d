//! What can be wrong with a scenario that reads well: one module a finding code. None stops at the first fault.

use super::finding::Sink;
use super::packs::Packs;
use super::schema::ScenarioFile;

/// What checks look at.
pub struct Context<'a> {
    /// The scenario, all files in one, `for_each` laid out.
    pub file: &'a ScenarioFile,
    /// Its packs.
    pub packs: &'a Packs,
}

impl<'a> Context<'a> {
    /// Looks at a scenario and its packs.
    pub fn new(file: &'a ScenarioFile, packs: &'a Packs) -> Self {
        Self { file, packs }
    }
}

/// Runs every check.
pub fn check(_cx: &Context<'_>, _sink: &mut Sink) {}
