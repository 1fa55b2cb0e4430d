//! The agenda: what is due and when, popped in one total order on any machine.
//!
//! Items are ordered by moment, then class, then the order in which they were put in. Behind the one API lies a
//! calendar: a wheel of narrow buckets for the near future and an ordered map for the far one, so that a push and a
//! pop cost the same for ten items and for a hundred thousand. How wide a bucket is follows from the items alone and
//! never changes the order.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::At;

mod wheel;

use wheel::Wheel;

/// The place of one item in the agenda: its order, and the handle by which it is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    at: At,
    /// Class in the top byte, insertion number below.
    rank: u64,
}

impl Key {
    const NUMBER_BITS: u32 = 56;

    /// When the item is due.
    #[inline]
    pub fn at(self) -> At {
        self.at
    }

    /// Of the items due at the same moment, lower classes come first.
    #[inline]
    pub fn class(self) -> u8 {
        (self.rank >> Self::NUMBER_BITS) as u8
    }

    /// How many items were put in before it.
    #[inline]
    pub fn number(self) -> u64 {
        self.rank & ((1 << Self::NUMBER_BITS) - 1)
    }
}

/// What is due and when.
#[derive(Clone, Debug)]
pub struct Agenda<T> {
    /// Insertion number of the next item.
    next: u64,
    /// Items of the bucket at hand, the soonest last.
    near: Vec<(Key, T)>,
    /// Items put into the bucket at hand when `near` is too long to insert into.
    beside: BTreeMap<Key, T>,
    wheel: Wheel<T>,
    /// Items beyond the wheel.
    far: BTreeMap<Key, T>,
    /// First item of `far`, so that a pop need not walk down the map.
    far_from: At,
    /// Pops since the wheel was last fitted, and the moment of that fitting.
    pops: usize,
    fitted_at: At,
}

/// Longest `near` into which a late item is inserted by moving the others.
const NEAR_MAX: usize = 48;
/// Pops between two looks at whether the wheel still fits.
const FIT_EVERY: usize = 512;

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Self {
            next: 0,
            near: Vec::new(),
            beside: BTreeMap::new(),
            wheel: Wheel::default(),
            far: BTreeMap::new(),
            far_from: At::NEVER,
            pops: 0,
            fitted_at: At::STARTEX,
        }
    }
}

impl<T> Agenda<T> {
    /// An empty agenda.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many items are due some day.
    #[inline]
    pub fn len(&self) -> usize {
        self.near.len() + self.beside.len() + self.wheel.len() + self.far.len()
    }

    /// Whether nothing is due any more.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts an item in, due at `at`; of the items of one moment lower classes come first, then older ones.
    /// A moment that has passed is taken as well: the item is simply the next.
    #[inline]
    pub fn push(&mut self, at: At, class: u8, item: T) -> Key {
        let key = Key { at, rank: u64::from(class) << Key::NUMBER_BITS | self.next };
        self.next += 1;
        self.place(key, item);
        key
    }

    #[inline]
    fn place(&mut self, key: Key, item: T) {
        match self.wheel.offer(key, item) {
            wheel::Offer::Taken => {}
            wheel::Offer::TooNear(item) if self.near.len() < NEAR_MAX => {
                let index = self.near.partition_point(|(k, _)| *k > key);
                self.near.insert(index, (key, item));
            }
            wheel::Offer::TooNear(item) => {
                self.beside.insert(key, item);
            }
            wheel::Offer::TooFar(item) => {
                self.far_from = self.far_from.min(key.at);
                self.far.insert(key, item);
            }
        }
    }

    /// Takes the first item out, if it is due at `until` or before.
    #[inline]
    pub fn pop_due(&mut self, until: At) -> Option<(Key, T)> {
        if self.near.is_empty() && self.beside.is_empty() && !self.turn(until) {
            return None;
        }
        if !self.beside.is_empty() {
            return self.pop_of_two(until);
        }
        let due = self.near.last().is_some_and(|(key, _)| key.at <= until);
        if due { self.near.pop() } else { None }
    }

    #[cold]
    fn pop_of_two(&mut self, until: At) -> Option<(Key, T)> {
        let beside = self.beside.first_entry()?;
        match self.near.last() {
            Some((key, _)) if key < beside.key() => {
                if key.at <= until {
                    self.near.pop()
                } else {
                    None
                }
            }
            _ if beside.key().at <= until => Some(beside.remove_entry()),
            _ => None,
        }
    }

    /// Brings the next bucket that may hold something due at `until` to hand. False where there is none.
    #[inline]
    fn turn(&mut self, until: At) -> bool {
        if self.wheel.is_empty() && !self.far.is_empty() {
            if self.far_from > until {
                return false;
            }
            self.fit_to_far();
            if !self.near.is_empty() {
                return true;
            }
        }
        let Some(bucket) = self.wheel.next_bucket(until) else { return false };
        self.wheel.take(bucket, &mut self.near);
        self.pops += self.near.len();
        if self.wheel.reaches(self.far_from) {
            self.draw_near();
        }
        if self.near.len() > 1 {
            self.near.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
        }
        if self.pops >= FIT_EVERY {
            self.fit();
        }
        true
    }

    /// Moves what the wheel reaches by now from the far map into it.
    #[cold]
    fn draw_near(&mut self) {
        while let Some(first) = self.far.first_entry() {
            if !self.wheel.reaches(first.key().at) {
                break;
            }
            let (key, item) = first.remove_entry();
            self.place(key, item);
        }
        self.far_from = self.far.first_key_value().map_or(At::NEVER, |(key, _)| key.at);
    }

    /// The wheel is empty: lays it out anew, from the first far item on.
    #[cold]
    fn fit_to_far(&mut self) {
        let (Some((first, _)), Some((last, _))) = (self.far.first_key_value(), self.far.last_key_value())
        else {
            return;
        };
        let (first, last) = (first.at, last.at);
        if !self.wheel.is_laid_out() {
            let gap = last.since(first).0 / self.far.len() as u64;
            self.wheel.lay_out(gap, self.far.len());
        }
        self.wheel.start_before(first);
        self.draw_near();
    }

    /// Looks whether the buckets are as wide as the items are apart, and lays the wheel out anew if not.
    #[cold]
    fn fit(&mut self) {
        if self.pops < self.len() {
            return;
        }
        let Some(now) = self.near.last().map(|(key, _)| key.at) else { return };
        let gap = now.since(self.fitted_at).0 / self.pops as u64;
        self.pops = 0;
        self.fitted_at = now;
        if !self.wheel.fits(gap, self.len()) {
            let mut items = self.wheel.empty();
            self.wheel.lay_out(gap, self.len());
            self.wheel.start_at(now);
            items.append(&mut self.near);
            for (key, item) in items {
                self.place(key, item);
            }
            self.draw_near();
        }
    }

    /// The place of the first item.
    pub fn peek(&self) -> Option<Key> {
        let near = self.near.last().map(|(key, _)| *key);
        let beside = self.beside.first_key_value().map(|(key, _)| *key);
        near.into_iter()
            .chain(beside)
            .min()
            .or_else(|| self.wheel.first())
            .or_else(|| self.far.first_key_value().map(|(key, _)| *key))
    }

    /// Takes an item back before it is due; `None` where it was popped or taken back before.
    pub fn cancel(&mut self, key: Key) -> Option<T> {
        if let Ok(index) = self.near.binary_search_by(|(k, _)| key.cmp(k)) {
            return Some(self.near.remove(index).1);
        }
        if let Some(item) = self.beside.remove(&key).or_else(|| self.wheel.remove(key)) {
            return Some(item);
        }
        let item = self.far.remove(&key)?;
        self.far_from = self.far.first_key_value().map_or(At::NEVER, |(key, _)| key.at);
        Some(item)
    }

    /// All items in the order in which they will be popped.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &T)> {
        let mut items: Vec<(Key, &T)> = Vec::with_capacity(self.len());
        items.extend(self.near.iter().map(|(key, item)| (*key, item)));
        items.extend(self.beside.iter().map(|(key, item)| (*key, item)));
        items.extend(self.wheel.iter());
        items.sort_unstable_by_key(|(key, _)| *key);
        items.extend(self.far.iter().map(|(key, item)| (*key, item)));
        items.into_iter()
    }
}

/// Two agendas are equal when they will pop the same for ever.
impl<T: PartialEq> PartialEq for Agenda<T> {
    fn eq(&self, other: &Self) -> bool {
        self.next == other.next && self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for Agenda<T> {}

/// The insertion number of the next item, and all items in order: nothing of how they lie in memory.
impl<T: Serialize> Serialize for Agenda<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.next, self.iter().collect::<Vec<_>>()).serialize(to)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Agenda<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (next, items) = <(u64, Vec<(Key, T)>)>::deserialize(from)?;
        let mut agenda = Self { next, ..Self::default() };
        for (key, item) in items {
            if key.number() >= next {
                return Err(D::Error::custom(format!(
                    "the agenda holds item {}, but only {next} were ever put in",
                    key.number()
                )));
            }
            agenda.place(key, item);
        }
        Ok(agenda)
    }
}

#[cfg(test)]
mod tests;
