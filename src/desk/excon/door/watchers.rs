//! Who watches: evaluators, observers, the room's screen, national moderators. Each has a link of its own, made here, and
//! none of them takes a seat's.

use egui::Ui;

use super::ExconInput;
use super::links::links_ui;
use crate::desk::Theme;
use crate::desk::excon::Out;
use crate::desk::line::act_button_ui;
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
    if linked {
        links_ui(ui, name, out);
    } else if act_button_ui(ui, "Make a link") {
        out.push(Out::Door(AccessOrder::Reissue { seat: name.to_owned() }));
    }
}
