//! The TLP word in the standard's colour on black.

use egui::{Response, Ui};

use super::chip::{Look, chip_ui};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::scenario::words::Tlp;

/// The marking of a text, in the colours of FIRST TLP 2.0, always with its word.
pub fn tlp_ui(ui: &mut Ui, tlp: Tlp) -> Response {
    let theme = Theme::of(ui);
    let plate = theme.shape.tlp.plate.0;
    let look = Look { text: theme.tlp(tlp), fill: plate, border: plate, font: theme.font(Voice::MonoSmall) };
    let word = tlp.to_string();
    chip_ui(ui, &word, &word, &look).on_hover_text(meaning(tlp))
}

fn meaning(tlp: Tlp) -> &'static str {
    match tlp {
        Tlp::Clear => "May be shared with anybody",
        Tlp::Green => "Within your community, not in public",
        Tlp::Amber => "Within your organisation and its clients, for those who need it",
        Tlp::AmberStrict => "Within your organisation only, for those who need it",
        Tlp::Red => "For you alone",
    }
}
