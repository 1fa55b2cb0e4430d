//! The whole exercise in one line: how much was decided when, and the moment that is looked at.

use egui::{EventFilter, Key, Modifiers, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2};

use super::{DebriefInput, Out};
use crate::base::{At, Span};
use crate::desk::theme::Voice;
use crate::desk::widgets::icon;
use crate::desk::{Theme, plain};
use crate::exercise::fact::Fact;

/// Bars over the whole exercise.
const BARS: usize = 180;

/// What the scrubber works out once for each new record.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    records: usize,
    end: At,
    decisions: Vec<u32>,
    delivered: Vec<u32>,
}

impl Marks {
    fn take_in(&mut self, input: &DebriefInput<'_>) {
        if self.records == input.records.len() && self.end == input.end && !self.decisions.is_empty() {
            return;
        }
        *self = Self {
            records: input.records.len(),
            end: input.end,
            decisions: vec![0; BARS],
            delivered: vec![0; BARS],
        };
        for record in input.records {
            let bar = (record.at.0 as u128 * BARS as u128 / u128::from(input.end.0.max(1))) as usize;
            let bar = bar.min(BARS - 1);
            self.decisions[bar] += u32::from(plain::is_decision(record));
            self.delivered[bar] +=
                record.facts.iter().filter(|f| matches!(f, Fact::Delivered(..))).count() as u32;
        }
    }
}

pub(super) fn scrubber_ui(ui: &mut Ui, marks: &mut Marks, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
    marks.take_in(input);
    let theme = Theme::of(ui);
    let clock = input.directory.clock;
    ui.horizontal(|ui| {
        ui.label(theme.say(Voice::Title, clock.show(input.shown)));
        let count = format!("{} of {} records", input.upto(), input.records.len());
        ui.label(theme.note(count));
        for (text, at) in [("To the start", At::STARTEX), ("To the end", input.end)] {
            if ui.add_enabled(input.shown != at, egui::Button::new(text)).clicked() {
                out.push(Out::Show(at));
            }
        }
        ui.label(theme.note(format!(
            "{} decisions above the line, {} injects below",
            icon::SQUARE,
            icon::CIRCLE
        )));
    });
    let size = Vec2::new(ui.available_width(), theme.grown(56.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    paint(ui, &theme, rect, marks, input, response.has_focus());
    if let Some(at) = response.interact_pointer_pos() {
        let share = f64::from(((at.x - rect.left()) / rect.width().max(1.0)).clamp(0.0, 1.0));
        show(At((input.end.0 as f64 * share) as u64), input, out);
    }
    if response.has_focus() {
        keys(ui, response.id, input, out);
    }
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Slider);
        node.set_label("Moment");
        node.set_value(clock.show(input.shown));
        node.set_numeric_value(input.shown.0 as f64);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(input.end.0 as f64);
    });
}

fn show(at: At, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
    if at != input.shown {
        out.push(Out::Show(at));
    }
}

/// Five minutes with the arrows, an hour with Page Up and Page Down.
fn keys(ui: &Ui, id: egui::Id, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let now = input.shown.0;
    let (step, page) = (Span::mins(5).0, Span::hours(1).0);
    let moves = [
        (Key::ArrowLeft, now.saturating_sub(step)),
        (Key::ArrowRight, now + step),
        (Key::PageUp, now.saturating_sub(page)),
        (Key::PageDown, now + page),
        (Key::Home, 0),
        (Key::End, input.end.0),
    ];
    for (key, to) in moves {
        if pressed(key) {
            show(At(to.min(input.end.0)), input, out);
        }
    }
}

fn paint(ui: &Ui, theme: &Theme, rect: Rect, marks: &Marks, input: &DebriefInput<'_>, focus: bool) {
    let c = &theme.colors;
    let painter = ui.painter();
    painter.rect_filled(rect, theme.shape.radius, c.surfaces.bg);
    let line = rect.top() + rect.height() * 0.66;
    let wide = rect.width() / BARS as f32;
    let most = |of: &[u32]| of.iter().copied().max().unwrap_or(0).max(1) as f32;
    let (top, low) = (most(&marks.decisions), most(&marks.delivered));
    let share = input.shown.0 as f32 / input.end.0.max(1) as f32;
    let x = rect.left() + rect.width() * share;
    for bar in 0..BARS {
        let left = rect.left() + wide * bar as f32;
        let past = left <= x;
        let up = (line - rect.top() - 6.0) * marks.decisions[bar] as f32 / top;
        let down = (rect.bottom() - line - 4.0) * marks.delivered[bar] as f32 / low;
        let strength = if past { 0.9 } else { 0.35 };
        let column = |from: f32, to: f32| {
            Rect::from_min_max(Pos2::new(left, from), Pos2::new(left + (wide - 1.0).max(1.0), to))
        };
        painter.rect_filled(column(line - up, line), 0, c.accent.faded(strength));
        painter.rect_filled(column(line, line + down), 0, c.muted.faded(strength));
    }
    painter.hline(rect.x_range(), line, Stroke::new(theme.shape.hairline, c.edge.0));
    painter.vline(x, rect.y_range(), Stroke::new(2.0, c.text.0));
    painter.circle_filled(Pos2::new(x, line), 6.0, c.text.0);
    if focus {
        painter.rect_stroke(rect, theme.shape.radius, Stroke::new(2.0, c.accent.0), StrokeKind::Inside);
    }
}
