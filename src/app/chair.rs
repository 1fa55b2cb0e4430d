//! A seat's desk in this window: its own link, its own mirror, its own drafts.

use egui::{Panel, Ui};

use super::far::Far;
use crate::base::At;
use crate::desk::line::Line;
use crate::desk::seat::{self, Fate, People, SeatDesk, SeatInput, Sent};
use crate::desk::widgets::banner::{Tone, banner_ui};
use crate::exercise::fact::Phase;
use crate::exercise::order::{Act, OrderId, Team, Verb};
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::view::View;
use crate::net::DeskEnd;
use crate::net::client::{Client, Mirror};
use crate::wire::{Orders, Outcome, SeatMirror};

/// A seat's desk that is open.
pub(super) struct Chair {
    pub(super) client: Client,
    desk: SeatDesk,
    tags: Vec<(OrderId, u32)>,
    /// The exercise has said whose desk this is.
    arrived: bool,
}

impl Chair {
    /// Sits down at this end of a link; `key` counts its orders.
    pub(super) fn new(end: DeskEnd, key: u64) -> Self {
        let client = Client::new(end, Mirror::Seat(Box::new(SeatMirror::new(key))));
        Self { client, desk: SeatDesk::default(), tags: Vec::new(), arrived: false }
    }

    /// Whether the seat has all the entries that this picture was made from.
    pub(super) fn knows(&self, view: &View) -> bool {
        matches!(&self.client.mirror, Mirror::Seat(mirror) if !mirror.seat.is_empty() && mirror.view.entries >= view.entries)
    }

    /// Draws the desk into all of `ui`; `far` is the line where the exercise runs on another machine.
    pub(super) fn ui(&mut self, ui: &mut Ui, far: Option<&Far>) {
        match far {
            // What is wrong with a line to another machine is said in its own words.
            Some(far) => far.ui(ui),
            None => lost_ui(ui, self.client.lost.as_deref()),
        }
        let Mirror::Seat(mirror) = &self.client.mirror else { return };
        if !self.arrived && !mirror.seat.is_empty() {
            self.arrived = true;
            if mirror.clock.phase != Phase::Ready {
                self.desk.arrive();
            }
        }
        let sent = sent(&mirror.orders, &self.tags);
        let last = last_team(&mirror.orders);
        let input = SeatInput {
            me: &mirror.seat,
            directory: &mirror.directory,
            view: &mirror.view,
            now: mirror.clock.now.max(At::STARTEX),
            orders: &sent,
            score: mirror.score.as_deref(),
            people: People {
                me: mirror.person,
                here: &mirror.here,
                names: Some(&mirror.people),
                checks: true,
                last: last.as_ref().map(|(act, why)| (*act, why.as_ref())),
            },
            line: line(&self.client, far, mirror.fault.is_some()),
        };
        let mut out = Vec::new();
        self.desk.ui(ui, &input, &mut out);
        for out in out {
            match out {
                seat::Out::Send { tag, verb } => self.send(tag, *verb),
                seat::Out::NoPlay => self.client.no_play(),
                seat::Out::Team { tag, act } => {
                    self.client.team(act);
                    self.tag(tag);
                }
                seat::Out::Here { writing } => self.client.here(writing),
                seat::Out::Check(check) => self.client.check(check),
            }
        }
    }

    fn send(&mut self, tag: u32, verb: Verb) {
        self.client.decide(verb);
        self.tag(tag);
    }

    /// The answer to what was sent last is found again by the tag.
    fn tag(&mut self, tag: u32) {
        if let Mirror::Seat(mirror) = &self.client.mirror
            && let Some(waiting) = mirror.orders.waiting.last()
        {
            self.tags.push((waiting.id, tag));
        }
    }
}

/// How the line of a desk stands, `far` being the one to another machine; whether the exercise is at fault behind it.
pub(super) fn line(client: &Client, far: Option<&Far>, fault: bool) -> Line {
    match far.map_or(Line::Stands, Far::line) {
        Line::Stands if client.lost.is_some() => Line::Down { heard: None },
        Line::Stands if fault => Line::Halted,
        line => line,
    }
}

/// Says that a desk has lost its link.
pub(super) fn lost_ui(ui: &mut Ui, lost: Option<&str>) {
    if let Some(why) = lost {
        Panel::top("lost").show(ui, |ui| {
            banner_ui(ui, Tone::Alert, "This desk hears nothing any more", why);
        });
    }
}

/// Why an order was not carried out; none if it was.
pub(super) fn refusal(outcome: &Outcome) -> Option<Refusal> {
    match outcome {
        Outcome::Taken | Outcome::Known => None,
        Outcome::Refused(refusal) => Some(refusal.clone()),
        Outcome::NotTaken(why) => Some(Refusal::new(Rule::TooLate, why.clone())),
    }
}

/// What was ordered among the people of the seat last, where nothing was answered since, and why it was refused.
fn last_team(orders: &Orders) -> Option<(&Team, Option<Refusal>)> {
    let last = orders.settled.back()?;
    match &last.order.act {
        Act::Team(act) => Some((act, refusal(&last.outcome))),
        Act::Verb(_) | Act::Control(_) => None,
    }
}

/// The orders of a seat as its desk shows them.
fn sent(orders: &Orders, tags: &[(OrderId, u32)]) -> Vec<Sent> {
    let tag = |id: OrderId| tags.iter().find(|(of, _)| *of == id).map_or(0, |(_, tag)| *tag);
    let verb = |act: &Act| match act {
        Act::Verb(verb) => Some((**verb).clone()),
        Act::Team(team) => team.verb().map(|verb| (**verb).clone()),
        Act::Control(_) => None,
    };
    let settled = orders.settled.iter().filter_map(|settled| {
        let fate = refusal(&settled.outcome).map_or(Fate::Done, Fate::Refused);
        let order = &settled.order;
        Some(Sent { tag: tag(order.id), id: order.id, at: order.sent, verb: verb(&order.act)?, fate })
    });
    let waiting = orders.waiting.iter().filter_map(|order| {
        Some(Sent {
            tag: tag(order.id),
            id: order.id,
            at: order.sent,
            verb: verb(&order.act)?,
            fate: Fate::Pending,
        })
    });
    settled.chain(waiting).collect()
}
