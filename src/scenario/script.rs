//! The checked, compiled scenario: what the engine runs. It never changes while an exercise runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::base::{At, Cents, Lookup, Ppm, Span, Table, Text, time::Clock};
use crate::ids;
use crate::model::attribution::{Grade, Trace};
use crate::model::capacity::Maturity;
use crate::model::cascade::Network;
use crate::model::recovery::Recovery;
use crate::scenario::words::{
    Answers, Cause, Channel, Class, ContentKind, DefenceKind, Help, Measure, Pap, Sector, Strikes, Tlp,
};

use super::bot::BotDoctrine;
use super::condition::{Cond, Effect, What};
use super::mechanism::{Mechanism, MechanismId};
use super::pack::SeverityClass;
use super::questionnaire::Questionnaire;
use super::secrecy::{Classified, Secrecy};

ids! {
    /// A state, by its place in the scenario.
    StateId,
    /// An organisation.
    OrgId,
    /// One player's chair.
    SeatId,
    /// A service of the simulated world.
    ServiceId,
    /// A supplier's product or platform that services use.
    ProductId,
    /// A defence that may be ordered.
    DefenceId,
    /// A stage of the campaign.
    StageId,
    /// Content on a platform.
    ContentId,
    /// An item of intelligence.
    IntelId,
    /// An incident.
    IncidentId,
    /// An inject; composed injects follow those of the script.
    InjectId,
    /// A question of an awareness probe.
    QuestionId,
    /// A rule of the scenario.
    RuleId,
    /// An objective.
    ObjectiveId,
    /// A flag that rules set and read.
    FlagId,
}

/// A scenario that may be run.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// Title, authors and the like.
    pub about: About,
    /// What the wall clock of the exercise shows.
    pub clock: Clock,
    /// When ENDEX comes by itself.
    pub endex: At,
    /// How often the simulated world moves on.
    pub tick: Span,
    /// Exercise minutes in a real minute, as planned.
    pub pace: u32,
    /// What the desks give away.
    pub help: Help,
    /// States that take part.
    pub states: Table<StateId, StateSpec>,
    /// Organisations, those of the Union, of NATO and private ones among them.
    pub orgs: Table<OrgId, OrgSpec>,
    /// Seats.
    pub seats: Table<SeatId, SeatSpec>,
    /// Services.
    pub services: Table<ServiceId, ServiceSpec>,
    /// Who needs whom, laid out for the cascade; services in the order of their table.
    pub network: Network,
    /// Products that services have in common.
    pub products: Table<ProductId, ProductSpec>,
    /// Defences.
    pub defences: Table<DefenceId, DefenceSpec>,
    /// The actor behind it all, never shown to players.
    pub actor: String,
    /// Other names by which players may rightly call it.
    pub known_as: Vec<String>,
    /// Stages of the campaign.
    pub stages: Table<StageId, StageSpec>,
    /// Intelligence.
    pub intel: Table<IntelId, IntelSpec>,
    /// Content on platforms.
    pub contents: Table<ContentId, ContentSpec>,
    /// Incidents with their truth.
    pub incidents: Table<IncidentId, IncidentSpec>,
    /// Injects: MSEL lines of every kind.
    pub injects: Table<InjectId, InjectSpec>,
    /// Those of them that wait on a condition.
    pub waiting: Vec<InjectId>,
    /// Probes.
    pub questions: Table<QuestionId, QuestionSpec>,
    /// Rules: when → then.
    pub rules: Table<RuleId, RuleSpec>,
    /// Objectives.
    pub objectives: Table<ObjectiveId, ObjectiveSpec>,
    /// Names of the flags.
    pub flags: Table<FlagId, String>,
    /// Mechanisms of the doctrine packs that the scenario loads.
    pub mechanisms: Table<MechanismId, Mechanism>,
    /// The networks that pass on to all their members, in order, what one of them gets.
    pub relays: Vec<(MechanismId, Vec<SeatId>)>,
    /// The ladder of classes in the words of the doctrine, lowest first.
    pub severity: Vec<SeverityClass>,
    /// What participants are asked after ENDEX.
    pub questionnaire: Questionnaire,
    /// Seats whose pictures observers may read.
    pub observers: Vec<SeatId>,
    /// Bot doctrines by id.
    pub bots: BTreeMap<String, Arc<BotDoctrine>>,
    /// Weights of the measures, in any unit; they are normed when used.
    pub weights: BTreeMap<Measure, u32>,
    /// The door from text to number.
    pub names: Names,
    /// blake3 over every source text, packs included: what an exercise is pinned to.
    pub hash: [u8; 32],
}

/// What a lobby card tells.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Id of the scenario.
    pub id: String,
    /// Title.
    pub title: Text,
    /// One or two sentences.
    pub summary: Text,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Licence of the text.
    pub licence: String,
    /// What the material may be shown to at most: the ceiling in the exercise marking.
    pub handling: Tlp,
    /// `introductory`, `intermediate` or `demanding`.
    pub difficulty: String,
    /// Planned date and time of STARTEX as written.
    pub startex: String,
    /// What is asked of people, shown in the lobby before the exercise is opened.
    pub briefing: Text,
}

/// A state that takes part.
#[derive(Clone, Debug)]
pub struct StateSpec {
    /// ISO 3166-1 alpha-2 code.
    pub code: String,
    /// Name.
    pub name: Text,
    /// `eu`, `nato`, `crrt`, …: the memberships of the world pack.
    pub memberships: Vec<String>,
    /// Regimes that it has made its own law, though it is no member.
    pub law: Vec<String>,
    /// Maturity of its response teams at STARTEX, what was built before counted.
    pub maturity: Maturity,
    /// Its experts.
    pub staff: u32,
}

/// An organisation.
#[derive(Clone, Debug)]
pub struct OrgSpec {
    /// `EE/csirt`, `EE/operator/port-west`, `EU/enisa`, `private/northwind`.
    pub path: String,
    /// Name.
    pub name: Text,
    /// Its state; none for bodies of the Union, of NATO and private partners.
    pub state: Option<StateId>,
    /// What it is in doctrine: `csirt`, `crisis`, `foreign`, `operator`, `enisa`, `vendor`, ….
    pub kind: String,
    /// What it is a member of: what its state is; for a body what the world pack says, for others what the scenario says.
    pub memberships: Vec<String>,
    /// How it answers orders where nobody plays it.
    pub answers: Answers,
    /// ISO code of the state that it is established in, which need not take part: its own, or what the scenario says of
    /// a private one; empty where nothing is said.
    pub established: String,
}

impl OrgSpec {
    /// Whether it has the membership; everybody has the one without a name.
    pub fn is_member(&self, membership: &str) -> bool {
        membership.is_empty() || self.memberships.iter().any(|own| own == membership)
    }
}

/// A seat.
#[derive(Clone, Debug)]
pub struct SeatSpec {
    /// Text id; public: the directory shows it.
    pub id: String,
    /// What the chair is called.
    pub title: Text,
    /// Its organisation.
    pub org: OrgId,
    /// Its organisation's state.
    pub state: Option<StateId>,
    /// Its organisation's kind.
    pub kind: String,
    /// The bot doctrine that plays it when nobody does.
    pub bot: Option<String>,
    /// Played by the White Cell unless staffed.
    pub persona: bool,
    /// Up to which level it may see what is classified.
    pub clearance: Secrecy,
}

/// A service.
#[derive(Clone, Debug)]
pub struct ServiceSpec {
    /// Text id; public: the directory shows it.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Where it is.
    pub state: StateId,
    /// Sector.
    pub sector: Sector,
    /// The seat that operates it, if one does.
    pub operator: Option<SeatId>,
    /// People who depend on it.
    pub users: u64,
    /// Money lost in an hour of full outage.
    pub loss_per_hour: Cents,
    /// Hours from full outage to 1 % left, once nothing holds it down.
    pub recovery: Span,
    /// On which course it comes back in that time.
    pub recovers: Recovery,
    /// Share of its function that a fallback keeps up when a common cause hits.
    pub fallback: Ppm,
    /// Services it needs.
    pub needs: Vec<Need>,
    /// Products it uses.
    pub uses: Vec<ProductId>,
    /// Records of people that it keeps.
    pub records: u64,
    /// Money that a stolen record costs.
    pub loss_per_record: Cents,
    /// The service that keeps its records for it.
    pub kept_by: Option<ServiceId>,
    /// How long after it found a theft it tells those whose records it keeps.
    pub tells_after: Span,
}

/// A dependency on another service.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// The supplier.
    pub service: ServiceId,
    /// Share of function lost when the supplier is fully out.
    pub weight: Ppm,
    /// How long stock, fuel or manual mode carry it.
    pub autonomy: Span,
}

/// A product that services have in common, and through which they are hit together.
#[derive(Clone, Debug)]
pub struct ProductSpec {
    /// Text id; public.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Its maker.
    pub maker: Option<OrgId>,
}

/// A defence that may be ordered for services.
#[derive(Clone, Debug)]
pub struct DefenceSpec {
    /// Text id.
    pub id: String,
    /// What the form calls it.
    pub name: Text,
    /// What kind of act it is.
    pub kind: DefenceKind,
    /// How long it takes to work.
    pub takes: Span,
    /// Share of function lost while it is being done.
    pub disrupts: Ppm,
    /// Whether one must hold an intel item that enables it.
    pub needs_knowledge: bool,
    /// Whether it destroys what investigators need, unless evidence was kept before.
    pub destroys_evidence: bool,
}

/// How a stage reaches services.
#[derive(Clone, Debug)]
pub enum Reach {
    /// From service to service that use the same product.
    Contagion {
        /// The product it travels through.
        through: ProductId,
        /// Time in which the infected share doubles at the start.
        doubling: Span,
        /// Mean time until an infected service notices by itself.
        detection: Span,
        /// Mean time that an infection sleeps before it works.
        dormancy: Span,
        /// Services that people get into by hand, one in so long, before it spreads by itself; none where it does from the
        /// start.
        by_hand: Option<(u32, Span)>,
    },
    /// All who use the product, at once, each with its own luck.
    CommonCause {
        /// The product that fails or is abused.
        through: ProductId,
        /// Chance that a user of the product is exposed.
        exposure: Ppm,
        /// Time within which they are struck, each at a moment of its own; none: all at once.
        over: Span,
    },
    /// Where another stage sits, at one instant.
    Wherever {
        /// The other stage.
        stage: StageId,
        /// What it strikes there.
        strikes: Strikes,
    },
    /// These services.
    Direct(Vec<ServiceId>),
}

/// A stage of the campaign (or a fault that is no attack).
#[derive(Clone, Debug)]
pub struct StageSpec {
    /// Text id.
    pub id: String,
    /// `attack:T1199`, with its name space.
    pub technique: String,
    /// When it starts; none where only a rule starts it.
    pub at: Option<At>,
    /// How it reaches services.
    pub reach: Reach,
    /// Services that it starts in, for contagion.
    pub seeds: Vec<ServiceId>,
    /// Share of function lost by a service that it hits.
    pub impact: Ppm,
    /// How long it holds a service down if nobody does anything.
    pub lasts: Span,
    /// Defences that stop it at the services where they are done.
    pub stopped_by: Vec<DefenceId>,
    /// Whether nobody sees it without knowledge.
    pub hidden: bool,
    /// Whether somebody is behind it.
    pub malicious: bool,
    /// Share of the records that it takes where it strikes.
    pub steals: Ppm,
    /// Mean time until those who were robbed find out by themselves; none: never.
    pub seen_after: Option<Span>,
    /// Incident that those learn of who find it, or find what it took.
    pub about: Option<IncidentId>,
}

/// An item of intelligence.
#[derive(Clone, Debug)]
pub struct IntelSpec {
    /// Text id, never shown to players.
    pub id: String,
    /// What players read.
    pub says: Text,
    /// Marking by the source.
    pub tlp: Tlp,
    /// What may be done with it.
    pub pap: Pap,
    /// Whose it is: learns of breaches.
    pub source: Option<OrgId>,
    /// Who finds it, and when.
    pub found: Vec<(SeatId, At)>,
    /// Who needs it.
    pub needed_by: Vec<SeatId>,
    /// Defences that it enables.
    pub enables: Vec<DefenceId>,
    /// Value to one who needs it, in points.
    pub value: u32,
    /// Half-life of that value.
    pub half_life: Span,
    /// The incident it belongs to.
    pub about: Option<IncidentId>,
    /// A false lead: sharing it as certain misleads.
    pub misleading: bool,
    /// How good it is as evidence of who did it; none where it is no such evidence.
    pub grade: Option<Grade>,
    /// The actor that it points to, rightly or not.
    pub points_to: Option<String>,
    /// How far its trail can be followed.
    pub trace: Trace,
    /// The provider that holds it until somebody demands it as electronic evidence.
    pub held_by: Option<OrgId>,
    /// It shows an origin, infrastructure or support outside the Union.
    pub external: bool,
    /// When the provider deletes it.
    pub kept_until: Option<At>,
    /// Simulated classification.
    pub classified: Option<Classified>,
    /// The classified item of which this is what may go further.
    pub tear_line_of: Option<IntelId>,
}

/// A piece of content on a platform.
#[derive(Clone, Debug)]
pub struct ContentSpec {
    /// Text id, never shown to players.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// What players read.
    pub says: Text,
    /// Its technique, with its name space; never shown to players.
    pub technique: String,
    /// What it is, in law.
    pub kind: ContentKind,
    /// Whose platform it is on.
    pub platform: OrgId,
    /// When it begins; none where only an effect begins it.
    pub at: Option<At>,
    /// Share that meets it at once.
    pub start: Ppm,
    /// Time in which that share doubles at the beginning.
    pub doubling: Span,
    /// Share that it reaches if nobody does anything.
    pub plateau: Ppm,
    /// The incident that it makes use of.
    pub about: Option<IncidentId>,
    /// It threatens, or calls for, an imminent attack on people's lives.
    pub threatens_life: bool,
}

/// An incident with its truth.
#[derive(Clone, Debug)]
pub struct IncidentSpec {
    /// Text id, never shown to players.
    pub id: String,
    /// What players call it.
    pub title: Text,
    /// An inject tells of it: until then, or an outage of its services, its title stays hidden.
    pub told: bool,
    /// Services it is about.
    pub services: Vec<ServiceId>,
    /// States concerned, in truth.
    pub concerns: Vec<StateId>,
    /// Its true class.
    pub truth: Class,
    /// Classes that a careful person may give it, the truth among them.
    pub defensible: Vec<Class>,
    /// Its true cause.
    pub cause: Cause,
    /// Intel items that together suffice to class it; none: the first word of it does.
    pub evident_from: Vec<IntelId>,
    /// Regimes under which it must be notified, in truth.
    pub regimes: Vec<MechanismId>,
}

/// What kind of MSEL line an inject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InjectKind {
    /// Comes at its time or condition.
    Contextual,
    /// Comes only when an expected action fails, or by EXCON's hand.
    Contingency,
    /// Is watched for, not delivered.
    Expected,
}

/// When an inject comes.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// At a moment.
    At(At),
    /// So long after another inject was delivered.
    After(InjectId, Span),
    /// So long after a condition came true for the first time.
    When(Cond, Span),
    /// By an effect, a lapsed expectation, or EXCON's hand only.
    Hand,
}

/// A line of the MSEL.
#[derive(Clone, Debug)]
pub struct InjectSpec {
    /// Stable MSEL number, never shown to players.
    pub id: String,
    /// What EXCON calls it.
    pub title: String,
    /// Kind.
    pub kind: InjectKind,
    /// When.
    pub trigger: Trigger,
    /// Who gets it.
    pub to: Vec<SeatId>,
    /// Who it seems to come from.
    pub from: Text,
    /// How it comes.
    pub by: Channel,
    /// What players read; nothing for an expected action.
    pub says: Text,
    /// Marking.
    pub tlp: Tlp,
    /// The incident it is about.
    pub about: Option<IncidentId>,
    /// Intel that reading it gives.
    pub gives: Vec<IntelId>,
    /// What is expected of whom.
    pub expects: Vec<ExpectSpec>,
    /// What happens when it is delivered.
    pub then: Vec<Effect>,
    /// Injects that come so long after this one.
    pub leads_to: Vec<InjectId>,
    /// Note for controllers.
    pub note: String,
}

/// An expected action.
#[derive(Clone, Debug)]
pub struct ExpectSpec {
    /// Who should act, each seat once.
    pub who: Vec<SeatId>,
    /// How many of them must.
    pub of: Quorum,
    /// What.
    pub what: What,
    /// What else would do.
    pub accept: Vec<What>,
    /// Within how long from delivery.
    pub within: Span,
    /// From when on it counts.
    pub since: Since,
    /// Injects that come when nobody did.
    pub or_else: Vec<InjectId>,
    /// The objective it tests.
    pub objective: Option<ObjectiveId>,
    /// The measure that counts it as a due moment.
    pub counts: Option<Measure>,
    /// Whether it shows how some critical task was done.
    pub shows: bool,
}

impl ExpectSpec {
    /// Whether it may show something of this objective: it names it, or none.
    pub fn tests(&self, objective: ObjectiveId) -> bool {
        self.objective.is_none_or(|named| named == objective)
    }
}

/// How the acts of several seats make one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quorum {
    /// One of them is enough.
    #[default]
    Any,
    /// It is done when the last of them has done it.
    All,
    /// Each answers for itself; together they weigh as one.
    Each,
}

/// From when on an expected action counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Since {
    /// Before its inject too, where the same matter could be known.
    #[default]
    Knowable,
    /// From this moment.
    At(At),
    /// From the delivery of its inject.
    Delivery,
}

/// A question of an awareness probe.
#[derive(Clone, Debug)]
pub struct QuestionSpec {
    /// Text id, never shown.
    pub id: String,
    /// When it is put.
    pub at: Vec<At>,
    /// How long it stays open.
    pub open: Span,
    /// The question.
    pub ask: Text,
    /// The answers offered.
    pub answers: Vec<Text>,
    /// Place of the true answer at each of the times (the truth may change).
    pub truth: Vec<usize>,
    /// Who is asked.
    pub to: Vec<SeatId>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct RuleSpec {
    /// Text id.
    pub id: String,
    /// When this comes true for the first time …
    pub when: Cond,
    /// … so much later …
    pub after: Span,
    /// … this happens.
    pub then: Vec<Effect>,
    /// Whether it is the actor who acts.
    pub adapts: bool,
}

/// An objective with what would show that it is reached.
#[derive(Clone, Debug)]
pub struct ObjectiveSpec {
    /// Text id.
    pub id: String,
    /// Core capability.
    pub capability: Text,
    /// The objective.
    pub text: Text,
    /// Critical tasks.
    pub tasks: Vec<TaskSpec>,
}

/// A critical task.
#[derive(Clone, Debug, Default)]
pub struct TaskSpec {
    /// The task.
    pub says: Text,
    /// Injects whose expected actions show how it was done.
    pub shown_by: Vec<InjectId>,
    /// Measures that show it too.
    pub measures: Vec<Measure>,
}

/// The door from text ids to numbers.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// States by ISO code.
    pub states: BTreeMap<String, StateId>,
    /// Organisations by path.
    pub orgs: BTreeMap<String, OrgId>,
    /// Seats.
    pub seats: Lookup<SeatId>,
    /// Services.
    pub services: BTreeMap<String, ServiceId>,
    /// Products.
    pub products: BTreeMap<String, ProductId>,
    /// Defences.
    pub defences: BTreeMap<String, DefenceId>,
    /// Stages.
    pub stages: BTreeMap<String, StageId>,
    /// Intel.
    pub intel: BTreeMap<String, IntelId>,
    /// Content.
    pub contents: BTreeMap<String, ContentId>,
    /// Incidents.
    pub incidents: BTreeMap<String, IncidentId>,
    /// Injects.
    pub injects: BTreeMap<String, InjectId>,
    /// Questions.
    pub questions: BTreeMap<String, QuestionId>,
    /// Flags.
    pub flags: BTreeMap<String, FlagId>,
    /// Objectives.
    pub objectives: BTreeMap<String, ObjectiveId>,
    /// Mechanisms.
    pub mechanisms: BTreeMap<String, MechanismId>,
}

impl Script {
    /// Whether the stage may come to the service: it is named, it uses the product, or another stage may be there.
    pub fn could_reach(&self, stage: &StageSpec, service: ServiceId) -> bool {
        match &stage.reach {
            Reach::Contagion { through, .. } | Reach::CommonCause { through, .. } => {
                self.services[service].uses.contains(through)
            }
            Reach::Direct(services) => services.contains(&service),
            Reach::Wherever { stage, .. } => match &self.stages[*stage] {
                // Stages may follow one another in a circle: no further than this.
                StageSpec { reach: Reach::Wherever { .. }, .. } => true,
                first => self.could_reach(first, service),
            },
        }
    }

    /// The item of which this one is the tear-line, else itself: what one needs to know is in either.
    pub fn whole_of(&self, item: IntelId) -> IntelId {
        self.intel[item].tear_line_of.unwrap_or(item)
    }

    /// The seats that an address means: a seat's id, an organisation's path, `*/csirt` (that kind in every state),
    /// `EE` or `EE/*` (all of a state), `all`. Nothing where it names nobody.
    pub fn address(&self, address: &str) -> Vec<SeatId> {
        if let Some(&seat) = self.names.seats.get(address) {
            return vec![seat];
        }
        if let Some(&state) = self.names.states.get(address) {
            return self.seats.iter().filter(|(_, s)| s.state == Some(state)).map(|(id, _)| id).collect();
        }
        let fits = |org: &OrgSpec| match address.split_once('/') {
            Some(("*", kind)) => {
                org.state.is_some()
                    && (org.kind == kind || org.path.split_once('/').is_some_and(|(_, p)| p == kind))
            }
            Some((place, "*")) => org.path.split('/').next() == Some(place),
            _ => address == "all" || org.path == address,
        };
        self.seats.iter().filter(|(_, seat)| fits(&self.orgs[seat.org])).map(|(id, _)| id).collect()
    }
}
