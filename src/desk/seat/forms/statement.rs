//! Speak to the public.

use egui::Ui;

use crate::desk::Theme;
use crate::desk::seat::draft::Draft;
use crate::desk::seat::fields::{Cx, claims, things, words};

pub(super) fn statement_ui(ui: &mut Ui, cx: &mut Cx<'_>, draft: &mut Draft) {
    things::incident_ui(ui, cx, ("incident", "About"), true, &mut draft.incident);
    words::text_ui(ui, cx, "Statement", "What people should know and do", &mut draft.text);
    let theme = Theme::of(ui);
    ui.label(theme.note("Who will see this: everybody, in every state"));
    claims::claims_ui(ui, cx, claims::PUBLIC, &mut draft.claims);
}
