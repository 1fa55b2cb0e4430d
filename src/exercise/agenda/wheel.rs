//! A wheel of buckets, each a short list in one arena.

use super::Key;
use crate::base::At;

/// No node.
const NONE: u32 = u32::MAX;
/// Bounds for the number of buckets, as powers of two.
const BUCKETS_LOG2: std::ops::RangeInclusive<u32> = 8..=20;

/// What became of an item offered to the wheel.
pub(super) enum Offer<T> {
    /// It lies in its bucket.
    Taken,
    /// It belongs to the bucket at hand, or before it.
    TooNear(T),
    /// It lies beyond the wheel.
    TooFar(T),
}

#[derive(Clone, Debug)]
struct Node<T> {
    key: Key,
    next: u32,
    /// Empty while the node waits to be used again.
    item: Option<T>,
}

#[derive(Clone, Debug)]
pub(super) struct Wheel<T> {
    /// First node of each bucket. Empty until the wheel is laid out; the length is a power of two.
    heads: Vec<u32>,
    /// A bit for each bucket that holds something.
    used: Vec<u64>,
    nodes: Vec<Node<T>>,
    free: u32,
    len: usize,
    /// A bucket is 2^shift milliseconds wide.
    shift: u32,
    /// Number of the bucket at hand, counted from STARTEX; the wheel holds those after it.
    at_hand: u64,
}

impl<T> Default for Wheel<T> {
    fn default() -> Self {
        Self {
            heads: Vec::new(),
            used: Vec::new(),
            nodes: Vec::new(),
            free: NONE,
            len: 0,
            shift: 0,
            at_hand: 0,
        }
    }
}

impl<T> Wheel<T> {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn is_laid_out(&self) -> bool {
        !self.heads.is_empty()
    }

    /// Width of a bucket and number of buckets (both as powers of two) for items `gap` apart, `len` of them waiting:
    /// about one item a bucket, and room for all but the farthest.
    fn measures(gap: u64, len: usize) -> (u32, u32) {
        let buckets = (2 * len.max(1)).next_power_of_two().ilog2();
        (gap.max(1).ilog2() + 1, buckets.clamp(*BUCKETS_LOG2.start(), *BUCKETS_LOG2.end()))
    }

    /// Whether laying out anew would change little.
    pub(super) fn fits(&self, gap: u64, len: usize) -> bool {
        let (shift, buckets) = Self::measures(gap, len);
        shift.abs_diff(self.shift) <= 1 && buckets.abs_diff(self.heads.len().max(1).ilog2()) <= 1
    }

    /// Sets width and number of the buckets. The wheel must be empty.
    pub(super) fn lay_out(&mut self, gap: u64, len: usize) {
        let (shift, buckets) = Self::measures(gap, len);
        self.shift = shift.min(63);
        self.heads = vec![NONE; 1 << buckets];
        self.used = vec![0; (1 << buckets) / 64];
    }

    /// The bucket of `at` is the one at hand.
    pub(super) fn start_at(&mut self, at: At) {
        self.at_hand = at.0 >> self.shift;
    }

    /// The bucket of `at` is the first of the wheel, where there is one before it.
    pub(super) fn start_before(&mut self, at: At) {
        self.at_hand = (at.0 >> self.shift).saturating_sub(1);
    }

    fn slot(&self, bucket: u64) -> usize {
        bucket as usize & (self.heads.len() - 1)
    }

    /// Whether an item at `at` has its place in the wheel, or before it.
    #[inline]
    pub(super) fn reaches(&self, at: At) -> bool {
        (at.0 >> self.shift).saturating_sub(self.at_hand) < self.heads.len() as u64
    }

    #[inline]
    pub(super) fn offer(&mut self, key: Key, item: T) -> Offer<T> {
        if self.heads.is_empty() {
            return Offer::TooFar(item);
        }
        let bucket = key.at.0 >> self.shift;
        if bucket <= self.at_hand {
            return Offer::TooNear(item);
        }
        if bucket - self.at_hand >= self.heads.len() as u64 {
            return Offer::TooFar(item);
        }
        let slot = self.slot(bucket);
        let node = Node { key, next: self.heads[slot], item: Some(item) };
        self.heads[slot] = self.store(node);
        self.used[slot / 64] |= 1 << (slot % 64);
        self.len += 1;
        Offer::Taken
    }

    #[inline]
    fn store(&mut self, node: Node<T>) -> u32 {
        let index = self.free;
        if let Some(place) = self.nodes.get_mut(index as usize) {
            self.free = place.next;
            *place = node;
            return index;
        }
        self.nodes.push(node);
        (self.nodes.len() - 1) as u32
    }

    /// Number of the first bucket that holds something and begins at `until` or before.
    #[inline]
    pub(super) fn next_bucket(&self, until: At) -> Option<u64> {
        if self.len == 0 {
            return None;
        }
        let last = until.0 >> self.shift;
        let first = self.at_hand + 1;
        let start = self.slot(first);
        let words = self.used.len();
        // The word in which the search starts is looked at twice: its upper part first, its lower part last.
        let mut word = start / 64;
        let mut bits = self.used[word] & (u64::MAX << (start % 64));
        for _ in 0..=words {
            if bits != 0 {
                let slot = word * 64 + bits.trailing_zeros() as usize;
                let bucket = first + (slot.wrapping_sub(start) & (self.heads.len() - 1)) as u64;
                return (bucket <= last).then_some(bucket);
            }
            word = (word + 1) & (words - 1);
            bits = self.used[word];
        }
        None
    }

    /// Makes `bucket` the one at hand and moves its items to `out`, in no order.
    #[inline]
    pub(super) fn take(&mut self, bucket: u64, out: &mut Vec<(Key, T)>) {
        self.at_hand = bucket;
        let slot = self.slot(bucket);
        self.used[slot / 64] &= !(1 << (slot % 64));
        let mut index = std::mem::replace(&mut self.heads[slot], NONE);
        while let Some(node) = self.nodes.get_mut(index as usize) {
            let next = std::mem::replace(&mut node.next, self.free);
            self.free = index;
            self.len -= 1;
            if let Some(item) = node.item.take() {
                out.push((node.key, item));
            }
            index = next;
        }
    }

    /// Place of the first item.
    pub(super) fn first(&self) -> Option<Key> {
        let mut index = self.heads[self.slot(self.next_bucket(At::NEVER)?)];
        let mut first: Option<Key> = None;
        while let Some(node) = self.nodes.get(index as usize) {
            first = Some(first.map_or(node.key, |key| key.min(node.key)));
            index = node.next;
        }
        first
    }

    /// Takes one item out of its bucket.
    pub(super) fn remove(&mut self, key: Key) -> Option<T> {
        let bucket = key.at.0 >> self.shift;
        if self.heads.is_empty() || bucket <= self.at_hand || !self.reaches(key.at) {
            return None;
        }
        let slot = self.slot(bucket);
        let (mut before, mut index) = (NONE, self.heads[slot]);
        while self.nodes.get(index as usize)?.key != key {
            before = index;
            index = self.nodes[index as usize].next;
        }
        let node = &mut self.nodes[index as usize];
        let next = std::mem::replace(&mut node.next, self.free);
        let item = node.item.take();
        self.free = index;
        self.len -= 1;
        if let Some(node) = self.nodes.get_mut(before as usize) {
            node.next = next;
        } else {
            self.heads[slot] = next;
            if next == NONE {
                self.used[slot / 64] &= !(1 << (slot % 64));
            }
        }
        item
    }

    /// Takes all items out, in no order.
    pub(super) fn empty(&mut self) -> Vec<(Key, T)> {
        let items = self.nodes.drain(..).filter_map(|node| Some((node.key, node.item?))).collect();
        self.free = NONE;
        self.len = 0;
        items
    }

    /// All items, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Key, &T)> {
        self.nodes.iter().filter_map(|node| Some((node.key, node.item.as_ref()?)))
    }
}
