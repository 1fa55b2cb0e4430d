//! The tables of a report: what HTML and Markdown both show, as cells of text.

mod evaluation;
mod feedback;

use super::model::{Cell, Moment, Outcome, Report};
use super::names::{figure, percent, thousands};
use crate::base::Ppm;

pub(super) use evaluation::{tasks, words};
pub(super) use feedback::{questions, statements};

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Heads of its columns.
    pub(super) heads: Vec<Head>,
    /// Rows, a cell a column.
    pub(super) rows: Vec<Vec<Text>>,
}

/// A column's head, and how what stands below is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) text: &'static str,
    pub(super) kind: Kind,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Words,
    Number,
    Time,
}

/// A cell, with the tone that it is told in.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) tone: &'static str,
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { text, tone: "" }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

const fn worded(text: &'static str) -> Head {
    Head { text, kind: Kind::Words }
}

const fn number(text: &'static str) -> Head {
    Head { text, kind: Kind::Number }
}

const fn time(text: &'static str) -> Head {
    Head { text, kind: Kind::Time }
}

fn table(heads: impl Into<Vec<Head>>, rows: impl Iterator<Item = Vec<Text>>) -> Table {
    Table { heads: heads.into(), rows: rows.collect() }
}

fn clock(moment: Option<&Moment>) -> Text {
    moment.map_or("–", |m| m.clock.as_str()).into()
}

/// How something stands, in its tone.
fn outcome(of: Outcome) -> Text {
    let tone = match of {
        Outcome::Met => "ok",
        Outcome::Late => "warn",
        Outcome::Missed => "alert",
        Outcome::Running | Outcome::NotOpened => "muted",
    };
    Text { text: of.label().to_owned(), tone }
}

/// A figure, or why there is none.
pub(super) fn cell(of: &Cell) -> Text {
    let mut text = bare_cell(of);
    if of.opportunities > 0 {
        text.text.push_str(&format!(", {} of {} assessed", of.assessed, of.opportunities));
    }
    text
}

fn bare_cell(of: &Cell) -> Text {
    match (&of.withheld, of.value.0) {
        (_, None) if of.withheld.is_none() => Text { text: "not assessed".to_owned(), tone: "muted" },
        (Some(why), None) => Text { text: why.clone(), tone: "muted" },
        (Some(why), value) => Text { text: format!("{} ({why})", figure(value)), tone: "muted" },
        (None, value) => figure(value).into(),
    }
}

/// Who takes part.
pub(super) fn participants(report: &Report) -> Table {
    let heads = [worded("State"), number("People"), number("Bots"), number("Empty seats")];
    let rows = report.overview.participants.iter().map(|p| {
        let name = p.code.as_ref().map_or(p.name.clone(), |code| format!("{} ({code})", p.name));
        vec![name.into(), p.people.to_string().into(), p.bots.to_string().into(), p.empty.to_string().into()]
    });
    table(heads, rows)
}

/// The measures.
pub(super) fn measures(report: &Report) -> Table {
    let heads = [
        number("No."),
        worded("Measure"),
        number("Value"),
        number("Weight"),
        number("Assessed"),
        worded("How it is computed"),
    ];
    let rows = report.score.measures.iter().map(|m| {
        let value =
            bare_cell(&Cell { value: m.value, withheld: m.withheld.clone(), assessed: 0, opportunities: 0 });
        vec![
            m.number.to_string().into(),
            m.label.as_str().into(),
            value,
            percent(m.weight.0.unwrap_or(Ppm::ZERO)).into(),
            format!("{} of {}", m.assessed, m.opportunities).into(),
            m.formula.as_str().into(),
        ]
    });
    table(heads, rows)
}

/// The message network.
pub(super) fn network(report: &Report) -> Table {
    let rows =
        report.score.network.iter().map(|(label, share)| vec![label.as_str().into(), figure(share.0).into()]);
    table([worded("Message network against doctrine"), number("Figure")], rows)
}

/// The common picture, question by question.
pub(super) fn picture(report: &Report) -> Table {
    let heads = [
        time("Put at"),
        worded("Question"),
        number("Right"),
        number("Agreement"),
        worded("Agreed, but wrong"),
    ];
    let rows = report.score.picture.iter().map(|q| {
        let wrong = match &q.agreed_but_wrong {
            Some(answer) => Text { text: answer.clone(), tone: "warn" },
            None => "–".into(),
        };
        vec![
            clock(Some(&q.at)),
            q.ask.as_str().into(),
            format!("{} of {}", q.right, q.asked).into(),
            figure(q.agreement.0).into(),
            wrong,
        ]
    });
    table(heads, rows)
}

/// Figures of states, a row a measure.
pub(super) fn states(report: &Report) -> (Vec<String>, Vec<(String, Vec<Text>)>) {
    let heads = report.states.iter().map(|s| s.name.clone()).collect();
    let mut rows = vec![("Overall".to_owned(), report.states.iter().map(|s| cell(&s.overall)).collect())];
    // Pseudonyms have one figure each.
    let measures = report.states.iter().map(|s| s.measures.len()).max().unwrap_or(0);
    for (place, measure) in report.score.measures.iter().enumerate().take(measures) {
        let figures = report.states.iter().map(|s| s.measures.get(place).map(cell).unwrap_or_default());
        rows.push((measure.label.clone(), figures.collect()));
    }
    (heads, rows)
}

/// What a state of this code is called.
fn state<'r>(report: &'r Report, code: &'r str) -> &'r str {
    let known = report.overview.participants.iter().find(|p| p.code.as_deref() == Some(code));
    known.map_or(code, |p| p.name.as_str())
}

/// Pairs that may be compared.
pub(super) fn pairs(report: &Report) -> Table {
    let heads = [
        worded("From"),
        worded("To"),
        number("Information"),
        number("Items"),
        number("Answered"),
        worded("Median time to answer"),
        number("Trust of the receiver"),
    ];
    let rows = report.pairs.rows.iter().map(|p| {
        vec![
            state(report, &p.from).into(),
            state(report, &p.to).into(),
            figure(p.information.0).into(),
            p.items.to_string().into(),
            format!("{} of {}", p.answered, p.asked).into(),
            p.latency.as_deref().unwrap_or("–").into(),
            figure(p.trust.0).into(),
        ]
    });
    table(heads, rows)
}

/// Trust over time.
pub(super) fn trust(report: &Report) -> (Vec<String>, Vec<Vec<String>>) {
    let first = report.pairs.trust.first().map_or(&[][..], |t| &t.course[..]);
    let heads = ["Trust of".to_owned(), "in".to_owned()];
    let heads = heads.into_iter().chain(first.iter().map(|(at, _)| at.clock.clone())).collect();
    let row = |t: &super::model::Trust| {
        let names = [state(report, &t.of).to_owned(), state(report, &t.towards).to_owned()];
        names.into_iter().chain(t.course.iter().map(|(_, share)| figure(share.0))).collect()
    };
    (heads, report.pairs.trust.iter().map(row).collect())
}

/// Duties.
pub(super) fn obligations(report: &Report) -> Table {
    let heads = [
        worded("Who owed it"),
        worded("Duty"),
        worded("Of what"),
        worded("To whom"),
        time("Due"),
        time("Told"),
        worded("Outcome"),
    ];
    let rows = report.obligations.iter().map(|o| {
        let mut how = outcome(o.outcome);
        match (&o.late_by, o.outcome) {
            (Some(late), _) => how.text = format!("late by {late}"),
            (None, Outcome::Missed) => how.text = "not told".to_owned(),
            (None, Outcome::Met) => how.text = "in time".to_owned(),
            _ => {}
        }
        vec![
            o.seat.as_str().into(),
            o.duty.as_str().into(),
            o.incident.as_str().into(),
            o.owed_to.as_str().into(),
            clock(Some(&o.due)),
            clock(o.told.as_ref()),
            how,
        ]
    });
    table(heads, rows)
}

/// The MSEL.
pub(super) fn msel(report: &Report) -> Table {
    let heads = [
        worded("No."),
        worded("Title"),
        worded("Kind"),
        worded("To"),
        time("Due"),
        time("Delivered"),
        worded("State"),
        number("Expected actions met"),
    ];
    let rows = report.msel.iter().map(|m| {
        let met = if m.opened == 0 { "–".to_owned() } else { format!("{} of {}", m.met, m.opened) };
        vec![
            m.id.as_str().into(),
            m.title.as_str().into(),
            m.kind.as_str().into(),
            m.to.as_str().into(),
            clock(m.due.as_ref()),
            clock(m.delivered.as_ref()),
            m.state.as_str().into(),
            met.into(),
        ]
    });
    table(heads, rows)
}

/// Expected actions of an objective, by its place.
pub(super) fn expected(report: &Report, objective: usize) -> Table {
    let heads = [
        worded("Inject"),
        worded("Expected action"),
        worded("Of whom"),
        time("Until"),
        worded("Done by"),
        worded("Outcome"),
    ];
    let actions = report.objectives.get(objective).map_or(&[][..], |o| &o.expected[..]);
    let rows = actions.iter().map(|e| {
        let done = e.done.as_ref().map_or("–".to_owned(), |(seat, at)| format!("{seat}, {}", at.clock));
        vec![
            e.inject.as_str().into(),
            e.what.as_str().into(),
            e.who.as_str().into(),
            clock(e.due.as_ref()),
            done.into(),
            outcome(e.outcome),
        ]
    });
    table(heads, rows)
}

/// Observations.
pub(super) fn observations(report: &Report) -> Table {
    let rows = report.observations.iter().map(|o| {
        let objective = o.objective.as_ref().map(|id| {
            let known = report.objectives.iter().find(|of| of.id == *id);
            known.map_or(id.as_str(), |of| of.text.as_str())
        });
        let about = [o.seat.as_deref(), objective].into_iter().flatten().collect::<Vec<_>>().join(", ");
        vec![clock(Some(&o.at)), about.into(), o.text.as_str().into()]
    });
    table([time("When"), worded("About"), worded("Observation")], rows)
}

/// Services.
pub(super) fn services(report: &Report) -> Table {
    let heads = [
        worded("Service"),
        worded("State"),
        number("Disturbed"),
        number("Out"),
        number("User hours lost"),
        number("Records taken"),
        number("Loss"),
    ];
    let rows = report.services.iter().map(|s| {
        vec![
            s.name.as_str().into(),
            state(report, &s.state).into(),
            s.disturbed.to_string().into(),
            s.down.to_string().into(),
            thousands(s.user_hours).into(),
            thousands(s.records_taken).into(),
            format!("€{}", thousands(s.loss_euros)).into(),
        ]
    });
    table(heads, rows)
}

/// The timeline.
pub(super) fn timeline(report: &Report) -> Table {
    let rows = report.timeline.events.iter().map(|e| {
        let tone = if e.turn { "strong" } else { "" };
        let text = Text { text: e.text.clone(), tone };
        vec![clock(Some(&e.at)), e.record.to_string().into(), text]
    });
    table([time("When"), number("Entry"), worded("What happened")], rows)
}

/// The improvement plan, with room to write.
pub(super) fn improvements(report: &Report) -> Table {
    let heads = [
        number("No."),
        worded("Capability"),
        worded("Issue or area for improvement"),
        worded("Corrective action"),
        worded("Capability element"),
        worded("Primary responsible organisation"),
        worded("Point of contact"),
        worded("Start"),
        worded("Completion"),
    ];
    let rows = report.improvements.iter().map(|i| {
        let texts = [
            &i.capability,
            &i.issue,
            &i.corrective_action,
            &i.capability_element,
            &i.organisation,
            &i.contact,
            &i.start,
            &i.completion,
        ];
        std::iter::once(i.number.to_string().into()).chain(texts.map(|text| text.as_str().into())).collect()
    });
    table(heads, rows)
}
