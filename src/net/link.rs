//! A link within one process. It costs what waits in it and nothing before: an exercise has thousands.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crossbeam_channel::{Receiver, bounded};

use crate::wire::{FromDesk, ToDesk};

/// Frames that wait for a desk at most.
const TO_DESK: usize = 64;
/// Frames that wait for the host at most, of one desk.
const FROM_DESK: usize = 1_024;
/// Places that a queue keeps when nothing waits in it.
const KEPT: usize = 4;

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

    /// Whether it is the very same bell.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
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

/// One direction of a link.
#[derive(Debug)]
struct Queue<T> {
    most: usize,
    waits: Mutex<Waits<T>>,
}

#[derive(Debug)]
struct Waits<T> {
    frames: VecDeque<T>,
    /// One of the two ends is gone.
    closed: bool,
    /// There was no room any more: whoever fills it waits for the bell.
    full: bool,
}

impl<T> Queue<T> {
    fn new(most: usize) -> Self {
        Self { most, waits: Mutex::new(Waits { frames: VecDeque::new(), closed: false, full: false }) }
    }

    fn lock(&self) -> MutexGuard<'_, Waits<T>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, frame: T) -> bool {
        let mut waits = self.lock();
        let room = !waits.closed && waits.frames.len() < self.most;
        if room {
            waits.frames.push_back(frame);
        }
        waits.full = waits.frames.len() >= self.most;
        room
    }

    /// What came next, and whether there is room again that somebody waits for.
    fn pop(&self) -> Result<(Option<T>, bool), Lost> {
        let mut waits = self.lock();
        let Some(frame) = waits.frames.pop_front() else {
            return if waits.closed { Err(Lost) } else { Ok((None, false)) };
        };
        if !waits.frames.is_empty() {
            return Ok((Some(frame), false));
        }
        if waits.frames.capacity() > KEPT {
            waits.frames = VecDeque::new();
        }
        Ok((Some(frame), std::mem::take(&mut waits.full)))
    }

    fn room(&self) -> usize {
        self.most.saturating_sub(self.lock().frames.len())
    }

    fn close(&self) {
        self.lock().closed = true;
    }
}

/// What both ends share.
#[derive(Debug)]
struct Both {
    to_host: Queue<FromDesk>,
    to_desk: Queue<ToDesk>,
    host: Bell,
    desk: Bell,
}

/// A desk's end.
#[derive(Debug)]
pub struct DeskEnd(Arc<Both>);

/// The host's end.
#[derive(Debug)]
pub struct HostEnd(Arc<Both>);

/// A link. `host` tells the host that the desk said something or has gone, `desk` tells the desk that there is something
/// for it.
pub fn link(host: Bell, desk: Bell) -> (DeskEnd, HostEnd) {
    let (to_host, to_desk) = (Queue::new(FROM_DESK), Queue::new(TO_DESK));
    let both = Arc::new(Both { to_host, to_desk, host, desk });
    (DeskEnd(Arc::clone(&both)), HostEnd(both))
}

impl DeskEnd {
    /// Says something. False where too much waits already: an order stays pending and may be sent again.
    pub fn send(&self, frame: FromDesk) -> bool {
        let sent = self.0.to_host.push(frame);
        self.0.host.ring();
        sent
    }

    /// What came next.
    ///
    /// # Errors
    /// [`Lost`] once everything was read and the host is gone.
    pub fn next(&self) -> Result<Option<ToDesk>, Lost> {
        let (frame, room_again) = self.0.to_desk.pop()?;
        if room_again {
            self.0.host.ring();
        }
        Ok(frame)
    }
}

impl Drop for DeskEnd {
    fn drop(&mut self) {
        self.0.to_host.close();
        self.0.to_desk.close();
        self.0.host.ring();
    }
}

impl HostEnd {
    /// What the desk said next.
    ///
    /// # Errors
    /// [`Lost`] once everything was read and the desk is gone.
    pub fn next(&self) -> Result<Option<FromDesk>, Lost> {
        self.0.to_host.pop().map(|(frame, _)| frame)
    }

    /// How many frames may be sent now.
    pub fn room(&self) -> usize {
        self.0.to_desk.room()
    }

    /// Sends a frame for which there is room; the desk's bell is to be rung when all are sent.
    pub fn send(&self, frame: ToDesk) {
        // A desk that has gone will be missed at the next look.
        let _ = self.0.to_desk.push(frame);
    }

    /// The desk's bell: it tells the desk that something waits for it.
    pub(crate) fn bell(&self) -> &Bell {
        &self.0.desk
    }
}

impl Drop for HostEnd {
    fn drop(&mut self) {
        self.0.to_host.close();
        self.0.to_desk.close();
        self.0.desk.ring();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn counting() -> (Bell, Arc<AtomicUsize>) {
        let rung = Arc::new(AtomicUsize::new(0));
        let also = Arc::clone(&rung);
        let ring = move || {
            also.fetch_add(1, Ordering::SeqCst);
        };
        (Bell::calling(ring), rung)
    }

    #[test]
    fn who_fills_a_link_is_told_when_there_is_room_again_and_else_left_alone() {
        let (host, rung) = counting();
        let (desk_end, host_end) = link(host, counting().0);
        for _ in 0..3 {
            host_end.send(ToDesk::Fault(None));
        }
        while desk_end.next().unwrap().is_some() {}
        assert_eq!(rung.load(Ordering::SeqCst), 0, "there was room all the while");
        while host_end.room() > 0 {
            host_end.send(ToDesk::Fault(None));
        }
        host_end.send(ToDesk::Fault(None));
        let mut read = 0;
        while desk_end.next().unwrap().is_some() {
            read += 1;
        }
        assert_eq!((read, rung.load(Ordering::SeqCst)), (TO_DESK, 1));
        assert!(desk_end.0.to_desk.lock().frames.capacity() <= KEPT, "an empty link keeps no memory");
    }

    #[test]
    fn an_end_that_goes_is_missed_once_everything_was_read() {
        let ((host, host_rung), (desk, desk_rung)) = (counting(), counting());
        let (desk_end, host_end) = link(host.clone(), desk.clone());
        assert!(desk_end.send(FromDesk::Resume { from: 1 }));
        drop(desk_end);
        assert_eq!(host_rung.load(Ordering::SeqCst), 2);
        assert_eq!(host_end.next(), Ok(Some(FromDesk::Resume { from: 1 })));
        assert_eq!(host_end.next(), Err(Lost));
        let (desk_end, host_end) = link(host, desk);
        drop(host_end);
        assert_eq!(desk_rung.load(Ordering::SeqCst), 1);
        assert!(desk_end.next().is_err());
        assert!(!desk_end.send(FromDesk::Resume { from: 1 }));
    }
}
