//! How a service does, in five steps: a disc that empties, in a colour that the colour-blind tell apart.

use egui::epaint::PathShape;
use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, WidgetType};

use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::scenario::words::ServiceStep;

/// What a seat knows of a service, or of the worst of a group; nothing where it does not know.
pub type Known = Option<ServiceStep>;

/// The word for it.
pub fn word(step: Known) -> &'static str {
    step.map_or("not known", ServiceStep::label)
}

/// Its colour in `theme`. What is not known is hatched over this.
pub fn color(theme: &Theme, step: Known) -> Color32 {
    step.map_or(theme.colors.map.unknown, |step| theme.colors.service[step as usize]).0
}

/// How many quarters of the mark are full.
fn quarters(step: Known) -> usize {
    step.map_or(0, |step| 4 - step as usize)
}

/// The mark of a step with `name`'s state in the tooltip.
pub fn service_mark_ui(ui: &mut Ui, name: &str, step: Known) -> Response {
    let theme = Theme::of(ui);
    let side = theme.grown(theme.shape.sizes.title);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    paint_mark(ui.painter(), &theme, rect.center(), side * 0.42, step);
    let said = format!("{name}: {}", word(step));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &said));
    response.on_hover_text(said)
}

/// The five steps and what is not known, each with its mark and word: the key of the map.
pub fn service_key_ui(ui: &mut Ui) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        for step in ServiceStep::ALL.iter().copied().map(Some).chain([None]) {
            let side = theme.grown(theme.shape.sizes.body);
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
            paint_mark(ui.painter(), &theme, rect.center(), side * 0.42, step);
            ui.label(theme.say(Voice::Small, word(step)));
            ui.add_space(theme.shape.space.xs);
        }
    });
}

/// Paints the mark itself, for timelines and charts.
pub fn paint_mark(painter: &Painter, theme: &Theme, center: Pos2, radius: f32, step: Known) {
    let fill = color(theme, step);
    let rim = Stroke::new(1.5, rim_color(theme, step));
    if step.is_none() {
        painter.circle_filled(center, radius, fill);
        hatch(
            painter,
            Rect::from_center_size(center, Vec2::splat(radius * 1.3)),
            theme.colors.map.hatch.0,
            3.0,
        );
        painter.circle_stroke(center, radius, Stroke::new(1.0, theme.colors.muted.0));
        return;
    }
    painter.circle_filled(center, radius, theme.colors.surfaces.bg);
    let quarters = quarters(step);
    if quarters == 4 {
        painter.circle_filled(center, radius, fill);
    } else if quarters > 0 {
        // Wedges from twelve o'clock on; a half is the most that one convex shape can hold.
        painter.add(wedge(center, radius, 0, quarters.min(2), fill));
        if quarters > 2 {
            painter.add(wedge(center, radius, 2, quarters, fill));
        }
    }
    painter.circle_stroke(center, radius, rim);
}

/// The rim is seen on every surface, also where the fill is quiet.
fn rim_color(theme: &Theme, step: Known) -> Color32 {
    match step {
        None | Some(ServiceStep::Normal | ServiceStep::Strained) => theme.colors.muted.0,
        Some(ServiceStep::Degraded) => theme.colors.warn.0,
        Some(ServiceStep::Failing | ServiceStep::Down) => theme.colors.alert.0,
    }
}

fn wedge(center: Pos2, radius: f32, from: usize, to: usize, color: Color32) -> Shape {
    const PARTS: usize = 8;
    let turn = std::f32::consts::FRAC_PI_2;
    let rim = (from * PARTS..=to * PARTS).map(|i| {
        let angle = turn * (i as f32 / PARTS as f32 - 1.0);
        center + radius * Vec2::angled(angle)
    });
    Shape::Path(PathShape::convex_polygon(std::iter::once(center).chain(rim).collect(), color, Stroke::NONE))
}

/// Slanting lines over `rect`, `gap` points apart: what is not known, or not assessed.
pub fn hatch(painter: &Painter, rect: Rect, color: Color32, gap: f32) {
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        let points = [Pos2::new(x, rect.bottom()), Pos2::new(x + rect.height(), rect.top())];
        painter.line_segment(points, Stroke::new(1.0, color));
        x += gap.max(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worse_step_is_emptier() {
        assert!(ServiceStep::ALL.is_sorted());
        let full: Vec<usize> = ServiceStep::ALL.iter().map(|step| quarters(Some(*step))).collect();
        assert_eq!(full, [4, 3, 2, 1, 0]);
    }
}
