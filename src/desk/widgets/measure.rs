//! A measure of the score: its value as a bar, its weight, and how much of it was assessed.

use egui::{
    Align, CursorIcon, Layout, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType,
};

use super::service::hatch;
use crate::base::Ppm;
use crate::desk::Theme;
use crate::desk::theme::Voice;

/// What the bar shows.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    /// The measure: "Notification".
    pub name: &'a str,
    /// Its value; none where nothing was assessed, which is neither zero nor full.
    pub value: Option<Ppm>,
    /// Its share of the overall score.
    pub weight: Ppm,
    /// Opportunities that were assessed.
    pub assessed: u32,
    /// Opportunities that there were.
    pub of: u32,
}

impl Measure<'_> {
    /// `0.61`, or words where there is no value.
    pub fn shown(&self) -> String {
        self.value.map_or("not assessed".into(), |v| format!("{:.2}", v.as_f64()))
    }

    /// `7 of 9`.
    pub fn share(&self) -> String {
        format!("{} of {}", self.assessed, self.of)
    }

    fn said(&self) -> String {
        format!("{}: {}, {} assessed, weight {}", self.name, self.shown(), self.share(), percent(self.weight))
    }
}

/// `12 %`.
fn percent(share: Ppm) -> String {
    format!("{} %", (share.0 + 5_000) / 10_000)
}

/// A measure as a bar that can be chosen, to see the entries behind it.
pub fn measure_ui(ui: &mut Ui, measure: &Measure<'_>, chosen: bool) -> Response {
    let theme = Theme::of(ui);
    let space = &theme.shape.space;
    let height = theme.grown(theme.shape.sizes.body + theme.shape.sizes.small) + 10.0 + 3.0 * space.s;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::click());
    ground(ui, &theme, rect, &response, chosen);
    let inner = rect.shrink2(Vec2::new(space.s, space.xs));
    line_ui(ui, &theme, inner, measure);
    let bar = Rect::from_center_size(inner.center(), Vec2::new(inner.width(), 10.0));
    paint_bar(ui, &theme, bar, measure);
    foot_ui(ui, &theme, inner, measure);
    let said = measure.said();
    response
        .widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, ui.is_enabled(), chosen, &said));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn ground(ui: &Ui, theme: &Theme, rect: Rect, response: &Response, chosen: bool) {
    let c = &theme.colors;
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, theme.shape.radius, if chosen { c.select } else { c.surfaces.raised });
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, theme.shape.radius, Stroke::new(2.0, c.accent.0), StrokeKind::Inside);
    }
}

/// Name on the left, value on the right.
fn line_ui(ui: &Ui, theme: &Theme, inner: Rect, measure: &Measure<'_>) {
    let painter = ui.painter();
    painter.text(
        inner.left_top(),
        egui::Align2::LEFT_TOP,
        measure.name,
        theme.font(Voice::Body),
        theme.colors.text.0,
    );
    let (voice, color) = match measure.value {
        Some(_) => (Voice::Mono, theme.colors.text.0),
        None => (Voice::Small, theme.colors.muted.0),
    };
    painter.text(inner.right_top(), egui::Align2::RIGHT_TOP, measure.shown(), theme.font(voice), color);
}

/// Assessed share on the left, weight on the right.
fn foot_ui(ui: &Ui, theme: &Theme, inner: Rect, measure: &Measure<'_>) {
    let (font, color) = (theme.font(Voice::Small), theme.colors.muted.0);
    let share = format!("{} assessed", measure.share());
    let weight = format!("weight {}", percent(measure.weight));
    ui.painter().text(inner.left_bottom(), egui::Align2::LEFT_BOTTOM, share, font.clone(), color);
    ui.painter().text(inner.right_bottom(), egui::Align2::RIGHT_BOTTOM, weight, font, color);
}

/// The bar alone. What was not assessed is hatched, so that it looks like neither zero nor full.
fn paint_bar(ui: &Ui, theme: &Theme, bar: Rect, measure: &Measure<'_>) {
    let (c, painter) = (&theme.colors, ui.painter());
    painter.rect(bar, 2, c.surfaces.bg, Stroke::new(theme.shape.hairline, c.edge.0), StrokeKind::Inside);
    match measure.value {
        Some(value) => {
            let full = bar.shrink(2.0);
            let width = full.width() * value.as_f64() as f32;
            painter.rect_filled(Rect::from_min_size(full.min, Vec2::new(width, full.height())), 1, c.accent);
        }
        None => hatch(painter, bar.shrink(1.0), c.map.hatch.0, 5.0),
    }
}

/// Measures under each other; gives the one that was chosen.
pub fn measures_ui(ui: &mut Ui, measures: &[Measure<'_>], chosen: Option<usize>) -> Option<usize> {
    let mut picked = None;
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = Theme::of(ui).shape.space.xs;
        for (i, measure) in measures.iter().enumerate() {
            if measure_ui(ui, measure, chosen == Some(i)).clicked() {
                picked = Some(i);
            }
        }
    });
    picked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_assessed_is_neither_zero_nor_full() {
        let measure = Measure { name: "Public line", value: None, weight: Ppm(120_000), assessed: 0, of: 3 };
        assert_eq!(measure.said(), "Public line: not assessed, 0 of 3 assessed, weight 12 %");
    }
}
