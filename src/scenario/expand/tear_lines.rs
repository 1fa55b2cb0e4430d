//! The tear-line of a classified item becomes an item of its own: held, passed on and marked like any other.

use crate::scenario::schema::{Intel, Name, ScenarioFile};
use crate::scenario::secrecy::tear_line_id;

/// Puts every tear-line behind the items that were written. What it does not say is as in the whole item.
pub(super) fn lay_out(scenario: &mut ScenarioFile) {
    let lines: Vec<Intel> = scenario.intel.iter().filter_map(tear_line).collect();
    scenario.intel.extend(lines);
}

fn tear_line(whole: &Intel) -> Option<Intel> {
    let classification = whole.classification.as_ref()?;
    let tear = classification.tear_line.as_ref()?;
    Some(Intel {
        id: Name { value: tear_line_id(&whole.id), span: whole.id.span },
        says: tear.says.clone(),
        tlp: tear.tlp,
        pap: tear.pap.or(whole.pap),
        source: Some(classification.originator.clone()),
        found_by: Vec::new(),
        at: None,
        enables: tear.enables.clone().unwrap_or_else(|| whole.enables.clone()),
        held_by: None,
        kept_until: None,
        classification: None,
        tear_line_of: Some(whole.id.value.clone()),
        ..whole.clone()
    })
}
