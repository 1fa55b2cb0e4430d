//! A sentence that must be seen: a refusal at its field, a warning, NO PLAY.

use egui::{Frame, Margin, Response, Stroke, Ui, WidgetInfo, WidgetType};

use super::icon;
use crate::desk::Theme;
use crate::desk::theme::Voice;

/// What a banner says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Note,
    /// It went well.
    Good,
    /// Needs a look.
    Warn,
    /// Was refused, or needs an act.
    Alert,
}

impl Tone {
    fn icon(self) -> &'static str {
        match self {
            Self::Note => icon::INFO,
            Self::Good => icon::CHECK_CIRCLE,
            Self::Warn => icon::WARNING,
            Self::Alert => icon::WARNING_OCTAGON,
        }
    }
}

/// A banner: `title` in a few words, and what it means or what to do (may be empty).
pub fn banner_ui(ui: &mut Ui, tone: Tone, title: &str, more: &str) -> Response {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let color = match tone {
        Tone::Note => c.accent.0,
        Tone::Good => c.ok.0,
        Tone::Warn => c.warn.0,
        Tone::Alert => c.alert.0,
    };
    let space = &theme.shape.space;
    let frame = Frame::new()
        .fill(c.surfaces.raised.0)
        .stroke(Stroke::new(theme.shape.hairline, color))
        .corner_radius(theme.shape.radius)
        .inner_margin(Margin::symmetric(space.m as i8, space.s as i8));
    let response = frame
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.label(theme.say(Voice::Title, tone.icon()).color(color));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = space.xs;
                    ui.label(theme.strong(title).color(color));
                    if !more.is_empty() {
                        ui.add(egui::Label::new(theme.body(more)).wrap());
                    }
                });
            });
        })
        .response;
    let said = if more.is_empty() { title.to_owned() } else { format!("{title}: {more}") };
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, &said));
    // A screen reader speaks up: what is in a banner must not wait to be found.
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Alert);
        node.set_label(said);
    });
    response
}
