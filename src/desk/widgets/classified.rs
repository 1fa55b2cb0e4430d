//! The simulated classification of a text, as a chip beside its TLP.

use egui::{Response, Ui};

use super::chip::{Look, chip_ui};
use crate::base::marking;
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::scenario::secrecy::Secrecy;

/// The level; `whole` is all of the marking, for the tooltip. It has the colours of the exercise's own marking: nobody
/// may take it for a real one.
pub fn classified_ui(ui: &mut Ui, level: Secrecy, whole: &str) -> Response {
    let theme = Theme::of(ui);
    let (plate, text) = (theme.colors.exercise.0, theme.colors.on_exercise.0);
    let look = Look { text, fill: plate, border: plate, font: theme.font(Voice::MonoSmall) };
    let word = marking::simulated(level);
    chip_ui(ui, &word, &word, &look).on_hover_text(whole)
}
