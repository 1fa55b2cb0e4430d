//! A link within one process.

use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};

use crate::wire::{FromDesk, ToDesk};

/// Frames that wait for a desk at most.
const TO_DESK: usize = 64;
/// Frames that wait for the host at most, of one desk.
const FROM_DESK: usize = 1_024;

/// Tells somebody that something came. Ringing twice is ringing once.
#[derive(Clone)]
pub struct Bell(Arc<dyn Fn() + Send + Sync>);

impl Bell {
    /// A bell, and what hears it.
    pub fn new() -> (Self, Receiver<()>) {
        let (ring, heard) = bounded(1);
        // Full is rung already; nobody there needs no bell.
        (Self::calling(move || ring.try_send(()).unwrap_or(())), heard)
    }

    /// A bell that calls somebody, who must not wait.
    pub fn calling(call: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(call))
    }

    /// Rings.
    pub fn ring(&self) {
        (self.0)();
    }
}

impl std::fmt::Debug for Bell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bell")
    }
}

/// The other side is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the exercise was closed")]
pub struct Lost;

/// A desk's end.
#[derive(Debug)]
pub struct DeskEnd {
    to: Sender<FromDesk>,
    from: Receiver<ToDesk>,
    bell: Bell,
}

/// The host's end.
#[derive(Debug)]
pub struct HostEnd {
    from: Receiver<FromDesk>,
    to: Sender<ToDesk>,
}

/// A link. `bell` tells the host that the desk said something.
pub fn link(bell: Bell) -> (DeskEnd, HostEnd) {
    let (to_desk, desk_from) = bounded(TO_DESK);
    let (to_host, host_from) = bounded(FROM_DESK);
    (DeskEnd { to: to_host, from: desk_from, bell }, HostEnd { from: host_from, to: to_desk })
}

impl DeskEnd {
    /// Says something. False where too much waits already: an order stays pending and may be sent again.
    pub fn send(&self, frame: FromDesk) -> bool {
        let sent = self.to.try_send(frame).is_ok();
        self.bell.ring();
        sent
    }

    /// What came next.
    ///
    /// # Errors
    /// [`Lost`] once everything was read and the host is gone.
    pub fn next(&self) -> Result<Option<ToDesk>, Lost> {
        match self.from.try_recv() {
            Ok(frame) => {
                // There is room again.
                if self.from.is_empty() {
                    self.bell.ring();
                }
                Ok(Some(frame))
            }
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(Lost),
        }
    }
}

impl HostEnd {
    /// What the desk said next.
    ///
    /// # Errors
    /// [`Lost`] once everything was read and the desk is gone.
    pub fn next(&self) -> Result<Option<FromDesk>, Lost> {
        match self.from.try_recv() {
            Ok(frame) => Ok(Some(frame)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(Lost),
        }
    }

    /// How many frames may be sent now.
    pub fn room(&self) -> usize {
        TO_DESK - self.to.len()
    }

    /// Sends a frame for which there is room.
    pub fn send(&self, frame: ToDesk) {
        // A desk that has gone will be missed at the next look.
        let _ = self.to.try_send(frame);
    }
}
