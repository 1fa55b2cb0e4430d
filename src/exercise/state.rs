//! The state of an exercise: what `decide` reads and only `apply` changes.

mod case;
mod handles;
mod outside;
mod release;
mod talk;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::base::{At, Dice, Ppm, Table};
use crate::model::capacity::Capacity;
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{
    ContentId, FlagId, IncidentId, InjectId, IntelId, OrgId, QuestionId, RuleId, Script, SeatId, SeatSpec,
    ServiceId, StageId, StateId,
};
use crate::scenario::words::{Class, Tlp};

use super::agenda::Agenda;
use super::deed::Deed;
use super::evaluation::Rater;
use super::fact::{AskId, CaseId, Composed, Due, DutyId, ExpectId, MessageId, Phase, Watch};
use super::order::{Desk, Staffing};
use super::team::TeamState;
use super::trust::TrustMatrix;
use super::world::World;
use super::world::reach::{ContentState, Lines};

pub use outside::{Directed, Judged};
pub use release::ReleaseAsk;
pub use talk::{AskState, MessageState};

pub use case::CaseState;
pub use handles::Handles;

/// All that is true of an exercise now. Equal states of one script go on equally.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    /// The dice.
    pub dice: Dice,
    /// Exercise time: the moment of the last record or advance.
    pub now: At,
    /// Course.
    pub phase: Phase,
    /// Exercise minutes in a real minute.
    pub pace: u32,
    /// A real matter stops everything.
    pub no_play: bool,
    /// Number of the last record.
    pub records: u64,
    /// What is due.
    pub agenda: Agenda<Due>,
    /// What came of one another at this instant.
    pub cascade: Cascade,
    /// Seats.
    pub seats: Table<SeatId, SeatState>,
    /// Injects, those written on the fly behind those of the script.
    pub injects: Table<InjectId, InjectState>,
    /// Expected actions that were opened.
    pub expects: Table<ExpectId, ExpectState>,
    /// Incidents that have begun, by the record in which they did: an inject told of them, or a service was lost.
    pub begun: BTreeMap<IncidentId, u64>,
    /// Services that have been in trouble, by the record in which their own people first saw it.
    pub struck: BTreeMap<ServiceId, u64>,
    /// Services that have failed for all to see, by the record in which they first did.
    pub failed: BTreeMap<ServiceId, u64>,
    /// Rules that acted, or are about to.
    pub rules: BTreeSet<RuleId>,
    /// Conditions that came true.
    pub became: BTreeSet<Watch>,
    /// Flags that are set.
    pub flags: BTreeSet<FlagId>,
    /// Services.
    pub services: Table<ServiceId, ServiceState>,
    /// Stages that run.
    pub stages: BTreeSet<StageId>,
    /// Stages whose actor was tipped off.
    pub tipped_off: BTreeSet<StageId>,
    /// Everything that runs inside the simulated world between ticks.
    pub world: World,
    /// What states can do at once, and how fast.
    pub capacity: Table<StateId, Capacity>,
    /// Modes of the mechanisms that have a ladder.
    pub modes: BTreeMap<MechanismId, u8>,
    /// Messages.
    pub messages: Table<MessageId, MessageState>,
    /// Questions between seats.
    pub asks: Table<AskId, AskState>,
    /// Cases.
    pub cases: Table<CaseId, CaseState>,
    /// Duties.
    pub duties: Table<DutyId, DutyState>,
    /// Who ordered what: an entry an order that was taken, for `ordered(…)` conditions.
    pub acts: Vec<ActState>,
    /// Questions that are open, with their round and deadline.
    pub probes: BTreeMap<QuestionId, (u8, At)>,
    /// Answers given: (question, round, seat) → answer.
    pub answers: BTreeMap<(QuestionId, u8, SeatId), u8>,
    /// Trust of one state in another.
    pub trust: TrustMatrix,
    /// The last order of each client of each desk.
    pub clients: BTreeMap<(Desk, u64), LastOrder>,
    /// Sent to seats that nobody plays: what the White Cell has to answer, until it does.
    pub white_cell: Vec<WhiteCellItem>,
    /// The record by which the debrief was signed off; without one it is preliminary.
    pub signed_off: Option<u64>,
    /// Content on platforms.
    pub contents: Table<ContentId, ContentState>,
    /// Cases that are for a provider.
    pub directed: BTreeMap<CaseId, Directed>,
    /// Providers that keep what they would delete, since when.
    pub preserved: BTreeMap<OrgId, At>,
    /// What states told the public last.
    pub lines: Lines,
    /// Attributions in public, as they are to be judged.
    pub judged: Vec<Judged>,
    /// Who rates, by name.
    pub raters: BTreeMap<String, Rater>,
    /// States that consent to their figures being shown to the others under their names, by the record of it.
    pub consents: BTreeMap<StateId, u64>,
    /// Cases that ask an originator for its consent.
    pub release_asks: BTreeMap<CaseId, ReleaseAsk>,
    /// To whom originators have let their items go since STARTEX.
    pub released: BTreeMap<IntelId, BTreeSet<SeatId>>,
}

/// A seat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SeatState {
    /// Who plays it.
    pub staffing: Staffing,
    /// Released for a real matter.
    pub no_play: bool,
    /// What it came across.
    pub handles: Handles,
    /// Items it holds.
    pub holds: BTreeMap<IntelId, Holding>,
    /// Incidents it knows of, since when.
    pub aware: BTreeMap<IncidentId, At>,
    /// Services where it found what was hidden or that data were taken, by the record in which it first did.
    pub found: BTreeMap<ServiceId, u64>,
    /// Its classifications.
    pub classes: BTreeMap<IncidentId, Class>,
    /// Incidents that it reported or notified as suspected malicious.
    pub suspects: BTreeSet<IncidentId>,
    /// Its people.
    pub team: TeamState,
}

/// Something that seats have handles for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Thing {
    /// An incident.
    Incident(IncidentId),
    /// An intel item.
    Intel(IntelId),
    /// An inject.
    Inject(InjectId),
    /// A message.
    Message(MessageId),
    /// A question between seats.
    Ask(AskId),
    /// A case.
    Case(CaseId),
    /// A duty.
    Duty(DutyId),
    /// A question of a probe, a handle a round.
    Probe(QuestionId, u8),
    /// A notice, report, statement or other post, by the number of its record.
    Post(u64),
    /// Content on a platform.
    Content(ContentId),
}

/// How a seat holds an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Since when.
    pub since: At,
    /// From whom.
    pub from: Option<SeatId>,
    /// Under which marking.
    pub tlp: Tlp,
}

/// An inject's place in the exercise.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct InjectState {
    /// When it is due, once that is known.
    pub due: Option<At>,
    /// When it was delivered.
    pub delivered: Option<At>,
    /// Kept back.
    pub held: bool,
    /// Taken out.
    pub skipped: bool,
    /// Other recipients than the script's.
    pub to: Option<Vec<SeatId>>,
    /// Other words than the script's.
    pub says: Option<crate::base::Text>,
    /// Written on the fly.
    pub composed: Option<Box<Composed>>,
    /// Written on the fly, and once a state's alone: its number among those of that state.
    pub numbers: BTreeMap<StateId, u32>,
}

/// An expected action.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExpectState {
    /// The inject it came with.
    pub inject: InjectId,
    /// Its place among that inject's.
    pub place: u8,
    /// When it was opened.
    pub opened: At,
    /// Deadline.
    pub due: At,
    /// Who did it, when.
    pub met: Option<(SeatId, At)>,
    /// Nobody did it in time.
    pub lapsed: bool,
}

/// A service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceState {
    /// Share of its function lost.
    pub lost: Ppm,
    /// Of that, by its own trouble.
    pub direct: Ppm,
    /// Share of its estate infected.
    pub infected: Ppm,
    /// Evidence: none while untouched, then kept or destroyed.
    pub evidence: Option<bool>,
}

/// A duty.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DutyState {
    /// Who owes it.
    pub seat: SeatId,
    /// Of what.
    pub incident: IncidentId,
    /// Regime.
    pub regime: MechanismId,
    /// Step.
    pub step: u8,
    /// Who must be told, and when that was.
    pub owed: BTreeMap<OrgId, Option<At>>,
    /// When it began.
    pub opened: At,
    /// Deadline.
    pub due: At,
    /// The deadline passed with somebody not told.
    pub lapsed: bool,
}

/// An order that was taken, as conditions see it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActState {
    /// Who.
    pub by: SeatId,
    /// When it counts: when it was said.
    pub at: At,
    /// The record that it stands in.
    pub record: u64,
    /// What, in the shape of the patterns.
    pub deed: Deed,
    /// The incident that it was for, where the deed itself does not say.
    pub about: Option<IncidentId>,
}

/// The last order of a client: a repeat of it is answered as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastOrder {
    /// Its counter.
    pub counter: u32,
    /// Its record.
    pub record: u64,
    /// Whether it was refused.
    pub refused: bool,
}

/// Something for the White Cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhiteCellItem {
    /// The record it came in.
    pub record: u64,
    /// When.
    pub at: At,
    /// By whom.
    pub from: SeatId,
    /// To which unstaffed seat.
    pub to: SeatId,
    /// Answered.
    pub settled: bool,
}

/// How deep the records of this instant came of one another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cascade {
    /// Depth of the current record.
    pub depth: u32,
    /// What was put on the agenda for this very instant, with its depth.
    pub pending: Vec<(Due, u32)>,
}

impl State {
    /// Whether exercise time goes on.
    pub fn runs(&self) -> bool {
        self.phase == Phase::Running && !self.no_play
    }

    /// The state before STARTEX.
    pub fn new(script: &Script, seed: u64) -> Self {
        let staffing = |spec: &SeatSpec| match (&spec.bot, spec.persona) {
            (Some(bot), _) => Staffing::Bot(bot.clone()),
            (None, true) => Staffing::Empty,
            (None, false) => Staffing::Person,
        };
        Self {
            dice: Dice { seed },
            now: At::STARTEX,
            phase: Phase::Ready,
            pace: script.pace,
            no_play: false,
            records: 0,
            agenda: Agenda::new(),
            cascade: Cascade::default(),
            seats: script.seats.rows().map(|spec| SeatState::new(staffing(spec))).collect(),
            injects: script.injects.rows().map(|_| InjectState::default()).collect(),
            expects: Table::default(),
            begun: BTreeMap::new(),
            struck: BTreeMap::new(),
            failed: BTreeMap::new(),
            rules: BTreeSet::new(),
            became: BTreeSet::new(),
            flags: BTreeSet::new(),
            services: script.services.rows().map(|_| ServiceState::default()).collect(),
            stages: BTreeSet::new(),
            tipped_off: BTreeSet::new(),
            world: World::new(script),
            capacity: script.states.rows().map(|s| Capacity::new(s.maturity, s.staff)).collect(),
            modes: BTreeMap::new(),
            messages: Table::default(),
            asks: Table::default(),
            cases: Table::default(),
            duties: Table::default(),
            acts: Vec::new(),
            probes: BTreeMap::new(),
            answers: BTreeMap::new(),
            trust: TrustMatrix::default(),
            clients: BTreeMap::new(),
            white_cell: Vec::new(),
            signed_off: None,
            contents: script.contents.rows().map(|_| ContentState::default()).collect(),
            directed: BTreeMap::new(),
            preserved: BTreeMap::new(),
            lines: Lines::new(),
            judged: Vec::new(),
            raters: BTreeMap::new(),
            consents: BTreeMap::new(),
            release_asks: BTreeMap::new(),
            released: BTreeMap::new(),
        }
    }
}

impl SeatState {
    fn new(staffing: Staffing) -> Self {
        Self {
            staffing,
            no_play: false,
            handles: Handles::default(),
            holds: BTreeMap::new(),
            aware: BTreeMap::new(),
            found: BTreeMap::new(),
            classes: BTreeMap::new(),
            suspects: BTreeSet::new(),
            team: TeamState::default(),
        }
    }
}
