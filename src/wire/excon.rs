//! What exercise control's desk knows: everything, folded from the records. It can look at any earlier moment.

use std::sync::Arc;

use crate::base::{At, Table};
use crate::exercise::apply;
use crate::exercise::fact::Record;
use crate::exercise::mirror::Projector;
use crate::exercise::order::{Act, Control};
use crate::exercise::role::Role;
use crate::exercise::state::State;
use crate::exercise::view::View;
use crate::record::journal::Header;
use crate::scenario::load::load;
use crate::scenario::script::{Script, SeatId};
use crate::score::{Score, Scoreboard, score};

use super::door::Door;
use super::frame::{Chair, ClockFace, FromDesk, ToDesk};
use super::orders::Orders;

/// Records between two moments that are kept for rewinding.
const STEP: usize = 1_024;

/// The mirror of exercise control.
#[derive(Debug, Default)]
pub struct ExconMirror {
    /// Everything about the exercise, once it was opened.
    pub open: Option<Open>,
    /// How late it is.
    pub clock: ClockFace,
    /// Own orders.
    pub orders: Orders,
    /// What the desk is where it is not exercise control's own: a controller's.
    pub role: Option<Role>,
    /// Why nothing goes on.
    pub fault: Option<String>,
    /// Seats whose desk is connected, by id.
    pub present: Vec<String>,
    /// Who is at which seat.
    pub here: Arc<[Chair]>,
    /// The door, where the exercise has one.
    pub door: Door,
}

/// An exercise as control sees it.
#[derive(Debug)]
pub struct Open {
    /// What it was opened from.
    pub header: Arc<Header>,
    /// The scenario.
    pub script: Arc<Script>,
    /// All that is true after the last record.
    pub state: State,
    /// Every record.
    pub records: Vec<Arc<Record>>,
    /// Every seat's own picture, for looking over its shoulder.
    pub views: Table<SeatId, View>,
    /// What is scored.
    pub board: Scoreboard,
    projector: Projector,
    /// State and board after every [`STEP`]-th record, the first before any.
    kept: Vec<Kept>,
}

/// Where rewinding starts from.
#[derive(Clone, Debug)]
struct Kept {
    state: State,
    board: Scoreboard,
}

impl ExconMirror {
    /// Knows nothing yet. `key` as for [`Orders::new`].
    pub fn new(key: u64) -> Self {
        Self { orders: Orders::new(key), ..Self::default() }
    }

    /// Takes a frame in; gives what is to be said in return.
    ///
    /// # Errors
    /// Words where the header cannot be compiled or a record does not follow: the other side is broken, or of another
    /// version, and the connection is of no use.
    pub fn receive(&mut self, frame: ToDesk) -> Result<Vec<FromDesk>, String> {
        match frame {
            ToDesk::Hello(hello) => {
                self.clock = hello.clock;
                self.role = hello.role;
                self.door.anew();
                let mut said = vec![self.resume()];
                said.extend(self.orders.again());
                return Ok(said);
            }
            ToDesk::Header(header) => {
                if self.open.as_ref().is_none_or(|open| open.header != header) {
                    self.open = Some(Open::new(header)?);
                }
            }
            ToDesk::Records(records) => {
                let Some(open) = &mut self.open else { return Ok(vec![self.resume()]) };
                for record in records {
                    match record.number.cmp(&(open.records.len() as u64 + 1)) {
                        std::cmp::Ordering::Less => {}
                        std::cmp::Ordering::Equal => open.push(record)?,
                        std::cmp::Ordering::Greater => return Ok(vec![self.resume()]),
                    }
                }
            }
            ToDesk::Answer { order, outcome } => self.orders.answered(order, outcome),
            ToDesk::Clock(face) => self.clock = face,
            ToDesk::Fault(fault) => self.fault = fault,
            ToDesk::Present(seats) => self.present = seats,
            ToDesk::Here(here) => self.here = here,
            ToDesk::Door(news) => self.door.hear(news),
            // Control has the whole score; a seat's own is not for it to hold. Nor does it read pictures one by one: it has
            // them from the records.
            ToDesk::Entries(_)
            | ToDesk::Score(_)
            | ToDesk::People(_)
            | ToDesk::Watches(_)
            | ToDesk::Picture(_)
            | ToDesk::Guide(_)
            | ToDesk::Injects(_)
            | ToDesk::Staffed(_) => {}
        }
        Ok(Vec::new())
    }

    /// The frame of an act of control.
    pub fn control(&mut self, control: Control) -> FromDesk {
        self.orders.send(Act::Control(control), self.clock.now)
    }

    fn resume(&self) -> FromDesk {
        FromDesk::Resume { from: self.open.as_ref().map_or(0, |open| open.records.len() as u64) }
    }
}

impl Open {
    /// An exercise before its first record.
    ///
    /// # Errors
    /// Words where the header's texts are no scenario that runs.
    pub fn new(header: Arc<Header>) -> Result<Self, String> {
        let loaded = load(&header.sources, &header.main);
        let script = loaded
            .script
            .ok_or_else(|| format!("the scenario has {} errors: it cannot be shown", loaded.errors))?;
        let state = State::new(&script, header.seed);
        let board = Scoreboard::new(&script, &state);
        Ok(Self {
            header,
            board: board.clone(),
            views: script.seats.rows().map(|_| View::default()).collect(),
            projector: Projector::new(&script),
            kept: vec![Kept { state: state.clone(), board }],
            records: Vec::new(),
            script,
            state,
        })
    }

    /// Takes the next record in.
    ///
    /// # Errors
    /// Words where it does not follow from the ones before.
    pub fn push(&mut self, record: Arc<Record>) -> Result<(), String> {
        apply::replay(&self.script, &mut self.state, &record)?;
        for (seat, entry) in self.projector.entries(&self.script, &self.state, &record) {
            self.views[seat].apply(&entry);
        }
        self.board.fold(&self.script, &self.state, &record);
        self.records.push(record);
        if self.records.len().is_multiple_of(STEP) {
            self.kept.push(Kept { state: self.state.clone(), board: self.board.clone() });
        }
        Ok(())
    }

    /// The score as it stands at a moment of now or later than the last record.
    pub fn score(&self, now: At) -> Score {
        score(&self.board, &self.script, &self.state, now.max(self.state.now))
    }

    /// State and score as they were at a moment, everything of that moment included.
    pub fn past(&self, at: At) -> (State, Score) {
        let Kept { state, board } = self.rewound(at);
        let score = score(&board, &self.script, &state, at);
        (state, score)
    }

    /// State and board as they were at a moment: from the last one kept before it, at most [`STEP`] records on.
    fn rewound(&self, at: At) -> Kept {
        let upto = self.records.partition_point(|record| record.at <= at);
        let mut kept = self.kept[upto / STEP].clone();
        for record in &self.records[upto / STEP * STEP..upto] {
            if apply::replay(&self.script, &mut kept.state, record).is_err() {
                break;
            }
            kept.board.fold(&self.script, &kept.state, record);
        }
        kept.state.now = kept.state.now.max(at);
        kept
    }

    /// Goes through all records from the first, each with the state behind it.
    pub fn replay(&self, each: &mut dyn FnMut(&State, &Record)) {
        let mut state = self.kept[0].state.clone();
        for record in &self.records {
            if apply::replay(&self.script, &mut state, record).is_err() {
                break;
            }
            each(&state, record);
        }
    }
}
