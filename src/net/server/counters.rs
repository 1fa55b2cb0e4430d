//! What the server counts of itself, for whoever watches over it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::wire::text::Code;

use super::frames::Frames;

/// A count that only goes up.
#[derive(Debug, Default)]
pub(super) struct Count(AtomicU64);

impl Count {
    pub(super) fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// All counts.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// Desks that joined.
    pub(super) joins: Count,
    /// Frames of desks.
    pub(super) frames_in: Count,
    /// Frames to desks.
    pub(super) frames_out: Count,
    /// Bytes of frames to desks, before TLS.
    pub(super) bytes_out: Count,
    /// Desks that read too slowly and were let go.
    pub(super) slow: Count,
    /// Notes of the audit that found no room.
    pub(super) notes_lost: Count,
    denied: Mutex<BTreeMap<Code, u64>>,
}

impl Counters {
    /// These leave.
    pub(super) fn sent(&self, frames: &Frames) {
        self.frames_out.add(frames.count());
        self.bytes_out.add(frames.bytes().len() as u64);
    }

    /// A connection ended with this reason.
    pub(super) fn denied(&self, code: Code) {
        *self.denied.lock().unwrap_or_else(PoisonError::into_inner).entry(code).or_default() += 1;
    }

    /// Connections that ended, by reason.
    pub(super) fn all_denied(&self) -> BTreeMap<Code, u64> {
        self.denied.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
