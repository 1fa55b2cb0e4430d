//! Orders: what somebody asks for. Outside knows public ids and its own handles only, so orders hold text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::excerpt::count;
use crate::base::{At, Name, Ppm, Span};
use crate::exercise::evaluation::Criterion;
use crate::scenario::words::{Advice, Cause, Channel, Class, Confidence, Outlook, Tlp, Tri, Vote};

mod desk;

pub use self::desk::Desk;
pub use super::reference::Ref;
pub use super::team::Team;

/// An order: who asks, for what, under which id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Makes a repeat harmless.
    pub id: OrderId,
    /// Which desk it comes from.
    pub from: Desk,
    /// What is asked for.
    pub act: Act,
}

/// The id of an order: the client's key and its counter. With the desk it is unique in an exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OrderId {
    /// Chosen by the client when it starts.
    pub key: u64,
    /// Counts up by one with each order of that client, from 1.
    pub counter: u32,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A player's decision: its seat is told of it again, so that it is shared.
    Verb(Arc<Verb>),
    /// An act of exercise control.
    Control(Control),
    /// What the people of a seat order among themselves.
    Team(Team),
}

impl Act {
    /// The decision that a seat takes by it, at once or out of a draft.
    pub fn verb(&self) -> Option<&Verb> {
        self.shared_verb().map(Arc::as_ref)
    }

    /// The same, to be kept.
    pub fn shared_verb(&self) -> Option<&Arc<Verb>> {
        match self {
            Self::Verb(verb) | Self::Team(Team::Release { verb, .. }) => Some(verb),
            Self::Team(_) | Self::Control(_) => None,
        }
    }

    /// The decision that a seat speaks of in it, taken or not, to be changed.
    pub fn verb_mut(&mut self) -> Option<&mut Verb> {
        match self {
            Self::Verb(verb) => Some(Arc::make_mut(verb)),
            Self::Team(team) => team.verb_mut(),
            Self::Control(_) => None,
        }
    }

    /// The decision that is taken by it, by a seat or put down for one.
    pub fn decision(&self) -> Option<&Verb> {
        match self {
            Self::Control(Control::RecordFor { verb, .. }) => Some(verb),
            act => act.verb(),
        }
    }

    /// What exercise control orders by it.
    pub fn control(&self) -> Option<&Control> {
        match self {
            Self::Control(control) => Some(control),
            Self::Verb(_) | Self::Team(_) => None,
        }
    }
}

/// What a text asserts, in fields that can be computed. Words alone are rated by people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Claims {
    /// Root cause.
    pub cause: Option<Cause>,
    /// Class.
    pub severity: Option<Class>,
    /// Whether it is malicious or unlawful.
    pub malicious: Option<Tri>,
    /// Whether other states are concerned.
    pub cross_border: Option<Tri>,
    /// Outlook for the next six hours.
    pub outlook: Option<Outlook>,
    /// Who is said to be behind it; `"unknown"` says that it is not known.
    pub attribution: Option<String>,
    /// What people are told to do.
    pub advice: Option<Advice>,
}

impl Claims {
    /// Whether nothing is asserted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether one of these claims is not made: a notice without what its step must say is no notice.
    pub fn lacks(&self, must: &[String]) -> bool {
        must.iter().any(|claim| match claim.as_str() {
            "malicious" => self.malicious.is_none(),
            "cross_border" => self.cross_border.is_none(),
            "severity" => self.severity.is_none(),
            "cause" => self.cause.is_none(),
            "outlook" => self.outlook.is_none(),
            _ => false,
        })
    }
}

/// A player's decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Verb {
    /// Give an incident a class.
    Classify {
        /// The incident.
        incident: Ref,
        /// Its class.
        class: Class,
    },
    /// Notify under a regime.
    Notify {
        /// Mechanism id of the regime (`"nis2"`).
        regime: String,
        /// Step id (`"early_warning"`).
        step: String,
        /// The incident.
        incident: Ref,
        /// Addresses.
        to: Vec<Name>,
        /// What is asserted.
        #[serde(default)]
        claims: Claims,
        /// The words.
        #[serde(default)]
        text: String,
    },
    /// Pass intel on.
    Share {
        /// Items held.
        items: Vec<Ref>,
        /// Addresses.
        to: Vec<Name>,
        /// Marking under which it is passed on; none keeps the source's.
        #[serde(default)]
        tlp: Option<Tlp>,
        /// The words.
        #[serde(default)]
        text: String,
    },
    /// Ask other seats.
    Ask {
        /// Addresses.
        to: Vec<Name>,
        /// The incident it is about.
        #[serde(default)]
        about: Option<Ref>,
        /// The question.
        text: String,
    },
    /// Answer a question.
    Answer {
        /// The question.
        ask: Ref,
        /// What is asserted.
        #[serde(default)]
        claims: Claims,
        /// Items passed on with it.
        #[serde(default)]
        items: Vec<Ref>,
        /// The words.
        #[serde(default)]
        text: String,
    },
    /// Send a situation report.
    Sitrep {
        /// Addresses.
        to: Vec<Name>,
        /// The incident.
        incident: Ref,
        /// What is asserted.
        claims: Claims,
        /// The words.
        #[serde(default)]
        text: String,
    },
    /// Raise or lower a mechanism's mode.
    Mode {
        /// Mechanism id.
        mechanism: String,
        /// Mode id.
        mode: String,
        /// The incident that calls for it.
        #[serde(default)]
        incident: Option<Ref>,
        /// Why.
        #[serde(default)]
        text: String,
    },
    /// Ask for help or a consultation under a mechanism.
    Request {
        /// Mechanism id.
        mechanism: String,
        /// The incident.
        incident: Ref,
        /// Addresses, where the mechanism asks particular states.
        #[serde(default)]
        to: Vec<Name>,
        /// What is needed, and what was done already.
        #[serde(default)]
        text: String,
    },
    /// Offer help.
    Offer {
        /// Mechanism id.
        mechanism: String,
        /// To whom.
        to: Vec<Name>,
        /// The incident.
        incident: Ref,
        /// What is offered.
        #[serde(default)]
        text: String,
    },
    /// Propose a measure that states take together.
    Propose {
        /// Mechanism id.
        mechanism: String,
        /// The incident.
        incident: Ref,
        /// What it would say in public.
        #[serde(default)]
        claims: Claims,
        /// The words.
        #[serde(default)]
        text: String,
    },
    /// Endorse, accept, object, decline or abstain.
    Vote {
        /// The request, offer or proposal.
        case: Ref,
        /// The vote.
        vote: Vote,
        /// Why; needed for all but `for`.
        #[serde(default)]
        text: String,
    },
    /// Order a defence for services.
    Defend {
        /// Defence id of the directory.
        defence: String,
        /// Service ids of the directory.
        services: Vec<String>,
        /// Whether those whom it may touch abroad were told before: addresses.
        #[serde(default)]
        announced_to: Vec<Name>,
        /// Why.
        #[serde(default)]
        text: String,
    },
    /// Say who is behind it. A sovereign national act.
    Attribute {
        /// The incident.
        incident: Ref,
        /// Who.
        actor: String,
        /// How sure.
        confidence: Confidence,
        /// In public, or to the addresses only.
        #[serde(default)]
        public: bool,
        /// Addresses.
        #[serde(default)]
        to: Vec<Name>,
        /// The words.
        #[serde(default)]
        text: String,
    },
    /// Speak to the public.
    Statement {
        /// The incident.
        #[serde(default)]
        incident: Option<Ref>,
        /// What is asserted.
        #[serde(default)]
        claims: Claims,
        /// The words.
        text: String,
    },
    /// Send a message.
    Message {
        /// Addresses.
        to: Vec<Name>,
        /// Marking.
        #[serde(default)]
        tlp: Option<Tlp>,
        /// What it answers.
        #[serde(default)]
        reply_to: Option<Ref>,
        /// The words.
        text: String,
    },
    /// Decide something for which there is no form; rated by an evaluator.
    Decide {
        /// What it is about.
        #[serde(default)]
        about: Option<Ref>,
        /// The decision.
        text: String,
    },
    /// Answer a question of a probe.
    Probe {
        /// The question.
        question: Ref,
        /// Place of the answer, from 0.
        answer: usize,
    },
    /// Order, notify or ask a platform to act on content.
    Remove {
        /// Mechanism id of the instrument.
        mechanism: String,
        /// The content.
        content: Ref,
        /// Whether it cannot wait until the platform was told of the procedure.
        #[serde(default)]
        emergency: bool,
        /// Why.
        #[serde(default)]
        text: String,
    },
    /// Demand data of a provider as evidence.
    Demand {
        /// Mechanism id of the instrument.
        mechanism: String,
        /// Organisation path of the provider.
        provider: String,
        /// The incident.
        incident: Ref,
        /// Whether life or critical infrastructure is in imminent danger.
        #[serde(default)]
        emergency: bool,
        /// What is asked for, and why.
        #[serde(default)]
        text: String,
    },
    /// Ask the originator of an item to let it go further: to others, or as a tear-line.
    Release {
        /// The item held.
        item: Ref,
        /// Addresses that it should go to; none for a tear-line.
        #[serde(default)]
        to: Vec<Name>,
        /// A version without what is secret in it is asked for.
        #[serde(default)]
        tear_line: bool,
        /// Why.
        #[serde(default)]
        text: String,
    },
}

/// An act of exercise control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Control {
    /// STARTEX, or go on after a pause.
    Start,
    /// Stop the clock.
    Pause,
    /// Exercise minutes in a real minute.
    Pace {
        /// 1–10,000.
        minutes: u32,
    },
    /// Go to a moment; what comes in between arrives as one digest.
    SkipTo {
        /// The moment.
        at: At,
    },
    /// ENDEX.
    Endex,
    /// Deliver an inject now.
    Fire {
        /// MSEL number.
        inject: String,
    },
    /// Keep an inject back, or let it go again.
    Hold {
        /// MSEL number.
        inject: String,
        /// Whether it is held.
        on: bool,
    },
    /// Take an inject out.
    Skip {
        /// MSEL number.
        inject: String,
    },
    /// Give an inject other recipients.
    Readdress {
        /// MSEL number.
        inject: String,
        /// Addresses.
        to: Vec<String>,
    },
    /// Change what an inject says.
    Retell {
        /// MSEL number.
        inject: String,
        /// The new words.
        says: String,
    },
    /// Write an inject on the fly.
    Compose {
        /// Addresses.
        to: Vec<String>,
        /// Who it seems to come from.
        sender: String,
        /// How it comes.
        by: Channel,
        /// The words.
        says: String,
        /// When; none is now.
        #[serde(default)]
        at: Option<At>,
        /// Incident id of the script that it is about.
        #[serde(default)]
        about: Option<String>,
    },
    /// Answer as a persona or an unstaffed seat (White Cell).
    Play {
        /// Who it seems to come from.
        persona: String,
        /// Addresses.
        to: Vec<String>,
        /// The words.
        text: String,
        /// Place in the White Cell queue that it settles.
        #[serde(default)]
        settles: Option<u32>,
    },
    /// Put down what a seat decided aloud or by phone.
    RecordFor {
        /// Seat id.
        seat: String,
        /// When it was said.
        occurred_at: At,
        /// What was decided.
        verb: Box<Verb>,
    },
    /// Say who plays a seat.
    Staff {
        /// Seat id.
        seat: String,
        /// Who.
        staffing: Staffing,
    },
    /// A real matter interrupts: everything stops, or one seat is released.
    NoPlay {
        /// Seat id; none stops everything.
        #[serde(default)]
        seat: Option<String>,
        /// On or over.
        on: bool,
    },
    /// Force a loss upon a service, or free it (0).
    Adjust {
        /// Service id.
        service: String,
        /// Loss.
        lost: Ppm,
        /// For how long.
        lasts: Span,
        /// Why.
        reason: String,
    },
    /// Set or clear a flag.
    Flag {
        /// Flag.
        flag: String,
        /// On or off.
        on: bool,
    },
    /// Give a seat an intel item.
    Reveal {
        /// Intel id of the script.
        item: String,
        /// Addresses.
        to: Vec<String>,
    },
    /// Decide a case in the place of those who should.
    Grant {
        /// Place of the case in the exercise.
        case: u32,
        /// Adopted or not.
        adopted: bool,
        /// Why.
        reason: String,
    },
    /// Declare a record void for the score.
    Void {
        /// Record number.
        record: u64,
        /// Why.
        reason: String,
    },
    /// Put down an observation.
    Observe {
        /// Seat id that it is about.
        #[serde(default)]
        seat: Option<String>,
        /// Objective id.
        #[serde(default)]
        objective: Option<String>,
        /// The observation.
        text: String,
    },
    /// Exercise control rates a critical task, of all together.
    Rate {
        /// Objective id.
        objective: String,
        /// Place of the task, from 0.
        task: usize,
        /// P, S, M or U.
        rating: Rating,
        /// Why.
        #[serde(default)]
        text: String,
    },
    /// Sign the debrief off after ENDEX: the lead stands for it. Until then it is preliminary.
    SignOff {
        /// In what role; names of people have no place in a journal.
        by: String,
        /// On which day and at which time, by the calendar of whoever signs.
        #[serde(default)]
        on: String,
        /// Remarks.
        #[serde(default)]
        text: String,
    },
    /// Take the sign-off back: the debrief is preliminary again.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Take something out of the White Cell queue that needs no answer.
    Settle {
        /// Place in the queue.
        item: u32,
    },
    /// Say who rates, in what role; nobody any more without one.
    Appoint {
        /// A role or a pseudonym, like “Evaluator 2”.
        rater: String,
        /// In what role.
        #[serde(default)]
        role: Option<RaterRole>,
        /// Codes of the states whose seats this rater judges; none: all.
        #[serde(default)]
        states: Vec<String>,
    },
    /// An appointed rater, or control, says how a critical task was done. The latest word of a rater counts.
    RateTask {
        /// Who rates.
        by: String,
        /// Objective id.
        objective: String,
        /// Place of the task, from 0.
        task: usize,
        /// Code of the state whose doing it is; none: of all together.
        #[serde(default)]
        state: Option<String>,
        /// P, S, M or U; none: it could not be observed.
        #[serde(default)]
        rating: Option<Rating>,
        /// Numbers of the records that it stands on.
        #[serde(default)]
        evidence: Vec<u64>,
        /// Why.
        #[serde(default)]
        text: String,
    },
    /// The same of words, by their criteria.
    RateWords {
        /// Who rates.
        by: String,
        /// Number of the record that holds the words.
        record: u64,
        /// A rating a criterion.
        marks: Vec<Mark>,
        /// Why.
        #[serde(default)]
        text: String,
    },
    /// A state consents that its own figures are shown to the other participants under its name, or takes that back.
    Consent {
        /// Code of the state.
        state: String,
        /// Whether it does.
        on: bool,
        /// Who says so for the state, in what role.
        #[serde(default)]
        text: String,
    },
    /// A person of a seat orders under this key from now on; the server says so.
    Sit {
        /// Seat id.
        seat: String,
        /// Number of the person, from 1.
        person: u16,
        /// Key of the client.
        key: u64,
    },
    /// Say who of a seat's people releases what it decides; nobody: each decides alone.
    Releaser {
        /// Seat id.
        seat: String,
        /// Number of the person.
        #[serde(default)]
        person: Option<u16>,
    },
}

/// In what role somebody rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RaterRole {
    /// Exercise control itself.
    Control,
    /// An evaluator.
    Evaluator,
    /// The lead evaluator: decides where raters differ, and signs the debrief off.
    Lead,
}

impl RaterRole {
    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Control => "exercise control",
            Self::Evaluator => "evaluator",
            Self::Lead => "lead evaluator",
        }
    }
}

/// What a rater says of words, by one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// By what.
    pub criterion: Criterion,
    /// P, S, M or U; none: it could not be judged.
    #[serde(default)]
    pub rating: Option<Rating>,
}

/// Who plays a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Staffing {
    /// A person.
    Person,
    /// A bot of this doctrine.
    Bot(String),
    /// Nobody: the White Cell gets what is sent to it.
    Empty,
}

/// HSEEP's four ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Performed without challenges.
    Performed,
    /// Performed with some challenges.
    SomeChallenges,
    /// Performed with major challenges.
    MajorChallenges,
    /// Unable to be performed.
    Unable,
}

impl Rating {
    /// All four, best first.
    pub const ALL: [Self; 4] = [Self::Performed, Self::SomeChallenges, Self::MajorChallenges, Self::Unable];

    /// HSEEP's letter.
    pub const fn letter(self) -> char {
        match self {
            Self::Performed => 'P',
            Self::SomeChallenges => 'S',
            Self::MajorChallenges => 'M',
            Self::Unable => 'U',
        }
    }

    /// What it means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Performed => "performed without challenges",
            Self::SomeChallenges => "performed with some challenges",
            Self::MajorChallenges => "performed with major challenges",
            Self::Unable => "unable to be performed",
        }
    }
}

/// What a decision was, in a line, in public names and the sender's own handles.
pub fn summary(verb: &Verb) -> String {
    let list = |of: &[Name]| of.join(", ");
    match verb {
        Verb::Classify { class, .. } => format!("classed as {class}"),
        Verb::Notify { regime, step, to, .. } => format!("{regime} {step} to {}", list(to)),
        Verb::Share { items, to, .. } => format!("shared {} with {}", count(items.len(), "item"), list(to)),
        Verb::Ask { to, .. } => format!("asked {}", list(to)),
        Verb::Answer { .. } => "answered".to_owned(),
        Verb::Sitrep { to, .. } => format!("situation report to {}", list(to)),
        Verb::Mode { mechanism, mode, .. } => format!("{mechanism} to “{mode}”"),
        Verb::Request { mechanism, .. } => format!("requested {mechanism}"),
        Verb::Offer { mechanism, to, .. } => format!("offered {mechanism} to {}", list(to)),
        Verb::Propose { mechanism, .. } => format!("proposed {mechanism}"),
        Verb::Vote { vote, .. } => format!("voted {vote}"),
        Verb::Defend { defence, services, .. } => format!("{defence} at {}", services.join(", ")),
        Verb::Attribute { actor, public, .. } => {
            format!("attributed to {actor}{}", if *public { ", in public" } else { "" })
        }
        Verb::Statement { .. } => "public statement".to_owned(),
        Verb::Message { to, .. } => format!("message to {}", list(to)),
        Verb::Decide { .. } => "decision in words".to_owned(),
        Verb::Probe { .. } => "answered a probe".to_owned(),
        Verb::Remove { mechanism, .. } => format!("asked a platform to act under {mechanism}"),
        Verb::Demand { mechanism, provider, .. } => format!("demanded data of {provider} under {mechanism}"),
        Verb::Release { tear_line: true, .. } => "asked the originator for a tear-line".to_owned(),
        Verb::Release { to, .. } => format!("asked the originator for release to {}", list(to)),
    }
}
