//! What the board keeps: one row a thing that may be judged, each with the records that it stands on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::{At, Ppm};
use crate::exercise::fact::{AskId, CaseEnd, CaseId, DutyId, Rebuff};
use crate::exercise::order::Claims;
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{DefenceId, IncidentId, InjectId, IntelId, OrgId, SeatId, ServiceId};
use crate::scenario::words::{Class, Tlp, Vote};

/// Where and when something was recorded; `at` is the moment that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// Record number.
    pub(crate) record: u64,
    /// When it counts: when it was said, where that was earlier.
    pub(crate) at: At,
}

/// A classification.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Classing {
    /// Where.
    pub(crate) mark: Mark,
    /// By whom.
    pub(crate) seat: SeatId,
    /// Of what.
    pub(crate) incident: IncidentId,
    /// As what.
    pub(crate) class: Class,
}

/// How a seat came to hold an item.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Held {
    /// Since when.
    pub(crate) mark: Mark,
    /// From whom; none from the scenario.
    pub(crate) from: Option<SeatId>,
    /// Under which marking.
    pub(crate) tlp: Tlp,
    /// The scenario gave it as planned, not because nobody had told.
    pub(crate) planned: bool,
}

/// An item passed on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Pass {
    /// Where.
    pub(crate) mark: Mark,
    /// What.
    pub(crate) item: IntelId,
    /// By whom.
    pub(crate) from: SeatId,
    /// To whom.
    pub(crate) to: Vec<SeatId>,
    /// Under which marking.
    pub(crate) tlp: Tlp,
    /// How the sender held it: marking, and whether from another seat.
    pub(crate) held: (Tlp, bool),
    /// Those to whom it should not have gone.
    pub(crate) breached: Vec<SeatId>,
    /// Reached others through a network, not by the sender's own address.
    pub(crate) relayed: bool,
}

/// A PAP marking that was broken.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Burnt {
    /// Where.
    pub(crate) mark: Mark,
    /// By whom.
    pub(crate) by: SeatId,
    /// What.
    pub(crate) item: IntelId,
}

/// A duty.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Duty {
    /// Where it began.
    pub(crate) mark: Mark,
    /// Its number.
    pub(crate) id: DutyId,
    /// Who owes it.
    pub(crate) seat: SeatId,
    /// Of what.
    pub(crate) incident: IncidentId,
    /// Regime.
    pub(crate) regime: MechanismId,
    /// Step.
    pub(crate) step: u8,
    /// To whom.
    pub(crate) owed: Vec<OrgId>,
    /// Deadline.
    pub(crate) due: At,
    /// Who was told, where.
    pub(crate) told: Vec<(OrgId, Mark)>,
}

/// An expected action.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Expected {
    /// Where it was opened.
    pub(crate) mark: Mark,
    /// Its inject.
    pub(crate) inject: InjectId,
    /// Its place among the inject's.
    pub(crate) place: u8,
    /// Deadline.
    pub(crate) due: At,
    /// Who did it, in time or after.
    pub(crate) done: Vec<(SeatId, Mark)>,
    /// Acts of the same form that did not do it: to somebody else, or under another mechanism. For right contact only.
    pub(crate) astray: Vec<(SeatId, Mark)>,
}

/// A question of a probe that was put.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Round {
    /// Where.
    pub(crate) mark: Mark,
    /// It is closed.
    pub(crate) closed: bool,
    /// Answers.
    pub(crate) answers: BTreeMap<SeatId, (u8, Mark)>,
}

/// A report or a public word, with what it claims.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Word {
    /// Where.
    pub(crate) mark: Mark,
    /// By whom.
    pub(crate) seat: SeatId,
    /// Of what.
    pub(crate) incident: IncidentId,
    /// What is asserted.
    pub(crate) claims: Claims,
}

/// A notification, whatever it said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Notice {
    /// Where.
    pub(crate) mark: Mark,
    /// By whom.
    pub(crate) by: SeatId,
    /// Of what.
    pub(crate) incident: IncidentId,
    /// Under which regime.
    pub(crate) regime: MechanismId,
    /// Which step.
    pub(crate) step: u8,
    /// To whom.
    pub(crate) to: Vec<SeatId>,
    /// Whether it lacks what the step must say.
    pub(crate) empty: bool,
}

/// An attempt that a body turned away.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Astray {
    /// Where.
    pub(crate) mark: Mark,
    /// By whom.
    pub(crate) by: SeatId,
    /// At which mechanism.
    pub(crate) mechanism: MechanismId,
    /// Why.
    pub(crate) why: Rebuff,
}

/// A defence that was ordered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Defence {
    /// Where.
    pub(crate) mark: Mark,
    /// By whom.
    pub(crate) by: SeatId,
    /// Which.
    pub(crate) defence: DefenceId,
    /// Where it is done.
    pub(crate) services: Vec<ServiceId>,
    /// Who was told before, by the order itself.
    pub(crate) announced_to: Vec<SeatId>,
}

/// Words that went to others, whatever they said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Spoken {
    /// Where.
    pub(crate) mark: Mark,
    /// By whom.
    pub(crate) by: SeatId,
    /// To whom.
    pub(crate) to: Vec<SeatId>,
}

/// Somebody was named in public.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Naming {
    /// Where.
    pub(crate) mark: Mark,
    /// By whom.
    pub(crate) by: SeatId,
    /// Of what.
    pub(crate) incident: IncidentId,
    /// It claimed more than the evidence of its side bears.
    pub(crate) premature: bool,
    /// Notes were not compared to the end.
    pub(crate) unilateral: bool,
    /// It blames somebody who did not do it.
    pub(crate) wrong: bool,
}

/// Evidence at a service.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Traces {
    /// Where.
    pub(crate) mark: Mark,
    /// At which service.
    pub(crate) service: ServiceId,
    /// It was kept, else it was destroyed.
    pub(crate) kept: bool,
}

/// A mode that was raised.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Raise {
    /// Where.
    pub(crate) mark: Mark,
    /// Which mechanism.
    pub(crate) mechanism: MechanismId,
    /// To which mode.
    pub(crate) mode: u8,
    /// Who asked for it.
    pub(crate) by: SeatId,
    /// Highest true class among the incidents that ran then.
    pub(crate) warranted: Option<Class>,
}

/// A request, offer or proposal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Case {
    /// Where it was opened.
    pub(crate) mark: Mark,
    /// Its number.
    pub(crate) id: CaseId,
    /// Mechanism.
    pub(crate) mechanism: MechanismId,
    /// By whom.
    pub(crate) by: SeatId,
    /// For what.
    pub(crate) incident: Option<IncidentId>,
    /// Help is offered.
    pub(crate) offer: bool,
    /// Who may vote and was staffed when it was opened.
    pub(crate) voters: Vec<SeatId>,
    /// Until when.
    pub(crate) due: At,
    /// Votes.
    pub(crate) votes: Vec<(SeatId, Vote, Mark)>,
    /// How it ended.
    pub(crate) end: Option<(CaseEnd, bool, Mark)>,
    /// Members that did alone what contradicts it.
    pub(crate) contradicted: Vec<(SeatId, Mark)>,
}

/// What a case asks of an originator.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ReleaseAsked {
    /// Where.
    pub(crate) mark: Mark,
    /// The case.
    pub(crate) case: CaseId,
    /// By whom.
    pub(crate) by: SeatId,
    /// What.
    pub(crate) item: IntelId,
    /// To whom it should go; nobody for a tear-line.
    pub(crate) to: Vec<SeatId>,
}

/// A question between seats.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Asking {
    /// Where.
    pub(crate) mark: Mark,
    /// Its number.
    pub(crate) id: AskId,
    /// By whom.
    pub(crate) from: SeatId,
    /// To whom.
    pub(crate) to: Vec<SeatId>,
    /// Answers.
    pub(crate) answers: Vec<(SeatId, Mark)>,
}

/// The score at a moment, in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// When.
    pub at: At,
    /// The composite.
    pub overall: Option<Ppm>,
    /// How many opportunities were assessed for it.
    #[serde(default)]
    pub assessed: u32,
    /// Each measure, in the order of [`Measure::ALL`](crate::scenario::words::Measure::ALL).
    pub measures: Vec<Option<Ppm>>,
    /// Each state's composite, in the order of the script.
    pub states: Vec<Option<Ppm>>,
    /// How many opportunities were assessed for that of each state.
    #[serde(default)]
    pub states_assessed: Vec<u32>,
    /// Trust of each state in each other, row by row in the order of the script, as the first record at or after the
    /// moment left it; nothing towards oneself.
    pub trust: Vec<Ppm>,
}
