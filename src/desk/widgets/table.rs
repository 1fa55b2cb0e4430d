//! A table that lays out only what is seen: good for 100,000 rows, walked by keyboard.

use egui::accesskit::{Live, Role};
use egui::text::LayoutJob;
use egui::{
    Align, FontSelection, Label, Layout, Response, RichText, Sense, Stroke, StrokeKind, TextStyle, Ui,
    WidgetText,
};
use egui_extras::{Column, TableBuilder, TableRow};

use super::steer::{hold_arrows, steer};
use crate::desk::Theme;

/// Width of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// So many points, growing with the text.
    Fixed(f32),
    /// What is left; at most one column.
    Rest,
}

/// A table. Rows are numbered from 0 and drawn on demand.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// What it lists, for a screen reader; unique on the screen.
    pub name: &'a str,
    /// Heading and width of each column.
    pub columns: &'a [(&'a str, Width)],
    /// How many rows there are.
    pub rows: usize,
    /// The chosen row.
    pub chosen: Option<usize>,
    /// Whether new rows at the end are followed, while the end is seen.
    pub follow: bool,
}

/// What a person did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Another row was chosen.
    pub chosen: Option<usize>,
    /// The chosen row was opened: a double click, or Enter.
    pub opened: Option<usize>,
}

/// Draws the table into all the room there is. `cell` fills the cell of a row and a column;
/// `said` is what a screen reader says of the chosen row.
pub fn table_ui(
    ui: &mut Ui,
    table: &Table<'_>,
    said: impl FnOnce(usize) -> String,
    cell: impl FnMut(&mut Ui, usize, usize),
) -> Picked {
    rows_ui(ui, table, 1.0, said, cell)
}

/// The same with room for two lines of text in a row: where one line would cut off what matters.
pub fn tall_table_ui(
    ui: &mut Ui,
    table: &Table<'_>,
    said: impl FnOnce(usize) -> String,
    cell: impl FnMut(&mut Ui, usize, usize),
) -> Picked {
    rows_ui(ui, table, 1.5, said, cell)
}

/// The same with room for three lines: for sentences that begin with who it was and end with what came of it.
pub fn deep_table_ui(
    ui: &mut Ui,
    table: &Table<'_>,
    said: impl FnOnce(usize) -> String,
    cell: impl FnMut(&mut Ui, usize, usize),
) -> Picked {
    rows_ui(ui, table, 2.2, said, cell)
}

/// What a cell says over what is said of it, smaller; each cut off where the room ends. For rows that are tall.
pub fn two_lines_ui(ui: &mut Ui, what: RichText, of_it: RichText) {
    let height = ui.available_height();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let lines = ui.text_style_height(&TextStyle::Body) + ui.text_style_height(&TextStyle::Small);
        ui.add_space(((height - lines) / 2.0).max(0.0));
        ui.label(what);
        ui.label(of_it);
    });
}

/// A text over two lines, cut off at the end of the second; all of it on hover. For rows that are tall.
pub fn wrapped_ui(ui: &mut Ui, text: RichText) {
    wrapped_in_ui(ui, text, 2);
}

/// The same over three lines, for rows that are deep.
pub fn deeply_wrapped_ui(ui: &mut Ui, text: RichText) {
    wrapped_in_ui(ui, text, 3);
}

fn wrapped_in_ui(ui: &mut Ui, text: RichText, lines: usize) {
    let whole = text.text().to_owned();
    let text = WidgetText::from(text).into_layout_job(ui.style(), FontSelection::Default, Align::Center);
    let mut job = LayoutJob::clone(&text);
    job.wrap.max_rows = lines;
    ui.add(Label::new(job).wrap().show_tooltip_when_elided(false)).on_hover_text(whole);
}

/// Rows so many times as high as those of one line.
fn rows_ui(
    ui: &mut Ui,
    table: &Table<'_>,
    rows: f32,
    said: impl FnOnce(usize) -> String,
    mut cell: impl FnMut(&mut Ui, usize, usize),
) -> Picked {
    let theme = Theme::of(ui);
    let room = ui.available_rect_before_wrap();
    let focus = ui.interact(room, ui.id().with(("table", table.name)), Sense::focusable_noninteractive());
    let mut picked = keys(ui, &focus, table);
    name(&focus, table, said);

    let (header_height, row_height) = (theme.grown(theme.shape.row), theme.grown(theme.shape.row * rows));
    // Rows touch, so that what is under the pointer or chosen is one band.
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut builder = builder(ui, &theme, table);
    if let Some(row) = picked.chosen {
        builder = builder.scroll_to_row(row, None);
    }
    let shown = picked.chosen.or(table.chosen);
    builder
        .header(header_height, |mut header| {
            for (title, _) in table.columns {
                header.col(|ui| drop(ui.label(theme.note(*title))));
            }
        })
        .body(|body| {
            body.rows(row_height, table.rows, |mut row| {
                let index = row.index();
                row.set_selected(shown == Some(index));
                row_ui(&mut row, table.columns.len(), &mut cell);
                let response = row.response();
                if response.clicked() {
                    picked.chosen = Some(index);
                    focus.request_focus();
                }
                if response.double_clicked() {
                    picked.opened = Some(index);
                }
            });
        });
    if focus.has_focus() {
        let stroke = Stroke::new(2.0, theme.colors.accent.0);
        // Around the rows, not over their first letters.
        let frame = room.expand2(egui::Vec2::new(theme.shape.space.s, 2.0));
        ui.painter().rect_stroke(frame, theme.shape.radius, stroke, StrokeKind::Inside);
    }
    picked
}

fn builder<'a>(ui: &'a mut Ui, theme: &Theme, table: &Table<'_>) -> TableBuilder<'a> {
    let still = theme.still;
    let mut builder = TableBuilder::new(ui)
        .id_salt(table.name)
        .sense(Sense::CLICK)
        .cell_layout(Layout::left_to_right(Align::Center))
        .auto_shrink(false)
        .max_scroll_height(f32::INFINITY)
        .min_scrolled_height(0.0)
        .stick_to_bottom(table.follow)
        .animate_scrolling(!still);
    for (_, width) in table.columns {
        builder = builder.column(match width {
            Width::Fixed(points) => Column::exact(theme.grown(*points)),
            Width::Rest => Column::remainder().clip(true),
        });
    }
    builder
}

fn row_ui(row: &mut TableRow<'_, '_>, columns: usize, cell: &mut impl FnMut(&mut Ui, usize, usize)) {
    let index = row.index();
    for column in 0..columns {
        row.col(|ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            cell(ui, index, column);
        });
    }
}

fn keys(ui: &Ui, focus: &Response, table: &Table<'_>) -> Picked {
    if !focus.has_focus() {
        return Picked::default();
    }
    hold_arrows(ui, focus.id);
    let chosen = steer(ui, table.chosen, table.rows);
    let enter = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
    Picked { chosen, opened: table.chosen.filter(|_| enter) }
}

/// The table as a screen reader finds it: its name, its size and what the chosen row says.
fn name(focus: &Response, table: &Table<'_>, said: impl FnOnce(usize) -> String) {
    let chosen = table.chosen.filter(|row| *row < table.rows);
    focus.ctx.accesskit_node_builder(focus.id, |node| {
        node.set_role(Role::Grid);
        node.set_label(table.name);
        node.set_row_count(table.rows);
        node.set_column_count(table.columns.len());
        node.set_live(Live::Polite);
        if let Some(row) = chosen {
            node.set_value(said(row));
        }
    });
}
