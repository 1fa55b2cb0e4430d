//! What a seat came across, and under which handle: its own numbers, from 1, in order of first sight.

use std::cmp::Ordering;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Thing;

/// A seat's handles. Looked up for everything that reaches it.
#[derive(Clone, Debug, Default)]
pub struct Handles {
    /// Place + 1 is the handle.
    sighted: Vec<Thing>,
    /// The way back: the handles of a kind of thing, in order of the things' numbers. Things are made in that order, so
    /// that nearly all go to the end.
    found: [Vec<u32>; KINDS],
}

const KINDS: usize = 10;

/// The kind of a thing, and its number among these.
fn key(thing: Thing) -> (usize, u64) {
    match thing {
        Thing::Incident(id) => (0, id.0.into()),
        Thing::Intel(id) => (1, id.0.into()),
        Thing::Inject(id) => (2, id.0.into()),
        Thing::Message(id) => (3, id.0.into()),
        Thing::Ask(id) => (4, id.0.into()),
        Thing::Case(id) => (5, id.0.into()),
        Thing::Duty(id) => (6, id.0.into()),
        Thing::Probe(id, round) => (7, u64::from(id.0) << 8 | u64::from(round)),
        Thing::Post(record) => (8, record),
        Thing::Content(id) => (9, id.0.into()),
    }
}

/// Grows by what a seat mostly comes across at least, then twofold.
fn with_room<T>(rows: &mut Vec<T>) {
    if rows.len() == rows.capacity() {
        rows.reserve(rows.len().max(32));
    }
}

impl Handles {
    /// The handle of a thing that the seat came across.
    pub fn get(&self, thing: Thing) -> Option<u32> {
        let (kind, number) = key(thing);
        let found = &self.found[kind];
        let last = *found.last()?;
        // Most questions are about what came last.
        match self.number(last).cmp(&number) {
            Ordering::Equal => Some(last),
            Ordering::Less => None,
            Ordering::Greater => self.place(kind, number).ok().map(|place| found[place]),
        }
    }

    /// Among its kind, the number of the thing that has this handle.
    fn number(&self, handle: u32) -> u64 {
        key(self.sighted[handle as usize - 1]).1
    }

    /// Where the thing of this number stands among its kind, or would stand.
    fn place(&self, kind: usize, number: u64) -> Result<usize, usize> {
        self.found[kind].binary_search_by_key(&number, |handle| self.number(*handle))
    }

    /// Whether the seat came across it.
    pub fn contains(&self, thing: Thing) -> bool {
        self.get(thing).is_some()
    }

    /// The thing of a handle.
    pub fn thing(&self, handle: u32) -> Option<Thing> {
        self.sighted.get((handle as usize).checked_sub(1)?).copied()
    }

    /// The seat comes across a thing; the first time, it gets the next handle.
    pub fn sight(&mut self, thing: Thing) {
        let (kind, number) = key(thing);
        let place = match self.found[kind].last() {
            Some(last) if self.number(*last) >= number => match self.place(kind, number) {
                Ok(_) => return,
                Err(place) => place,
            },
            _ => self.found[kind].len(),
        };
        let handle = self.sighted.len() as u32 + 1;
        with_room(&mut self.found[kind]);
        self.found[kind].insert(place, handle);
        with_room(&mut self.sighted);
        self.sighted.push(thing);
    }

    /// How many things.
    pub fn len(&self) -> usize {
        self.sighted.len()
    }

    /// Whether there is none yet.
    pub fn is_empty(&self) -> bool {
        self.sighted.is_empty()
    }
}

/// The things in their order: all else follows from it.
impl Serialize for Handles {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.sighted.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Handles {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut handles = Self::default();
        for thing in Vec::<Thing>::deserialize(from)? {
            handles.sight(thing);
        }
        Ok(handles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::script::{IncidentId, QuestionId};

    #[test]
    fn handles_count_in_order_of_first_sight_and_come_back_from_a_snapshot() {
        let seen = [
            Thing::Post(7),
            Thing::Incident(IncidentId(3)),
            Thing::Post(9),
            Thing::Incident(IncidentId(1)),
            Thing::Post(7),
            Thing::Probe(QuestionId(0), 1),
            Thing::Probe(QuestionId(1), 0),
        ];
        let mut handles = Handles::default();
        seen.into_iter().for_each(|thing| handles.sight(thing));
        let numbers = |handles: &Handles| seen.map(|thing| handles.get(thing));
        assert_eq!(numbers(&handles), [1, 2, 3, 4, 1, 5, 6].map(Some));
        assert_eq!((handles.thing(4), handles.thing(0)), (Some(Thing::Incident(IncidentId(1))), None));
        assert!(!handles.contains(Thing::Post(8)) && !handles.contains(Thing::Incident(IncidentId(2))));
        let saved = postcard::to_stdvec(&handles).unwrap();
        let again: Handles = postcard::from_bytes(&saved).unwrap();
        assert_eq!(numbers(&again), numbers(&handles));
    }
}
