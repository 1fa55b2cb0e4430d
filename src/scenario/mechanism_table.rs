//! Mechanisms as a page that people read: what there is, who may use it, by which clock, and on whose word.

use std::fmt::Write;

use crate::base::Span;

use super::mechanism::{Approval, ClockStart, Mechanism, MechanismEffect, MechanismKind, Precondition};

/// A Markdown table of mechanisms, then one of the duties with clocks. Times that are ours and not the law's are
/// marked, and so is everything whose official text was not read.
pub fn mechanism_table(mechanisms: &[Mechanism]) -> String {
    let mut out = String::from(
        "| Mechanism | Level | Who may use it | Needs | Who agrees | Takes | What it does | Source |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for m in mechanisms {
        let cells = [
            format!("**{}** `{}`<br>{}", m.title, m.id, m.summary),
            m.level.label().to_owned(),
            who(m),
            list(m.needs.iter().map(need)),
            agrees(m),
            if m.lead == Span::ZERO { "–".to_owned() } else { hours(m.lead) },
            does(m),
            source(&m.source, m.verified),
        ];
        row(&mut out, &cells);
    }
    out.push_str(
        "\n| Duty | Who | To whom | Clock | From | Must say | Source |\n|---|---|---|---|---|---|---|\n",
    );
    for m in mechanisms {
        for step in m.steps() {
            let clock =
                if step.convention { format!("{} (convention)", hours(step.due)) } else { hours(step.due) };
            let cells = [
                format!("{} `{}/{}`", step.title, m.id, step.id),
                list(step.by.iter().cloned()),
                list(step.to.iter().map(|to| format!("`{to}`"))),
                clock,
                start(&step.from),
                list(step.must.iter().map(|claim| format!("`{claim}`"))),
                source(&step.source, step.verified),
            ];
            row(&mut out, &cells);
        }
    }
    out
}

/// A line of a table; a bar inside a cell would end it.
fn row(out: &mut String, cells: &[String]) {
    for cell in cells {
        // Writing to a string cannot fail.
        let _ = write!(out, "| {} ", cell.replace('|', "\\|"));
    }
    out.push_str("|\n");
}

/// Law counts in hours up to three days: `72 h`, not `3 d`.
fn hours(span: Span) -> String {
    match span.0 / Span::hours(1).0 {
        n @ 1..=96 if Span::hours(n) == span => format!("{n} h"),
        _ => span.to_string(),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "–".to_owned() } else { items.join(", ") }
}

fn who(m: &Mechanism) -> String {
    let kinds = list(m.who.iter().cloned());
    if m.members.is_empty() { kinds } else { format!("{kinds} of `{}`", m.members) }
}

fn need(need: &Precondition) -> String {
    match need {
        Precondition::Classed(class) => format!("classed at least {class}"),
        Precondition::OwnMeasures => "own measures first".to_owned(),
        Precondition::Mode(mechanism, mode) => format!("`{mechanism}` at `{mode}`"),
        Precondition::HoldsIntel => "own intelligence".to_owned(),
        Precondition::SuspectedMalicious => "suspected to be malicious".to_owned(),
        Precondition::Membership(m) => format!("one side in `{m}`"),
    }
}

fn agrees(m: &Mechanism) -> String {
    let in_time = |within: &Span| format!("within {}", hours(*within));
    let among = |of: &str| format!("`{}/{of}`", m.parties());
    match &m.approval {
        Approval::Alone => "nobody".to_owned(),
        Approval::Presidency { of, within } => format!("`{of}` {}", in_time(within)),
        Approval::Consensus { of, within } => format!("no objection of {} {}", among(of), in_time(within)),
        Approval::Unanimity { of, within } => format!("yes of all {} {}", among(of), in_time(within)),
        Approval::Asked { within } => format!("those asked, {}", in_time(within)),
    }
}

fn does(m: &Mechanism) -> String {
    let by_itself = match &m.kind {
        MechanismKind::Regime { steps } => format!("{} duties", steps.len()),
        MechanismKind::Ladder { modes } => {
            let titles: Vec<String> = modes.iter().map(|mode| mode.title.to_string()).collect();
            titles.join(" → ")
        }
        MechanismKind::Assistance => "help".to_owned(),
        MechanismKind::Joint => "a joint measure".to_owned(),
        MechanismKind::Consultation => "a consultation".to_owned(),
    };
    list(std::iter::once(by_itself).chain(m.effects.iter().map(effect)))
}

fn effect(effect: &MechanismEffect) -> String {
    match effect {
        MechanismEffect::Recovery(share) => format!("recovery {} % faster", share.0 / 10_000),
        MechanismEffect::Capacity(levels) => format!("teams {} levels more mature", levels.as_f64()),
        MechanismEffect::Relay(kind) => format!("what one {kind} gets reaches all"),
        MechanismEffect::Intelligence => "intelligence".to_owned(),
        MechanismEffect::Evidence => "evidence kept".to_owned(),
        MechanismEffect::Statement => "one public line".to_owned(),
        MechanismEffect::Attribution => "states compare what they know before they name anybody".to_owned(),
        MechanismEffect::Flag(flag) => format!("sets `{flag}`"),
    }
}

fn start(from: &ClockStart) -> String {
    match from {
        ClockStart::Aware => "awareness".to_owned(),
        ClockStart::Received(step) => format!("receipt of `{step}`"),
        ClockStart::Given(step) => format!("own `{step}`"),
    }
}

fn source(source: &str, verified: bool) -> String {
    if verified { source.to_owned() } else { format!("{source} *(not verified)*") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_and_what_is_ours_is_marked() {
        let pack = r#"[(id: "a", title: "A | B", summary: "S", body: "EU/enisa", level: technical, who: ["csirt"],
            kind: regime(steps: [(id: "s", title: "S", due: "72h", from: aware, by: ["csirt"], to: ["EU/enisa"],
                class: significant, convention: true, source: "Art. 1")]),
            source: "Art. 1", verified: false)]"#;
        let mechanisms: Vec<Mechanism> = ron::from_str(pack).expect("the pack of the test");
        let table = mechanism_table(&mechanisms);
        assert!(table.contains("72 h (convention)"), "{table}");
        assert!(table.contains("Art. 1 *(not verified)*"), "{table}");
        assert!(table.contains("A \\| B"), "a bar must not end a cell: {table}");
    }
}
