//! The window's desks: each with its own link and its own mirror, so that what one seat sees never mixes with another's.

use crate::exercise::order::{Act, Control, Team, Verb};
use crate::wire::{AccessOrder, Check, ExconMirror, FromDesk, SeatMirror, ToDesk, WatchMirror};

use super::link::{DeskEnd, Lost};

/// Frames that are taken in at one look at most: the rest comes with the next frame of the window.
const AT_ONCE: usize = 32;

/// What a desk knows.
#[derive(Debug)]
pub enum Mirror {
    /// Exercise control.
    Excon(Box<ExconMirror>),
    /// A seat.
    Seat(Box<SeatMirror>),
    /// An evaluator, an observer, the room, a national moderator.
    Watch(Box<WatchMirror>),
}

/// A connected desk.
#[derive(Debug)]
pub struct Client {
    end: DeskEnd,
    /// What it knows.
    pub mirror: Mirror,
    /// Why it hears nothing any more.
    pub lost: Option<String>,
}

impl Client {
    /// A desk at its end of a link.
    pub fn new(end: DeskEnd, mirror: Mirror) -> Self {
        Self { end, mirror, lost: None }
    }

    /// Takes in what came; whether anything did.
    pub fn pump(&mut self) -> bool {
        let mut any = false;
        for _ in 0..AT_ONCE {
            match self.end.next() {
                Ok(Some(frame)) => self.hear(frame),
                Ok(None) => break,
                Err(Lost) => {
                    self.lost.get_or_insert_with(|| Lost.to_string());
                    break;
                }
            }
            any = true;
        }
        any
    }

    /// Takes in one frame.
    pub fn hear(&mut self, frame: ToDesk) {
        let said = match &mut self.mirror {
            Mirror::Excon(mirror) => mirror.receive(frame),
            Mirror::Seat(mirror) => Ok(mirror.receive(frame)),
            Mirror::Watch(mirror) => Ok(mirror.receive(frame)),
        };
        match said {
            Ok(said) => said.into_iter().for_each(|frame| self.say(frame)),
            Err(why) => self.lost = Some(why),
        }
    }

    /// Sends an act of control, or one that a desk that watches may order; nothing where this is a seat.
    pub fn control(&mut self, control: Control) {
        let frame = match &mut self.mirror {
            Mirror::Excon(mirror) => mirror.control(control),
            Mirror::Watch(mirror) => mirror.control(control),
            Mirror::Seat(_) => return,
        };
        self.say(frame);
    }

    /// Sends a seat's decision; nothing where this is no seat.
    pub fn decide(&mut self, verb: Verb) {
        if let Mirror::Seat(mirror) = &mut self.mirror {
            let frame = mirror.decide(verb);
            self.say(frame);
        }
    }

    /// Sends something among the people of a seat; nothing where this is no seat.
    pub fn team(&mut self, act: Team) {
        if let Mirror::Seat(mirror) = &mut self.mirror {
            let frame = mirror.act(Act::Team(act));
            self.say(frame);
        }
    }

    /// Says that somebody is at the desk, and whether they write. Where too much waits it is not said at all.
    pub fn here(&mut self, writing: bool) {
        let _ = self.end.send(FromDesk::Here { writing });
    }

    /// Answers the communications check.
    pub fn check(&mut self, check: Check) {
        self.say(FromDesk::Check(check));
    }

    /// Orders something of the door; control's alone.
    pub fn door(&mut self, order: AccessOrder) {
        self.say(FromDesk::Door(order));
    }

    /// Stops everything for a real matter: any desk may.
    pub fn no_play(&mut self) {
        let act = Control::NoPlay { seat: None, on: true };
        let frame = match &mut self.mirror {
            Mirror::Excon(mirror) => mirror.control(act),
            Mirror::Seat(mirror) => mirror.act(Act::Control(act)),
            Mirror::Watch(mirror) => mirror.control(act),
        };
        self.say(frame);
    }

    fn say(&mut self, frame: FromDesk) {
        if !self.end.send(frame) {
            // Too much waits: what was not sent stays pending and is sent again with the next connection.
            self.lost.get_or_insert_with(|| "too many orders wait for the exercise".to_owned());
        }
    }
}
