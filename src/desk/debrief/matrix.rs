//! What each state did for each other one: the row acts, the column gains.

use egui::{
    Align2, Label, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType,
};

use egui_plot::{Line, Plot, VLine};

use super::{DebriefInput, ROOM};
use crate::base::{At, Id, Ppm, Span};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::service::hatch;
use crate::desk::widgets::toggle::choice_chips_ui;
use crate::desk::widgets::{empty, icon};
use crate::score::PairScore;

/// What the fields show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    /// The share of what was needed that arrived.
    #[default]
    Information,
    /// Trust of who gains in who acts.
    Trust,
}

/// What the matrix remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Pane {
    what: What,
    chosen: Option<(usize, usize)>,
}

pub(super) fn pairs_ui(ui: &mut Ui, pane: &mut Pane, input: &DebriefInput<'_>) {
    let Pane { what, chosen } = pane;
    let theme = Theme::of(ui);
    let states = input.script.states.len();
    if input.score.pairs.is_empty() {
        let place = empty::Empty {
            icon: icon::GRID_NINE,
            sentence: "No two states have had to do with each other yet",
            hint: "What one needed of the other, asked or answered shows here",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    choice_chips_ui(ui, what, &[(What::Information, "Information"), (What::Trust, "Trust")]);
    let note = match what {
        What::Information => {
            "Share of what the column needed and the row held that arrived. Hatched is not assessed"
        }
        What::Trust => "Trust of the column in the row at this moment",
    };
    ui.add(Label::new(theme.note(note)).wrap());
    let side = theme.grown(56.0);
    let head = theme.grown(96.0);
    ScrollArea::both()
        .id_salt("pairs")
        .auto_shrink([false, true])
        .max_height(ui.available_height() * 0.6)
        .show(ui, |ui| {
            let size = Vec2::new(head + side * states as f32, theme.grown(24.0) + side * states as f32);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            names_ui(ui, rect, head, side, input);
            let from = rect.min + Vec2::new(head, theme.grown(24.0));
            ground_ui(ui, from, side, states, *what);
            if *what == What::Trust {
                trust_ground_ui(ui, from, side, input);
            }
            for pair in &input.score.pairs {
                let (row, column) = (pair.from.index(), pair.to.index());
                let corner = Pos2::new(
                    rect.left() + head + side * column as f32,
                    rect.top() + theme.grown(24.0) + side * row as f32,
                );
                let cell = Rect::from_min_size(corner, Vec2::splat(side)).shrink(1.0);
                if cell_ui(ui, cell, (pair, shown(pair, *what)), *chosen == Some((row, column)), input) {
                    *chosen = Some((row, column));
                }
            }
        });
    let pair = chosen.and_then(|(row, column)| {
        input.score.pairs.iter().find(|p| (p.from.index(), p.to.index()) == (row, column))
    });
    match pair {
        Some(pair) => pair_ui(ui, pair, input),
        None => drop(ui.label(theme.note("Choose a field to see what it stands on"))),
    }
}

/// What the field of a pair shows.
fn shown(pair: &PairScore, what: What) -> Option<Ppm> {
    match what {
        What::Information => pair.information,
        What::Trust => Some(pair.trust),
    }
}

fn names_ui(ui: &Ui, rect: Rect, head: f32, side: f32, input: &DebriefInput<'_>) {
    let theme = Theme::of(ui);
    let (font, color) = (theme.font(Voice::Small), theme.colors.text.0);
    let top = theme.grown(24.0);
    for (place, state) in input.script.states.rows().enumerate() {
        let at = (place as f32 + 0.5) * side;
        let column = Pos2::new(rect.left() + head + at, rect.top() + top - 4.0);
        ui.painter().text(column, Align2::CENTER_BOTTOM, &state.code, font.clone(), color);
        let row = Pos2::new(rect.left() + head - 8.0, rect.top() + top + at);
        ui.painter().text(row, Align2::RIGHT_CENTER, state.name.get("en"), font.clone(), color);
    }
}

/// Every field, those of which nothing is known too; a state does nothing for itself.
fn ground_ui(ui: &Ui, from: Pos2, side: f32, states: usize, what: What) {
    let theme = Theme::of(ui);
    let line = Stroke::new(theme.shape.hairline, theme.colors.line.0);
    for row in 0..states {
        for column in 0..states {
            let corner = from + side * Vec2::new(column as f32, row as f32);
            let cell = Rect::from_min_size(corner, Vec2::splat(side)).shrink(1.0);
            ui.painter().rect_stroke(cell, 2, line, StrokeKind::Inside);
            if row == column {
                ui.painter().rect_filled(cell, 2, theme.colors.surfaces.raised);
            } else if what == What::Information {
                // Who had nothing to do with each other was not assessed either.
                hatch(ui.painter(), cell, theme.colors.line.0, 6.0);
            }
        }
    }
}

/// Trust stands between all states, also those that had nothing to do with each other.
fn trust_ground_ui(ui: &Ui, from: Pos2, side: f32, input: &DebriefInput<'_>) {
    let theme = Theme::of(ui);
    for (acts, _) in input.script.states.iter() {
        for (gains, _) in input.script.states.iter().filter(|(gains, _)| *gains != acts) {
            let middle = Vec2::new(gains.index() as f32 + 0.5, acts.index() as f32 + 0.5);
            let text = format!("{:.2}", input.state.trust.of(gains, acts).as_f64());
            let font = theme.font(Voice::MonoSmall);
            ui.painter().text(from + side * middle, Align2::CENTER_CENTER, text, font, theme.colors.muted.0);
        }
    }
}

fn cell_ui(
    ui: &Ui,
    cell: Rect,
    (pair, value): (&PairScore, Option<Ppm>),
    chosen: bool,
    input: &DebriefInput<'_>,
) -> bool {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let response = ui.interact(cell, ui.id().with((pair.from.0, pair.to.0)), Sense::click());
    let painter = ui.painter();
    painter.rect_filled(cell, 2, c.surfaces.panel);
    match value {
        Some(share) => {
            // Strength by the share, the number says it again.
            painter.rect_filled(cell, 2, c.accent.faded(0.08 + 0.5 * share.as_f64() as f32));
            let text = format!("{:.2}", share.as_f64());
            painter.text(cell.center(), Align2::CENTER_CENTER, text, theme.font(Voice::MonoSmall), c.text.0);
        }
        None => hatch(painter, cell, c.line.0, 6.0),
    }
    if chosen || response.has_focus() || response.hovered() {
        painter.rect_stroke(cell, 2, Stroke::new(2.0, c.accent.0), StrokeKind::Inside);
    }
    let name = |state| input.script.states.get(state).map_or("", |s| s.name.get("en"));
    let value = value.map_or("not assessed".to_owned(), |v| format!("{:.2}", v.as_f64()));
    let said = format!("{} for {}: {value}", name(pair.from), name(pair.to));
    response.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, chosen, &said));
    response.clicked()
}

/// The figures of a pair in words.
fn pair_ui(ui: &mut Ui, pair: &PairScore, input: &DebriefInput<'_>) {
    let theme = Theme::of(ui);
    let name = |state| input.script.states.get(state).map_or("", |s| s.name.get("en"));
    let (from, to) = (name(pair.from), name(pair.to));
    ui.separator();
    ui.label(theme.say(Voice::Title, format!("{from} for {to}")));
    let value = pair.information.map_or("not assessed".to_owned(), |v| format!("{:.2}", v.as_f64()));
    let mut lines = vec![
        format!("Information that arrived: {value}, of {} items", pair.items),
        format!("Answered {} of {} requests and questions", pair.answered, pair.asked),
        format!("{to} trusts {from}: {:.2}", pair.trust.as_f64()),
    ];
    if let Some(latency) = pair.latency {
        lines.push(format!("Half of the answers came within {latency}"));
    }
    if let Some(reason) = pair.published.reason() {
        lines.push(format!("For exercise control only: {reason}"));
    }
    for line in lines {
        ui.add(Label::new(theme.body(line)).wrap());
    }
    trust_ui(ui, pair, input);
}

/// Trust over time, from the start to the end of the exercise.
fn trust_ui(ui: &mut Ui, pair: &PairScore, input: &DebriefInput<'_>) {
    let theme = Theme::of(ui);
    let place = pair.to.index() * input.script.states.len() + pair.from.index();
    let hour = Span::hours(1).0 as f64;
    let course =
        input.history.iter().filter_map(|s| Some([s.at.0 as f64 / hour, s.trust.get(place)?.as_f64()]));
    let mut points: Vec<[f64; 2]> = course.collect();
    points.push([input.shown.0 as f64 / hour, pair.trust.as_f64()]);
    points.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let clock = input.directory.clock;
    let moment = move |x: f64| clock.show(At((x.max(0.0) * hour) as u64));
    ui.label(theme.note("Trust over time"));
    let plot = Plot::new("trust over time")
        .height(ui.available_height().max(theme.grown(90.0)))
        .grid_color(theme.colors.line.0)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .include_y(0.0)
        .include_y(1.0)
        .include_x(0.0)
        .include_x(input.end.0 as f64 / hour * ROOM)
        .x_axis_formatter(move |mark, _| moment(mark.value))
        .y_axis_formatter(|mark, _| format!("{:.1}", mark.value));
    let shown = plot.show(ui, |plot| {
        plot.line(Line::new("Trust", points).stroke(Stroke::new(2.0, theme.colors.accent.0)));
        plot.vline(
            VLine::new("", input.shown.0 as f64 / hour).stroke(Stroke::new(1.0, theme.colors.muted.0)),
        );
    });
    shown.response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, "Course of trust"));
}
