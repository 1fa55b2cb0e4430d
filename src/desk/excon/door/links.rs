//! What can be done with a link that somebody has: another in its place, or none.

use egui::Ui;

use crate::desk::excon::Out;
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::wire::AccessOrder;

/// Asks before either: whoever came by the link is let go. `name` is the desk's at the door.
pub(super) fn links_ui(ui: &mut Ui, name: &str, out: &mut Vec<Out>) {
    ui.horizontal_wrapped(|ui| {
        let seat = || name.to_owned();
        let new = Confirm {
            question: "Make a new link?",
            consequence: "The old one is worth nothing from then on, and whoever came by it is let go",
            act: "Make a new link",
            back: "Keep the old one",
        };
        if confirm_button_ui(ui, "New link", &new) {
            out.push(Out::Door(AccessOrder::Reissue { seat: seat() }));
        }
        let gone = Confirm {
            question: "Revoke the link?",
            consequence: "Whoever is there is let go, and nobody comes in until a new link is made",
            act: "Revoke the link",
            back: "Leave it",
        };
        if confirm_button_ui(ui, "Revoke link", &gone) {
            out.push(Out::Door(AccessOrder::Revoke { seat: seat() }));
        }
    });
}
