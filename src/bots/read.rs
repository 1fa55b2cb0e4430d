//! What a bot remembers of what it read: not the whole inbox, which nobody asks it for.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Name;
use crate::exercise::entry::{Letter, Post};
use crate::exercise::reference::Handle;

/// All that it read.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    /// The letters, oldest first.
    letters: Vec<Arc<Letter>>,
    /// What opened a thread, by its handle's number.
    threads: BTreeMap<u32, Opening>,
}

/// The post that opened a thread.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    /// The incident that it is about.
    pub(super) about: Option<u32>,
    /// The seat that wrote it, where it is a seat.
    pub(super) from: Option<Name>,
}

impl Read {
    /// Reads a post.
    pub(super) fn post(&mut self, post: &Post) {
        self.letters.push(Arc::clone(&post.letter));
        if let Some(thread) = post.thread {
            self.threads.entry(thread.number()).or_insert_with(|| Opening {
                about: post.about.map(Handle::number),
                from: post.from_seat.clone(),
            });
        }
    }

    /// What opened the thread.
    pub(super) fn opening(&self, thread: u32) -> Option<&Opening> {
        self.threads.get(&thread)
    }

    /// The words of all that was read.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.letters.iter().map(|letter| letter.text.get("en"))
    }
}
