//! Which sections a report has, in their order; and the lines of the overview.

use super::model::{Reader, Report};

/// A section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Its anchor.
    pub(super) id: &'static str,
    /// Its heading.
    pub(super) title: &'static str,
}

const ALL: &[Section] = &[
    Section { id: "overview", title: "Exercise overview" },
    Section { id: "score", title: "How well the states worked together" },
    Section { id: "history", title: "The score over time" },
    Section { id: "states", title: "Figures of each state" },
    Section { id: "pairs", title: "Pairs of states" },
    Section { id: "objectives", title: "Objectives" },
    Section { id: "words", title: "Words that people judge" },
    Section { id: "obligations", title: "Obligations" },
    Section { id: "observations", title: "Observations" },
    Section { id: "services", title: "Services" },
    Section { id: "feedback", title: "What participants said" },
    Section { id: "improvements", title: "Improvement plan" },
    Section { id: "msel", title: "MSEL" },
    Section { id: "timeline", title: "Timeline" },
];

/// What nobody but exercise control and the state itself reads.
const OWN: &[&str] = &["obligations", "services", "timeline"];

/// What exercise control alone reads.
const CONTROL: &[&str] = &["pairs", "objectives", "words", "observations", "improvements", "msel"];

/// The sections that this reader gets: a state's report leaves out what is exercise control's, one for several what is a
/// state's own too.
pub(super) fn shown(report: &Report) -> Vec<Section> {
    let reads = |s: &&Section| match report.reader {
        Reader::Control => true,
        Reader::State => !CONTROL.contains(&s.id),
        Reader::Shared => !CONTROL.contains(&s.id) && !OWN.contains(&s.id),
    };
    ALL.iter().filter(reads).copied().collect()
}

/// Terms and texts of the overview.
pub(super) fn overview(report: &Report) -> Vec<(&'static str, String)> {
    let o = &report.overview;
    let until = if o.ended { "ENDEX" } else { "As of" };
    vec![
        ("Scenario", o.scenario.clone()),
        ("Authors", o.authors.join(", ")),
        ("STARTEX", o.startex.clone()),
        (until, format!("{}, after {}", o.until.clock, o.lasted)),
        ("Decisions", format!("{}, of which {} were refused", o.orders, o.refused)),
        ("Entries", format!("{}, of which {} were declared void", o.entries, o.voided)),
        ("Seed", o.seed.to_string()),
        ("Scenario hash", o.script_hash.clone()),
        ("Journal hash", o.journal_hash.clone()),
    ]
}
