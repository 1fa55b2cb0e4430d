//! A checked scenario file to the script that the engine runs. Checks have seen every reference resolve; what would
//! not is left out, never guessed.

mod actors;
mod events;
mod names;
mod patterns;
mod physics;
mod times;

use crate::base::{At, Span, Text};

use super::packs::Packs;
use super::questionnaire::Questionnaire;
use super::schema::ScenarioFile;
use super::script::{About, InjectSpec, Script, Trigger};
use super::words::Measure;

pub(in crate::scenario) use actors::clearance;
pub use names::place_of;
pub use physics::{DETECTION, WIDEST, network};
pub use times::{Times, When, moment, span, startex};

/// Weights where the scenario gives none: the default vector, in one place.
pub const WEIGHTS: &[(Measure, u32)] = &[
    (Measure::Classification, 15),
    (Measure::Notification, 15),
    (Measure::Information, 20),
    (Measure::RightContact, 6),
    (Measure::CommonPicture, 10),
    (Measure::Escalation, 12),
    (Measure::JointAction, 8),
    (Measure::Assistance, 8),
    (Measure::PublicLine, 6),
    (Measure::SideEffects, 4),
    (Measure::Confidentiality, 6),
    (Measure::Evidence, 4),
    (Measure::Attribution, 6),
];

/// Compiles a scenario without errors.
pub fn compile(file: &ScenarioFile, packs: &Packs) -> Script {
    let mut script = Script {
        about: about(file),
        clock: startex(file.startex.as_ref().map(|s| s.as_str()).unwrap_or_default())
            .map(|(c, _)| c)
            .unwrap_or_default(),
        endex: At::STARTEX + span(file.length.as_ref(), Span::hours(4)),
        tick: span(file.tick.as_ref(), Span::mins(5)),
        pace: file.pace.as_ref().map_or(1, |p| **p),
        help: file.help.unwrap_or_default(),
        actor: file
            .campaign
            .as_ref()
            .and_then(|c| c.actor.as_ref())
            .map(|a| a.value.clone())
            .unwrap_or_default(),
        known_as: file.campaign.iter().flat_map(|c| &c.known_as).map(|name| name.value.clone()).collect(),
        bots: packs.bots.clone(),
        weights: weights(file),
        questionnaire: file.questionnaire.clone().unwrap_or_else(Questionnaire::shipped),
        ..Script::default()
    };
    actors::mechanisms(file, packs, &mut script);
    actors::compile(file, packs, &mut script);
    actors::relays(&mut script);
    physics::names(file, &mut script);
    events::names(file, &mut script);
    physics::compile(file, &mut script);
    events::compile(file, &mut script);
    script.observers = names::seats(&script, &file.observers);
    let waits = |inject: &InjectSpec| matches!(inject.trigger, Trigger::When(..));
    script.waiting = script.injects.iter().filter(|(_, inject)| waits(inject)).map(|(id, _)| id).collect();
    script
}

fn about(file: &ScenarioFile) -> About {
    let text = |t: &Option<Text>| t.clone().unwrap_or_default();
    About {
        id: file.id.as_ref().map(|i| i.value.clone()).unwrap_or_default(),
        title: text(&file.title),
        summary: text(&file.summary),
        authors: file.authors.clone(),
        licence: file.licence.clone().unwrap_or_default(),
        handling: file.handling.unwrap_or_default(),
        difficulty: file.difficulty.as_ref().map(|d| d.value.clone()).unwrap_or_default(),
        startex: file.startex.as_ref().map(|s| s.value.clone()).unwrap_or_default(),
        briefing: text(&file.briefing),
    }
}

fn weights(file: &ScenarioFile) -> std::collections::BTreeMap<Measure, u32> {
    if file.weights.is_empty() {
        return WEIGHTS.iter().copied().collect();
    }
    file.weights.iter().map(|(measure, weight)| (*measure, weight.value)).collect()
}
