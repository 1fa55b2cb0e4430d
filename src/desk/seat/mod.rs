//! A player's desk: what is new, what is due, what can be done.
//!
//! It reads the seat's own [`View`] and pushes what the person decides; it changes nothing of the exercise.
//! Keys while no text field has the focus: J and K walk through the inbox, the letter beside a verb opens its form,
//! Ctrl+Enter sends, Ctrl+S keeps a draft, Escape leads back.

pub mod brief;
mod check;
mod decide;
pub mod draft;
mod feedback;
mod fields;
mod forms;
mod inbox;
mod keys;
mod orders;
mod prefill;
mod reading;
mod redraft;
mod situation;
pub mod team;
mod top;
pub mod verbs;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::Theme;
use super::line::Line;
use super::names::Names;
use super::presence::Presence;
use super::widgets::marking::marking_panel_ui;
use crate::base::At;
use crate::exercise::directory::Directory;
use crate::exercise::fact::Phase;
use crate::exercise::order::{OrderId, Team, Verb};
use crate::exercise::refusal::Refusal;
use crate::exercise::view::View;
use crate::score::release::ForSeat;
use crate::wire::Check;

pub use decide::FormState;
pub(in crate::desk) use decide::fields_ui;
pub use inbox::Filter;
pub(in crate::desk) use orders::line;
pub use team::People;
use verbs::VerbKind;

/// What the desk reads.
#[derive(Clone, Copy)]
pub struct SeatInput<'a> {
    /// Id of the seat.
    pub me: &'a str,
    /// What everybody may know of the scenario.
    pub directory: &'a Directory,
    /// What this seat knows.
    pub view: &'a View,
    /// Exercise time that the clock shows.
    pub now: At,
    /// Orders of this desk, oldest first, each with what became of it; those of other desks stand in the view.
    pub orders: &'a [Sent],
    /// The own state's score, while it may be seen.
    pub score: Option<&'a ForSeat>,
    /// How the line to the exercise stands; while it does not, nothing can be sent.
    pub line: Line,
    /// The people at the seat.
    pub people: People<'a>,
}

impl<'a> SeatInput<'a> {
    /// Names for people.
    pub fn names(&self) -> Names<'a> {
        Names::new(self.directory)
    }

    /// Why nothing can be sent now; none while it can.
    pub fn why_not(&self) -> Option<&'static str> {
        if let Some(why) = self.line.why_not() {
            return Some(why);
        }
        if self.view.no_play {
            return Some("NO PLAY: a real matter interrupts the exercise");
        }
        if self.view.seat_no_play {
            return Some("This seat is released for a real matter; the others play on");
        }
        match self.view.phase {
            Phase::Running => None,
            Phase::Ready => Some("The exercise has not started yet; you may read and draft"),
            Phase::Paused => Some("The clock stands; you may read and draft"),
            Phase::Ended => Some("The exercise has ended"),
        }
    }
}

/// An order of this desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// As the desk numbered it in [`Out::Send`].
    pub tag: u32,
    /// Its id on the way to the exercise: tells it from what other desks of the seat sent.
    pub id: OrderId,
    /// When it was sent.
    pub at: At,
    /// What was asked for.
    pub verb: Verb,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an order.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is on its way.
    Pending,
    /// It was carried out.
    Done,
    /// It was not, and why.
    Refused(Refusal),
}

/// What the person wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Out {
    /// Send this decision; the answer is found again by the tag.
    Send {
        /// The desk's own number for it, from 1.
        tag: u32,
        /// The decision.
        verb: Box<Verb>,
    },
    /// A real matter interrupts: stop everything.
    NoPlay,
    /// Something among the people of the seat.
    Team {
        /// As in [`Out::Send`]; 0 where no form waits for the answer.
        tag: u32,
        /// What.
        act: Team,
    },
    /// The answer to the communications check.
    Check(Check),
    /// Somebody is at the desk, and writes or not: told every now and then, and when that changes.
    Here {
        /// They write.
        writing: bool,
    },
}

/// The desk's own state: what is chosen, written, filtered. Nothing of the exercise.
#[derive(Clone, Debug, Default)]
pub struct SeatDesk {
    inbox: inbox::Inbox,
    form: Option<FormState>,
    drafts: Vec<FormState>,
    tab: situation::Tab,
    tables: situation::Chosen,
    last_tag: u32,
    orders_chosen: Option<usize>,
    /// Set when a form was opened by key: its first field takes the focus.
    focus_form: bool,
    /// Why drafts go back, by their numbers, while it is being written.
    reasons: BTreeMap<u32, String>,
    feedback: feedback::Form,
    /// What is wrong before STARTEX, while it is being written.
    trouble: String,
    /// Who released when this was drawn last.
    released: Option<u16>,
    presence: Presence,
    /// Somebody looks over the seat's shoulder: nothing can be done here.
    looks: bool,
}

impl SeatDesk {
    /// Draws the desk into all of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, input: &SeatInput<'_>, out: &mut Vec<Out>) {
        self.inbox.take_in(input);
        self.settle(input);
        self.take_over(input);
        input.line.lay(ui);
        out.extend(self.presence.look(ui, input.line.stands()).map(|writing| Out::Here { writing }));
        self.keys(ui, input, out);
        let theme = Theme::of(ui);
        let (space, c) = (&theme.shape.space, &theme.colors);
        let side = |fill| Frame::new().fill(fill).inner_margin(Margin::same(space.m as i8));
        let ceiling = input.directory.handling;
        marking_panel_ui(ui, input.directory.title.get("en"), ceiling);
        Panel::top("seat top").frame(side(c.surfaces.panel.0)).show(ui, |ui| {
            top::top_ui(ui, input, out);
        });
        let wide = ui.available_width();
        // At large text the side columns grow, but never squeeze the reading pane away.
        let column = |points: f32, share: f32| theme.grown(points).min(wide * share);
        Panel::left("seat inbox")
            .exact_size(column(340.0, 0.28))
            .resizable(false)
            .frame(side(c.surfaces.panel.0))
            .show(ui, |ui| inbox::inbox_ui(ui, self, input));
        Panel::right("seat decide")
            .exact_size(column(400.0, 0.34))
            .resizable(false)
            .frame(side(c.surfaces.panel.0))
            .show(ui, |ui| decide::decide_ui(ui, self, input, out));
        CentralPanel::default().frame(side(c.surfaces.bg.0)).show(ui, |ui| self.read_ui(ui, input));
    }

    /// Draws what the seat reads and how it stands, for somebody who looks over its shoulder: what they open and read
    /// here is theirs alone, and the seat notices nothing of it.
    pub fn look_ui(&mut self, ui: &mut Ui, input: &SeatInput<'_>) {
        self.looks = true;
        self.inbox.take_in(input);
        let theme = Theme::of(ui);
        let (space, c) = (&theme.shape.space, &theme.colors);
        let side = |fill| Frame::new().fill(fill).inner_margin(Margin::same(space.m as i8));
        Panel::left("looked-at inbox")
            .exact_size(theme.grown(320.0).min(ui.available_width() * 0.4))
            .resizable(false)
            .frame(side(c.surfaces.panel.0))
            .show(ui, |ui| inbox::inbox_ui(ui, self, input));
        CentralPanel::default().frame(side(c.surfaces.bg.0)).show(ui, |ui| self.read_ui(ui, input));
    }

    /// The message that is open, over the seat's situation.
    fn read_ui(&mut self, ui: &mut Ui, input: &SeatInput<'_>) {
        let theme = Theme::of(ui);
        let height = (ui.available_height() * 0.42).max(theme.grown(160.0));
        Panel::bottom("seat situation")
            .exact_size(height)
            .resizable(false)
            .frame(Frame::new().inner_margin(Margin { top: theme.shape.space.s as i8, ..Margin::ZERO }))
            .show(ui, |ui| situation::situation_ui(ui, self, input));
        CentralPanel::no_frame().show(ui, |ui| reading::reading_ui(ui, self, input));
    }

    /// Somebody sits down here who was not there so far: what they should read first is shown.
    pub fn arrive(&mut self) {
        self.tab = situation::Tab::Handover;
    }

    /// Whoever releases from now on reads how the seat stands.
    fn take_over(&mut self, input: &SeatInput<'_>) {
        let releaser = input.view.team.releaser;
        let mine = releaser.is_some() && releaser == Some(input.people.me);
        if mine && self.released.is_some_and(|before| Some(before) != releaser) {
            self.arrive();
        }
        self.released = releaser;
    }

    /// Opens the form of a verb, filled in from what is chosen.
    pub fn open(&mut self, kind: VerbKind, input: &SeatInput<'_>) {
        let kept = self.form.take().map(|form| form.draft);
        self.form = Some(FormState::new(kind, prefill::prefill(kind, kept, &self.inbox, input)));
    }

    /// The form that is open.
    pub fn form(&self) -> Option<&FormState> {
        self.form.as_ref()
    }

    /// Chooses the post of this entry number.
    pub fn read(&mut self, number: u32) {
        self.inbox.choose(number);
    }

    /// A form whose order was carried out is done with; one whose order was refused is to be mended.
    fn settle(&mut self, input: &SeatInput<'_>) {
        let Some(form) = &mut self.form else { return };
        let Some(tag) = form.tag else { return };
        let fate = input.orders.iter().rev().find(|sent| sent.tag == tag).map(|sent| &sent.fate);
        match fate {
            Some(Fate::Done) => self.form = None,
            Some(Fate::Refused(refusal)) => {
                form.refusal = Some(refusal.clone());
                form.tag = None;
            }
            Some(Fate::Pending) | None => {}
        }
    }

    /// Sends what the form says, or says what it lacks.
    fn send(&mut self, input: &SeatInput<'_>, out: &mut Vec<Out>) {
        let Some(form) = &mut self.form else { return };
        if form.tag.is_some() || input.why_not().is_some() {
            return;
        }
        match form.draft.decision(form.kind, &input.names(), input.me) {
            Ok(verb) => {
                self.last_tag += 1;
                form.tag = Some(self.last_tag);
                form.refusal = None;
                let (tag, verb) = (self.last_tag, Box::new(verb));
                out.push(match form.of_draft {
                    Some(draft) => Out::Team { tag, act: Team::Release { draft, verb: Arc::new(*verb) } },
                    None => Out::Send { tag, verb },
                });
            }
            Err(refusal) => form.refusal = Some(refusal),
        }
    }

    /// Keeps the form for later and closes it.
    fn keep(&mut self) {
        if let Some(form) = self.form.take_if(|form| form.tag.is_none()) {
            self.drafts.push(form);
        }
    }
}
