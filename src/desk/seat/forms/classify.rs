//! Give an incident a class. It starts the seat's own clocks.

use egui::Ui;

use crate::desk::Theme;
use crate::desk::names::capital;
use crate::desk::seat::draft::Draft;
use crate::desk::seat::fields::{Cx, things, words};
use crate::scenario::words::Class;

pub(super) fn classify_ui(ui: &mut Ui, cx: &mut Cx<'_>, draft: &mut Draft) {
    things::incident_ui(ui, cx, ("incident", "Incident"), false, &mut draft.incident);
    words::choice_ui(ui, cx, ("class", "Class"), Class::ALL, &mut draft.class);
    let theme = Theme::of(ui);
    let Some(incident) = draft.incident.and_then(|n| cx.input.view.incidents.get(&n)) else { return };
    let names = cx.input.names();
    for (seat, class) in &incident.classes {
        let who = if seat == cx.input.me { "You" } else { names.seat(seat) };
        ui.label(theme.note(format!("{who}: {}", capital(class.label()))));
    }
    ui.add(egui::Label::new(theme.note("Who will see this: the seats of your own state")).wrap());
}
