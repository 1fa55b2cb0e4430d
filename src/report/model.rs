//! What a report says, in the order in which it says it. JSON is this, field by field: names are kept for good.

use serde::{Serialize, Serializer};

use crate::base::{Ppm, Span};

/// The report. Texts are plain; whoever prints them escapes them.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Shape of this file.
    pub format: u16,
    /// The EXERCISE marking.
    pub marking: String,
    /// Which sections are in it.
    #[serde(skip)]
    pub reader: Reader,
    /// Not signed off yet.
    pub preliminary: bool,
    /// Who signed it off.
    pub signed_off: Option<SignedOff>,
    /// Whom it is for: `exercise control`, or a state's name.
    pub audience: String,
    /// What was run, and how far.
    pub overview: Overview,
    /// How well the states worked together.
    pub score: ScoreTable,
    /// Each state's own figures.
    pub states: Vec<StateVector>,
    /// What states did for one another, where it may be compared.
    pub pairs: Pairs,
    /// Duties.
    pub obligations: Vec<Obligation>,
    /// The MSEL and what became of it.
    pub msel: Vec<MselLine>,
    /// Objectives with what shows whether they were reached.
    pub objectives: Vec<Objective>,
    /// What evaluators and control put down.
    pub observations: Vec<Observation>,
    /// Services and what their outages cost.
    pub services: Vec<Service>,
    /// The score over time.
    pub history: Vec<Point>,
    /// What happened.
    pub timeline: Timeline,
    /// Improvement plan, to be filled in.
    pub improvements: Vec<Improvement>,
    /// Words that people judge, with their ratings.
    pub words: Vec<Words>,
    /// How far those who rate agree.
    pub raters: RaterAgreement,
    /// What participants said of the exercise.
    pub feedback: Feedback,
}

/// Who reads a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Exercise control: everything.
    Control,
    /// A state: what is its own.
    State,
    /// Several together: the plenary, the participants.
    Shared,
}

/// Who stands for a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignedOff {
    /// In what role.
    pub by: String,
    /// On which day and at which time, as it was written.
    pub on: String,
    /// Remarks.
    pub text: String,
    /// Number of the entry by which it was done.
    pub record: u64,
}

/// A moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// Milliseconds after STARTEX.
    pub at_ms: u64,
    /// By the clock of the exercise: `D1 09:42`.
    pub clock: String,
}

/// A share that may be missing: a number from 0 to 1, or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(pub Option<Ppm>);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.map(Ppm::as_f64).serialize(to)
    }
}

/// What was run.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    /// Id of the scenario.
    pub scenario: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Planned STARTEX, as the author wrote it.
    pub startex: String,
    /// Time of day at STARTEX, in ms after midnight of the exercise's own time zone.
    pub startex_ms: u64,
    /// How far the exercise went.
    pub until: Moment,
    /// Whether ENDEX has come.
    pub ended: bool,
    /// How long it lasted.
    #[serde(serialize_with = "hours")]
    pub lasted: Span,
    /// The seed.
    pub seed: u64,
    /// What the scenario is pinned to.
    pub script_hash: String,
    /// What the whole run is pinned to.
    pub journal_hash: String,
    /// Entries of the journal.
    pub entries: u64,
    /// Orders of seats, and how many were refused.
    pub orders: u32,
    /// Orders of seats that were refused.
    pub refused: u32,
    /// Entries that were declared void.
    pub voided: u32,
    /// States with who plays their seats.
    pub participants: Vec<Participant>,
}

/// A state, or the bodies beyond states.
#[derive(Clone, Debug, Serialize)]
pub struct Participant {
    /// ISO code; nothing for bodies of the Union, of NATO and private partners.
    pub code: Option<String>,
    /// Name.
    pub name: String,
    /// Seats with people.
    pub people: u32,
    /// Seats with bots.
    pub bots: u32,
    /// Seats with nobody.
    pub empty: u32,
}

/// The vector and the one number.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreTable {
    /// The composite of all states together.
    pub overall: Share,
    /// What a breach of confidentiality caps it at.
    pub cap: Share,
    /// The measures; a state's own in its own report.
    pub measures: Vec<Measure>,
    /// The message network against doctrine: label and figure.
    pub network: Vec<(String, Share)>,
    /// Questions of the probes; exercise control's.
    pub picture: Vec<Question>,
    /// What counterfactual runs gave, in a sentence; for exercise control, where somebody asked for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// A question that seats were asked.
#[derive(Clone, Debug, Serialize)]
pub struct Question {
    /// When it was put.
    pub at: Moment,
    /// The question.
    pub ask: String,
    /// Seats that were asked and could answer.
    pub asked: u32,
    /// Those that were right.
    pub right: u32,
    /// Share of pairs that gave the same answer.
    pub agreement: Share,
    /// The wrong answer that more than half gave: agreed, but wrong.
    pub agreed_but_wrong: Option<String>,
}

/// A measure.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    /// Its number in the design.
    pub number: u8,
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The figure.
    pub value: Share,
    /// Why there is none, where there is none.
    pub withheld: Option<String>,
    /// Its share of all weights.
    pub weight: Share,
    /// Opportunities that were assessed.
    pub assessed: u32,
    /// Those and the ones whose time was not over.
    pub opportunities: u32,
    /// How it is computed.
    pub formula: String,
    /// Further figures, each with what it is called.
    pub details: Vec<(String, String)>,
    /// What earned most.
    pub gains: Vec<Evidence>,
    /// What cost most.
    pub costs: Vec<Evidence>,
}

/// What earned or cost points.
#[derive(Clone, Debug, Serialize)]
pub struct Evidence {
    /// Record number.
    pub record: u64,
    /// When.
    pub at: Moment,
    /// Whose act it was, or should have been.
    pub seat: Option<String>,
    /// Points, −1 to 1, as millionths.
    pub points_ppm: i32,
    /// In words.
    pub why: String,
}

/// A state's own figures.
#[derive(Clone, Debug, Serialize)]
pub struct StateVector {
    /// ISO code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its composite.
    pub overall: Cell,
    /// Its measures, in the order of the score table.
    pub measures: Vec<Cell>,
}

/// A figure, or why it is withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The figure.
    pub value: Share,
    /// Why it may not be compared, where it may not.
    pub withheld: Option<String>,
    /// Opportunities that were assessed.
    pub assessed: u32,
    /// Those and the ones whose time was not over.
    pub opportunities: u32,
}

/// Pairs of states.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pairs {
    /// Codes, in the order of the matrix.
    pub states: Vec<String>,
    /// Those that may be compared.
    pub rows: Vec<Pair>,
    /// How many may not, and why.
    pub withheld: Vec<(String, u32)>,
    /// Trust of one state in another over time, those in which it moved most before.
    pub trust: Vec<Trust>,
}

/// Trust of one state in another.
#[derive(Clone, Debug, Serialize)]
pub struct Trust {
    /// Code of who trusts.
    pub of: String,
    /// Code of whom.
    pub towards: String,
    /// Some moments of the course, the end last.
    pub course: Vec<(Moment, Share)>,
}

/// What one state did for another.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    /// Who acted, or should have.
    pub from: String,
    /// For whom.
    pub to: String,
    /// Share of the value of what was needed that arrived.
    pub information: Share,
    /// Items that were needed.
    pub items: u32,
    /// Questions and requests that were put.
    pub asked: u32,
    /// Those that were answered.
    pub answered: u32,
    /// Median time to an answer.
    pub latency: Option<String>,
    /// Trust of `to` in `from`.
    pub trust: Share,
}

/// What somebody had to be told.
#[derive(Clone, Debug, Serialize)]
pub struct Obligation {
    /// Who owed it.
    pub seat: String,
    /// Regime and step.
    pub duty: String,
    /// Of what.
    pub incident: String,
    /// To which organisation.
    pub owed_to: String,
    /// Deadline.
    pub due: Moment,
    /// When it was told.
    pub told: Option<Moment>,
    /// How that stands.
    pub outcome: Outcome,
    /// By how much it was late, in words.
    pub late_by: Option<String>,
}

/// How something that was awaited stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Done in time.
    Met,
    /// Done after the deadline.
    Late,
    /// Not done.
    Missed,
    /// Its time is not over.
    Running,
    /// It never came to it.
    NotOpened,
}

impl Outcome {
    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Late => "late",
            Self::Missed => "missed",
            Self::Running => "running",
            Self::NotOpened => "not opened",
        }
    }
}

/// A line of the MSEL.
#[derive(Clone, Debug, Serialize)]
pub struct MselLine {
    /// MSEL number.
    pub id: String,
    /// Title.
    pub title: String,
    /// Contextual, contingency, expected action, or composed.
    pub kind: String,
    /// To whom.
    pub to: String,
    /// When it was due.
    pub due: Option<Moment>,
    /// When it was delivered.
    pub delivered: Option<Moment>,
    /// Delivered, held, taken out, due, or not triggered.
    pub state: String,
    /// Its expected actions: met and all.
    pub met: u32,
    /// Expected actions that were opened.
    pub opened: u32,
}

/// An objective.
#[derive(Clone, Debug, Serialize)]
pub struct Objective {
    /// Text id.
    pub id: String,
    /// Core capability.
    pub capability: String,
    /// The objective.
    pub text: String,
    /// Critical tasks.
    pub tasks: Vec<Task>,
    /// Expected actions that test it.
    pub expected: Vec<Expected>,
}

/// A critical task.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// The task.
    pub text: String,
    /// What the figures suggest; a person decides.
    pub suggestion: Suggestion,
    /// P, S, M or U where it is assessed.
    pub agreed: Option<char>,
    /// How that came about: `not rated`, `agreed`, `disputed`, `decided by the lead`.
    pub standing: String,
    /// Each rater's latest word; none: unrated.
    pub ratings: Vec<Rated>,
    /// Entries that it stands on, in the order of the journal.
    pub evidence: Vec<TaskEvidence>,
    /// The same of single states, where anything is known of them.
    pub states: Vec<TaskOfState>,
    /// Its row of the improvement plan, from 1.
    pub improvement: Option<usize>,
}

/// What the figures suggest of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// P, S, M or U; none: nothing was assessed.
    pub letter: Option<char>,
    /// The mean that it comes of.
    pub mean: Share,
    /// Expected actions and measures that were assessed.
    pub assessed: u32,
    /// All of them.
    pub of: u32,
}

/// A critical task as one state did it.
#[derive(Clone, Debug, Serialize)]
pub struct TaskOfState {
    /// Name of the state.
    pub state: String,
    /// What the figures suggest.
    pub suggestion: Suggestion,
    /// P, S, M or U where it is assessed.
    pub agreed: Option<char>,
    /// How that came about.
    pub standing: String,
    /// Each rater's latest word.
    pub ratings: Vec<Rated>,
}

/// What shows how a task was done.
#[derive(Clone, Debug, Serialize)]
pub struct TaskEvidence {
    /// Entry; none for a measure.
    pub record: Option<u64>,
    /// Share that was reached; none: not assessed.
    pub reached: Share,
    /// In words.
    pub why: String,
}

/// A rating.
#[derive(Clone, Debug, Serialize)]
pub struct Rated {
    /// P, S, M or U; none: it could not be observed.
    pub letter: Option<char>,
    /// What that means.
    pub meaning: String,
    /// By whom, in what role.
    pub by: String,
    /// Why.
    pub text: String,
}

/// Words that people judge.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    /// Entry.
    pub record: u64,
    /// When they were said.
    pub at: Moment,
    /// Whose they are.
    pub seat: String,
    /// What kind of words, and the first of them.
    pub text: String,
    /// How they stand by each criterion.
    pub criteria: Vec<WordsBy>,
}

/// Words by one criterion.
#[derive(Clone, Debug, Serialize)]
pub struct WordsBy {
    /// What is asked.
    pub criterion: String,
    /// P, S, M or U where it is assessed.
    pub agreed: Option<char>,
    /// How that came about.
    pub standing: String,
    /// Each rater's latest word.
    pub ratings: Vec<Rated>,
}

/// How far raters agree where two or more rated the same.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct RaterAgreement {
    /// Things that two or more rated.
    pub shared: u32,
    /// Those of which all said the same.
    pub agreed: u32,
    /// Things on which they differ, and no lead has decided.
    pub disputed: u32,
}

/// An expected action.
#[derive(Clone, Debug, Serialize)]
pub struct Expected {
    /// Its inject's MSEL number.
    pub inject: String,
    /// What.
    pub what: String,
    /// Of whom.
    pub who: String,
    /// Until when.
    pub due: Option<Moment>,
    /// Who did it, and when.
    pub done: Option<(String, Moment)>,
    /// How that stands.
    pub outcome: Outcome,
}

/// An observation.
#[derive(Clone, Debug, Serialize)]
pub struct Observation {
    /// When it was put down.
    pub at: Moment,
    /// What it is about: a seat's title.
    pub seat: Option<String>,
    /// What it is about: an objective's id.
    pub objective: Option<String>,
    /// The words.
    pub text: String,
}

/// A service.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Text id.
    pub id: String,
    /// Name.
    pub name: String,
    /// ISO code of its state.
    pub state: String,
    /// Hours with more than 5 % of its function lost.
    #[serde(serialize_with = "hours", rename = "disturbed_hours")]
    pub disturbed: Span,
    /// Hours with more than half of its function lost.
    #[serde(serialize_with = "hours", rename = "outage_hours")]
    pub down: Span,
    /// Loss in whole euros: of outages, and of records that were taken.
    pub loss_euros: u64,
    /// Hours of users without it.
    pub user_hours: u64,
    /// Records of people that were taken from it.
    pub records_taken: u64,
    /// From when on which share was lost: ms after STARTEX, share.
    pub course: Vec<(u64, f64)>,
}

/// The score at a moment.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// When.
    pub at: Moment,
    /// The composite.
    pub overall: Share,
    /// Each state's composite, in the order of `states`.
    pub states: Vec<Share>,
}

/// What happened.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Timeline {
    /// Events.
    pub events: Vec<Event>,
    /// How many smaller ones were left out to keep it readable.
    pub left_out: u32,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// Record number.
    pub record: u64,
    /// When.
    pub at: Moment,
    /// In words.
    pub text: String,
    /// Whether the exercise took a turn.
    pub turn: bool,
}

/// A row of the improvement plan; what is empty is for people to fill in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Improvement {
    /// Its number, from 1.
    pub number: usize,
    /// Core capability.
    pub capability: String,
    /// Issue or area for improvement.
    pub issue: String,
    /// Corrective action.
    pub corrective_action: String,
    /// Planning, organisation, equipment, training or exercise.
    pub capability_element: String,
    /// Primary responsible organisation.
    pub organisation: String,
    /// Point of contact.
    pub contact: String,
    /// Start.
    pub start: String,
    /// Completion.
    pub completion: String,
}

fn hours<S: Serializer>(span: &Span, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64((span.as_hours() * 1_000.0).round() / 1_000.0)
}

/// What participants said of the exercise: counts, and for exercise control their words, by nobody's name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Feedback {
    /// How many have answered; none where the reader may not see the answers.
    pub people: Option<usize>,
    /// How the statements were rated.
    pub statements: Vec<Statement>,
    /// What was said in words. Exercise control's only.
    pub questions: Vec<Remarks>,
}

/// A statement that participants rated.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    /// The statement.
    pub says: String,
    /// How many gave each mark, from 1, strong disagreement, to 5, strong agreement.
    pub counts: [u32; 5],
    /// The mean mark in hundredths.
    pub mean: Option<u32>,
}

/// A question that participants answered in words.
#[derive(Clone, Debug, Serialize)]
pub struct Remarks {
    /// The question.
    pub asks: String,
    /// The answers, in an order that tells nothing.
    pub said: Vec<String>,
}
