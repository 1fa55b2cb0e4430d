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
