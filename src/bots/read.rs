//! What a bot remembers of what it read: not the whole inbox, which nobody asks it for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::Name;
use crate::exercise::entry::{Letter, Post, PostKind};
use crate::exercise::reference::Handle;
use crate::scenario::words::Tri;

/// All that it read.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    /// The letters, oldest first.
    letters: Vec<Arc<Letter>>,
    /// What opened a thread, by its handle's number.
    threads: BTreeMap<u32, Opening>,
    /// Incidents that something calls malicious.
    malicious: BTreeSet<u32>,
    /// Seats that notified or reported an incident, or asked for help with it.
    reporters: BTreeSet<(u32, Name)>,
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
        if let Some(about) = post.about.map(Handle::number) {
            if post.claims.malicious == Some(Tri::Yes) {
                self.malicious.insert(about);
            }
            if let (Some(from), PostKind::Notice(..) | PostKind::Sitrep | PostKind::Case) =
                (&post.from_seat, &post.kind)
            {
                self.reporters.insert((about, from.clone()));
            }
        }
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

    /// Whether something calls the incident malicious.
    pub(super) fn is_malicious(&self, incident: u32) -> bool {
        self.malicious.contains(&incident)
    }

    /// The seats that reported the incident.
    pub(super) fn reporters(&self, incident: u32) -> impl Iterator<Item = &Name> {
        self.reporters.iter().filter(move |(about, _)| *about == incident).map(|(_, seat)| seat)
    }

    /// The words of all that was read.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.letters.iter().map(|letter| letter.text.get("en"))
    }
}
