//! The own seats of a national moderator: who is there, who of them releases, and whether a real matter took one out.

use egui::{Label, ScrollArea, Ui};

use super::{Out, WatchInput};
use crate::base::excerpt::count;
use crate::desk::Theme;
use crate::desk::excon::{Room, SeatPeople};
use crate::desk::line::act;
use crate::desk::widgets::{empty, icon, section};
use crate::exercise::order::Control;
use crate::wire::{Sits, Watched};

pub(super) fn seats_ui(ui: &mut Ui, chosen: &mut Option<String>, input: &WatchInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let there = input.seats.keys().filter(|seat| room(input).does(seat).is_some()).count();
    section::section_ui(ui, "Who is at your seats", &format!("{there} of {}", input.seats.len()), |_| {});
    if input.seats.is_empty() {
        let place = empty::Empty {
            icon: icon::CIRCLE_DASHED,
            sentence: "Your state has no seat here",
            hint: "The scenario says which seats there are",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    ScrollArea::vertical().id_salt("own seats").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        for (seat, picture) in input.seats {
            let open = chosen.as_ref() == Some(seat);
            if ui.selectable_label(open, theme.body(said(seat, picture, input))).clicked() {
                *chosen = (!open).then(|| seat.clone());
            }
            if open {
                let acts = |ui: &mut Ui| seat_ui(ui, seat, picture, input);
                let wish = ui.indent(("own seat", seat), acts).inner;
                out.extend(wish.map(|control| Out::Act(Box::new(control))));
            }
        }
    });
}

fn room<'a>(input: &WatchInput<'a>) -> Room<'a> {
    Room { here: input.here, door: None }
}

/// Title of a seat, and how it is with it.
fn said(seat: &str, picture: &Watched, input: &WatchInput<'_>) -> String {
    let does = match room(input).does(seat) {
        _ if picture.view.seat_no_play => "released for a real matter",
        Some(does) => does,
        None => match input.staffed.get(seat) {
            Some(Sits::Bot) => "a bot plays it",
            Some(Sits::Empty) => "nobody; the White Cell answers",
            Some(Sits::Person) | None => "nobody",
        },
    };
    let several = room(input).at(seat).count();
    let more = if several > 1 { format!(", {}", count(several, "person")) } else { String::new() };
    format!("{}: {does}{more}", input.short(seat))
}

/// What can be done with one of them.
fn seat_ui(ui: &mut Ui, seat: &str, picture: &Watched, input: &WatchInput<'_>) -> Option<Control> {
    let theme = Theme::of(ui);
    let team = &picture.view.team;
    let people = SeatPeople { seat, room: room(input), releaser: team.releaser, drafts: team.drafts.len() };
    if room(input).at(seat).next().is_none() {
        let words = match input.staffed.get(seat) {
            Some(Sits::Bot) => "A bot plays this seat until somebody joins it",
            _ => "No person is connected here",
        };
        ui.add(Label::new(theme.note(words)).wrap());
    }
    let wish = people.ui(ui, |_, _| {});
    let released = picture.view.seat_no_play;
    let (words, on) = match released {
        true => ("Back in play", false),
        false => ("Release for a real matter", true),
    };
    // While everything stands there is nothing to take a seat out of; one that is out may come back with the others.
    let release = act(ui, released || !input.clock.no_play, egui::Button::new(words)).clicked();
    wish.or_else(|| release.then(|| Control::NoPlay { seat: Some(seat.to_owned()), on }))
}
