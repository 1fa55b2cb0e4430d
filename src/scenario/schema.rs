//! What a scenario file may say, as it is written. Ids and times keep their place in the text, so that
//! every finding can point at them. Where a list is expected, a single thing does. `compile` turns this into the [`Script`](super::script::Script).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::base::Text;
use crate::model::attribution::Trace;

use super::questionnaire::Questionnaire;
use super::script::Quorum;
use super::secrecy::{Classification, Secrecy};
use super::syntax::Spanned;
use super::words::{
    Answers, Cause, Channel, Class, ContentKind, DefenceKind, Help, Measure, Pap, Sector, Strikes, Tlp,
};

pub use super::logic::{Act, Name, Then, When};
pub use super::objective::{Objective, Task};

/// A scenario, or a part of it in an included file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ScenarioFile {
    /// Version of the language: 1.
    pub format: Option<Spanned<u32>>,
    /// Id of the scenario.
    pub id: Option<Name>,
    /// Title.
    pub title: Option<Text>,
    /// One or two sentences.
    pub summary: Option<Text>,
    /// What people must know before they open it.
    pub briefing: Option<Text>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Licence.
    pub licence: Option<String>,
    /// Handling ceiling of the material.
    pub handling: Option<Tlp>,
    /// `introductory`, `intermediate`, `demanding`.
    pub difficulty: Option<Name>,
    /// Doctrine packs by id.
    pub doctrine: Vec<Name>,
    /// World pack by id.
    pub world: Option<Name>,
    /// `"2027-03-02 08:00 Europe/Tallinn"`.
    pub startex: Option<Name>,
    /// `"6h"`.
    pub length: Option<Name>,
    /// Exercise minutes in a real minute.
    pub pace: Option<Spanned<u32>>,
    /// How often the simulated world moves on; `"5m"` where nothing is said.
    pub tick: Option<Name>,
    /// What the desks give away.
    pub help: Option<Help>,
    /// Seats whose pictures observers may read, by address; none: what everybody may know, and no more.
    pub observers: Vec<Name>,
    /// What participants are asked after ENDEX; the shipped questionnaire where nothing is said.
    pub questionnaire: Option<Questionnaire>,
    /// Codes of warnings about what the author means to have so: they are not told.
    pub intended: Vec<Name>,
    /// Files beside this one whose parts are added.
    pub include: Vec<Name>,
    /// ISO codes.
    pub states: Vec<Name>,
    /// Organisations beyond those of the world pack.
    pub organisations: Vec<Organisation>,
    /// Seats.
    pub seats: Vec<Seat>,
    /// Products that services have in common.
    pub products: Vec<Product>,
    /// Services.
    pub services: Vec<Service>,
    /// Defences.
    pub defences: Vec<Defence>,
    /// The campaign.
    pub campaign: Option<Campaign>,
    /// Intelligence.
    pub intel: Vec<Intel>,
    /// Content on platforms.
    pub contents: Vec<Content>,
    /// Incidents.
    pub incidents: Vec<Incident>,
    /// Injects.
    pub injects: Vec<Inject>,
    /// Probes.
    pub questions: Vec<Question>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// Objectives.
    pub objectives: Vec<Objective>,
    /// Weights of the measures.
    pub weights: BTreeMap<Measure, Spanned<u32>>,
    /// What states can do at once and how fast: `{ "AL": (maturity: 1, staff: 4) }`.
    pub capacity: BTreeMap<Name, Capacity>,
    /// Regimes that states outside have made their own law: `{ "AL": ["nis2"] }`.
    pub law: BTreeMap<Name, Vec<Name>>,
    /// Dependencies of services that name none.
    pub dependencies: Option<Spanned<Dependencies>>,
    /// Other words for classes of incidents than the doctrine pack's.
    pub severity: Vec<SeverityWords>,
    /// Other times for steps that the law leaves open: `{ "nis2/cross_border": "2h" }`.
    pub parameters: BTreeMap<String, Name>,
}

/// What a class is called in this exercise.
#[derive(Clone, Debug, Deserialize)]
pub struct SeverityWords {
    /// Class: its place in the ladder stays.
    pub class: Spanned<Class>,
    /// What desks call it.
    pub title: Text,
    /// When an incident is of this class, in a line.
    pub meaning: Text,
    /// Whose ladder it is.
    #[serde(default)]
    pub source: String,
}

/// An organisation.
#[derive(Clone, Debug, Deserialize)]
pub struct Organisation {
    /// `"EE/operator/port-west"`, `"private/northwind"`: place, kind, and a name where there are several.
    pub path: Name,
    /// Name.
    pub name: Text,
    /// Kind in doctrine, where it is not the path's second part (`vendor` for `"private/northwind"`).
    #[serde(default)]
    pub kind: Option<Name>,
    /// Memberships that it counts as, where it belongs to no state.
    #[serde(default)]
    pub memberships: Vec<Name>,
    /// ISO code of the state that a private organisation is established in, whether that state takes part or not.
    #[serde(default)]
    pub established: Option<Name>,
    /// How it answers orders where nobody plays it: `obliging`, `slow`, `refusing`.
    #[serde(default)]
    pub answers: Option<Answers>,
    /// Up to which level its seats may see what is classified; the world pack says it by kind where nothing is said.
    #[serde(default)]
    pub clearance: Option<Secrecy>,
}

/// A seat.
#[derive(Clone, Debug, Deserialize)]
pub struct Seat {
    /// Id.
    pub id: Name,
    /// Organisation path.
    pub of: Name,
    /// What the chair is called; the organisation's name where nothing is said.
    #[serde(default)]
    pub title: Option<Text>,
    /// Bot doctrine that plays it when nobody does.
    #[serde(default)]
    pub bot: Option<Name>,
    /// Played by the White Cell unless staffed.
    #[serde(default)]
    pub persona: bool,
    /// Up to which level it may see what is classified; as its organisation where nothing is said.
    #[serde(default)]
    pub clearance: Option<Secrecy>,
}

/// What a state's response teams can do.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Capacity {
    /// Level from 0 to 4, after SIM3; the world pack's where nothing is said.
    pub maturity: Option<Spanned<f64>>,
    /// Levels that capacity building has added before STARTEX.
    pub built: Option<Spanned<f64>>,
    /// Experts; the world pack's where nothing is said.
    pub staff: Option<Spanned<u32>>,
}

/// Where services that name no `needs` get them from.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dependencies {
    /// `default`: the matrix of sectors in the world pack's folder.
    Default,
    /// `changed(except: ["port-west"], sectors: [(sector: health, needs: energy_electricity, weight: 0.5)])`.
    Changed {
        /// Services that need nobody.
        #[serde(default)]
        except: Vec<Name>,
        /// Lines that replace those of the matrix.
        #[serde(default)]
        sectors: Vec<SectorNeed>,
    },
}

/// A line of the matrix: one sector needs another.
#[derive(Clone, Debug, Deserialize)]
pub struct SectorNeed {
    /// Who needs.
    pub sector: Sector,
    /// Who is needed.
    pub needs: Sector,
    /// Share of function lost when all that is needed is out, 0–1; 0 takes the line away.
    pub weight: Spanned<f64>,
    /// How long stock, fuel or manual mode carry on; none where nothing is said.
    #[serde(default)]
    pub autonomy: Option<Name>,
}

/// A product or platform.
#[derive(Clone, Debug, Deserialize)]
pub struct Product {
    /// Id.
    pub id: Name,
    /// Name.
    #[serde(default)]
    pub name: Option<Text>,
    /// Organisation path of its maker, who owes notices under the Cyber Resilience Act.
    #[serde(default)]
    pub maker: Option<Name>,
}

/// A service.
#[derive(Clone, Debug, Deserialize)]
pub struct Service {
    /// Id.
    pub id: Name,
    /// Name; the id where nothing is said.
    #[serde(default)]
    pub name: Option<Text>,
    /// ISO code.
    pub state: Name,
    /// Sector.
    pub sector: Sector,
    /// Seat that operates it.
    #[serde(default)]
    pub operator: Option<Name>,
    /// People who depend on it.
    #[serde(default)]
    pub users: u64,
    /// Euros lost in an hour of full outage.
    #[serde(default)]
    pub loss_per_hour: u64,
    /// Time from full outage to normal once nothing holds it down; `"8h"` where nothing is said.
    #[serde(default)]
    pub recovery: Option<Name>,
    /// On which course it comes back in that time; `exponential` where nothing is said.
    #[serde(default)]
    pub recovers: Option<Recovers>,
    /// Share that a fallback keeps up when a common cause hits, 0–1.
    #[serde(default)]
    pub fallback: Option<Spanned<f64>>,
    /// Products it uses.
    #[serde(default)]
    pub uses: Vec<Name>,
    /// Services it needs.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Records of people that it keeps.
    #[serde(default)]
    pub records: u64,
    /// Euros that a stolen record costs.
    #[serde(default)]
    pub loss_per_record: u64,
    /// The service that keeps its records for it: a processor. They are robbed there, and not here.
    #[serde(default)]
    pub kept_by: Option<Name>,
    /// Of a processor: how long after it found a theft it tells those whose records were taken; at once where nothing is said.
    #[serde(default)]
    pub tells_after: Option<Name>,
}

/// On which course a service comes back.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recovers {
    /// The same share of the rest in every hour.
    Exponential,
    /// The same number in every hour: crews go from site to site.
    Steady,
    /// `lognormal(0.8)`: its parts come back after times of their own, whose logarithms have this standard deviation.
    Lognormal(Spanned<f64>),
}

/// A dependency.
#[derive(Clone, Debug, Deserialize)]
pub struct Need {
    /// Service.
    pub service: Name,
    /// Share of function lost when it is fully out, 0–1.
    pub weight: Spanned<f64>,
    /// How long stock, fuel or manual mode carry on.
    #[serde(default)]
    pub autonomy: Option<Name>,
}

/// A defence.
#[derive(Clone, Debug, Deserialize)]
pub struct Defence {
    /// Id.
    pub id: Name,
    /// What the form calls it.
    #[serde(default)]
    pub name: Option<Text>,
    /// Kind of act.
    pub kind: DefenceKind,
    /// How long it takes; `"30m"` where nothing is said.
    #[serde(default)]
    pub takes: Option<Name>,
    /// Share of function lost while it is being done, 0–1; of `switch_off`, while it is off, all where nothing is said.
    #[serde(default)]
    pub disrupts: Option<Spanned<f64>>,
    /// Destroys evidence that was not kept before.
    #[serde(default)]
    pub destroys_evidence: bool,
}

/// The campaign.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Campaign {
    /// Who is behind it; never shown to players.
    pub actor: Option<Name>,
    /// Other names by which players may rightly call it: the state behind it, say.
    pub known_as: Vec<Name>,
    /// Stages.
    pub stages: Vec<Stage>,
    /// What the actor does in answer: when it is detected, named, or a measure lands. Written like rules.
    pub adapts: Vec<Rule>,
}

/// A stage of the campaign, or a fault that is no attack.
#[derive(Clone, Debug, Deserialize)]
pub struct Stage {
    /// Id.
    pub id: Name,
    /// `"attack:T1199"`, `"attack-ics:T0831"`, `"disarm:T0118"`, or `"fault"`.
    pub technique: Name,
    /// When it starts; never by itself where nothing is said.
    #[serde(default)]
    pub at: Option<Name>,
    /// How it reaches services.
    pub reaches: Reaches,
    /// Share of function lost by a service that it hits, 0–1.
    pub impact: Spanned<f64>,
    /// How long it holds if nobody does anything; until ENDEX where nothing is said.
    #[serde(default)]
    pub lasts: Option<Name>,
    /// Defences that stop it.
    #[serde(default)]
    pub stopped_by: Vec<Name>,
    /// Nobody sees it without knowledge.
    #[serde(default)]
    pub hidden: bool,
    /// Somebody is behind it; true where nothing is said.
    #[serde(default)]
    pub malicious: Option<bool>,
    /// Share of the records that it takes where it strikes, 0–1.
    #[serde(default)]
    pub steals: Option<Spanned<f64>>,
    /// Mean time until those who were robbed find out by themselves; at once where nothing is said, never if `hidden`.
    #[serde(default)]
    pub seen_after: Option<Name>,
    /// Incident that those learn of who find it, or find what it took.
    #[serde(default)]
    pub about: Option<Name>,
}

/// How a stage reaches services.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reaches {
    /// `contagion(through: "northwind-remote", doubling: "50m", from: ["port-west"])`.
    Contagion {
        /// Product.
        through: Name,
        /// Doubling time at the start.
        doubling: Name,
        /// Services that it starts in.
        from: Vec<Name>,
        /// Mean time to self-detection; `"24h"` where nothing is said.
        #[serde(default)]
        detection: Option<Name>,
        /// Mean time asleep; none where nothing is said.
        #[serde(default)]
        dormancy: Option<Name>,
        /// At first people carry it on by hand; from the start by itself where nothing is said.
        #[serde(default)]
        by_hand: Option<ByHand>,
    },
    /// `common_cause(through: "northwind-remote", exposure: 0.8)`.
    CommonCause {
        /// Product.
        through: Name,
        /// Chance that a user of the product is exposed, 0–1.
        exposure: Spanned<f64>,
        /// Time within which they are struck, each at a moment of its own; all at once where nothing is said.
        #[serde(default)]
        over: Option<Name>,
    },
    /// `wherever(stage: "foothold", strikes: whole_estate)`.
    Wherever {
        /// Another stage: this one strikes, at one instant, where that one sits.
        stage: Name,
        /// What it strikes there; `infected` where nothing is said.
        #[serde(default)]
        strikes: Option<Strikes>,
    },
    /// `services(["port-west"])`.
    Services(Vec<Name>),
}

/// How intruders get about before what they spread does so by itself.
#[derive(Clone, Debug, Deserialize)]
pub struct ByHand {
    /// Time in which they get into one more service.
    pub hop: Name,
    /// How many more they need before it spreads by itself: until they hold the keys.
    pub hops: Spanned<u32>,
}

/// Who needs or gets something: addresses, or all operators (and their CSIRTs) of a product.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// `uses("northwind-remote")`: operators of services that use it, and the CSIRTs of their states.
    Uses(Name),
    /// `seats(["ee-csirt", "*/csirt"])`.
    Seats(Vec<Name>),
}

/// An intel item.
#[derive(Clone, Debug, Deserialize)]
pub struct Intel {
    /// Id.
    pub id: Name,
    /// What players read.
    pub says: Spanned<Text>,
    /// Marking.
    pub tlp: Tlp,
    /// What may be done with it; `clear` where nothing is said.
    #[serde(default)]
    pub pap: Option<Pap>,
    /// Organisation path of the source.
    #[serde(default)]
    pub source: Option<Name>,
    /// Addresses that find it by themselves.
    #[serde(default)]
    pub found_by: Vec<Name>,
    /// When they find it.
    #[serde(default)]
    pub at: Option<Name>,
    /// Who needs it.
    #[serde(default)]
    pub needed_by: Option<Audience>,
    /// Defences that it enables.
    #[serde(default)]
    pub enables: Vec<Name>,
    /// Value to one who needs it, in points; 10 where nothing is said.
    #[serde(default)]
    pub value: Option<Spanned<u32>>,
    /// Half-life of its value; `"6h"` where nothing is said.
    #[serde(default)]
    pub half_life: Option<Name>,
    /// Incident.
    #[serde(default)]
    pub about: Option<Name>,
    /// A false lead.
    #[serde(default)]
    pub misleading: bool,
    /// Grade of the Admiralty code where it is evidence of who did it: `"B2"`.
    #[serde(default)]
    pub reliability: Option<Name>,
    /// The actor that it points to, rightly or not.
    #[serde(default)]
    pub points_to: Option<String>,
    /// How far its trail can be followed: `plain`, `carrier_nat`, `ipv6`.
    #[serde(default)]
    pub traceable: Option<Trace>,
    /// It shows an origin, infrastructure or support outside the Union.
    #[serde(default)]
    pub external: bool,
    /// The private organisation that holds it until it is demanded as electronic evidence.
    #[serde(default)]
    pub held_by: Option<Name>,
    /// When that organisation deletes it, unless it was ordered before to preserve it.
    #[serde(default)]
    pub kept_until: Option<Name>,
    /// Simulated classification; none where it bears its TLP only.
    #[serde(default)]
    pub classification: Option<Classification>,
    /// The id of the classified item whose tear-line this is: written there, an item of its own once laid out.
    #[serde(skip)]
    pub tear_line_of: Option<String>,
}

/// A piece of content on a platform.
#[derive(Clone, Debug, Deserialize)]
pub struct Content {
    /// Id.
    pub id: Name,
    /// What people call it.
    pub title: Text,
    /// What players read.
    pub says: Spanned<Text>,
    /// `"disarm:T0086.002"`.
    #[serde(default)]
    pub technique: Option<Name>,
    /// What it is, in law.
    pub kind: ContentKind,
    /// Path of the private organisation whose platform it is on.
    pub platform: Name,
    /// When it begins; only by an effect where nothing is said.
    #[serde(default)]
    pub at: Option<Name>,
    /// Share of the audience that meets it at once, 0–1; 0.001 where nothing is said.
    #[serde(default)]
    pub start: Option<Spanned<f64>>,
    /// Time in which that share doubles at the beginning.
    pub doubling: Name,
    /// Share that it reaches if nobody does anything, 0–1; 0.6 where nothing is said.
    #[serde(default)]
    pub plateau: Option<Spanned<f64>>,
    /// The incident that it makes use of: true words about its cause slow it.
    #[serde(default)]
    pub about: Option<Name>,
    /// It threatens, or calls for, an imminent attack on people's lives: an emergency.
    #[serde(default)]
    pub threatens_life: bool,
}

/// An incident.
#[derive(Clone, Debug, Deserialize)]
pub struct Incident {
    /// Id.
    pub id: Name,
    /// What players call it.
    pub title: Text,
    /// Services.
    #[serde(default)]
    pub at: Vec<Name>,
    /// States concerned in truth; those of the services where nothing is said.
    #[serde(default)]
    pub concerns: Vec<Name>,
    /// True class.
    pub truth: Spanned<Class>,
    /// Classes that a careful person may give it; the truth where nothing is said.
    #[serde(default)]
    pub defensible: Vec<Spanned<Class>>,
    /// True cause; `malicious_action` where nothing is said.
    #[serde(default)]
    pub cause: Option<Cause>,
    /// Intel that together suffices to class it.
    #[serde(default)]
    pub evident_from: Vec<Name>,
    /// Regimes under which it must be notified; `["nis2"]` where nothing is said.
    #[serde(default)]
    pub regimes: Option<Vec<Name>>,
}

/// An inject: a line of the MSEL.
#[derive(Clone, Debug, Deserialize)]
pub struct Inject {
    /// Stable MSEL number.
    pub id: Name,
    /// What EXCON calls it; the first words of `says` where nothing is said.
    #[serde(default)]
    pub title: Option<String>,
    /// `"D1 08:10"`, `"2h"`, `"+20m after INJ-001"`.
    #[serde(default)]
    pub at: Option<Name>,
    /// Or when this comes true.
    #[serde(default)]
    pub when: Option<When>,
    /// So long after `when`.
    #[serde(default)]
    pub after: Option<Name>,
    /// Comes only when an expected action fails, or by hand.
    #[serde(default)]
    pub contingency: bool,
    /// One copy for each of these: `states`, or a list of ISO codes.
    #[serde(default)]
    pub for_each: Vec<Name>,
    /// What is different in the copy of one state: `{ "LV": (says: "…") }`.
    #[serde(default)]
    pub overrides: BTreeMap<Name, Override>,
    /// Addresses.
    #[serde(default)]
    pub to: Vec<Name>,
    /// Who it seems to come from.
    #[serde(default)]
    pub from: Option<Text>,
    /// How it comes; `mail` where nothing is said.
    #[serde(default)]
    pub by: Option<Channel>,
    /// What players read. An inject without it is an expected action: watched for, not delivered.
    #[serde(default)]
    pub says: Option<Spanned<Text>>,
    /// Or a plain file beside the scenario that holds it.
    #[serde(default)]
    pub says_file: Option<Name>,
    /// Marking; `clear` for news and posts, else `amber`.
    #[serde(default)]
    pub tlp: Option<Tlp>,
    /// Incident.
    #[serde(default)]
    pub about: Option<Name>,
    /// Intel that reading it gives.
    #[serde(default)]
    pub gives: Vec<Name>,
    /// What is expected: one, or a list.
    #[serde(default)]
    pub expects: Vec<Expect>,
    /// What happens when it is delivered.
    #[serde(default)]
    pub then: Vec<Then>,
    /// Note for controllers.
    #[serde(default)]
    pub note: Option<String>,
}

/// What is different in one copy of an inject that is written `for_each`. What is not said stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Override {
    /// No copy for this state.
    pub leave_out: bool,
    /// What EXCON calls it.
    pub title: Option<String>,
    /// When.
    pub at: Option<Name>,
    /// Addresses.
    pub to: Option<Vec<Name>>,
    /// Who it seems to come from.
    pub from: Option<Text>,
    /// How it comes.
    pub by: Option<Channel>,
    /// What players read.
    pub says: Option<Spanned<Text>>,
    /// Marking.
    pub tlp: Option<Tlp>,
    /// Incident.
    pub about: Option<Name>,
    /// Intel that reading it gives.
    pub gives: Option<Vec<Name>>,
    /// What is expected.
    pub expects: Option<Vec<Expect>>,
    /// What happens when it is delivered.
    pub then: Option<Vec<Then>>,
    /// Note for controllers.
    pub note: Option<String>,
}

/// An expected action.
#[derive(Clone, Debug, Deserialize)]
pub struct Expect {
    /// Addresses of who should act; the inject's recipients where nothing is said.
    #[serde(default)]
    pub who: Vec<Name>,
    /// How many of them must: `any`, `all` or `each`.
    #[serde(default)]
    pub of: Option<Spanned<Quorum>>,
    /// What.
    pub what: Act,
    /// Within how long from delivery.
    pub by: Name,
    /// From which moment on it counts, or `"delivery"`; from when it could be known where nothing is said.
    #[serde(default)]
    pub since: Option<Name>,
    /// What else would do.
    #[serde(default)]
    pub accept: Vec<Act>,
    /// Injects that come when nobody did.
    #[serde(default, rename = "else")]
    pub or_else: Vec<Name>,
    /// Objective.
    #[serde(default)]
    pub objective: Option<Name>,
    /// The measure that counts it as a due moment.
    #[serde(default)]
    pub counts: Option<Spanned<Measure>>,
}

impl Expect {
    /// What `since` says where nothing counts that was done before.
    pub const DELIVERY: &str = "delivery";
}

/// A rule.
#[derive(Clone, Debug, Deserialize)]
pub struct Rule {
    /// Id.
    pub id: Name,
    /// When this comes true for the first time …
    pub when: When,
    /// … so much later …
    #[serde(default)]
    pub after: Option<Name>,
    /// … this happens.
    pub then: Vec<Then>,
    /// Whether it is the actor who acts: written under `campaign.adapts`.
    #[serde(skip)]
    pub adapts: bool,
}

/// A question of a probe.
#[derive(Clone, Debug, Deserialize)]
pub struct Question {
    /// Id.
    pub id: Name,
    /// When it is put: one time or several.
    pub at: Vec<Name>,
    /// How long it stays open; `"30m"` where nothing is said.
    #[serde(default)]
    pub open: Option<Name>,
    /// The question.
    pub ask: Spanned<Text>,
    /// The answers offered.
    pub answers: Vec<Text>,
    /// The true answer: one, or one for each time.
    pub truth: Vec<Name>,
    /// Addresses; `*/csirt` and `*/crisis` where nothing is said.
    #[serde(default)]
    pub to: Vec<Name>,
}
