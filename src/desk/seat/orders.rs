//! What was sent from this seat: on its way, done, or refused and why; by this desk, or by one before or beside it.

use std::collections::BTreeSet;

use egui::Ui;

use super::{Fate, SeatDesk, SeatInput, Sent};
use crate::base::excerpt::count;
use crate::base::{At, Name};
use crate::desk::Theme;
use crate::desk::names::{Names, capital};
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::{icon, section};
use crate::exercise::order::Verb;
use crate::scenario::mechanism::Mechanism;
use crate::scenario::words::Help;

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(84.0)), ("What", Width::Rest), ("", Width::Fixed(76.0))];

/// A line of the list.
enum Row<'a> {
    /// Sent by this desk.
    Own(&'a Sent),
    /// Sent by this desk, and a draft.
    Drafted(&'a Sent),
    /// Carried out for this seat, from another desk: an earlier shift, or a colleague.
    Other(At, &'a Verb),
}

impl Row<'_> {
    fn at(&self) -> At {
        match self {
            Self::Own(sent) | Self::Drafted(sent) => sent.at,
            Self::Other(at, _) => *at,
        }
    }

    fn line(&self, names: &Names<'_>) -> String {
        match self {
            Self::Own(sent) | Self::Drafted(sent) => line(&sent.verb, names),
            Self::Other(_, verb) => line(verb, names),
        }
    }

    /// Whether it is a notice that lacks what its step must say, as far as the desk tells what is lawful.
    fn is_empty(&self, input: &SeatInput<'_>) -> bool {
        let verb = match self {
            Self::Own(Sent { fate: Fate::Done, verb, .. }) => verb,
            Self::Other(_, verb) => verb,
            Self::Own(_) | Self::Drafted(_) => return false,
        };
        let Verb::Notify { regime, step, claims, .. } = verb else { return false };
        let steps = input.directory.mechanism(regime).map(Mechanism::steps).unwrap_or_default();
        let step = steps.iter().find(|s| s.id == *step);
        input.directory.help != Help::None && step.is_some_and(|step| claims.lacks(&step.must))
    }

    fn said(&self, input: &SeatInput<'_>, names: &Names<'_>) -> String {
        let fate = match self {
            row if row.is_empty(input) => {
                "sent, and empty: it lacks what this notice must say, so the clock runs on".to_owned()
            }
            Self::Own(Sent { fate: Fate::Pending, .. }) => "on its way".to_owned(),
            Self::Drafted(_) => "laid before who releases".to_owned(),
            Self::Own(Sent { fate: Fate::Done, .. }) => "done".to_owned(),
            Self::Own(Sent { fate: Fate::Refused(refusal), .. }) => format!("refused: {refusal}"),
            Self::Other(..) => "done, from another desk of this seat".to_owned(),
        };
        format!("{}, {fate}", self.line(names))
    }
}

/// All that went out from the seat, the latest first.
fn rows<'a>(input: &SeatInput<'a>) -> Vec<Row<'a>> {
    let own: BTreeSet<_> = input.orders.iter().map(|sent| sent.id).collect();
    let others = input.view.done.iter().filter(|(_, id, _)| !own.contains(id));
    let mut rows: Vec<Row<'a>> = others.map(|(at, _, verb)| Row::Other(*at, verb)).collect();
    // What was taken and is not done lies before who releases.
    let done: BTreeSet<_> = input.view.done.iter().map(|(_, id, _)| *id).collect();
    let shared = input.view.team.releaser.is_some();
    rows.extend(input.orders.iter().map(|sent| {
        let drafted = shared && sent.fate == Fate::Done && !done.contains(&sent.id);
        if drafted { Row::Drafted(sent) } else { Row::Own(sent) }
    }));
    rows.sort_by_key(Row::at);
    rows.reverse();
    rows
}

pub(super) fn orders_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>) {
    let rows = rows(input);
    let pending = input.orders.iter().rev().take(50).filter(|s| s.fate == Fate::Pending).count();
    let count = match (rows.len(), pending) {
        (0, _) => String::new(),
        (all, 0) => all.to_string(),
        (all, pending) => format!("{all}, {pending} on the way"),
    };
    section::section_ui(ui, "Sent", &count, |_| {});
    if rows.is_empty() {
        let theme = Theme::of(ui);
        ui.label(theme.muted("What you decide stands here, with what became of it"));
        return;
    }
    let names = input.names();
    let table = Table {
        name: "Sent orders",
        columns: COLUMNS,
        rows: rows.len(),
        chosen: desk.orders_chosen,
        follow: false,
    };
    let picked = table_ui(
        ui,
        &table,
        |row| rows[row].said(input, &names),
        |ui, row, column| cell_ui(ui, &rows[row], column, input, &names),
    );
    desk.orders_chosen = picked.chosen.or(desk.orders_chosen);
}

fn cell_ui(ui: &mut Ui, row: &Row<'_>, column: usize, input: &SeatInput<'_>, names: &Names<'_>) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    match column {
        0 => {
            let time = input.directory.clock.show(row.at());
            ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0));
        }
        1 => {
            ui.label(theme.body(row.line(names))).on_hover_text(row.said(input, names));
        }
        _ => {
            let (icon, word, color) = match row {
                row if row.is_empty(input) => (icon::WARNING, "empty", c.warn.0),
                Row::Own(Sent { fate: Fate::Pending, .. }) => (icon::HOURGLASS, "pending", c.muted.0),
                Row::Own(Sent { fate: Fate::Refused(_), .. }) => (icon::X, "refused", c.alert.0),
                Row::Drafted(_) => (icon::PENCIL_SIMPLE, "draft", c.muted.0),
                Row::Own(Sent { fate: Fate::Done, .. }) | Row::Other(..) => (icon::CHECK, "done", c.ok.0),
            };
            ui.label(theme.say(Voice::Small, format!("{icon} {word}")).color(color));
        }
    }
}

/// A decision in a line, with names for people.
pub(in crate::desk) fn line(verb: &Verb, names: &Names<'_>) -> String {
    let list = |to: &[Name]| to.iter().map(|a| names.address(a)).collect::<Vec<_>>().join(", ");
    match verb {
        Verb::Notify { regime, step, to, .. } => {
            format!("{}: {} to {}", names.mechanism(regime), names.step(regime, step), list(to))
        }
        Verb::Share { items, to, .. } => {
            format!("Shared {} with {}", count(items.len(), "item"), list(to))
        }
        Verb::Ask { to, text, .. } => format!("Asked {}: {text}", list(to)),
        Verb::Sitrep { to, .. } => format!("Situation report to {}", list(to)),
        Verb::Mode { mechanism, mode, .. } => {
            format!("{} to “{}”", names.mechanism(mechanism), names.mode(mechanism, mode))
        }
        Verb::Request { mechanism, .. } => format!("Requested {}", names.mechanism(mechanism)),
        Verb::Offer { mechanism, to, .. } => {
            format!("Offered {} to {}", names.mechanism(mechanism), list(to))
        }
        Verb::Propose { mechanism, .. } => format!("Proposed {}", names.mechanism(mechanism)),
        Verb::Defend { defence, services, .. } => {
            let at: Vec<&str> = services.iter().map(|s| names.service(s)).collect();
            format!("{} at {}", names.defence(defence), at.join(", "))
        }
        Verb::Message { to, text, .. } => format!("Message to {}: {text}", list(to)),
        Verb::Statement { text, .. } => format!("Public statement: {text}"),
        Verb::Decide { text, .. } => format!("Decided: {text}"),
        other => capital(&crate::exercise::order::summary(other)),
    }
}
