//! Records in plain words, as exercise control reads them: who did what and what happened, with titles and the clock
//! of the exercise. The feed, the debrief, `replay` and the report all take their words from here.
//!
//! - `course` clock, phases, seats, control's repairs
//! - `msel` injects, expected actions, rules
//! - `knowledge` who learned what, markings
//! - `decisions` what seats decided
//! - `cases` requests, offers, proposals, modes
//! - `evaluation` raters, ratings, consents
//! - `team` the people of a seat among themselves
//! - `world` services, stages, defences at work
//! - [`seat`] what one seat received
//! - `due`, [`what`] things on the agenda and expected actions, in words

mod cases;
mod course;
mod decisions;
mod due;
mod evaluation;
mod knowledge;
mod msel;
pub mod seat;
mod team;
mod verb;
pub mod what;
mod world;

use crate::base::At;
use crate::exercise::fact::{Cause, Fact, Record};
use crate::exercise::order::{Act, Control, Order, Verb};
use crate::exercise::state::State;
use crate::scenario::script::{Script, SeatId};

pub use super::names::Names;
pub use course::{rated_words, rating_words, signed_words};

/// How much a sentence matters to somebody who was not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// How the engine does it.
    Plumbing,
    /// A consequence.
    Small,
    /// Somebody did something.
    Act,
    /// The exercise took a turn.
    Turn,
}

/// One thing that happened, in words. No full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// How much it matters.
    pub weight: Weight,
    /// The words.
    pub text: String,
}

/// A record in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Record number.
    pub record: u64,
    /// When.
    pub at: At,
    /// The seat whose act it was, if it was one.
    pub by: Option<SeatId>,
    /// How much it matters.
    pub weight: Weight,
    /// One or two sentences.
    pub text: String,
}

/// A record, its facts and its cause: what the families look at.
#[derive(Clone, Copy, Debug)]
struct Told<'a> {
    names: Names<'a>,
    record: &'a Record,
}

/// A record in one or two sentences; `state` is the one behind it.
pub fn record(script: &Script, state: &State, record: &Record) -> Line {
    let told = Told { names: Names { script, state }, record };
    let mut sentences: Vec<Sentence> = record.facts.iter().map(|fact| told.fact(fact)).collect();
    if record.facts.is_empty() {
        sentences.push(told.without_facts());
    }
    let weight = sentences.iter().map(|s| s.weight).max().unwrap_or(Weight::Plumbing);
    // The weightiest two, in the order in which they happened.
    let mut kept: Vec<usize> = (0..sentences.len()).collect();
    kept.sort_by_key(|place| std::cmp::Reverse(sentences[*place].weight));
    let worth = |place: &usize| sentences[*place].weight >= weight.min(Weight::Act);
    let mut kept: Vec<usize> = kept.into_iter().filter(worth).take(2).collect();
    kept.sort_unstable();
    let text = kept.iter().map(|place| sentences[*place].text.as_str()).collect::<Vec<_>>().join(". ");
    Line { record: record.number, at: record.at, by: told.by(), weight, text }
}

/// What a seat decided in a record, in the words of its order alone: nothing of what came of it.
pub fn decision(script: &Script, state: &State, record: &Record) -> String {
    let told = Told { names: Names { script, state }, record };
    told.verb().map_or("Decided".to_owned(), |verb| {
        format!("Decided {}{}", verb::wanted(&told.names, verb), told.said())
    })
}

/// One fact in words; `record` is the one that it stands in, `state` the one behind that.
pub fn fact(script: &Script, state: &State, record: &Record, fact: &Fact) -> Sentence {
    Told { names: Names { script, state }, record }.fact(fact)
}

impl Sentence {
    fn new(weight: Weight, text: impl Into<String>) -> Option<Self> {
        Some(Self { weight, text: text.into() })
    }
}

impl<'a> Told<'a> {
    /// Every family knows its own facts; what none knows is told by what started it.
    fn fact(&self, fact: &Fact) -> Sentence {
        course::tell(self, fact)
            .or_else(|| msel::tell(self, fact))
            .or_else(|| knowledge::tell(self, fact))
            .or_else(|| decisions::tell(self, fact))
            .or_else(|| cases::tell(self, fact))
            .or_else(|| world::tell(self, fact))
            .or_else(|| evaluation::tell(self, fact))
            .or_else(|| team::tell(self, fact))
            .unwrap_or_else(|| Sentence { weight: Weight::Plumbing, text: "Something happened".to_owned() })
    }

    /// A record of which nothing came: an order that was refused, or a thing that was due and held no more.
    fn without_facts(&self) -> Sentence {
        match &self.record.cause {
            Cause::Order(order) => {
                let who = self.names.desk(order.from);
                let what = match &order.act {
                    Act::Verb(verb) => verb::wanted(&self.names, verb),
                    Act::Control(control) => course::wanted(control).to_owned(),
                    Act::Team(act) => team::wanted(&self.names, act),
                };
                Sentence { weight: Weight::Act, text: format!("{who} was refused: {what}") }
            }
            Cause::Due(due) => {
                let text = format!("Nothing came of {}", due::words(&self.names, due));
                Sentence { weight: Weight::Plumbing, text }
            }
        }
    }

    /// The decision that the record took.
    fn verb(&self) -> Option<&'a Verb> {
        match self.control() {
            Some(Control::RecordFor { verb, .. }) => Some(verb),
            Some(_) => None,
            None => self.order()?.act.verb(),
        }
    }

    /// The act of control that the record carried out.
    fn control(&self) -> Option<&'a Control> {
        self.order()?.act.control()
    }

    /// The words that the decision carried, as `: “…”`.
    fn said(&self) -> String {
        self.verb()
            .map(|verb| super::names::said(crate::exercise::decide::verb_text(verb)))
            .unwrap_or_default()
    }

    fn order(&self) -> Option<&'a Order> {
        match &self.record.cause {
            Cause::Order(order) => Some(order),
            Cause::Due(_) => None,
        }
    }

    fn by(&self) -> Option<SeatId> {
        match &self.record.cause {
            Cause::Order(order) => match (&order.act, order.from) {
                (Act::Control(Control::RecordFor { seat, .. }), _) => {
                    self.names.script.names.seats.get(seat).copied()
                }
                (_, desk) => desk.seat(),
            },
            Cause::Due(_) => None,
        }
    }
}
