//! A key that does the same: `Ctrl+Enter`.

use egui::{Response, Ui};

use super::chip::{Look, chip_ui};
use crate::desk::Theme;
use crate::desk::theme::Voice;

/// A key hint.
pub fn key_ui(ui: &mut Ui, keys: &str) -> Response {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let look =
        Look { text: c.muted.0, fill: c.surfaces.bg.0, border: c.line.0, font: theme.font(Voice::MonoSmall) };
    chip_ui(ui, keys, &format!("key {keys}"), &look)
}

/// A button and the key that does the same, on one line in a row that wraps.
pub fn keyed_button_ui(ui: &mut Ui, text: &str, keys: &str) -> Response {
    let theme = Theme::of(ui);
    let width = |text: &str, voice| {
        let galley = ui.painter().layout_no_wrap(text.to_owned(), theme.font(voice), theme.colors.text.0);
        galley.size().x
    };
    let button = width(text, Voice::Body) + 2.0 * ui.spacing().button_padding.x;
    let key = width(keys, Voice::MonoSmall) + 2.0 * theme.grown(theme.shape.space.s);
    if ui.available_size_before_wrap().x < button + ui.spacing().item_spacing.x + key {
        ui.end_row();
    }
    let response = ui.button(text);
    key_ui(ui, keys);
    response
}
