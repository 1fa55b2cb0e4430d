//! What a desk knows that watches: the pictures of several seats, each folded from that seat's own entries, the public
//! one beside them, an evaluator's guide, and a moderator's injects.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::exercise::directory::Directory;
use crate::exercise::entry::Entry;
use crate::exercise::order::{Act, Control};
use crate::exercise::role::Role;
use crate::exercise::view::View;
use crate::score::evaluation::guide::Guide;

use super::frame::{Chair, ClockFace, FromDesk, PUBLIC, Picture, Sits, ToDesk};
use super::injects::InjectLine;
use super::orders::Orders;

/// The mirror of an evaluator, an observer, the room or a national moderator.
#[derive(Clone, Debug)]
pub struct WatchMirror {
    /// What this desk is.
    pub role: Role,
    /// What everybody may know.
    pub directory: Arc<Directory>,
    /// How late it is.
    pub clock: ClockFace,
    /// Own orders.
    pub orders: Orders,
    /// Why nothing goes on.
    pub fault: Option<String>,
    /// What everybody may know of the course.
    pub public: Watched,
    /// The pictures of the seats that it may read, by seat id.
    pub seats: BTreeMap<String, Watched>,
    /// An evaluator's guide, once it came.
    pub guide: Option<Box<Guide>>,
    /// A national moderator's injects by time, once they came.
    pub injects: Option<Vec<InjectLine>>,
    /// A national moderator: who is there at the own seats.
    pub here: Arc<[Chair]>,
    /// A national moderator: who the own seats are played by, by seat id.
    pub staffed: BTreeMap<String, Sits>,
}

/// One picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watched {
    /// The picture itself.
    pub view: View,
    /// An evaluator only: numbers of the records behind its entries.
    pub records: Vec<u64>,
}

impl WatchMirror {
    /// Knows nothing yet. `key` as for [`Orders::new`].
    pub fn new(role: Role, key: u64) -> Self {
        Self {
            role,
            directory: Arc::default(),
            clock: ClockFace::default(),
            orders: Orders::new(key),
            fault: None,
            public: Watched::default(),
            seats: BTreeMap::new(),
            guide: None,
            injects: None,
            here: Arc::default(),
            staffed: BTreeMap::new(),
        }
    }

    /// Takes a frame in; gives what is to be said in return.
    pub fn receive(&mut self, frame: ToDesk) -> Vec<FromDesk> {
        match frame {
            ToDesk::Hello(hello) => {
                if let Some(directory) = hello.directory {
                    self.directory = directory;
                }
                self.show(hello.clock);
                // Whoever has gone meanwhile is told of no more.
                self.here = Arc::default();
                let mut said = vec![self.resume()];
                said.extend(self.orders.again());
                return said;
            }
            ToDesk::Watches(seats) => {
                self.seats.retain(|seat, _| seats.contains(seat));
                for seat in seats {
                    self.seats.entry(seat).or_default();
                }
            }
            ToDesk::Picture(Picture { of, records, entries }) => {
                let picture = match of.as_str() {
                    PUBLIC => Some(&mut self.public),
                    seat => self.seats.get_mut(seat),
                };
                if picture.is_some_and(|picture| !picture.take(&records, &entries)) {
                    return vec![self.resume()];
                }
            }
            ToDesk::Guide(guide) => self.guide = Some(guide),
            ToDesk::Injects(news) => news.take_in(self.injects.get_or_insert_default()),
            ToDesk::Here(here) => self.here = here,
            ToDesk::Staffed(staffed) => self.staffed = staffed,
            ToDesk::Answer { order, outcome } => self.orders.answered(order, outcome),
            ToDesk::Clock(face) => self.show(face),
            ToDesk::Fault(fault) => self.fault = fault,
            // Not for this desk: whoever sends it is wrong, and nothing of it is kept.
            ToDesk::Header(_)
            | ToDesk::Records(_)
            | ToDesk::Entries(_)
            | ToDesk::Score(_)
            | ToDesk::Present(_)
            | ToDesk::People(_)
            | ToDesk::Door(_) => {}
        }
        Vec::new()
    }

    /// The frame of an act that the role may order.
    pub fn control(&mut self, control: Control) -> FromDesk {
        self.orders.send(Act::Control(control), self.clock.now)
    }

    /// The pace that the scenario begins with is no entry, and yet the desk shows it.
    fn show(&mut self, face: ClockFace) {
        self.clock = face;
        self.public.view.pace = face.pace;
    }

    fn resume(&self) -> FromDesk {
        let has = |(of, picture): (&str, &Watched)| (of.to_owned(), u64::from(picture.view.entries));
        let seats = self.seats.iter().map(|(seat, picture)| (seat.as_str(), picture));
        FromDesk::ResumeOf(std::iter::once((PUBLIC, &self.public)).chain(seats).map(has).collect())
    }
}

impl Watched {
    /// Entries that are there already are passed over; behind a gap the rest must be asked for anew: then it is false.
    fn take(&mut self, records: &[u64], entries: &[Entry]) -> bool {
        for (place, entry) in entries.iter().enumerate() {
            match entry.number.cmp(&(self.view.entries + 1)) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => {
                    self.view.apply(entry);
                    self.records.extend(records.get(place));
                }
                std::cmp::Ordering::Greater => return false,
            }
        }
        true
    }
}
