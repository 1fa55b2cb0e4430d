//! The desks of those who watch: evaluators, observers, national moderators, and the screen of the room.
//!
//! Each reads the pictures that its role may read, over the shoulder of the seat whose it is, and the public one with the
//! map. Evaluators rate and observe beside that, moderators have the injects of their state, and do for its
//! seats what control would. What they read leaves no
//! mark anywhere.

mod injects;
mod moderate;
mod observe;
mod pictures;
mod public;
mod room;
mod seats;

use std::collections::BTreeMap;

use egui::{Align, Frame, Layout, Margin, Panel, Rect, Ui};

use super::Theme;
use super::evaluate::{Guided, Want, tasks, words, words_label};
use super::excon::{Aloud, AloudForm, Answers};
use super::line::Line;
use super::names::{Names, within};
use super::presence::Presence;
use super::seat::{People, SeatDesk, SeatInput};
use super::theme::Voice;
use super::widgets::banner::{Tone, banner_ui};
use super::widgets::clock::{Run, clock_ui};
use super::widgets::marking::marking_panel_ui;
use super::widgets::no_play::no_play_button_ui;
use super::widgets::{empty, icon, toggle};
use crate::base::At;
use crate::exercise::directory::Directory;
use crate::exercise::fact::Phase;
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;
use crate::exercise::role::Role;
use crate::score::evaluation::guide::Guide;
use crate::wire::{Chair, ClockFace, InjectLine, Sits, Watched};

/// What the desk reads.
#[derive(Clone, Copy)]
pub struct WatchInput<'a> {
    /// What this desk is.
    pub role: &'a Role,
    /// What everybody may know of the scenario.
    pub directory: &'a Directory,
    /// How late it is.
    pub clock: ClockFace,
    /// What everybody may know of the course.
    pub public: &'a Watched,
    /// The pictures of the seats that it may read, by seat id.
    pub seats: &'a BTreeMap<String, Watched>,
    /// An evaluator's guide, once it came.
    pub guide: Option<&'a Guide>,
    /// A national moderator's injects by time, once they came.
    pub injects: Option<&'a [InjectLine]>,
    /// A national moderator: who is there at the own seats.
    pub here: &'a [Chair],
    /// A national moderator: who the own seats are played by, by seat id.
    pub staffed: &'a BTreeMap<String, Sits>,
    /// Acts of this desk that are not answered yet.
    pub pending: usize,
    /// The last act of this desk if it was refused, and why; none once it was dismissed.
    pub refused: Option<(&'a Control, &'a Refusal)>,
    /// How the line to the exercise stands.
    pub line: Line,
}

impl<'a> WatchInput<'a> {
    fn answers(&self) -> Answers<'a> {
        Answers { pending: self.pending, refused: self.refused }
    }

    /// The seats that it may read, with their titles.
    fn seats(&self) -> Vec<(String, String)> {
        let names = Names::new(self.directory);
        // All of a moderator's are of one state, and which one stands on top.
        let title = |id: &String| match self.role {
            Role::Moderator(_) => self.short(id),
            _ => names.seat(id).to_owned(),
        };
        self.seats.keys().map(|id| (id.clone(), title(id))).collect()
    }

    /// Title of a seat where its state is said already.
    fn short(&self, seat: &str) -> String {
        let names = Names::new(self.directory);
        let state = self.directory.seats.get(seat).and_then(|seat| seat.state.as_deref());
        within(names.seat(seat), state.map_or("", |code| names.state(code))).to_owned()
    }

    fn run(&self) -> Run {
        let run = match self.clock.phase {
            Phase::Ready => Run::Ready,
            Phase::Running => Run::Going { pace: self.clock.pace },
            Phase::Paused => Run::Paused,
            Phase::Ended => Run::Over,
        };
        run.on(self.line)
    }
}

/// What the person wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Out {
    /// An act that the role may order.
    Act(Box<Control>),
    /// The refusal was read.
    Dismiss,
    /// Somebody is at the desk, and writes or not: told every now and then, and when that changes.
    Here {
        /// They write.
        writing: bool,
    },
}

/// What stands at the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Tasks,
    Words,
    Injects,
    Write,
    Aloud,
    Seats,
    Observe,
}

/// The desk's own state.
#[derive(Clone, Debug, Default)]
pub struct WatchDesk {
    /// The seat whose picture is shown; none: the public one.
    pub seat: Option<String>,
    tab: Option<Tab>,
    looks: BTreeMap<String, SeatDesk>,
    tasks: tasks::Pane,
    words: words::Pane,
    note: observe::Form,
    injects: injects::Injects,
    letter: moderate::Form,
    aloud: AloudForm,
    /// The own seat of which more is shown.
    own_seat: Option<String>,
    presence: Presence,
}

impl WatchDesk {
    /// Draws the desk into all of `ui`; gives the rectangle that it left free for the map, where it shows one.
    pub fn ui(&mut self, ui: &mut Ui, input: &WatchInput<'_>, out: &mut Vec<Out>) -> Option<Rect> {
        input.line.lay(ui);
        out.extend(self.presence.look(ui, input.line.stands()).map(|writing| Out::Here { writing }));
        if *input.role == Role::Room {
            return Some(room::room_ui(ui, input));
        }
        let theme = Theme::of(ui);
        let (space, c) = (&theme.shape.space, &theme.colors);
        let side = |fill| Frame::new().fill(fill).inner_margin(Margin::same(space.m as i8));
        marking_panel_ui(ui, input.directory.title.get("en"), input.directory.handling);
        Panel::top("watch top").frame(side(c.surfaces.panel.0)).show(ui, |ui| top_ui(ui, input, out));
        let wide = ui.available_width();
        let column = |points: f32, share: f32| theme.grown(points).min(wide * share);
        self.seat.take_if(|seat| !input.seats.contains_key(seat));
        Panel::left("watch pictures")
            .exact_size(column(240.0, 0.2))
            .resizable(false)
            .frame(side(c.surfaces.panel.0))
            .show(ui, |ui| pictures::pictures_ui(ui, &mut self.seat, input));
        let tabs = tabs(input);
        if !tabs.is_empty() {
            Panel::right("watch tabs")
                .exact_size(column(440.0, 0.36))
                .resizable(false)
                .frame(side(c.surfaces.panel.0))
                .show(ui, |ui| self.tabs_ui(ui, &tabs, input, out));
        }
        match self.seat.clone().and_then(|seat| input.seats.get_key_value(&seat)) {
            Some((seat, picture)) => {
                let looked = seat_input(seat, picture, input);
                self.looks.entry(seat.clone()).or_default().look_ui(ui, &looked);
                None
            }
            None => Some(public::public_ui(ui, input)),
        }
    }

    fn tabs_ui(&mut self, ui: &mut Ui, tabs: &[(Tab, String)], input: &WatchInput<'_>, out: &mut Vec<Out>) {
        let first = tabs.first().map(|(tab, _)| *tab).unwrap_or_default();
        let mut tab = self.tab.filter(|tab| tabs.iter().any(|(known, _)| known == tab)).unwrap_or(first);
        let choices: Vec<(Tab, &str)> = tabs.iter().map(|(tab, word)| (*tab, word.as_str())).collect();
        toggle::choice_chips_ui(ui, &mut tab, &choices);
        self.tab = Some(tab);
        ui.add_space(Theme::of(ui).shape.space.xs);
        match tab {
            Tab::Tasks | Tab::Words => self.rate_ui(ui, tab, input, out),
            Tab::Injects => injects::injects_ui(ui, &mut self.injects, input, out),
            Tab::Observe => observe::observe_ui(ui, &mut self.note, input, out),
            Tab::Write => moderate::write_ui(ui, &mut self.letter, input, out),
            Tab::Aloud => aloud_ui(ui, &mut self.aloud, input, out),
            Tab::Seats => seats::seats_ui(ui, &mut self.own_seat, input, out),
        }
    }

    fn rate_ui(&mut self, ui: &mut Ui, tab: Tab, input: &WatchInput<'_>, out: &mut Vec<Out>) {
        let Some(guide) = input.guide.filter(|guide| guide.role.is_some()) else {
            let place = empty::Empty {
                icon: icon::CLIPBOARD_TEXT,
                sentence: "Nothing is yours to judge yet",
                hint: "Exercise control says who rates, and for which states",
                action: None,
            };
            empty::empty_ui(ui, &place);
            return;
        };
        let guided = Guided { guide, directory: input.directory, answers: input.answers() };
        let mut wants = Vec::new();
        if tab == Tab::Tasks {
            self.tasks.whose_ui(ui, guide, input.directory);
            tasks::tasks_ui(ui, &mut self.tasks, &guided, &mut wants);
        } else {
            words::words_ui(ui, &mut self.words, &guided, &mut wants);
        }
        // A running exercise is looked at as it is: at no other moment.
        out.extend(wants.into_iter().filter_map(|want| match want {
            Want::Act(control) => Some(Out::Act(control)),
            Want::Dismiss => Some(Out::Dismiss),
            Want::Show(_) => None,
        }));
    }
}

/// What one of the own seats decided aloud.
fn aloud_ui(ui: &mut Ui, form: &mut AloudForm, input: &WatchInput<'_>, out: &mut Vec<Out>) {
    let view = |id: &str| input.seats.get(id).map(|picture| &picture.view);
    let (seats, now) = (input.seats(), input.clock.now.max(At::STARTEX));
    let (directory, answers) = (input.directory, input.answers());
    let (act, heard) = form.ui(ui, &Aloud { directory, now, seats: &seats, view: &view, answers });
    out.extend(heard.then_some(Out::Dismiss));
    out.extend(act.map(|control| Out::Act(Box::new(control))));
}

/// What a role does beside watching.
fn tabs(input: &WatchInput<'_>) -> Vec<(Tab, String)> {
    match input.role {
        Role::Evaluator(_) => {
            let words = input.guide.map_or_else(|| "Words".to_owned(), |guide| words_label(&guide.words));
            vec![
                (Tab::Tasks, "Critical tasks".to_owned()),
                (Tab::Words, words),
                (Tab::Observe, "Observe".to_owned()),
            ]
        }
        Role::Moderator(_) => {
            vec![
                (Tab::Injects, injects::label(input)),
                (Tab::Write, "Write".to_owned()),
                (Tab::Aloud, "Said aloud".to_owned()),
                (Tab::Seats, "Seats".to_owned()),
                (Tab::Observe, "Observe".to_owned()),
            ]
        }
        // A controller's desk is control's.
        Role::Observer | Role::Room | Role::Controller(_) => Vec::new(),
    }
}

/// What a role is called at its desk.
pub fn title(role: &Role, directory: &Directory) -> String {
    match role {
        Role::Evaluator(name) | Role::Controller(name) => name.clone(),
        Role::Observer => "Observer".to_owned(),
        Role::Room => "The room".to_owned(),
        Role::Moderator(code) => {
            let state = directory.states.get(code).map_or(code.as_str(), |state| state.name.get("en"));
            format!("Moderator of {state}")
        }
    }
}

fn top_ui(ui: &mut Ui, input: &WatchInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let title = title(input.role, input.directory);
    ui.horizontal(|ui| {
        ui.set_min_height(theme.grown(theme.shape.control + 4.0));
        let heading = ui.label(theme.say(Voice::Heading, title.as_str()));
        ui.ctx().accesskit_node_builder(heading.id, |node| {
            node.set_role(egui::accesskit::Role::Heading);
            node.set_label(title);
        });
        ui.separator();
        let time = input.directory.clock.show(input.clock.now.max(At::STARTEX));
        clock_ui(ui, &time, input.run(), Voice::Heading);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| no_play_ui(ui, input, out));
    });
    if input.clock.no_play {
        banner_ui(ui, Tone::Alert, "NO PLAY: a real matter interrupts the exercise", "");
    }
    if let Some((_, refusal)) = input.refused {
        banner_ui(ui, Tone::Alert, &refusal.message, refusal.needed.as_deref().unwrap_or(""));
        if ui.button("I have read it").clicked() {
            out.push(Out::Dismiss);
        }
    }
}

fn no_play_ui(ui: &mut Ui, input: &WatchInput<'_>, out: &mut Vec<Out>) {
    if no_play_button_ui(ui, "Let it go on", !input.clock.no_play) {
        out.push(Out::Act(Box::new(Control::NoPlay { seat: None, on: true })));
    }
}

/// The seat's own picture, as its own desk would read it.
fn seat_input<'a>(seat: &'a str, picture: &'a Watched, input: &WatchInput<'a>) -> SeatInput<'a> {
    SeatInput {
        me: seat,
        directory: input.directory,
        view: &picture.view,
        now: input.clock.now.max(At::STARTEX),
        orders: &[],
        score: None,
        line: input.line,
        people: People::default(),
    }
}
