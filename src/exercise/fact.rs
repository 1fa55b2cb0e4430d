//! Facts: what happened. Small and by number; the words stand in the order or in the script.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{At, Ppm, Span, Text};
use crate::ids;
use crate::model::capacity::Maturity;
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{
    ContentId, DefenceId, FlagId, IncidentId, InjectId, IntelId, ObjectiveId, OrgId, QuestionId, RuleId,
    SeatId, ServiceId, StageId, StateId,
};
use crate::scenario::words::{
    Advice, Cause as TrueCause, Channel, Class, Confidence, ContentKind, Tlp, Vote,
};

use super::order::{Mark, Order, RaterRole, Rating, Staffing};
use super::team::TeamFact;

ids! {
    /// A message between seats, or from control.
    MessageId,
    /// A question between seats.
    AskId,
    /// A request, offer or proposal under a mechanism.
    CaseId,
    /// A duty with its clock.
    DutyId,
    /// An opened expectation.
    ExpectId,
}

/// What started a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cause {
    /// An order.
    Order(Arc<Order>),
    /// Something that was due.
    Due(Due),
}

/// An order or a due thing with all that came of it: written whole or not at all. A refused order has no facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Dense, from 1.
    pub number: u64,
    /// When.
    pub at: At,
    /// What started it.
    pub cause: Cause,
    /// What happened.
    pub facts: Vec<Fact>,
}

impl Record {
    /// The order that it is the record of; none where something was due.
    pub fn order(&self) -> Option<&Order> {
        match &self.cause {
            Cause::Order(order) => Some(order),
            Cause::Due(_) => None,
        }
    }
}

/// Something that is due at a moment. The agenda holds these; only facts put them there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Due {
    /// The world moves on.
    Tick,
    /// An inject is delivered.
    Inject(InjectId),
    /// An expectation lapses.
    Expect(ExpectId),
    /// A rule acts, if its condition still holds.
    Rule(RuleId),
    /// A moment that some condition asks for has come.
    Look,
    /// A stage begins.
    Stage(StageId),
    /// A seat finds an item.
    Find(IntelId, SeatId),
    /// A duty lapses.
    Duty(DutyId),
    /// The time to vote on a case is over.
    Vote(CaseId),
    /// A case takes effect.
    Land(CaseId),
    /// A defence is done.
    Defence(DefenceId, Vec<ServiceId>, SeatId),
    /// A body answers an attempt that was not within the seat's power.
    Rebuff(SeatId, MechanismId, Rebuff),
    /// A question is put, for the n-th time.
    Probe(QuestionId, u8),
    /// A question closes.
    ProbeEnd(QuestionId, u8),
    /// A skip has arrived.
    SkipEnd,
    /// ENDEX.
    Endex,
    /// Content begins.
    Content(ContentId),
    /// A provider that nobody plays answers.
    Provider(CaseId),
    /// A stage that strikes one after the other comes to this service.
    Strike(StageId, ServiceId),
    /// Those who were robbed find out by themselves.
    Seen(StageId, ServiceId),
    /// Intruders who go on by hand try to get into one more service.
    Hop(StageId),
}

/// Why a body does not do what it was asked: each is answered in words, as that body would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rebuff {
    /// Another kind of organisation must ask.
    NotYourPower,
    /// The state is no member.
    NoMember,
    /// A precondition does not hold: its place among the mechanism's.
    Unmet(u8),
    /// It stands there already.
    AlreadySo,
    /// This mechanism is not used in this way.
    WrongInstrument,
    /// The body took it up and found that the matter is none for this mechanism.
    OutOfScope,
    /// It is for other kinds of content than this.
    WrongContent(ContentKind),
    /// Nothing is in imminent danger.
    NoEmergency,
    /// The provider is established where this instrument does not reach.
    WrongPlace,
    /// Somebody must be heard before.
    NotHeard,
    /// Nothing is left of the item once its secrets are out.
    NoTearLine,
}

/// The course of the exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Opened, before STARTEX.
    #[default]
    Ready,
    /// The clock runs.
    Running,
    /// The clock stands.
    Paused,
    /// After ENDEX.
    Ended,
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseEnd {
    /// Adopted.
    Adopted,
    /// Somebody who may objected or declined.
    Objected,
    /// The time ran out.
    Lapsed,
    /// EXCON decided.
    ByControl,
}

/// Which marking was broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marking {
    /// TLP: it went further than allowed.
    #[default]
    Tlp,
    /// PAP: an action that could be noticed.
    Pap,
    /// Simulated classification: it went to somebody who is not cleared for it.
    Clearance,
    /// Simulated classification: it went to somebody without the originator's consent.
    Release,
}

/// An inject written on the fly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Composed {
    /// Who it seems to come from.
    pub from: Text,
    /// Who gets it.
    pub to: Vec<SeatId>,
    /// How it comes.
    pub by: Channel,
    /// The words.
    pub says: Text,
    /// The incident that it is about.
    pub about: Option<IncidentId>,
}

/// What changed at one service in one tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceChange {
    /// The service.
    pub service: ServiceId,
    /// Share of its function lost.
    pub lost: Ppm,
    /// Of that, what its own trouble (not its suppliers') holds down.
    pub direct: Ppm,
    /// Share of its estate that is infected.
    pub infected: Ppm,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fact {
    // ── the course of the exercise
    /// The phase changed.
    Phase(Phase),
    /// The pace changed.
    Pace(u32),
    /// Control goes to a later moment; until then nobody can act.
    SkipBegan(At),
    /// The skip has arrived.
    SkipEnded,
    /// Everything stops for a real matter (none), or a seat is released; or it is over.
    NoPlay(Option<SeatId>, bool),
    /// Somebody else plays a seat.
    Staffed(SeatId, Staffing),
    /// Too much came of one instant: the rest was cut.
    CascadeCut,
    /// Something is due.
    Scheduled(At, Due),
    /// It is due no more.
    Cancelled(Due),
    /// A record counts no more.
    Voided(u64),
    /// An observation or a rating was put down; the words stand in the order.
    Noted,
    /// What follows was said earlier, aloud, by this seat; the score uses that time.
    SaidEarlier(SeatId, At),

    // ── the MSEL
    /// An inject reached seats.
    Delivered(InjectId, Vec<SeatId>),
    /// An inject is held, or let go.
    Held(InjectId, bool),
    /// An inject was taken out.
    Skipped(InjectId),
    /// An inject has other recipients.
    Readdressed(InjectId, Vec<SeatId>),
    /// An inject says something else.
    Retold(InjectId, Text),
    /// An inject was written on the fly; it gets the next number.
    Composed(Box<Composed>),
    /// An expected action is watched for: the n-th of its inject, until then.
    ExpectOpened {
        /// Its number.
        expect: ExpectId,
        /// The inject.
        inject: InjectId,
        /// Place among the inject's expectations.
        place: u8,
        /// Deadline.
        due: At,
    },
    /// Somebody did it.
    ExpectMet(ExpectId, SeatId),
    /// Nobody did it in time.
    ExpectLapsed(ExpectId),
    /// A condition came true; its rule acts when due.
    Became(Watch),
    /// It no longer held when it should have acted; it may come true again.
    NoLonger(Watch),
    /// A rule acted.
    RuleActed(RuleId),
    /// A flag changed.
    Flag(FlagId, bool),
    /// News to everybody.
    News(Text),

    // ── knowledge
    /// A seat heard of an incident for the first time.
    Aware(SeatId, IncidentId),
    /// A seat holds an item since now.
    Learned {
        /// Who.
        seat: SeatId,
        /// What.
        item: IntelId,
        /// From whom; none from the scenario.
        from: Option<SeatId>,
        /// Marking under which it is held.
        tlp: Tlp,
    },
    /// An item was passed on.
    Shared {
        /// By whom.
        from: SeatId,
        /// What.
        item: IntelId,
        /// To whom.
        to: Vec<SeatId>,
        /// Marking under which it was passed on.
        tlp: Tlp,
    },
    /// A marking was broken.
    Breached {
        /// Which.
        marking: Marking,
        /// By whom.
        by: SeatId,
        /// What.
        item: IntelId,
        /// Towards whom; nobody for PAP.
        to: Option<SeatId>,
    },

    // ── decisions
    /// A seat gave an incident a class.
    Classified(SeatId, IncidentId, Class),
    /// A notification went out.
    Notified {
        /// By whom.
        by: SeatId,
        /// Of what.
        incident: IncidentId,
        /// Under which regime.
        regime: MechanismId,
        /// Which step.
        step: u8,
        /// To whom.
        to: Vec<SeatId>,
        /// Whether it lacks what the step must say.
        empty: bool,
    },
    /// A seat said that the incident is malicious.
    Suspected(SeatId, IncidentId),
    /// A duty began, in truth; its clock is shown once the seat's own classification opens it.
    DutyOpened {
        /// Its number.
        duty: DutyId,
        /// Who owes it.
        seat: SeatId,
        /// Of what.
        incident: IncidentId,
        /// Under which regime.
        regime: MechanismId,
        /// Which step.
        step: u8,
        /// To which organisations.
        owed: Vec<OrgId>,
        /// Deadline.
        due: At,
    },
    /// An organisation was told what was owed to it.
    DutyTold(DutyId, OrgId),
    /// A duty's deadline passed with somebody not told.
    DutyLapsed(DutyId),
    /// A question between seats.
    Asked(AskId, SeatId, Vec<SeatId>),
    /// It was answered.
    Answered(AskId, SeatId),
    /// A situation report went out.
    Reported(SeatId, IncidentId, Vec<SeatId>),
    /// A mechanism stands in a mode.
    ModeSet {
        /// Which.
        mechanism: MechanismId,
        /// Mode.
        mode: u8,
        /// By whom; none by control or a rule.
        by: Option<SeatId>,
    },
    /// A request, offer or proposal is on the table.
    CaseOpened {
        /// Its number.
        case: CaseId,
        /// Under which mechanism.
        mechanism: MechanismId,
        /// By whom.
        by: SeatId,
        /// For which incident.
        incident: Option<IncidentId>,
        /// The mode asked for, where the mechanism is a ladder.
        mode: Option<u8>,
        /// Whether help is offered, not asked for.
        offer: bool,
        /// Who may vote.
        voters: Vec<SeatId>,
        /// Until when.
        due: At,
    },
    /// A vote.
    Voted {
        /// On which case.
        case: CaseId,
        /// Under which mechanism.
        mechanism: MechanismId,
        /// By whom.
        by: SeatId,
        /// What.
        vote: Vote,
    },
    /// A case was decided.
    CaseClosed(CaseId, CaseEnd, bool),
    /// An adopted case took effect.
    CaseLanded(CaseId),
    /// An attempt was not within the seat's power; the body will answer.
    Attempted(SeatId, MechanismId, Rebuff),
    /// The body answered.
    Rebuffed(SeatId, MechanismId, Rebuff),
    /// A defence was ordered.
    Defending {
        /// Which.
        defence: DefenceId,
        /// Where.
        services: Vec<ServiceId>,
        /// By whom.
        by: SeatId,
        /// Who was told before.
        announced_to: Vec<SeatId>,
    },
    /// A defence is done at a service: whether it stopped anything.
    Defended(DefenceId, ServiceId, bool),
    /// Evidence at a service was kept, or destroyed.
    Evidence(ServiceId, bool),
    /// A seat said who is behind it.
    Attributed {
        /// Who said it.
        by: SeatId,
        /// Of what.
        incident: IncidentId,
        /// In public.
        public: bool,
        /// To whom.
        to: Vec<SeatId>,
    },
    /// A seat spoke to the public.
    Stated(SeatId, Option<IncidentId>),
    /// A message went out.
    Messaged {
        /// Its number.
        message: MessageId,
        /// By whom; none by control.
        from: Option<SeatId>,
        /// To whom.
        to: Vec<SeatId>,
    },
    /// A free decision, to be rated.
    Decided(SeatId),

    // ── probes
    /// A question was put, for the n-th time.
    ProbeAsked(QuestionId, u8),
    /// A seat answered: round and answer.
    ProbeAnswered(QuestionId, u8, SeatId, u8),
    /// A question closed.
    ProbeClosed(QuestionId, u8),

    // ── the world
    /// A stage began.
    StageBegan(StageId),
    /// A stage ended everywhere.
    StageEnded(StageId),
    /// A service was hit: how much, for how long.
    Hit(StageId, ServiceId, Ppm, Span),
    /// A loss was forced upon a service, by a rule or by control.
    Shocked(ServiceId, Ppm, Span),
    /// The world moved on; services at rest are left out.
    Ticked(Vec<ServiceChange>),
    /// The actor noticed that it was noticed.
    TippedOff(StageId),

    // ── behind what journals already hold: a fact's place is its number there
    /// The debrief was signed off, or is preliminary again; the words stand in the order.
    SignedOff(bool),
    /// A service was rebuilt with the stage still in its base: it will fall again.
    Reinfected(StageId, ServiceId),
    /// Hidden stages were found, each at a service, by those who knew what to look for.
    Noticed(Vec<(StageId, ServiceId)>),
    /// The actor lets a stage spread, or come, so much faster.
    Sped(StageId, Ppm),
    /// The actor lets a stage sleep until then.
    Quieted(StageId, At),
    /// The actor goes on by another technique, which other defences stop.
    Switched {
        /// The stage.
        stage: StageId,
        /// How it goes on.
        technique: String,
        /// What stops it now.
        stopped_by: Vec<DefenceId>,
    },
    /// Data that a stage took from a service got out; the news follow.
    Leaked(StageId, ServiceId),
    /// Experts of one state went to another, which has them until then.
    Lent {
        /// Under which case.
        case: CaseId,
        /// Whose they are.
        from: StateId,
        /// Whom they help.
        to: StateId,
        /// How many.
        experts: u32,
        /// Until when.
        until: At,
    },
    /// The teams of a state are so much more mature.
    CapacityBuilt(StateId, Maturity),
    /// What is to be said of an attribution in public, by what its side held then: it stands behind the
    /// [`Fact::Attributed`] of the same record.
    AttributionJudged {
        /// Who named somebody.
        by: SeatId,
        /// Of what.
        incident: IncidentId,
        /// How sure it said it was.
        claimed: Confidence,
        /// How sure its evidence lets it be; none where it bears no confidence at all.
        supported: Option<Confidence>,
        /// It claimed more than its evidence bears.
        premature: bool,
        /// Others are concerned, and notes were not compared with them to the end.
        unilateral: bool,
        /// It blames somebody who did not do it.
        wrong: bool,
    },
    /// A duty is due earlier: a second deadline of its step comes first.
    DutyMoved(DutyId, At),
    /// The chair hears these before it decides a case, for so long.
    Consulted {
        /// The case.
        case: CaseId,
        /// Who is heard.
        seats: Vec<SeatId>,
        /// How long the chair waits for them.
        until: At,
    },
    /// A member did alone what contradicts a measure of all: while it is on the table, endorsements fall away; once it
    /// was adopted, those who stand by it may withdraw.
    Contradicted {
        /// The measure.
        case: CaseId,
        /// Who acted alone.
        by: SeatId,
    },
    /// An adopted measure stands no more: somebody withdrew, or the state of establishment overturned it.
    CaseFell(CaseId),
    /// A service uses the product no more through which it was hit.
    Replaced(ServiceId),
    /// Content began.
    Published(ContentId),
    /// Content spread: the share of the audience that has met each by now.
    Spread(Vec<(ContentId, Ppm)>),
    /// Content goes on at this pace only; none where it is gone.
    Withdrawn(ContentId, Ppm),
    /// A case is for a provider: it stands behind the [`Fact::CaseOpened`] of the same record.
    Directed {
        /// The case.
        case: CaseId,
        /// The provider.
        provider: OrgId,
        /// The content that it is about.
        content: Option<ContentId>,
        /// It is an emergency.
        emergency: bool,
    },
    /// A provider keeps what it would delete.
    Preserved(OrgId),
    /// What a statement to the public says, as far as it can be computed.
    Line {
        /// By whom.
        by: SeatId,
        /// On which incident.
        incident: IncidentId,
        /// Cause.
        cause: Option<TrueCause>,
        /// Advice.
        advice: Option<Advice>,
        /// Class.
        severity: Option<Class>,
    },
    /// Somebody rates from now on, in this role; or no longer.
    Appointed {
        /// Under which name.
        rater: String,
        /// In what role; none: no longer.
        role: Option<RaterRole>,
        /// The states whose seats this rater judges; none: all.
        states: Vec<StateId>,
    },
    /// A critical task was rated; why stands in the order.
    TaskRated {
        /// By whom.
        rater: String,
        /// Of which objective.
        objective: ObjectiveId,
        /// Place of the task.
        task: u32,
        /// Whose doing it is; none: of all together.
        state: Option<StateId>,
        /// How; none: it could not be observed.
        rating: Option<Rating>,
    },
    /// Words were rated.
    WordsRated {
        /// By whom.
        rater: String,
        /// The record that holds the words.
        record: u64,
        /// Whose words they are.
        seat: SeatId,
        /// A rating a criterion.
        marks: Vec<Mark>,
    },
    /// A state consents that its figures are shown to the others under its name, or no longer.
    Consented(StateId, bool),
    /// An originator was asked to let an item go further: it stands behind the [`Fact::CaseOpened`] of the same record.
    ReleaseAsked {
        /// The case.
        case: CaseId,
        /// By whom.
        by: SeatId,
        /// What.
        item: IntelId,
        /// To whom it should go; nobody where a tear-line is asked for.
        to: Vec<SeatId>,
        /// A version is asked for that may go further.
        tear_line: bool,
    },
    /// The originator agreed that these get the item.
    Released(IntelId, Vec<SeatId>),
    /// A stage took so many records of a service that none had taken before.
    Stolen {
        /// The stage.
        stage: StageId,
        /// Whose records.
        service: ServiceId,
        /// How many.
        records: u64,
    },
    /// These found that a stage took records of a service.
    TheftSeen {
        /// The stage.
        stage: StageId,
        /// Whose records.
        service: ServiceId,
        /// How many are gone, by all that was taken so far.
        records: u64,
        /// Who found it.
        by: Vec<SeatId>,
    },
    /// The whole of a service was switched off: so much of it is lost until it is switched on again.
    SwitchedOff(ServiceId, Ppm),
    /// A service that was switched off is on again.
    SwitchedOn(ServiceId),
    /// Something among the people of a seat.
    Team(SeatId, TeamFact),
    /// Intruders got into one more service by hand.
    Crept(StageId, ServiceId),
}

/// Something whose condition is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Watch {
    /// A rule.
    Rule(RuleId),
    /// An inject with a condition.
    Inject(InjectId),
}
