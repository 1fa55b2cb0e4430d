//! Which desks said something: the host looks at these and at no others, however many there are.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::net::Bell;

/// The desks that said something, read something after they were full, or went, since the host last looked.
pub(super) struct Said {
    desks: Mutex<Vec<u64>>,
    counted: AtomicU64,
    bell: Bell,
}

/// A desk, as the host finds it in the list.
pub(crate) struct Caller {
    pub(super) number: u64,
    /// It stands in the list.
    listed: Arc<AtomicBool>,
}

impl Said {
    /// `bell` wakes the host.
    pub(super) fn new(bell: Bell) -> Self {
        Self { desks: Mutex::default(), counted: AtomicU64::new(0), bell }
    }

    /// A new desk, and the bell that puts it in the list, once however often it is rung.
    pub(super) fn caller(self: &Arc<Self>) -> (Caller, Bell) {
        let number = self.counted.fetch_add(1, Ordering::Relaxed);
        let listed = Arc::new(AtomicBool::new(false));
        let (said, of_bell) = (Arc::clone(self), Arc::clone(&listed));
        let bell = Bell::calling(move || {
            if !of_bell.swap(true, Ordering::AcqRel) {
                said.desks.lock().unwrap_or_else(PoisonError::into_inner).push(number);
                said.bell.ring();
            }
        });
        (Caller { number, listed }, bell)
    }

    /// The desks in the list, which is empty then.
    pub(super) fn take(&self) -> Vec<u64> {
        std::mem::take(&mut self.desks.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Caller {
    /// It is being looked at: what it says from now on puts it in the list again. Called before what it said is read,
    /// so that nothing stays unread.
    pub(super) fn looked_at(&self) {
        self.listed.store(false, Ordering::Release);
    }
}
