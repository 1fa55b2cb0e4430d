//! What all desks of a load saw, counted as it comes.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::wire::{Held, Outcome};

use super::figures::Waits;

/// What stands in a text before the number of its mark, and behind it.
const BEFORE: &str = "load mark ";
const BEHIND: char = ';';
/// Between two looks of whoever waits.
const LOOK: Duration = Duration::from_millis(1);

/// The sums of all desks.
#[derive(Debug)]
pub struct Board {
    began: Instant,
    marks: Vec<Count>,
    entries: AtomicU64,
    outcomes: [AtomicU64; 3],
    broken: AtomicUsize,
    waits: Mutex<Vec<Duration>>,
    held: Mutex<Option<Held>>,
}

/// How often a mark was read, and when last.
#[derive(Debug, Default)]
struct Count {
    readers: AtomicUsize,
    last_ns: AtomicU64,
}

/// Who has read a marked text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Desks that have it.
    pub readers: usize,
    /// When the last of them had it.
    pub last: Instant,
}

impl Board {
    /// With so many marks.
    pub(super) fn new(marks: usize) -> Self {
        Self {
            began: Instant::now(),
            marks: (0..marks).map(|_| Count::default()).collect(),
            entries: AtomicU64::new(0),
            outcomes: Default::default(),
            broken: AtomicUsize::new(0),
            waits: Mutex::default(),
            held: Mutex::default(),
        }
    }

    /// Words that begin with a mark, so that whoever reads them is counted.
    pub fn marked(number: usize, words: &str) -> String {
        format!("{BEFORE}{number}{BEHIND} {words}")
    }

    /// A frame of entries came to a desk: of one entry, or of several.
    pub(super) fn read(&self, entries: &str, several: bool, at: Instant) {
        self.entries.fetch_add(1, Ordering::Relaxed);
        // One entry has one mark: a long text behind it is not looked through.
        let most = if several { usize::MAX } else { 1 };
        for rest in entries.split(BEFORE).skip(1).take(most) {
            let number = rest
                .get(..rest.len().min(24))
                .and_then(|rest| rest.split(BEHIND).next())
                .and_then(|number| number.parse::<usize>().ok());
            let Some(count) = number.and_then(|number| self.marks.get(number)) else { continue };
            count.last_ns.fetch_max(at.duration_since(self.began).as_nanos() as u64, Ordering::AcqRel);
            count.readers.fetch_add(1, Ordering::AcqRel);
        }
    }

    /// An order was answered after this time.
    pub(super) fn answered(&self, outcome: &Outcome, waited: Duration) {
        let place = match outcome {
            Outcome::Taken | Outcome::Known => 0,
            Outcome::Refused(_) => 1,
            Outcome::NotTaken(_) => 2,
        };
        self.outcomes[place].fetch_add(1, Ordering::AcqRel);
        lock(&self.waits).push(waited);
    }

    /// A desk's line broke.
    pub(super) fn broke(&self) {
        self.broken.fetch_add(1, Ordering::AcqRel);
    }

    /// The directory that some desk was sent: the others need not be.
    pub(super) fn held(&self) -> MutexGuard<'_, Option<Held>> {
        lock(&self.held)
    }

    /// Who has read this mark.
    pub fn mark(&self, number: usize) -> Mark {
        let (readers, last_ns) = self.marks.get(number).map_or((0, 0), |count| {
            (count.readers.load(Ordering::Acquire), count.last_ns.load(Ordering::Acquire))
        });
        Mark { readers, last: self.began + Duration::from_nanos(last_ns) }
    }

    /// Frames with entries that came so far.
    pub fn entries(&self) -> u64 {
        self.entries.load(Ordering::Relaxed)
    }

    /// Orders so far that were taken, refused by the rules, and not looked at.
    pub fn outcomes(&self) -> [u64; 3] {
        [0, 1, 2].map(|place: usize| self.outcomes[place].load(Ordering::Acquire))
    }

    /// Lines that broke by themselves.
    pub fn broken(&self) -> usize {
        self.broken.load(Ordering::Acquire)
    }

    /// How long each order waited for its answer, since this was last asked.
    pub fn waits(&self) -> Waits {
        Waits::new(std::mem::take(&mut *lock(&self.waits)))
    }

    /// Until it holds, or for so long; whether it holds. It is looked at now and then: to wake somebody for every frame of
    /// thousands of desks would be a good part of what is measured.
    pub async fn until(&self, patience: Duration, holds: impl Fn(&Self) -> bool) -> bool {
        let end = Instant::now() + patience;
        while !holds(self) {
            if Instant::now() >= end {
                return false;
            }
            tokio::time::sleep(LOOK).await;
        }
        true
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
