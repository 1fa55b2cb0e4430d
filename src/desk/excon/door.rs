//! Who is at the seats and who would like to be: links, knocks, the roster, and who releases at a seat.

mod links;
mod people;
mod watchers;

use std::collections::BTreeSet;

use egui::{Label, ScrollArea, TextEdit, Ui};

use super::{ExconInput, Out};
use crate::base::excerpt::count;
use crate::desk::Theme;
use crate::desk::line::{act_button_ui, act_ui};
use crate::desk::theme::Voice;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::{banner, icon, section, toggle};
use crate::exercise::fact::Phase;
use crate::exercise::order::{Control, Staffing};
use crate::exercise::role;
use crate::exercise::team::{NOBODY, pseudonym};
use crate::scenario::script::SeatId;
use crate::wire::{AccessOrder, Admission, Chair, Check, Door, SeatTwice};

pub(in crate::desk) use people::SeatPeople;

/// Things that the door said, the latest of which are shown.
const SAID: usize = 3;

/// Who is where.
#[derive(Clone, Copy, Debug, Default)]
pub struct Room<'a> {
    /// Everybody who is there, by seat.
    pub here: &'a [Chair],
    /// The door, where the exercise is served to other machines.
    pub door: Option<&'a Door>,
}

impl<'a> Room<'a> {
    /// Those at one seat.
    pub(in crate::desk) fn at(&self, seat: &str) -> impl Iterator<Item = &'a Chair> {
        self.here.iter().filter(move |chair| chair.seat == seat)
    }

    /// What those at a seat do, in a word; none where nobody is there.
    pub(in crate::desk) fn does(&self, seat: &str) -> Option<&'static str> {
        let (mut any, mut awake) = (false, false);
        for chair in self.at(seat) {
            if chair.writing {
                return Some("writing");
            }
            (any, awake) = (true, awake || !chair.idle);
        }
        any.then_some(if awake { "here" } else { "away" })
    }

    /// A person, by name while the roster has one.
    pub(in crate::desk) fn name(&self, seat: &str, person: u16) -> String {
        let known = self.door.and_then(|door| door.people.get(&(seat.to_owned(), person)));
        match (known, person) {
            (Some(name), _) => format!("{name} ({})", pseudonym(seat, person)),
            (None, NOBODY) => "Somebody without a name".to_owned(),
            (None, _) => pseudonym(seat, person),
        }
    }
}

/// The tab's own state.
#[derive(Clone, Debug, Default)]
pub(super) struct DoorTab {
    /// The seat that is looked at.
    seat: Option<SeatId>,
    /// The desk that watches and is looked at, by its name at the door.
    watcher: Option<String>,
    /// New links that were put away.
    put_away: BTreeSet<String>,
}

pub(super) fn door_ui(ui: &mut Ui, tab: &mut DoorTab, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt("door").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        match input.room.door {
            Some(door) => served_ui(ui, door, tab, input, out),
            None => {
                let words = "This exercise runs on this machine alone: there is no door to keep";
                ui.add(Label::new(theme.note(words)).wrap());
            }
        }
        if input.clock.phase == Phase::Ready {
            board_ui(ui, input, out);
        }
        seats_ui(ui, tab, input, out);
        if let Some(door) = input.room.door {
            watchers::watchers_ui(ui, door, &mut tab.watcher, input, out);
        }
    });
}

fn served_ui(ui: &mut Ui, door: &Door, tab: &mut DoorTab, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    for (number, seat) in &door.knocks {
        knock_ui(ui, *number, input.names().seat(seat), out);
    }
    for words in door.said.iter().rev().take(SAID) {
        banner::banner_ui(ui, banner::Tone::Warn, words, "");
    }
    for (seat, link) in &door.links {
        if tab.put_away.contains(link) {
            continue;
        }
        let desk = role::desk(input.script, seat).filter(|desk| desk.seat().is_none());
        let title =
            desk.map_or_else(|| input.names().seat(seat).to_owned(), |desk| role::title(input.script, desk));
        ui.add(Label::new(theme.strong(format!("New link for {title}, shown this once"))).wrap());
        let field = ui.add(TextEdit::multiline(&mut link.as_str()).desired_rows(2));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(format!("Link for {title}")));
        ui.horizontal_wrapped(|ui| {
            if ui.button(format!("{} Copy", icon::COPY)).clicked() {
                ui.ctx().copy_text(link.clone());
            }
            if ui.button("Put away").clicked() {
                tab.put_away.insert(link.clone());
            }
        });
    }
    section::section_ui(ui, "A seat that is taken twice", "", |_| {});
    let mut twice = door.twice;
    let choices = [
        (SeatTwice::Share, "Both have it"),
        (SeatTwice::TakeOver, "The later has it"),
        (SeatTwice::Refuse, "The earlier has it"),
        (SeatTwice::Ask, "Ask me"),
    ];
    if act_ui(ui, true, |ui| toggle::choice_chips_ui(ui, &mut twice, &choices)).inner {
        out.push(Out::Door(AccessOrder::SeatTwice(twice)));
    }
    if door.people.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(theme.note(format!("The roster has {}", count(door.people.len(), "name"))));
        let question = Confirm {
            question: "Erase all names of the roster?",
            consequence: "The exercise goes on with numbers, and its journal verifies as before. The names cannot be had again",
            act: "Erase all names",
            back: "Keep them",
        };
        if confirm_button_ui(ui, "Erase the roster", &question) {
            out.push(Out::Door(AccessOrder::Forget { person: None }));
        }
    });
}

/// Go or no-go: who has answered the communications check of the seats that people play.
fn board_ui(ui: &mut Ui, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let of_people =
        input.script.seats.iter().filter(|(id, _)| {
            input.state.seats.get(*id).is_some_and(|seat| seat.staffing == Staffing::Person)
        });
    let seats: Vec<_> = of_people.map(|(_, spec)| spec).collect();
    let ready = |seat: &str| input.room.at(seat).any(|chair| chair.check == Some(Check::Ready));
    let go = seats.iter().filter(|spec| ready(&spec.id)).count();
    // Bots need no check.
    if seats.is_empty() {
        return;
    }
    section::section_ui(ui, "Communications check", &format!("{go} of {} ready", seats.len()), |_| {});
    for spec in seats.iter().filter(|spec| !ready(&spec.id)) {
        let trouble = input.room.at(&spec.id).find_map(|chair| match &chair.check {
            Some(Check::Trouble(words)) => Some(words.as_str()),
            _ => None,
        });
        let (mark, says, color) = match (trouble, input.room.does(&spec.id)) {
            (Some(words), _) => (icon::WARNING, format!("“{words}”"), theme.colors.alert.0),
            (None, Some(_)) => (icon::HOURGLASS, "has not answered".to_owned(), theme.colors.muted.0),
            (None, None) => (icon::CIRCLE_DASHED, "is not there".to_owned(), theme.colors.warn.0),
        };
        let words = format!("{mark} {} ({}): {says}", spec.title.get("en"), spec.id);
        ui.add(Label::new(theme.body(words).color(color)).wrap());
    }
    let start = || Out::Act(Box::new(Control::Start));
    if go == seats.len() {
        if act_ui(ui, true, |ui| primary_button_ui(ui, "Go: STARTEX").clicked()).inner {
            out.push(start());
        }
        return;
    }
    let missing = count(seats.len() - go, "seat");
    let question = Confirm {
        question: "Start although not every seat is ready?",
        consequence: &format!("{missing} of people have not said that they read and can send"),
        act: "STARTEX all the same",
        back: "Wait for them",
    };
    if confirm_button_ui(ui, "No-go: start all the same", &question) {
        out.push(start());
    }
}

/// Somebody waits for a seat that is taken.
fn knock_ui(ui: &mut Ui, number: u64, seat: &str, out: &mut Vec<Out>) {
    banner::banner_ui(ui, banner::Tone::Alert, &format!("Somebody waits for {seat}"), "The seat is taken");
    ui.horizontal_wrapped(|ui| {
        let ways = [
            ("Let both have it", Admission::Share),
            ("Let them take it over", Admission::TakeOver),
            ("Turn them away", Admission::Refuse),
        ];
        for (words, how) in ways {
            if act_button_ui(ui, words) {
                out.push(Out::Door(AccessOrder::Admit { knock: number, how }));
            }
        }
    });
}

/// What is to be said of a seat where no person is.
fn nobody(input: &ExconInput<'_>, seat: SeatId) -> &'static str {
    match input.state.seats.get(seat).map(|seat| &seat.staffing) {
        Some(Staffing::Bot(_)) => "a bot plays it",
        _ => "nobody",
    }
}

fn seats_ui(ui: &mut Ui, tab: &mut DoorTab, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let seated = input.room.here.iter().filter(|chair| input.script.names.seats.contains_key(&chair.seat));
    let there: BTreeSet<&str> = seated.map(|chair| chair.seat.as_str()).collect();
    let of = format!("{} of {}", there.len(), input.script.seats.len());
    section::section_ui(ui, "Who is at the seats", &of, |_| {});
    for (id, spec) in input.script.seats.iter() {
        let open = tab.seat == Some(id);
        let does = input.room.does(&spec.id).unwrap_or_else(|| nobody(input, id));
        let several = input.room.at(&spec.id).count();
        let more = if several > 1 { format!(", {}", count(several, "person")) } else { String::new() };
        let title = spec.title.get("en");
        let org = input.script.orgs.get(spec.org).map_or("", |org| org.name.get("en"));
        let said = format!("{title}, {org}: {does}{more}");
        if ui.selectable_label(open, theme.body(said.as_str())).clicked() {
            tab.seat = (!open).then_some(id);
        }
        if open {
            ui.indent(("door seat", id), |ui| seat_ui(ui, id, input, out));
        }
    }
}

/// Everything about one seat.
fn seat_ui(ui: &mut Ui, seat: SeatId, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let (spec, team) = (&input.script.seats[seat], &input.state.seats[seat].team);
    let people =
        SeatPeople { seat: &spec.id, room: input.room, releaser: team.releaser, drafts: team.drafts.len() };
    let act = people.ui(ui, |ui, chair| {
        let key = (chair.seat.clone(), chair.person);
        let known = input.room.door.is_some_and(|door| door.people.contains_key(&key));
        if known && act_button_ui(ui, "Erase the name") {
            let person = Some(pseudonym(&chair.seat, chair.person));
            out.push(Out::Door(AccessOrder::Forget { person }));
        }
    });
    out.extend(act.map(|control| Out::Act(Box::new(control))));
    let Some(door) = input.room.door else { return };
    if door.revoked.contains(&spec.id) {
        ui.label(theme.say(Voice::Small, "Its link was revoked").color(theme.colors.warn.0));
    }
    links::links_ui(ui, &spec.id, out);
}
