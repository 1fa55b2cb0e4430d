//! NO PLAY: what any desk that somebody sits at may call for.

use egui::Ui;

use super::confirm::{Confirm, confirm_button_ui};

/// The button, which asks first; `back` is the word for not doing it, `may` whether there is anything to stop. True once it
/// was confirmed.
pub fn no_play_button_ui(ui: &mut Ui, back: &str, may: bool) -> bool {
    let question = Confirm {
        question: "Stop the exercise for a real matter?",
        consequence: "Everybody stops until exercise control lets it go on. Nothing is lost",
        act: "NO PLAY: stop everything",
        back,
    };
    ui.add_enabled_ui(may, |ui| confirm_button_ui(ui, "NO PLAY", &question)).inner
}
