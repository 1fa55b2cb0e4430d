//! A desk at the far end of a line that may break. Everything on the line is text, as between machines.

use std::collections::{BTreeMap, VecDeque};

use startex::wire::Line;
use startex::wire::text::Down;

use super::super::*;

pub(super) enum Mirror {
    Excon(Box<ExconMirror>),
    Seat(Box<SeatMirror>),
}

pub(super) struct Client {
    pub(super) desk: Desk,
    pub(super) mirror: Mirror,
    pub(super) conn: Option<Conn>,
    /// Who it is on this line; before the exercise says hello nothing is said on it.
    line: Line,
    /// Said, and not yet arrived at the exercise.
    pub(super) up: VecDeque<String>,
    /// Sent, and not yet arrived here.
    pub(super) down: VecDeque<String>,
    /// What it was told of its orders, by their counters.
    pub(super) told: BTreeMap<OrderId, Outcome>,
    pub(super) sent: u64,
}

impl Client {
    pub(super) fn new(desk: Desk, key: u64) -> Self {
        let mirror = match desk {
            Desk::Excon => Mirror::Excon(Box::new(ExconMirror::new(key))),
            _ => Mirror::Seat(Box::new(SeatMirror::new(key))),
        };
        let (up, down) = (VecDeque::new(), VecDeque::new());
        Self { desk, mirror, conn: None, line: Line::new("", key), up, down, told: BTreeMap::new(), sent: 0 }
    }

    pub(super) fn orders(&self) -> &startex::wire::Orders {
        match &self.mirror {
            Mirror::Excon(mirror) => &mirror.orders,
            Mirror::Seat(mirror) => &mirror.orders,
        }
    }

    /// Gives an order; while the line is down it waits in the mirror.
    pub(super) fn order(&mut self, act: Act) {
        self.sent += 1;
        let frame = match (&mut self.mirror, act) {
            (Mirror::Excon(mirror), Act::Control(control)) => mirror.control(control),
            (Mirror::Seat(mirror), act) => mirror.act(act),
            (Mirror::Excon(_), _) => return,
        };
        self.say(frame);
    }

    pub(super) fn say(&mut self, frame: FromDesk) {
        if let (Some(_), Some(greeted)) = (self.conn, self.line.greeted()) {
            self.up.push_back(greeted.say(frame));
        }
    }

    /// The line breaks, with everything that was on it.
    pub(super) fn cut(&mut self) -> Option<Conn> {
        self.up.clear();
        self.down.clear();
        self.line = Line::new("", 0);
        self.conn.take()
    }

    /// Takes in the next frame that arrived; whether there was one.
    pub(super) fn hear(&mut self) -> Result<bool, String> {
        let Some(text) = self.down.pop_front() else { return Ok(false) };
        let frame = match self.line.hear(&text) {
            Ok(Some(Down::Desk(frame))) => frame,
            other => return Err(format!("{text} came out as {other:?}")),
        };
        if let ToDesk::Answer { order, outcome } = &frame {
            self.judge_answer(*order, outcome)?;
        }
        let said = match &mut self.mirror {
            Mirror::Excon(mirror) => mirror.receive(frame)?,
            Mirror::Seat(mirror) => mirror.receive(frame),
        };
        said.into_iter().for_each(|frame| self.say(frame));
        Ok(true)
    }

    /// What a desk was told of an order once is what it is told ever after.
    fn judge_answer(&mut self, order: OrderId, outcome: &Outcome) -> Result<(), String> {
        let same = |a: &Outcome, b: &Outcome| std::mem::discriminant(a) == std::mem::discriminant(b);
        let bare = |o: &Outcome| matches!(o, Outcome::Known | Outcome::NotTaken(_));
        match self.told.get(&order) {
            Some(before) if !bare(outcome) && !bare(before) && !same(before, outcome) => {
                Err(format!("{:?} {order:?} was {before:?} and then {outcome:?}", self.desk))
            }
            Some(before) if !bare(before) => Ok(()),
            _ => {
                self.told.insert(order, outcome.clone());
                Ok(())
            }
        }
    }
}
