//! Who is at a desk: what it tells of whoever sits there, and how others show it.

use egui::Ui;

use crate::wire::Chair;

/// Seconds between two words that somebody is at the desk.
const EVERY_SECONDS: f64 = 10.0;

/// What was told last: when, in seconds of the window, and whether they wrote.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::desk) struct Presence(Option<(f64, bool)>);

impl Presence {
    /// Whether it is to be told that somebody is there, and whether they write: every now and then while somebody does
    /// something, and when that changes.
    pub(in crate::desk) fn look(&mut self, ui: &Ui, connected: bool) -> Option<bool> {
        let (time, active) = ui.input(|input| (input.time, !input.events.is_empty()));
        if !active || !connected {
            return None;
        }
        let writing = ui.ctx().text_edit_focused();
        let due = self.0.is_none_or(|(when, what)| what != writing || time - when >= EVERY_SECONDS);
        due.then(|| {
            self.0 = Some((time, writing));
            writing
        })
    }
}

/// What somebody at a seat does, after their name.
pub(in crate::desk) fn does(chair: &Chair) -> &'static str {
    match (chair.writing, chair.idle) {
        (true, _) => "writes",
        (false, true) => "is away",
        (false, false) => "is here",
    }
}
