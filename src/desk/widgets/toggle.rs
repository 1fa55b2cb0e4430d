//! Chips that are on or off, and chips of which one is chosen.

use egui::{CursorIcon, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType};

use super::icon;
use crate::desk::Theme;
use crate::desk::theme::Voice;

/// A chip that is on or off: a layer of the map, a filter. On shows by a check mark too.
pub fn toggle_chip_ui(ui: &mut Ui, on: &mut bool, word: &str) -> Response {
    let mark = if *on { icon::CHECK } else { icon::PLUS };
    let mut response = paint_chip_ui(ui, &format!("{mark} {word}"), *on);
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let (on, enabled) = (*on, ui.is_enabled());
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, enabled, on, word));
    response
}

/// Chips of which one is chosen: tabs, sorts. True when another was chosen.
pub fn choice_chips_ui<T: PartialEq + Clone>(ui: &mut Ui, chosen: &mut T, choices: &[(T, &str)]) -> bool {
    let mut changed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = Theme::of(ui).shape.space.xs;
        for (choice, word) in choices {
            let on = chosen == choice;
            let response = paint_chip_ui(ui, word, on);
            if response.clicked() && !on {
                *chosen = choice.clone();
                changed = true;
            }
            let enabled = ui.is_enabled();
            response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, enabled, on, *word));
        }
    });
    changed
}

/// The same, where a screen reader says more than the chip shows: a letter and what it means.
pub fn said_chips_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    chosen: &mut T,
    choices: &[(T, String, String)],
) -> bool {
    let mut changed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = Theme::of(ui).shape.space.xs;
        for (choice, word, said) in choices {
            let on = chosen == choice;
            let response = paint_chip_ui(ui, word, on);
            if response.clicked() && !on {
                *chosen = choice.clone();
                changed = true;
            }
            let enabled = ui.is_enabled();
            response
                .widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, enabled, on, said.as_str()));
            response.on_hover_text(said.as_str());
        }
    });
    changed
}

fn paint_chip_ui(ui: &mut Ui, text: &str, on: bool) -> Response {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme.font(Voice::Body), c.text.0);
    let padding = Vec2::new(theme.shape.space.m, theme.shape.space.xs);
    let size = (galley.size() + 2.0 * padding).max(Vec2::new(0.0, theme.grown(theme.shape.control)));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let fill = match (on, response.hovered()) {
        (true, _) => c.select,
        (false, true) => c.hover,
        (false, false) => c.surfaces.panel,
    };
    let border = match (response.has_focus(), on) {
        (true, _) => Stroke::new(2.0, c.accent.0),
        (false, true) => Stroke::new(theme.shape.hairline, c.accent.0),
        (false, false) => Stroke::new(theme.shape.hairline, c.edge.0),
    };
    ui.painter().rect(rect, theme.shape.radius, fill, border, StrokeKind::Inside);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, c.text.0);
    response.on_hover_cursor(CursorIcon::PointingHand)
}
