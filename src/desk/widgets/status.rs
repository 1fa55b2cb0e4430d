//! The state of an inject, by shape and word.

use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, WidgetType};

use crate::desk::Theme;
use crate::desk::theme::Voice;

/// Where an inject stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Its time has not come.
    Due,
    /// It is with its recipients.
    Delivered,
    /// What was expected has come.
    Answered,
    /// What was expected has not come in time.
    Overdue,
    /// The exercise control holds it back.
    Held,
    /// It will not come.
    Skipped,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Due, Self::Delivered, Self::Answered, Self::Overdue, Self::Held, Self::Skipped];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Delivered => "delivered",
            Self::Answered => "answered",
            Self::Overdue => "overdue",
            Self::Held => "held",
            Self::Skipped => "skipped",
        }
    }

    /// Its colour in `theme`.
    pub fn color(self, theme: &Theme) -> Color32 {
        let c = &theme.colors;
        match self {
            Self::Due | Self::Skipped => c.muted.0,
            Self::Delivered => c.accent.0,
            Self::Answered => c.ok.0,
            Self::Overdue => c.alert.0,
            Self::Held => c.warn.0,
        }
    }
}

/// Shape and word of a status.
pub fn status_ui(ui: &mut Ui, status: Status) -> Response {
    let theme = Theme::of(ui);
    let font = theme.font(Voice::Small);
    let galley = ui.painter().layout_no_wrap(status.word().to_owned(), font, status.color(&theme));
    let side = theme.grown(theme.shape.sizes.small);
    let gap = theme.shape.space.xs + 2.0;
    let size = Vec2::new(side + gap + galley.size().x, galley.size().y.max(side));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let center = Pos2::new(rect.left() + side / 2.0, rect.center().y);
    paint_status(ui.painter(), &theme, center, side * 0.42, status);
    let at = Pos2::new(rect.left() + side + gap, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, status.color(&theme));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, status.word()));
    response
}

/// Paints the shape alone, for the timeline: ring, disc, disc with a check, triangle, two bars, struck ring.
pub fn paint_status(painter: &Painter, theme: &Theme, center: Pos2, radius: f32, status: Status) {
    let color = status.color(theme);
    let line = Stroke::new((radius * 0.3).max(1.2), color);
    let cut = Stroke::new((radius * 0.3).max(1.2), theme.colors.surfaces.bg.0);
    let at = |x: f32, y: f32| center + radius * Vec2::new(x, y);
    match status {
        Status::Due => drop(painter.circle_stroke(center, radius * 0.9, line)),
        Status::Delivered => drop(painter.circle_filled(center, radius, color)),
        Status::Answered => {
            painter.circle_filled(center, radius, color);
            painter.line(vec![at(-0.5, 0.0), at(-0.1, 0.4), at(0.55, -0.4)], cut);
        }
        Status::Overdue => {
            let corners = vec![at(0.0, -1.05), at(1.1, 0.9), at(-1.1, 0.9)];
            painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
            painter.line_segment([at(0.0, -0.4), at(0.0, 0.3)], cut);
        }
        Status::Held => {
            for x in [-0.5, 0.5] {
                painter.rect_filled(
                    Rect::from_center_size(at(x, 0.0), radius * Vec2::new(0.6, 1.9)),
                    0,
                    color,
                );
            }
        }
        Status::Skipped => {
            painter.circle_stroke(center, radius * 0.9, line);
            painter.line_segment([at(-0.6, 0.6), at(0.6, -0.6)], line);
        }
    }
}
