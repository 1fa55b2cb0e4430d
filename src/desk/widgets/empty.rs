//! Where there is nothing: why, and the next thing to do.

use egui::Ui;

use super::button::primary_button_ui;
use crate::desk::Theme;
use crate::desk::theme::Voice;

/// What stands in an empty place.
#[derive(Clone, Copy, Debug)]
pub struct Empty<'a> {
    /// One of [`super::icon`].
    pub icon: &'a str,
    /// Why there is nothing: "No messages yet".
    pub sentence: &'a str,
    /// What to expect or do: "The first arrives at D1 09:10".
    pub hint: &'a str,
    /// A button for the next thing to do.
    pub action: Option<&'a str>,
}

/// Fills an empty place; true when the next thing was asked for.
pub fn empty_ui(ui: &mut Ui, empty: &Empty<'_>) -> bool {
    let theme = Theme::of(ui);
    let height = theme.grown(120.0);
    let mut asked = false;
    ui.vertical_centered(|ui| {
        ui.add_space(((ui.available_height() - height) * 0.4).clamp(theme.shape.space.l, 240.0));
        let glyph = theme.say(Voice::Display, empty.icon).color(theme.colors.muted.0);
        // The sentence says it all: the icon is for the eye only.
        ui.add(egui::Label::new(glyph));
        ui.label(theme.say(Voice::Title, empty.sentence));
        if !empty.hint.is_empty() {
            ui.label(theme.muted(empty.hint));
        }
        if let Some(action) = empty.action {
            ui.add_space(theme.shape.space.s);
            asked = primary_button_ui(ui, action).clicked();
        }
    });
    asked
}
