//! What exercise control's desk knows of the door of its exercise.

use std::collections::{BTreeMap, VecDeque};

use super::access::{AccessNews, SeatTwice};

/// Lines of what the door said that are kept for showing.
const SAID: usize = 50;

/// The door, as it told of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// There is one: the exercise is served to other machines.
    pub open: bool,
    /// What happens to seats that are taken twice.
    pub twice: SeatTwice,
    /// Who waits for a seat that is taken: number and seat id.
    pub knocks: BTreeMap<u64, String>,
    /// Links that were made for this desk, by seat id: shown until they are put away.
    pub links: BTreeMap<String, String>,
    /// Seats whose link was revoked while this desk was there.
    pub revoked: Vec<String>,
    /// Desks that watch and have a link.
    pub watchers: Vec<String>,
    /// Names by seat id and number.
    pub people: BTreeMap<(String, u16), String>,
    /// Notices and refusals, the latest last.
    pub said: VecDeque<String>,
}

impl Door {
    /// Takes in what the door tells.
    pub fn hear(&mut self, news: AccessNews) {
        self.open = true;
        match news {
            AccessNews::Link { seat, link } => {
                self.revoked.retain(|revoked| *revoked != seat);
                self.links.insert(seat, link);
            }
            AccessNews::Revoked { seat } => {
                self.links.remove(&seat);
                if !self.revoked.contains(&seat) {
                    self.revoked.push(seat);
                }
            }
            AccessNews::Knock { number, seat } => drop(self.knocks.insert(number, seat)),
            AccessNews::KnockOver { number } => drop(self.knocks.remove(&number)),
            AccessNews::Watchers(desks) => self.watchers = desks,
            AccessNews::SeatTwice(twice) => self.twice = twice,
            AccessNews::Person { seat, person, name } => drop(self.people.insert((seat, person), name)),
            AccessNews::Forgotten { person: None } => self.people.clear(),
            AccessNews::Forgotten { person: Some(whom) } => {
                self.people.retain(|(seat, person), _| format!("{seat}/{person}") != whom);
            }
            AccessNews::Notice(words) | AccessNews::Refused(words) => {
                self.said.push_back(words);
                if self.said.len() > SAID {
                    self.said.pop_front();
                }
            }
            AccessNews::Later => {}
        }
    }

    /// The connection is new: who waits and who is who is told again.
    pub(super) fn anew(&mut self) {
        self.knocks.clear();
        self.people.clear();
    }
}
