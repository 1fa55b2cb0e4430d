//! What the lobby shows of a scenario and of a journal.

use crate::base::Span;
use crate::exercise::order::Staffing;
use crate::scenario::Loaded;
use crate::scenario::finding::Severity;
use crate::scenario::script::Script;
use crate::scenario::words::Tlp;

/// Findings that a card shows at most; the rest is counted.
const FINDINGS: usize = 20;

/// A scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Id or path: what opens it.
    pub id: String,
    /// Title.
    pub title: String,
    /// A sentence.
    pub summary: String,
    /// What people must know before.
    pub briefing: String,
    /// Exercise time.
    pub length: Span,
    /// Exercise minutes in a real minute.
    pub pace: u32,
    /// Names of the states.
    pub states: Vec<String>,
    /// Seats.
    pub seats: Vec<SeatRow>,
    /// `introductory`, `intermediate`, `demanding`.
    pub difficulty: String,
    /// Handling ceiling.
    pub handling: Option<Tlp>,
    /// How many errors were found: with any it cannot be opened.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// The first of what was found.
    pub findings: Vec<FindingRow>,
}

/// A seat to be staffed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatRow {
    /// Id.
    pub id: String,
    /// What the chair is called.
    pub title: String,
    /// Name of its state, or of its organisation where it has none.
    pub of: String,
    /// Who plays it as the scenario has it.
    pub staffing: Staffing,
}

/// Something that was found in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// Whether it keeps the scenario from running.
    pub error: bool,
    /// Where: file and line.
    pub place: String,
    /// What, and how to mend it.
    pub message: String,
}

/// An exercise that was opened before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalCard {
    /// What opens it again.
    pub id: String,
    /// Its name.
    pub title: String,
    /// How far it is, in words; of one that has ended, when that was.
    pub note: String,
    /// It has ended: there is nothing to go on with, and much to look back on.
    pub ended: bool,
}

impl Card {
    /// The card of what was read under `id`.
    pub fn new(id: &str, loaded: &Loaded) -> Self {
        let mut card = Self { id: id.to_owned(), title: id.to_owned(), ..Self::default() };
        if let Some(script) = &loaded.script {
            card.describe(script);
        }
        card.errors = loaded.errors;
        card.warnings = loaded.warnings;
        card.findings = loaded
            .findings
            .iter()
            .take(FINDINGS)
            .map(|finding| {
                let place = loaded.files.place(finding.span.file, finding.span.start);
                let help = finding.help.as_ref().map(|help| format!(": {help}")).unwrap_or_default();
                FindingRow {
                    error: finding.severity == Severity::Error,
                    place: format!("{}, line {}", loaded.files.path(finding.span.file), place.line),
                    message: format!("{}{help}", finding.message),
                }
            })
            .collect();
        card
    }

    fn describe(&mut self, script: &Script) {
        let about = &script.about;
        self.title = about.title.to_string();
        self.summary = about.summary.to_string();
        self.briefing = about.briefing.to_string();
        self.length = script.endex.since(crate::base::At::STARTEX);
        self.pace = script.pace;
        self.states = script.states.rows().map(|state| state.name.to_string()).collect();
        self.difficulty.clone_from(&about.difficulty);
        self.handling = Some(about.handling);
        let of = |seat: &crate::scenario::script::SeatSpec| match seat.state {
            Some(state) => script.states[state].name.to_string(),
            None => script.orgs[seat.org].name.to_string(),
        };
        let staffing = |bot: &Option<String>, persona| match bot {
            Some(bot) => Staffing::Bot(bot.clone()),
            None if persona => Staffing::Empty,
            None => Staffing::Person,
        };
        self.seats = script
            .seats
            .rows()
            .map(|seat| SeatRow {
                id: seat.id.clone(),
                title: seat.title.to_string(),
                of: of(seat),
                staffing: staffing(&seat.bot, seat.persona),
            })
            .collect();
    }
}
