//! Walking through rows by keyboard, for lists and tables.

use egui::{EventFilter, Id, Key, Modifiers, Ui};

/// How far Page Up and Page Down go, in rows.
const PAGE: usize = 10;

/// Where the arrow keys lead from `chosen`, among `rows` rows. Nothing when no such key was pressed.
///
/// Takes the keys, so that nobody else acts on them.
pub(super) fn steer(ui: &Ui, chosen: Option<usize>, rows: usize) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    let from = chosen.map(|row| row.min(last));
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        if pressed(Key::ArrowDown) {
            Some(from.map_or(0, |row| (row + 1).min(last)))
        } else if pressed(Key::ArrowUp) {
            Some(from.map_or(last, |row| row.saturating_sub(1)))
        } else if pressed(Key::PageDown) {
            Some(from.map_or(0, |row| (row + PAGE).min(last)))
        } else if pressed(Key::PageUp) {
            Some(from.map_or(0, |row| row.saturating_sub(PAGE)))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        }
    })
}

/// Keeps the focus on `id` while the arrow keys walk through its rows; Tab still leads on.
pub(super) fn hold_arrows(ui: &Ui, id: Id) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}
