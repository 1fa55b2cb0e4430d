//! A word on its own small ground: what chips, badges and key hints are made of.

use std::sync::Arc;

use egui::{Color32, FontId, Galley, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType};

use crate::desk::Theme;

/// How a chip looks.
pub(super) struct Look {
    /// Its text.
    pub(super) text: Color32,
    /// Its ground.
    pub(super) fill: Color32,
    /// Its border.
    pub(super) border: Color32,
    /// The face and size of its text.
    pub(super) font: FontId,
}

/// Paints `text` as a chip. A screen reader says `name`.
pub(super) fn chip_ui(ui: &mut Ui, text: &str, name: &str, look: &Look) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), look.font.clone(), look.text);
    galley_chip_ui(ui, galley, name, look)
}

/// The same for a text that is laid out already.
pub(super) fn galley_chip_ui(ui: &mut Ui, galley: Arc<Galley>, name: &str, look: &Look) -> Response {
    let theme = Theme::of(ui);
    let padding = Vec2::new(theme.grown(theme.shape.space.s), theme.grown(2.0));
    let (rect, response) = ui.allocate_exact_size(galley.size() + 2.0 * padding, Sense::hover());
    if ui.is_rect_visible(rect) {
        let (radius, border) = (theme.shape.radius.min(4), Stroke::new(theme.shape.hairline, look.border));
        ui.painter().rect(rect, radius, look.fill, border, StrokeKind::Inside);
        ui.painter().galley(rect.min + padding, galley, look.text);
    }
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, name));
    response
}
