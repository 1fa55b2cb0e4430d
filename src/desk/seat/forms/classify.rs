//! Give an incident a class. It starts the seat's own clocks.

use egui::Ui;

use crate::desk::Theme;
use crate::desk::names::capital;
use crate::desk::seat::draft::Draft;
use crate::desk::seat::fields::{Cx, things, words};
use crate::scenario::words::Class;

/// What the doctrine means by the class, where the desk helps.
fn meaning_ui(ui: &mut Ui, cx: &Cx<'_>, class: Option<Class>) {
    let ladder = &cx.input.directory.severity;
    if let Some(rung) = ladder.iter().find(|rung| cx.hints() && Some(rung.class) == class) {
        let text = rung.meaning.get("en").trim_end_matches('.');
        ui.add(egui::Label::new(Theme::of(ui).note(text)).wrap());
    }
}

pub(super) fn classify_ui(ui: &mut Ui, cx: &mut Cx<'_>, draft: &mut Draft) {
    things::incident_ui(ui, cx, ("incident", "Incident"), false, &mut draft.incident);
    words::choice_ui(ui, cx, ("class", "Class"), Class::ALL, &mut draft.class);
    let theme = Theme::of(ui);
    meaning_ui(ui, cx, draft.class);
    let Some(incident) = draft.incident.and_then(|n| cx.input.view.incidents.get(&n)) else { return };
    let names = cx.input.names();
    for (seat, class) in &incident.classes {
        let who = if seat == cx.input.me { "You" } else { names.seat(seat) };
        ui.label(theme.note(format!("{who}: {}", capital(class.label()))));
    }
    ui.add(egui::Label::new(theme.note("Who will see this: the seats of your own state")).wrap());
}
