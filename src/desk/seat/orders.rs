//! What was sent: on its way, done, or refused and why.

use egui::Ui;

use super::{Fate, SeatDesk, SeatInput, Sent};
use crate::desk::Theme;
use crate::desk::names::{Names, capital};
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::{icon, section};
use crate::exercise::order::Verb;

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(84.0)), ("What", Width::Rest), ("", Width::Fixed(76.0))];

pub(super) fn orders_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>) {
    let orders = input.orders;
    let pending = orders.iter().rev().take(50).filter(|s| s.fate == Fate::Pending).count();
    let count = match (orders.len(), pending) {
        (0, _) => String::new(),
        (all, 0) => all.to_string(),
        (all, pending) => format!("{all}, {pending} on the way"),
    };
    section::section_ui(ui, "Sent", &count, |_| {});
    if orders.is_empty() {
        let theme = Theme::of(ui);
        ui.label(theme.muted("What you decide stands here, with what became of it"));
        return;
    }
    let last = orders.len() - 1;
    let names = input.names();
    let table = Table {
        name: "Sent orders",
        columns: COLUMNS,
        rows: orders.len(),
        chosen: desk.orders_chosen,
        follow: false,
    };
    let picked = table_ui(
        ui,
        &table,
        |row| said(&orders[last - row], &names),
        |ui, row, column| cell_ui(ui, &orders[last - row], column, input, &names),
    );
    desk.orders_chosen = picked.chosen.or(desk.orders_chosen);
}

fn said(sent: &Sent, names: &Names<'_>) -> String {
    let fate = match &sent.fate {
        Fate::Pending => "on its way".to_owned(),
        Fate::Done => "done".to_owned(),
        Fate::Refused(refusal) => format!("refused: {refusal}"),
    };
    format!("{}, {fate}", line(&sent.verb, names))
}

fn cell_ui(ui: &mut Ui, sent: &Sent, column: usize, input: &SeatInput<'_>, names: &Names<'_>) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    match column {
        0 => {
            let time = input.directory.clock.show(sent.at);
            ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0));
        }
        1 => {
            let text = said(sent, names);
            ui.label(theme.body(line(&sent.verb, names))).on_hover_text(text);
        }
        _ => {
            let (icon, word, color) = match &sent.fate {
                Fate::Pending => (icon::HOURGLASS, "pending", c.muted.0),
                Fate::Done => (icon::CHECK, "done", c.ok.0),
                Fate::Refused(_) => (icon::X, "refused", c.alert.0),
            };
            ui.label(theme.say(Voice::Small, format!("{icon} {word}")).color(color));
        }
    }
}

/// A decision in a line, with names for people.
pub(in crate::desk) fn line(verb: &Verb, names: &Names<'_>) -> String {
    let list = |to: &[String]| to.iter().map(|a| names.address(a)).collect::<Vec<_>>().join(", ");
    match verb {
        Verb::Notify { regime, step, to, .. } => {
            format!("{}: {} to {}", names.mechanism(regime), names.step(regime, step), list(to))
        }
        Verb::Share { items, to, .. } => {
            let what = if items.len() == 1 { "1 item".to_owned() } else { format!("{} items", items.len()) };
            format!("Shared {what} with {}", list(to))
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
