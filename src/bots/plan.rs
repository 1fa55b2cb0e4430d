//! What a bot means to do, and when. An intent is planned once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::base::{At, Known, Name};

/// Something that a bot means to do; the words are found when its time comes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Intent {
    /// Class an incident.
    Classify(u32),
    /// Class it again, now that it has grown.
    Reclassify(u32),
    /// Do a duty.
    Notify(u32),
    /// Share an item.
    Share(u32),
    /// Keep the evidence of a service, before anything else is done to it.
    Preserve(Name),
    /// Use a defence at a service.
    Defend(Name, Name),
    /// Answer a question.
    Answer(u32),
    /// Vote on a case.
    Vote(u32),
    /// Speak to the public about an incident, since this post asked for it.
    Speak(u32, u32),
    /// Report an incident to one's own crisis authority, or to the network.
    Report(u32),
    /// Raise a mechanism for an incident.
    Raise(String, u32),
    /// Ask for help with an incident, of one after the other while it lasts.
    AskForHelp(u32),
    /// Offer help with an incident to a state.
    Offer(u32, String),
    /// Ask the states concerned what they know of an incident.
    AskPeers(u32),
    /// Propose a joint measure for an incident.
    Propose(u32),
    /// Answer a question of a probe.
    Probe(u32),
    /// Ask the originator of an item for its tear-line.
    AskTearLine(u32),
    /// Ask the originator of an item to let it go further.
    AskRelease(u32),
    /// Pass an item on to those to whom its originator has let it go.
    PassReleased(u32),
}

/// What becomes of an intent once its time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// It is done with for good.
    Done,
    /// It is looked at again then.
    At(At),
    /// It may be planned anew.
    Anew,
}

/// Plans in order of time.
#[derive(Clone, Debug, Default)]
pub(super) struct Plans {
    due: BinaryHeap<Reverse<(At, Intent)>>,
    known: Known<Intent>,
}

impl Plans {
    pub(super) fn knows(&self, intent: &Intent) -> bool {
        self.known.contains(intent)
    }

    /// Whether it was not thought of before; from now on it was.
    pub(super) fn occurs(&mut self, intent: &Intent) -> bool {
        self.known.insert(intent.clone())
    }

    /// It is looked at again then.
    pub(super) fn add(&mut self, at: At, intent: Intent) {
        self.due.push(Reverse((at, intent)));
    }

    /// It may be planned anew when there is reason to.
    pub(super) fn release(&mut self, intent: &Intent) {
        self.known.remove(intent);
    }

    /// Whether its time is still to come.
    pub(super) fn awaits(&self, intent: &Intent) -> bool {
        self.due.iter().any(|Reverse((_, planned))| planned == intent)
    }

    pub(super) fn first(&self) -> Option<At> {
        self.due.peek().map(|Reverse((at, _))| *at)
    }

    /// The first of what is due.
    pub(super) fn take_due(&mut self, now: At) -> Option<Intent> {
        self.first().filter(|at| *at <= now)?;
        self.due.pop().map(|Reverse((_, intent))| intent)
    }
}
