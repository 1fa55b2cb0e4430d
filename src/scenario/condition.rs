//! Conditions (`when`), acts to be recognised (`what`) and effects (`then`), compiled.

use crate::base::{At, Ppm, Span, Text};
use crate::model::capacity::Maturity;

use super::mechanism::MechanismId;
use super::script::{
    ContentId, DefenceId, FlagId, IncidentId, InjectId, IntelId, SeatId, ServiceId, StageId, StateId,
};
use super::words::{Class, DefenceKind, Judgement, ServiceStep, Vote};

/// A condition of a rule or an inject.
#[derive(Clone, Debug, PartialEq)]
pub enum Cond {
    /// All of these.
    All(Vec<Cond>),
    /// Any of these.
    Any(Vec<Cond>),
    /// Not this.
    Not(Box<Cond>),
    /// This time has come.
    At(At),
    /// The flag is set.
    Flag(FlagId),
    /// The service stands at this step or worse.
    Service(ServiceId, ServiceStep),
    /// One of the seats holds the item.
    Knows(Vec<SeatId>, IntelId),
    /// One of the seats ordered it (any seat where the list is empty), that often at least.
    Ordered {
        /// Who.
        by: Vec<SeatId>,
        /// What.
        what: What,
        /// How often.
        at_least: u32,
    },
    /// An expectation of the inject was met within the time.
    Answered(InjectId, Span),
    /// The inject was delivered.
    Delivered(InjectId),
    /// At least so many of these.
    Count(u32, Vec<Cond>),
    /// Fate: thrown once, when it is first asked; keyed by this text.
    Chance(Ppm, String),
    /// The mechanism stands in this mode or a higher one (by its place in the ladder).
    Mode(MechanismId, u8),
    /// A case of the mechanism was adopted.
    Adopted(MechanismId),
    /// A case of the mechanism took effect.
    Landed(MechanismId),
    /// The actor sees that the stage was found.
    Detected(StageId),
    /// The actor was tipped off about the stage.
    TippedOff(StageId),
    /// The stage began, and is nowhere any more.
    Stopped(StageId),
    /// One of the seats gave the incident this class or a higher one.
    Classed(Vec<SeatId>, IncidentId, Class),
    /// One of the seats named a culprit in public in this way.
    Judged(Vec<SeatId>, Judgement),
    /// This share of the audience has met the content.
    Reach(ContentId, Ppm),
    /// Records of the service were taken.
    Stolen(ServiceId),
}

/// A pattern over orders. An empty field fits everything.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Any act at all.
    Anything,
    /// A classification.
    Classify {
        /// Of this incident.
        incident: Option<IncidentId>,
        /// As this class at least.
        at_least: Option<Class>,
    },
    /// A notification.
    Notify {
        /// Under this regime.
        regime: Option<MechanismId>,
        /// This step of it.
        step: Option<u8>,
        /// Of this incident.
        incident: Option<IncidentId>,
        /// To one of these.
        to: Vec<SeatId>,
    },
    /// Sharing.
    Share {
        /// Of this item.
        item: Option<IntelId>,
        /// To one of these.
        to: Vec<SeatId>,
    },
    /// A question to one of these.
    Ask(Vec<SeatId>),
    /// An answer to a question.
    Answer,
    /// A situation report to one of these.
    Sitrep(Vec<SeatId>),
    /// Setting a mode.
    Mode(Option<MechanismId>, Option<u8>),
    /// A request under a mechanism.
    Request(Option<MechanismId>),
    /// An offer of help to one of these.
    Offer(Vec<SeatId>),
    /// A vote on a case of the mechanism.
    Vote(Option<MechanismId>, Option<Vote>),
    /// A defence of a kind, or exactly this one, at this service.
    Defend {
        /// Kind.
        kind: Option<DefenceKind>,
        /// This one.
        defence: Option<DefenceId>,
        /// Here.
        service: Option<ServiceId>,
    },
    /// An attribution; in public where `Some(true)`.
    Attribute(Option<bool>),
    /// A proposal of a joint measure.
    Propose(Option<MechanismId>),
    /// A public statement.
    Statement,
    /// A message to one of these.
    Message(Vec<SeatId>),
    /// A free decision in words.
    Decide,
    /// An order or notice to a platform, about this content.
    Remove(Option<MechanismId>, Option<ContentId>),
    /// A demand for a provider's data.
    Demand(Option<MechanismId>),
    /// An originator asked to let an item go further.
    Release {
        /// This item.
        item: Option<IntelId>,
        /// To one of these.
        to: Vec<SeatId>,
        /// As a tear-line, or not.
        tear_line: Option<bool>,
    },
}

/// What a rule or an inject does to the exercise.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Deliver an inject now.
    Fire(InjectId),
    /// Take an inject out of the agenda.
    Skip(InjectId),
    /// Set a flag.
    Set(FlagId),
    /// Clear a flag.
    Clear(FlagId),
    /// Force a loss upon a service for a time.
    Shock(ServiceId, Ppm, Span),
    /// Give an item to a seat.
    Reveal(IntelId, Vec<SeatId>),
    /// Start a stage.
    Start(StageId),
    /// Stop a stage everywhere.
    Stop(StageId),
    /// Tell everybody, as news.
    News(Text),
    /// A stage spreads, or comes, so much faster.
    Speed(StageId, Ppm),
    /// A stage sleeps for a time.
    Quiet(StageId, Span),
    /// A stage goes on by another technique, which other defences stop.
    Switch(StageId, String, Vec<DefenceId>),
    /// Data that a stage took from a service gets out.
    Leak(StageId, ServiceId, Text),
    /// The teams of a state become more mature.
    BuildCapacity(StateId, Maturity),
    /// Content begins.
    Publish(ContentId),
    /// Content is gone.
    Withdraw(ContentId),
}
