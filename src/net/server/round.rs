//! The round: what the exercise has for the desks is brought to them by a few postmen, not by a task a desk that must be
//! woken for it. A desk's own task is left what takes time: the first frame, and lines that do not take everything at once.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::net::{Bell, DeskEnd, Lost};
use crate::wire::{FromDesk, Scribe, ToDesk};

use super::Shared;
use super::counters::Counters;
use super::frames::Frames;
use super::websocket::{Outlet, Stuck};

/// Desks that a postman sees to before others have their turn.
const AT_ONCE: usize = 32;
/// Bytes that leave together at most, give or take a frame.
const TOGETHER: usize = 32 << 10;

/// A desk that has joined, as its postman knows it.
pub(super) struct Addressee {
    out: Arc<Outlet>,
    /// Set once the exercise has let it in.
    end: OnceLock<DeskEnd>,
    /// It was said hello to: what comes now may be brought.
    greeted: AtomicBool,
    /// It stands in the list of a postman.
    listed: AtomicBool,
    /// Something is left for its own task.
    pub(super) left: Notify,
}

/// What a desk's own task has to see to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// Nothing.
    Nothing,
    /// The line did not take everything.
    Rest,
    /// The first frame.
    Hello,
    /// The exercise has gone.
    Lost,
    /// The other side has gone.
    Gone,
}

/// What a postman carries from desk to desk.
#[derive(Debug, Default)]
pub(super) struct Bag {
    frames: Frames,
    scribe: Scribe,
}

/// The lists of the postmen. Each desk stands in one at most once.
pub(super) struct Round {
    lists: Vec<UnboundedSender<Arc<Addressee>>>,
    next: AtomicUsize,
}

impl Addressee {
    pub(super) fn new(out: Arc<Outlet>) -> Arc<Self> {
        Arc::new(Self {
            out,
            end: OnceLock::new(),
            greeted: AtomicBool::new(false),
            listed: AtomicBool::new(false),
            left: Notify::new(),
        })
    }

    /// The exercise has let it in.
    pub(super) fn let_in(&self, end: DeskEnd) {
        // A desk is let in once.
        let _ = self.end.set(end);
    }

    /// The desk says something to the exercise; false where too much waits there.
    pub(super) fn says(&self, frame: FromDesk) -> bool {
        self.end.get().is_some_and(|end| end.send(frame))
    }

    /// What the exercise has for it next, for its own task.
    pub(super) fn next(&self) -> Result<Option<ToDesk>, Lost> {
        self.end.get().map_or(Ok(None), DeskEnd::next)
    }

    /// It was said hello to.
    pub(super) fn greeted(&self) {
        self.greeted.store(true, Ordering::SeqCst);
    }

    /// Nothing more is brought to it: what its own task says now is the last word.
    pub(super) fn leaves(&self) {
        self.greeted.store(false, Ordering::SeqCst);
    }

    /// Brings all that the exercise has for it, as far as it is taken.
    pub(super) fn bring(&self, bag: &mut Bag, counters: &Counters) -> Left {
        let Bag { frames, scribe } = bag;
        // Before it is looked at: what comes from now on puts it in the list again.
        self.listed.store(false, Ordering::SeqCst);
        let Some(end) = self.end.get() else { return Left::Nothing };
        if !self.greeted.load(Ordering::SeqCst) {
            return Left::Hello;
        }
        let mut lost = false;
        let poured = self.out.pour(frames, |frames| {
            while frames.bytes().len() < TOGETHER && self.greeted.load(Ordering::SeqCst) {
                match end.next() {
                    Ok(Some(frame)) => frames.text(|text| scribe.write(&frame, text)),
                    Ok(None) => break,
                    Err(Lost) => {
                        lost = true;
                        break;
                    }
                }
            }
            counters.sent(frames);
        });
        match poured {
            Ok(true) if lost => Left::Lost,
            Ok(true) => Left::Nothing,
            Ok(false) | Err(Stuck::Slow) => Left::Rest,
            Err(Stuck::Gone) => Left::Gone,
        }
    }
}

impl Round {
    /// So many postmen; each goes on until the round is dropped.
    pub(super) fn new(postmen: usize) -> (Self, Vec<Postman>) {
        let (lists, men) =
            (0..postmen).map(|_| unbounded_channel()).map(|(list, hears)| (list, Postman(hears))).unzip();
        (Self { lists, next: AtomicUsize::new(0) }, men)
    }

    /// The bell of a desk: its postman comes by.
    pub(super) fn bell(&self, desk: &Arc<Addressee>) -> Bell {
        let place = self.next.fetch_add(1, Ordering::Relaxed) % self.lists.len();
        let (list, desk) = (self.lists[place].clone(), Arc::downgrade(desk));
        Bell::calling(move || {
            if let Some(desk) = desk.upgrade()
                && !desk.listed.swap(true, Ordering::SeqCst)
            {
                // Where the postmen have gone, the server stops, and the desk is told by its own task.
                let _ = list.send(desk);
            }
        })
    }
}

/// Brings what there is to the desks in its list.
pub(super) struct Postman(UnboundedReceiver<Arc<Addressee>>);

impl Postman {
    pub(super) async fn walk(mut self, shared: Arc<Shared>) {
        let (mut desks, mut bag) = (Vec::with_capacity(AT_ONCE), Bag::default());
        while self.0.recv_many(&mut desks, AT_ONCE).await > 0 {
            for desk in desks.drain(..) {
                if desk.bring(&mut bag, &shared.counters) != Left::Nothing {
                    desk.left.notify_one();
                }
            }
            tokio::task::yield_now().await;
        }
    }
}
