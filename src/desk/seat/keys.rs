//! The keys of the desk, beside Tab, which reaches everything.

use egui::{Key, Modifiers, Ui};

use super::verbs::{self, VerbKind};
use super::{Out, SeatDesk, SeatInput};

impl SeatDesk {
    /// Acts on the keys; letters only while no text field has the focus.
    pub(super) fn keys(&mut self, ui: &Ui, input: &SeatInput<'_>, out: &mut Vec<Out>) {
        let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
        if pressed(Modifiers::COMMAND, Key::Enter) {
            self.send(input, out);
        }
        if pressed(Modifiers::COMMAND, Key::S) {
            self.keep();
        }
        if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        if self.form.as_ref().is_some_and(|form| form.tag.is_none()) && pressed(Modifiers::NONE, Key::Escape)
        {
            self.form = None;
        }
        if pressed(Modifiers::NONE, Key::J) {
            self.inbox.step(input, 1);
        }
        if pressed(Modifiers::NONE, Key::K) {
            self.inbox.step(input, -1);
        }
        let offered = verbs::offered(input, self.inbox.open_asks(input).len());
        let chosen = VerbKind::ALL.into_iter().find(|kind| pressed(Modifiers::NONE, kind.key()));
        if let Some(kind) = chosen.filter(|kind| offered.contains(kind))
            && self.form.as_ref().is_none_or(|form| form.tag.is_none())
        {
            self.open(kind, input);
            self.focus_form = true;
            // The letter that opened the form is no part of what is written in it.
            ui.input_mut(|i| i.events.retain(|e| !matches!(e, egui::Event::Text(_))));
        }
    }
}
