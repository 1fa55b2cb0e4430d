//! Buttons by what they do: the obvious next step, and what cannot be taken back.

use egui::{Button, Response, Stroke, Ui, Vec2};

use crate::desk::Theme;
use crate::desk::theme::Voice;

/// The obvious next step of a place: at most one is seen at a time.
pub fn primary_button_ui(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    ui.scope(|ui| {
        for look in look_of(ui) {
            look.weak_bg_fill = c.accent.0;
            look.bg_stroke = Stroke::new(theme.shape.hairline, c.accent.0);
        }
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.active.bg_stroke = Stroke::new(2.0, c.text.0);
        widgets.hovered.bg_stroke = Stroke::new(theme.shape.hairline, c.text.0);
        let text = theme.say(Voice::Strong, text).color(c.on_accent.0);
        ui.add(Button::new(text).min_size(Vec2::new(0.0, theme.grown(32.0))))
    })
    .inner
}

/// An act that cannot be taken back, or that stops everybody. Let [`super::confirm`] ask first.
pub fn grave_button_ui(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    ui.scope(|ui| {
        for look in look_of(ui) {
            look.bg_stroke = Stroke::new(theme.shape.hairline, c.alert.0);
        }
        ui.visuals_mut().widgets.active.bg_stroke = Stroke::new(2.0, c.alert.0);
        ui.add(Button::new(theme.say(Voice::Strong, text).color(c.alert.0)))
    })
    .inner
}

/// A tool of a tool row: an icon with its name in the tooltip.
pub fn tool_button_ui(ui: &mut Ui, icon: &str, name: &str) -> Response {
    let theme = Theme::of(ui);
    let response =
        ui.add(Button::new(theme.say(Voice::Title, icon)).min_size(Vec2::splat(theme.grown(28.0))));
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, enabled, name));
    response.on_hover_text(name)
}

fn look_of(ui: &mut Ui) -> [&mut egui::style::WidgetVisuals; 4] {
    let widgets = &mut ui.visuals_mut().widgets;
    [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active, &mut widgets.open]
}
