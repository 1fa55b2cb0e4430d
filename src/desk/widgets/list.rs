//! A list with a search field: type to narrow it, arrows to choose, Enter to open. Only what is seen is laid out.

use egui::accesskit::Role;
use egui::{
    CursorIcon, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, Vec2,
};

use super::steer::{hold_arrows, steer};
use super::{empty, icon};
use crate::desk::Theme;

/// What a list remembers between frames. One for each list of a desk.
#[derive(Clone, Debug, Default)]
pub struct ListState {
    /// What is searched for.
    pub query: String,
    /// The chosen item, by its number in the whole list.
    pub chosen: Option<usize>,
    /// Items that match, by number; sought anew only when the query or the list changed.
    hits: Vec<usize>,
    sought: Option<(String, usize, u64)>,
}

/// A list.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// What it lists, for a screen reader; unique on the screen.
    pub name: &'a str,
    /// How many items there are.
    pub items: usize,
    /// A number that changes when any item's text does.
    pub version: u64,
    /// Height of an item, in points at 100 %.
    pub height: f32,
}

impl ListState {
    /// The numbers of the items that match the query: all of its words, in any order, whatever the case.
    pub fn hits(&mut self, list: &List<'_>, text: impl Fn(usize) -> String) -> &[usize] {
        let key = (self.query.clone(), list.items, list.version);
        if self.sought.as_ref() != Some(&key) {
            let words: Vec<String> = self.query.split_whitespace().map(str::to_lowercase).collect();
            let matches = |item: &usize| {
                words.is_empty() || {
                    let text = text(*item).to_lowercase();
                    words.iter().all(|word| text.contains(word.as_str()))
                }
            };
            self.hits = (0..list.items).filter(matches).collect();
            self.sought = Some(key);
        }
        &self.hits
    }
}

/// Draws the search field and the list into all the room there is; gives the item that was newly chosen.
///
/// `text` is what the search looks at and what a screen reader says; `item_ui` draws an item, which is told
/// whether it is chosen.
pub fn list_ui(
    ui: &mut Ui,
    state: &mut ListState,
    list: &List<'_>,
    text: impl Fn(usize) -> String,
    item_ui: impl FnMut(&mut Ui, usize, bool),
) -> Option<usize> {
    let field = search_ui(ui, state, list);
    state.hits(list, &text);
    if state.hits.is_empty() && !state.query.is_empty() {
        let hint = format!("Nothing in {} matches “{}”", list.name, state.query);
        let none = empty::Empty {
            icon: icon::MAGNIFYING_GLASS,
            sentence: "No match",
            hint: &hint,
            action: Some("Show all"),
        };
        if empty::empty_ui(ui, &none) {
            state.query.clear();
        }
        return None;
    }
    rows_ui(ui, state, list, &field, text, item_ui)
}

fn search_ui(ui: &mut Ui, state: &mut ListState, list: &List<'_>) -> Response {
    let theme = Theme::of(ui);
    let hint = format!("{} Search {}", icon::MAGNIFYING_GLASS, list.name);
    let edit = TextEdit::singleline(&mut state.query)
        .id(ui.id().with(("search", list.name)))
        .hint_text(theme.muted(hint))
        .margin(egui::Margin::symmetric(theme.shape.space.s as i8, theme.shape.space.xs as i8))
        .desired_width(f32::INFINITY);
    let field = ui.add(edit);
    ui.ctx().accesskit_node_builder(field.id, |node| {
        node.set_role(Role::SearchInput);
        node.set_label(format!("Search {}", list.name));
    });
    field
}

fn rows_ui(
    ui: &mut Ui,
    state: &mut ListState,
    list: &List<'_>,
    field: &Response,
    text: impl Fn(usize) -> String,
    mut item_ui: impl FnMut(&mut Ui, usize, bool),
) -> Option<usize> {
    let theme = Theme::of(ui);
    let height = theme.grown(list.height);
    let room = ui.available_rect_before_wrap();
    let focus = ui.interact(room, ui.id().with(("list", list.name)), Sense::focusable_noninteractive());
    let place = state.chosen.and_then(|item| state.hits.binary_search(&item).ok());
    let steered = if field.has_focus() || focus.has_focus() {
        hold_arrows(ui, focus.id);
        steer(ui, place, state.hits.len())
    } else {
        None
    };
    let mut newly = steered.map(|row| state.hits[row]);
    let chosen = newly.or(state.chosen);
    name(&focus, list, state.hits.len(), chosen.filter(|item| *item < list.items).map(&text));

    let mut area = ScrollArea::vertical().id_salt(list.name).auto_shrink(false).animated(!theme.still);
    if let Some(row) = steered {
        area = area.vertical_scroll_offset(offset_to(row, height, room.height()));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, height, state.hits.len(), |ui, seen| {
        for row in seen {
            let item = state.hits[row];
            let size = Vec2::new(ui.available_width(), height);
            let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
            ground(ui, &theme, rect, chosen == Some(item), response.hovered());
            let inner = rect.shrink2(Vec2::new(theme.shape.space.s, theme.shape.space.xs));
            let mut cell = ui.new_child(UiBuilder::new().id_salt(item).max_rect(inner));
            cell.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            item_ui(&mut cell, item, chosen == Some(item));
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                newly = Some(item);
                focus.request_focus();
            }
        }
    });
    if focus.has_focus() {
        let stroke = Stroke::new(2.0, theme.colors.accent.0);
        ui.painter().rect_stroke(room, theme.shape.radius, stroke, StrokeKind::Inside);
    }
    let newly = newly.filter(|item| state.chosen != Some(*item));
    state.chosen = newly.or(state.chosen);
    newly
}

/// Puts `row` in the middle of the room.
fn offset_to(row: usize, height: f32, room: f32) -> f32 {
    (row as f32 * height - (room - height) / 2.0).max(0.0)
}

fn ground(ui: &Ui, theme: &Theme, rect: Rect, chosen: bool, hovered: bool) {
    let c = &theme.colors;
    if chosen || hovered {
        ui.painter().rect_filled(rect, theme.shape.radius, if chosen { c.select } else { c.surfaces.raised });
    }
    let line = Stroke::new(theme.shape.hairline, c.line.0);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
}

fn name(focus: &Response, list: &List<'_>, hits: usize, said: Option<String>) {
    focus.ctx.accesskit_node_builder(focus.id, |node| {
        node.set_role(Role::ListBox);
        node.set_label(list.name);
        node.set_size_of_set(hits);
        if let Some(said) = said {
            node.set_value(said);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_must_match_in_any_order_and_case() {
        let texts = ["Grid operator Harju", "Ministry of Energy", "Harju grid status"];
        let list = List { name: "messages", items: texts.len(), version: 1, height: 40.0 };
        let mut state = ListState { query: "GRID harju".into(), ..ListState::default() };
        assert_eq!(state.hits(&list, |i| texts[i].into()), [0, 2]);
        state.query.clear();
        assert_eq!(state.hits(&list, |i| texts[i].into()).len(), 3);
    }
}
