//! Who watches: evaluators, observers, the room's screen, national moderators. Each has a link of its own, made here, and
//! none of them takes a seat's.

use egui::Ui;

use super::ExconInput;
use crate::desk::Theme;
use crate::desk::excon::Out;
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::{icon, section};
use crate::exercise::order::Desk;
use crate::exercise::role;
use crate::wire::{AccessOrder, Door};

pub(super) fn watchers_ui(
    ui: &mut Ui,
    door: &Door,
    open: &mut Option<String>,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) {
    let theme = Theme::of(ui);
    section::section_ui(ui, "Who watches", &door.watchers.len().to_string(), |_| {});
    for desk in desks(door, input) {
        let name = role::name(input.script, desk);
        let linked = door.watchers.contains(&name);
        let is = match (input.room.does(&name), linked) {
            (Some(does), _) => does,
            (None, true) => "not there",
            (None, false) => "no link",
        };
        let chosen = open.as_ref() == Some(&name);
        let said = format!("{} {}: {is}", icon::EYE, role::title(input.script, desk));
        if ui.selectable_label(chosen, theme.body(said)).clicked() {
            *open = (!chosen).then(|| name.clone());
        }
        if chosen {
            ui.indent(("door watcher", &name), |ui| link_ui(ui, &name, linked, out));
        }
    }
}

/// The desks that there are or may be: evaluators who are appointed or have a link, and one more.
fn desks(door: &Door, input: &ExconInput<'_>) -> Vec<Desk> {
    let appointed = input.state.raters.keys().filter_map(|rater| role::evaluator(rater));
    let linked = door.watchers.iter().filter_map(|name| match role::desk(input.script, name) {
        Some(Desk::Evaluator(number)) => Some(number),
        _ => None,
    });
    let last = appointed.chain(linked).max().unwrap_or(0);
    let evaluators = (1..=(last + 1).min(role::EVALUATORS)).map(Desk::Evaluator);
    let moderators = input.script.states.ids().map(Desk::Moderator);
    evaluators.chain([Desk::Observer, Desk::Room]).chain(moderators).collect()
}

fn link_ui(ui: &mut Ui, name: &str, linked: bool, out: &mut Vec<Out>) {
    ui.horizontal_wrapped(|ui| {
        let seat = || name.to_owned();
        if !linked {
            if ui.button("Make a link").clicked() {
                out.push(Out::Door(AccessOrder::Reissue { seat: seat() }));
            }
            return;
        }
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
            consequence: "Whoever is there is let go, and nobody comes in by it any more",
            act: "Revoke the link",
            back: "Leave it",
        };
        if confirm_button_ui(ui, "Revoke link", &gone) {
            out.push(Out::Door(AccessOrder::Revoke { seat: seat() }));
        }
    });
}
