//! The MSEL on a time line: a lane a state, a line for now; the shape says what kind of line it is, the fill where it
//! stands. What would lie on one spot is drawn once.

use egui::{Align2, Color32, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, WidgetType};

use super::{ExconDesk, ExconInput, MselLine};
use crate::base::{At, Id, Span};
use crate::desk::theme::Voice;
use crate::desk::widgets::status::Status;
use crate::desk::widgets::{section, toggle};
use crate::desk::{Theme, plain};
use crate::exercise::msel;
use crate::scenario::script::{InjectId, InjectKind, SeatId, StateId};

/// Hours that are seen at once; 0 is the whole exercise.
const ZOOMS: [(u64, &str); 4] = [(2, "2 h"), (6, "6 h"), (24, "24 h"), (0, "All")];

/// Points on which marks lie on one another.
const SPOT: f32 = 4.0;
/// Lines of one spot that are looked at: a thousand of them look like a few.
const DEEP: usize = 64;
/// How many states of a line there may be.
const STATUSES: usize = Status::ALL.len();

/// What the time line remembers.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    hours: u64,
    /// Lanes scrolled past, in points.
    scrolled: f32,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { hours: 6, scrolled: 0.0 }
    }
}

/// Where time and lanes lie on the screen.
struct Plan {
    rect: Rect,
    from: At,
    to: At,
    lane: f32,
    scrolled: f32,
}

impl Plan {
    fn x(&self, at: At) -> f32 {
        let share = (at.0 as f64 - self.from.0 as f64) / (self.to.0 - self.from.0).max(1) as f64;
        self.rect.left() + self.rect.width() * share as f32
    }

    fn y(&self, lane: usize) -> f32 {
        self.rect.top() + self.lane * (lane as f32 + 0.5) - self.scrolled
    }
}

pub(super) fn timeline_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>) {
    let theme = Theme::of(ui);
    let count = format!("{} lines", desk.digest.msel.len());
    // The key needs a row of its own; where that is too short, it is asked for.
    let narrow = ui.available_width() < theme.grown(720.0);
    section::section_ui(ui, "Timeline", &count, |ui| {
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            toggle::choice_chips_ui(ui, &mut desk.timeline.hours, &ZOOMS);
            if narrow {
                ui.menu_button("Key", |ui| key_ui(ui, egui::Layout::top_down(egui::Align::Min)));
            }
        });
    });
    if !narrow {
        let row = egui::Layout::left_to_right(egui::Align::Center);
        ui.horizontal(|ui| key_ui(ui, row));
    }
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click());
    let names_wide = theme.grown(104.0).min(rect.width() * 0.3);
    let axis = theme.grown(20.0);
    let area =
        Rect::from_min_max(Pos2::new(rect.left() + names_wide, rect.top()), rect.max - Vec2::new(0.0, axis));
    let lanes = lanes(input);
    let lane = theme.grown(18.0).max(area.height() / lanes.len().max(1) as f32);
    let room = (lane * lanes.len() as f32 - area.height()).max(0.0);
    if response.contains_pointer() {
        desk.timeline.scrolled -= ui.input(|i| i.smooth_scroll_delta().y);
    }
    desk.timeline.scrolled = desk.timeline.scrolled.clamp(0.0, room);
    let (from, to) = window(desk.timeline.hours, input);
    let plan = Plan { rect: area, from, to, lane, scrolled: desk.timeline.scrolled };
    lanes_ui(ui, &plan, rect, &lanes, input);
    axis_ui(ui, &plan, rect, input);
    let near = marks_ui(ui, &plan, desk, input, &lanes, response.hover_pos());
    now_ui(ui, &plan, input);
    let said = format!("Timeline of {count}; the list of injects stands at the right");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, &said));
    let Some(near) = near else { return };
    let clicked = response.clicked();
    response.on_hover_text(tip(near, desk, input));
    if clicked {
        desk.choose(near);
    }
}

/// The part of the exercise that is seen: two thirds of it lie ahead.
fn window(hours: u64, input: &ExconInput<'_>) -> (At, At) {
    let end = input.script.endex.max(At(1));
    let wide = Span::hours(hours);
    if hours == 0 || wide.0 >= end.0 {
        return (At::STARTEX, end);
    }
    let from = input.clock.now.0.saturating_sub(wide.0 / 3).min(end.0 - wide.0);
    (At(from), At(from + wide.0))
}

/// A lane a state that takes part; bodies without a state share the last.
fn lanes(input: &ExconInput<'_>) -> Vec<Option<StateId>> {
    let others = input.script.seats.rows().any(|s| s.state.is_none());
    input.script.states.ids().map(Some).chain(others.then_some(None)).collect()
}

fn lanes_ui(ui: &Ui, plan: &Plan, whole: Rect, lanes: &[Option<StateId>], input: &ExconInput<'_>) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let clip = Rect::from_min_max(whole.min, Pos2::new(whole.right(), plan.rect.bottom()));
    let painter = ui.painter().with_clip_rect(clip.intersect(ui.clip_rect()));
    for (place, lane) in lanes.iter().enumerate() {
        let y = plan.y(place);
        let name = lane.map_or("Others", |id| input.script.states[id].name.get("en"));
        let text = painter.layout_no_wrap(name.to_owned(), theme.font(Voice::Small), c.text.0);
        painter.galley(Pos2::new(whole.left(), y - text.size().y / 2.0), text, c.text.0);
        painter.hline(plan.rect.x_range(), y, Stroke::new(theme.shape.hairline, c.line.0));
    }
}

fn axis_ui(ui: &Ui, plan: &Plan, whole: Rect, input: &ExconInput<'_>) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let painter = ui.painter();
    let wide = plan.to.0 - plan.from.0;
    let steps = [15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080];
    let least = 96.0 * wide as f32 / plan.rect.width().max(1.0);
    let step = steps.map(|m| Span::mins(m).0).into_iter().find(|s| *s as f32 >= least).unwrap_or(wide.max(1));
    let offset = input.directory.clock.startex_ms % step;
    let mut at = (plan.from.0 + offset).div_ceil(step).saturating_mul(step).saturating_sub(offset);
    while at <= plan.to.0 {
        let x = plan.x(At(at));
        painter.vline(x, plan.rect.y_range(), Stroke::new(theme.shape.hairline, c.line.0));
        let text = input.directory.clock.show(At(at));
        let anchor = if x + 40.0 > whole.right() { Align2::RIGHT_BOTTOM } else { Align2::CENTER_BOTTOM };
        painter.text(Pos2::new(x, whole.bottom()), anchor, text, theme.font(Voice::MonoSmall), c.muted.0);
        at += step;
    }
}

fn now_ui(ui: &Ui, plan: &Plan, input: &ExconInput<'_>) {
    let theme = Theme::of(ui);
    let x = plan.x(input.clock.now);
    if plan.rect.x_range().contains(x) {
        ui.painter().vline(x, plan.rect.y_range(), Stroke::new(2.0, theme.colors.accent.0));
    }
}

/// Draws what lies in the window; gives the inject under the pointer.
fn marks_ui(
    ui: &Ui,
    plan: &Plan,
    desk: &ExconDesk,
    input: &ExconInput<'_>,
    lanes: &[Option<StateId>],
    pointer: Option<Pos2>,
) -> Option<InjectId> {
    let theme = Theme::of(ui);
    let painter =
        ui.painter().with_clip_rect(plan.rect.expand2(Vec2::new(8.0, 0.0)).intersect(ui.clip_rect()));
    let msel = &desk.digest.msel;
    let timed = msel.partition_point(|line| line.at.is_some());
    let from = msel[..timed].partition_point(|line| line.at < Some(plan.from));
    let to = msel[..timed].partition_point(|line| line.at <= Some(plan.to));
    let radius = (theme.grown(6.0)).min(plan.lane * 0.32);
    let spot = |line: &MselLine| (plan.x(line.at.unwrap_or_default()) / SPOT) as i32;
    // What was drawn on the spot at hand: a lane and a status each.
    let mut drawn = vec![false; lanes.len() * STATUSES];
    let mut near: Option<(f32, InjectId)> = None;
    let (mut place, mut last, mut deep) = (from, i32::MIN, 0);
    while let Some(line) = msel[..to].get(place) {
        let here = spot(line);
        if here != last {
            (last, deep) = (here, 0);
            drawn.fill(false);
        }
        deep += 1;
        if deep > DEEP {
            place += msel[place..to].partition_point(|line| spot(line) <= here);
            continue;
        }
        place += 1;
        let x = plan.x(line.at.unwrap_or_default());
        for seat in msel::recipients(input.script, input.state, line.id) {
            let Some(lane) = lane_of(input, *seat, lanes) else { continue };
            let at = Pos2::new(x, plan.y(lane));
            let slot = &mut drawn[lane * STATUSES + line.status as usize];
            if std::mem::replace(slot, true) || !plan.rect.y_range().contains(at.y) {
                continue;
            }
            paint_mark(&painter, &theme, at, radius, line);
            if desk.next_up.chosen() == Some(line.id) {
                painter.circle_stroke(at, radius + 4.0, Stroke::new(2.0, theme.colors.accent.0));
            }
            let far = pointer.map_or(f32::MAX, |p| p.distance(at));
            if far < radius * 2.0 && near.is_none_or(|(best, _)| far < best) {
                near = Some((far, line.id));
            }
        }
    }
    near.map(|(_, id)| id)
}

/// The lane of a seat's state.
fn lane_of(input: &ExconInput<'_>, seat: SeatId, lanes: &[Option<StateId>]) -> Option<usize> {
    match input.script.seats.get(seat)?.state {
        Some(id) => Some(id.index()).filter(|place| *place < lanes.len()),
        None => lanes.len().checked_sub(1).filter(|_| lanes.last() == Some(&None)),
    }
}

fn tip(id: InjectId, desk: &ExconDesk, input: &ExconInput<'_>) -> String {
    let line = desk.digest.line(id);
    let when = line.and_then(|l| l.at).map(|at| input.directory.clock.show(at)).unwrap_or_default();
    let word = line.map_or("", |l| l.status.word());
    format!("{when} {}\n{}, {word}", plain::inject(input.script, id), line.map_or("", |l| kind_word(l.kind)))
}

/// What kind of MSEL line it is, in a word.
pub(super) fn kind_word(kind: InjectKind) -> &'static str {
    match kind {
        InjectKind::Contextual => "contextual",
        InjectKind::Contingency => "contingency",
        InjectKind::Expected => "expected action",
    }
}

/// Circle, diamond or square; hollow while it is due, full once it came, with its mark.
fn paint_mark(painter: &egui::Painter, theme: &Theme, at: Pos2, r: f32, line: &MselLine) {
    let color = line.status.color(theme);
    let hollow = matches!(line.status, Status::Due | Status::Held | Status::Skipped);
    let fill = if hollow { theme.colors.surfaces.panel.0 } else { color };
    let edge = Stroke::new(1.8, color);
    match line.kind {
        InjectKind::Contextual => drop(painter.circle(at, r, fill, edge)),
        InjectKind::Contingency => {
            let corners = [(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)];
            let points = corners.map(|(x, y)| at + r * Vec2::new(x, y)).to_vec();
            painter.add(Shape::convex_polygon(points, fill, edge));
        }
        InjectKind::Expected => {
            let square = Rect::from_center_size(at, Vec2::splat(r * 1.8));
            painter.rect(square, 1, fill, edge, egui::StrokeKind::Middle);
        }
    }
    let point = |x: f32, y: f32| at + r * Vec2::new(x, y);
    let cut = |color: Color32| Stroke::new(1.8, color);
    let inner = cut(theme.text_on(color));
    match line.status {
        Status::Answered => {
            painter.line(vec![point(-0.45, 0.0), point(-0.1, 0.35), point(0.5, -0.35)], inner);
        }
        Status::Overdue => {
            painter.line_segment([point(0.0, -0.55), point(0.0, 0.1)], inner);
            painter.circle_filled(point(0.0, 0.45), 1.1, inner.color);
        }
        Status::Held => {
            painter.line_segment([point(-0.25, -0.4), point(-0.25, 0.4)], cut(color));
            painter.line_segment([point(0.25, -0.4), point(0.25, 0.4)], cut(color));
        }
        Status::Skipped => drop(painter.line_segment([point(-0.9, 0.9), point(0.9, -0.9)], cut(color))),
        Status::Due | Status::Delivered => {}
    }
}

/// What shapes and fills mean.
fn key_ui(ui: &mut Ui, layout: egui::Layout) {
    let theme = Theme::of(ui);
    let side = theme.grown(14.0);
    let mark = |ui: &mut Ui, kind: InjectKind, status: Status, word: &str| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme.shape.space.xs;
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
            let line = MselLine { id: InjectId(0), at: None, status, kind };
            paint_mark(ui.painter(), &theme, rect.center(), side * 0.36, &line);
            ui.label(theme.note(word));
        });
    };
    ui.with_layout(layout, |ui| {
        for kind in [InjectKind::Contextual, InjectKind::Contingency, InjectKind::Expected] {
            mark(ui, kind, Status::Due, kind_word(kind));
        }
        ui.add_space(theme.shape.space.s);
        for status in [Status::Delivered, Status::Answered, Status::Overdue, Status::Held, Status::Skipped] {
            mark(ui, InjectKind::Contextual, status, status.word());
        }
    });
}
