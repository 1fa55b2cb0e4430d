//! A desk under test: drawn at 1600 by 900 on the dark theme, driven by keys and clicks, read by its accessibility tree.

use std::cell::RefCell;

use egui::accesskit::Role;
use egui::{Key, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use startex::desk::Theme;
use startex::desk::theme::Mode;

/// A desk with all that it reads.
pub(crate) trait Desk {
    /// Draws it into all of `ui`, and keeps what it wants.
    fn ui(&mut self, ui: &mut Ui);
}

/// The desk in a window of its own, drawn once.
pub(crate) fn harness<D: Desk>(desk: &RefCell<D>) -> Harness<'_> {
    sized(desk, 1600.0)
}

/// The same in a window so wide, 16 to 9.
pub(crate) fn sized<D: Desk>(desk: &RefCell<D>, width: f32) -> Harness<'_> {
    let mut first = true;
    let size = [width, width * 9.0 / 16.0];
    let mut harness = Harness::builder().with_size(size).with_max_steps(8).build_ui(move |root| {
        if std::mem::take(&mut first) {
            Theme::new(Mode::Dark).still(true).apply(root.ctx());
            return;
        }
        desk.borrow_mut().ui(root);
    });
    harness.run();
    harness
}

/// Presses a key.
pub(crate) fn press(harness: &mut Harness<'_>, key: Key) {
    harness.key_press(key);
    harness.run();
}

/// Clicks the one thing that is called so.
pub(crate) fn click(harness: &mut Harness<'_>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

/// Types into the field of one line that is called so.
pub(crate) fn line(harness: &mut Harness<'_>, label: &str, text: &str) {
    write(harness, Role::TextInput, label, text);
}

/// Types into the field of several lines that is called so.
pub(crate) fn lines(harness: &mut Harness<'_>, label: &str, text: &str) {
    write(harness, Role::MultilineTextInput, label, text);
}

fn write(harness: &mut Harness<'_>, role: Role, label: &str, text: &str) {
    harness.get_by_role_and_label(role, label).focus();
    harness.run();
    harness.event(egui::Event::Text(text.into()));
    harness.run();
}

/// Opens a drop-down and takes what is called so.
pub(crate) fn choose(harness: &mut Harness<'_>, drop_down: &str, choice: &str) {
    harness.get_by_role_and_label(Role::ComboBox, drop_down).click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, choice).click();
    harness.run();
}
