//! Content on platforms: it begins, spreads with each tick, is slowed or gone.

use serde::{Deserialize, Serialize};

use crate::base::{At, Ppm};
use crate::exercise::draft::Draft;
use crate::exercise::fact::Fact;
use crate::exercise::state::State;
use crate::model::reach::{self, Words};
use crate::scenario::script::{ContentId, IncidentId, Script};
use crate::scenario::words::{Advice, Cause, Class};

/// Shares from which on everybody hears how far content has got. A convention of ours.
const STEPS: [Ppm; 5] = [Ppm(10_000), Ppm(50_000), Ppm(100_000), Ppm(200_000), Ppm(500_000)];

/// Content in the exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentState {
    /// When it began.
    pub began: Option<At>,
    /// Share of the audience that has met it.
    pub reach: Ppm,
    /// Pace that is left to it after what platforms did; none where they did nothing.
    pub slowed: Option<Ppm>,
}

/// What a state's public word says, as far as it can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicLine {
    /// When it was said.
    pub at: At,
    /// Cause.
    pub cause: Option<Cause>,
    /// Advice.
    pub advice: Option<Advice>,
    /// Class.
    pub severity: Option<Class>,
}

/// The step that a reach has passed; none below the first.
pub fn step_of(reach: Ppm) -> Option<Ppm> {
    STEPS.into_iter().rev().find(|step| reach >= *step)
}

/// Content begins, once.
pub(in crate::exercise) fn publish(draft: &mut Draft<'_>, content: ContentId) {
    if draft.state.contents[content].began.is_none() {
        draft.push(Fact::Published(content));
    }
}

/// All that spreads goes on by one tick.
pub(in crate::exercise) fn tick(draft: &mut Draft<'_>) {
    let (script, state) = (draft.script, draft.state);
    let mut spread = Vec::new();
    for (id, now) in state.contents.iter().filter(|(_, c)| c.began.is_some()) {
        let spec = &script.contents[id];
        let pace = reach::pace(words(script, state, id));
        let left = now.slowed.unwrap_or(Ppm::ONE);
        let pace = Ppm(left.of(u64::from(pace.0)) as u32);
        let is = reach::step(now.reach, spec.plateau, spec.doubling, pace, script.tick);
        if is != now.reach {
            spread.push((id, is));
        }
    }
    if !spread.is_empty() {
        draft.push(Fact::Spread(spread));
    }
}

/// The public words that the content meets.
fn words(script: &Script, state: &State, content: ContentId) -> Words {
    let mut found = Words { states: script.states.len() as u32, ..Words::default() };
    let Some(incident) = script.contents[content].about else { return found };
    let lines: Vec<&PublicLine> =
        state.lines.iter().filter(|((i, _), _)| *i == incident).map(|(_, line)| line).collect();
    let began = state.contents[content].began.unwrap_or(At::NEVER);
    for line in lines.iter().filter(|l| l.cause == Some(script.incidents[incident].cause)) {
        if line.at <= began {
            found.before += 1;
        } else {
            found.after += 1;
        }
    }
    let pairs = lines.iter().enumerate().flat_map(|(n, a)| lines.iter().skip(n + 1).map(move |b| (*a, *b)));
    found.contradict = pairs.into_iter().any(|(a, b)| contradict(a, b));
    found
}

/// Whether two states tell their publics what does not go together; as the public line is scored.
fn contradict(a: &PublicLine, b: &PublicLine) -> bool {
    let differ = |same: Option<bool>| same == Some(false);
    differ(a.cause.zip(b.cause).map(|(a, b)| a == b))
        || differ(a.advice.zip(b.advice).map(|(a, b)| a == b))
        || differ(a.severity.zip(b.severity).map(|(a, b)| (a as u8).abs_diff(b as u8) <= 1))
}

/// Changes what is known of content.
pub(in crate::exercise) fn apply(script: &Script, state: &mut State, fact: &Fact) {
    let now = state.now;
    match fact {
        Fact::Published(content) => {
            let of = &mut state.contents[*content];
            (of.began, of.reach) = (Some(now), script.contents[*content].start);
        }
        Fact::Spread(spread) => {
            for (content, reach) in spread {
                state.contents[*content].reach = *reach;
            }
        }
        Fact::Withdrawn(content, leaves) => {
            let of = &mut state.contents[*content];
            // The whole pace: an order was overturned, and it stands there again.
            of.slowed = match *leaves {
                Ppm::ONE => None,
                leaves => Some(of.slowed.map_or(leaves, |was| was.min(leaves))),
            };
        }
        Fact::Line { by, incident, cause, advice, severity } => {
            if let Some(place) = script.seats[*by].state {
                let line = PublicLine { at: now, cause: *cause, advice: *advice, severity: *severity };
                state.lines.insert((*incident, place), line);
            }
        }
        _ => {}
    }
}

/// The lines of states on incidents, the last of each.
pub type Lines = std::collections::BTreeMap<(IncidentId, crate::scenario::script::StateId), PublicLine>;
