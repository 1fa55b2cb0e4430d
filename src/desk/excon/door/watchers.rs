//! Who helps and who watches: controllers, evaluators, observers, the room's screen, national moderators. Each has a link of
//! its own, made here, and none of them takes a seat's.

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
    section::section_ui(ui, "Who helps and who watches", &door.watchers.len().to_string(), |_| {});
    for desk in desks(door, input) {
        let name = role::name(input.script, desk);
        let linked = door.watchers.contains(&name);
        let is = match (input.room.does(&name), linked) {
            (Some(does), _) => does,
            (None, true) => "not there",
            (None, false) => "no link",
        };
        let chosen = open.as_ref() == Some(&name);
        let mark = if desk.watches() { icon::EYE } else { icon::USER };
        let said = format!("{mark} {}: {is}", role::title(input.script, desk));
        if ui.selectable_label(chosen, theme.body(said)).clicked() {
            *open = (!chosen).then(|| name.clone());
        }
        if chosen {
            ui.indent(("door watcher", &name), |ui| link_ui(ui, &name, linked, out));
        }
    }
}

/// The desks that there are or may be: controllers and evaluators that have a link or are appointed, one more of each, and
/// the others.
fn desks(door: &Door, input: &ExconInput<'_>) -> Vec<Desk> {
    let linked: Vec<Desk> = door.watchers.iter().filter_map(|name| role::desk(input.script, name)).collect();
    let appointed = input.state.raters.keys().filter_map(|rater| role::evaluator(rater));
    let evaluators = linked.iter().filter_map(|desk| match desk {
        Desk::Evaluator(number) => Some(*number),
        _ => None,
    });
    let controllers = linked.iter().filter_map(|desk| match desk {
        Desk::Controller(number) => Some(*number),
        _ => None,
    });
    let controllers = and_one(controllers).map(Desk::Controller);
    let evaluators = and_one(evaluators.chain(appointed)).map(Desk::Evaluator);
    let moderators = input.script.states.ids().map(Desk::Moderator);
    controllers.chain(evaluators).chain([Desk::Observer, Desk::Room]).chain(moderators).collect()
}

/// The numbers up to the last that there is, and one more.
fn and_one(numbers: impl Iterator<Item = u16>) -> impl Iterator<Item = u16> {
    1..=(numbers.max().unwrap_or(0) + 1).min(role::NUMBERED)
}

fn link_ui(ui: &mut Ui, name: &str, linked: bool, out: &mut Vec<Out>) {
    if linked {
        links_ui(ui, name, out);
    } else if act_button_ui(ui, "Make a link") {
        out.push(Out::Door(AccessOrder::Reissue { seat: name.to_owned() }));
    }
}
