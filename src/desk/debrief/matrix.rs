//! What each state did for each other one: the row acts, the column gains.

use egui::{
    Align2, Label, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType,
};

use super::DebriefInput;
use crate::base::Id;
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::service::hatch;
use crate::desk::widgets::{empty, icon};
use crate::score::PairScore;

pub(super) fn pairs_ui(ui: &mut Ui, chosen: &mut Option<(usize, usize)>, input: &DebriefInput<'_>) {
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
    ui.add(
        Label::new(
            theme.note(
                "Share of what the column needed and the row held that arrived. Hatched is not assessed",
            ),
        )
        .wrap(),
    );
    let side = theme.grown(56.0);
    let head = theme.grown(96.0);
    ScrollArea::both()
        .id_salt("pairs")
        .auto_shrink([false, true])
        .max_height(ui.available_height() * 0.7)
        .show(ui, |ui| {
            let size = Vec2::new(head + side * states as f32, theme.grown(24.0) + side * states as f32);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            names_ui(ui, rect, head, side, input);
            ground_ui(ui, rect.min + Vec2::new(head, theme.grown(24.0)), side, states);
            for pair in &input.score.pairs {
                let (row, column) = (pair.from.index(), pair.to.index());
                let corner = Pos2::new(
                    rect.left() + head + side * column as f32,
                    rect.top() + theme.grown(24.0) + side * row as f32,
                );
                let cell = Rect::from_min_size(corner, Vec2::splat(side)).shrink(1.0);
                if cell_ui(ui, cell, pair, *chosen == Some((row, column)), input) {
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
fn ground_ui(ui: &Ui, from: Pos2, side: f32, states: usize) {
    let theme = Theme::of(ui);
    let line = Stroke::new(theme.shape.hairline, theme.colors.line.0);
    for row in 0..states {
        for column in 0..states {
            let corner = from + side * Vec2::new(column as f32, row as f32);
            let cell = Rect::from_min_size(corner, Vec2::splat(side)).shrink(1.0);
            ui.painter().rect_stroke(cell, 2, line, StrokeKind::Inside);
            if row == column {
                ui.painter().rect_filled(cell, 2, theme.colors.surfaces.raised);
            }
        }
    }
}

fn cell_ui(ui: &Ui, cell: Rect, pair: &PairScore, chosen: bool, input: &DebriefInput<'_>) -> bool {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let response = ui.interact(cell, ui.id().with((pair.from.0, pair.to.0)), Sense::click());
    let painter = ui.painter();
    painter.rect_filled(cell, 2, c.surfaces.panel);
    match pair.information {
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
    let value = pair.information.map_or("not assessed".to_owned(), |v| format!("{:.2}", v.as_f64()));
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
}
