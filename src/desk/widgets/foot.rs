//! A strip at the foot of a column, as high as what stands in it now.

use egui::{Frame, Margin, Panel, Ui};

use crate::desk::Theme;

/// Draws a strip at the foot. A panel takes its height from the last frame, and a window at rest draws no next one: where
/// the strip grew or shrank, another frame is asked for.
pub fn foot_ui<R>(ui: &mut Ui, id: &'static str, draw: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui);
    let margin = Margin { bottom: theme.shape.space.s as i8, ..Margin::ZERO };
    let panel = Panel::bottom(id)
        .frame(Frame::new().inner_margin(margin))
        .show_separator_line(false)
        .resizable(false);
    let (inner, high) = panel
        .show(ui, |ui| {
            let inner = draw(ui);
            (inner, ui.min_rect().height())
        })
        .inner;
    let key = ui.id().with((id, "height"));
    let before = ui.data_mut(|data| data.get_temp::<f32>(key));
    if before.is_none_or(|before| (before - high).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(key, high));
        ui.ctx().request_repaint();
    }
    inner
}
