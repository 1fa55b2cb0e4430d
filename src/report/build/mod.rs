//! From the fold and the state to the report's model, a file a section.

mod course;
mod duties;
mod feedback;
mod improve;
mod msel;
mod objectives;
mod overview;
mod score;
mod services;
mod tasks;
mod trust;
mod words;

use crate::base::At;
use crate::base::marking::marking;
use crate::exercise::state::State;
use crate::scenario::script::{Script, SeatId, StateId};
use crate::score::{Score, release};

use super::gather::Gather;
use super::model::{Moment, Reader, Report, SignedOff};
use super::names::{Names, text};

/// The shape of the JSON.
const FORMAT: u16 = 1;

/// Whom a report is for. What a state may see follows the rules of release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Exercise control: everything.
    Excon,
    /// A state: its own figures and duties, the overall figure, its own acts; no comparison, no truth.
    State(StateId),
    /// The plenary: the whole, and states under pseudonyms.
    Plenary,
    /// The participants: published figures under names. Without the consent of every state it is the plenary's.
    Participants,
}

/// Where a report comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The seed of the run.
    pub seed: u64,
    /// The hash of its journal, as hex.
    pub journal_hash: String,
}

/// All that the sections are built from.
struct Source<'a> {
    names: Names<'a>,
    gather: &'a Gather,
    from: &'a Provenance,
    audience: Audience,
    score: Score,
    now: At,
}

/// The report of an exercise as it stands.
pub fn report(
    script: &Script,
    state: &State,
    gather: &Gather,
    from: &Provenance,
    audience: Audience,
) -> Report {
    let now = state.now.min(script.endex);
    let names = Names { script, state };
    let score = crate::score::score(&gather.board, script, state, now);
    let score = match &gather.outcome {
        Some(outcome) => score.with_outcome(script, outcome),
        None => score,
    };
    let consented = release::missing_consents(script, state).is_empty();
    let audience = match audience {
        Audience::Participants if !consented => Audience::Plenary,
        audience => audience,
    };
    let source = Source { names, gather, from, audience, score, now };
    let mut objectives = objectives::objectives(&source);
    let improvements = improve::plan(&source, &mut objectives);
    Report {
        format: FORMAT,
        marking: marking_of(script),
        reader: match audience {
            Audience::Excon => Reader::Control,
            Audience::State(_) => Reader::State,
            Audience::Plenary | Audience::Participants => Reader::Shared,
        },
        preliminary: gather.signed.is_none(),
        signed_off: gather.signed.as_ref().map(|signed| SignedOff {
            by: signed.by.clone(),
            on: signed.on.clone(),
            text: signed.text.clone(),
            record: signed.record,
        }),
        audience: match audience {
            Audience::Excon => "exercise control".to_owned(),
            Audience::State(state) => names.state_name(state),
            Audience::Plenary => "the plenary, states under pseudonyms".to_owned(),
            Audience::Participants => "the participants, by the consent of every state".to_owned(),
        },
        overview: overview::overview(&source),
        score: score::table(&source),
        states: score::states(&source),
        pairs: score::pairs(&source),
        obligations: duties::obligations(&source),
        msel: msel::lines(&source),
        improvements,
        objectives,
        words: words::words(&source),
        raters: words::raters(&source),
        feedback: feedback::feedback(&source),
        observations: objectives::observations(&source),
        services: services::services(&source),
        history: course::history(&source),
        timeline: course::timeline(&source),
    }
}

/// The marking of an exercise; material without a ceiling of its own travels no further than its participants.
fn marking_of(script: &Script) -> String {
    marking(&text(&script.about.title), script.about.handling)
}

impl Source<'_> {
    fn script(&self) -> &Script {
        self.names.script
    }

    fn moment(&self, at: At) -> Moment {
        Moment { at_ms: at.0, clock: self.names.clock(at) }
    }

    /// Whether exercise control reads it.
    fn excon(&self) -> bool {
        self.audience == Audience::Excon
    }

    /// Whether the reader may see what is this seat's own.
    fn own(&self, seat: SeatId) -> bool {
        match self.audience {
            Audience::Excon => true,
            Audience::Plenary | Audience::Participants => false,
            Audience::State(state) => self.script().seats.get(seat).is_some_and(|s| s.state == Some(state)),
        }
    }
}
