//! The scoreboard: a fold over records that keeps what may be judged, and forgets nothing that it stands on.

mod absorb;
mod deeds;
mod messages;
mod rated;
mod rows;
mod watch;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::base::{At, Ppm, Span, Table};
use crate::exercise::fact::{Cause, Fact, Record};
use crate::exercise::order::{Act, Control, RaterRole, Staffing, Verb};
use crate::exercise::state::State;
use crate::exercise::trust::voided;
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{IncidentId, IntelId, QuestionId, Script, SeatId, ServiceId};

use messages::Messages;
pub use rated::Subject;
pub(crate) use rated::{Rated, Worded};
pub use rows::Sample;
pub(crate) use rows::{
    Asking, Astray, Burnt, Case, Classing, Defence, Duty, Expected, Held, Mark, Naming, Notice, Pass, Raise,
    ReleaseAsked, Round, Spoken, Traces, Word,
};
pub(crate) use watch::misses_the_body;

use super::convention;
use super::windows::Windows;

/// What happened, as the measures ask for it. Rows keep their record's number, so that a record that is declared
/// void counts no more; where there is no row, nothing is judged.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Scoreboard {
    pub(super) windows: Windows,
    voids: Vec<(u64, u64)>,
    voided: BTreeSet<u64>,
    pub(super) ended: Option<At>,
    /// Who plays each seat, and whether a bot ever did.
    pub(super) staffing: Table<SeatId, Staffing>,
    pub(super) bots: BTreeSet<SeatId>,
    pub(super) aware: BTreeMap<(IncidentId, SeatId), Mark>,
    /// Incidents that anybody has heard of.
    running: BTreeSet<IncidentId>,
    pub(super) classings: Vec<Classing>,
    pub(super) held: BTreeMap<IntelId, BTreeMap<SeatId, Held>>,
    pub(super) passes: Vec<Pass>,
    pub(super) burnt: Vec<Burnt>,
    pub(super) releases: Vec<ReleaseAsked>,
    pub(super) duties: Vec<Duty>,
    pub(super) notices: Vec<Notice>,
    pub(super) astray: Vec<Astray>,
    pub(super) defences: Vec<Defence>,
    pub(super) spoken: Vec<Spoken>,
    pub(super) traces: Vec<Traces>,
    pub(super) namings: Vec<Naming>,
    /// What services that somebody can bring back lost by trouble of their own, from when on.
    pub(super) courses: BTreeMap<ServiceId, Vec<(Mark, Ppm)>>,
    /// Services that were restored, and hit by the same again: when last.
    pub(super) relapses: BTreeMap<ServiceId, At>,
    pub(super) expected: Vec<Expected>,
    /// Places of the expected actions that each seat may do.
    awaited: Table<SeatId, Vec<u32>>,
    pub(super) rounds: BTreeMap<(QuestionId, u8), Round>,
    pub(super) reports: Vec<Word>,
    pub(super) public: Vec<Word>,
    pub(super) raises: Vec<Raise>,
    modes: BTreeMap<MechanismId, u8>,
    pub(super) cases: Vec<Case>,
    pub(super) asks: Vec<Asking>,
    /// Who wrote to whom, with the first few records of it.
    pub(super) messages: Messages,
    /// Words that wait for a person's judgement.
    pub(super) words: Vec<Worded>,
    /// Who rates now, in what role.
    raters: BTreeMap<String, RaterRole>,
    /// Every rating, in order.
    pub(super) rated: Vec<Rated>,
    history: Vec<Sample>,
    next_sample: At,
}

impl Scoreboard {
    /// An empty board, before the first record.
    pub fn new(script: &Script, state: &State) -> Self {
        let staffing: Table<SeatId, Staffing> = state.seats.rows().map(|s| s.staffing.clone()).collect();
        let bots = staffing.iter().filter(|(_, s)| matches!(s, Staffing::Bot(_))).map(|(id, _)| id).collect();
        let courses = super::measure::services_with_a_remedy(script).map(|s| (s, Vec::new())).collect();
        Self { staffing, bots, courses, next_sample: At::STARTEX + sample_every(script), ..Self::default() }
    }

    /// The same without the course over time: for runs of which only the end is asked for.
    #[must_use]
    pub fn without_course(self) -> Self {
        Self { next_sample: At::NEVER, ..self }
    }

    /// Takes in a record; `state` is the one after it. Cheap: the cost is that of the record's own facts, and now and
    /// then a sample for the course over time.
    pub fn fold(&mut self, script: &Script, state: &State, record: &Record) {
        if self.staffing.is_empty() && !state.seats.is_empty() {
            *self = Self::new(script, state);
        }
        while self.next_sample <= record.at && self.ended.is_none() {
            self.history.push(super::compose::sample(self, script, state, self.next_sample));
            self.next_sample = self.next_sample + sample_every(script);
        }
        let verb = verb_of(record);
        let mut mark = Mark { record: record.number, at: record.at };
        for fact in &record.facts {
            match fact {
                Fact::SaidEarlier(_, at) => mark.at = *at,
                Fact::Voided(number) => self.void(record.number, *number),
                Fact::ExpectOpened { .. } => self.watch(script, state, record, fact),
                Fact::Ticked(changes) => self.note_losses(mark, changes),
                Fact::Appointed { .. } | Fact::TaskRated { .. } | Fact::WordsRated { .. } | Fact::Noted => {
                    self.note_rating(script, record, mark, fact);
                }
                _ => {
                    self.absorb(script, record, mark, fact, verb);
                    self.note_claim(script, state, mark, fact, verb);
                }
            }
        }
        if let Some(verb) = verb {
            self.note_words(record, mark, actor_of(script, record), verb);
        }
        if !self.expected.is_empty() {
            self.note_deeds(script, record, mark);
        }
    }

    /// A record is void unless the record that says so is void itself.
    fn void(&mut self, by: u64, number: u64) {
        self.voids.push((by, number));
        self.voided = voided(&self.voids);
    }

    /// Whether what a record brought counts.
    pub(crate) fn counts(&self, mark: Mark) -> bool {
        !self.voided.contains(&mark.record)
    }

    /// The score over time, in numbers: one sample every so many exercise minutes.
    pub fn history(&self) -> &[Sample] {
        &self.history
    }
}

/// How often the course is sampled.
fn sample_every(script: &Script) -> Span {
    Span((script.endex.0 / convention::SAMPLES).max(convention::SAMPLE_EVERY.0))
}

/// The decision that a record took, by the seat itself or put down for it.
pub(super) fn verb_of(record: &Record) -> Option<&Verb> {
    let Cause::Order(order) = &record.cause else { return None };
    order.act.decision()
}

/// The seat whose decision it was.
fn actor_of(script: &Script, record: &Record) -> Option<SeatId> {
    let Cause::Order(order) = &record.cause else { return None };
    match (&order.act, order.from) {
        (Act::Control(Control::RecordFor { seat, .. }), _) => script.names.seats.get(seat).copied(),
        (_, desk) => desk.seat(),
    }
}
