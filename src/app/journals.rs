//! The journals in the data folder, as the lobby shows them. They are read beside the window: a shelf of a hundred finished
//! exercises must not hold up its first frame.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::shelf;
use crate::desk::lobby::JournalCard;
use crate::exercise::fact::Phase;
use crate::record::replay::Replay;
use crate::store::{Fault, Reader};

/// Journals that are looked at at most: the latest.
const JOURNALS: usize = 500;
/// So long the lobby waits for them before it is drawn: a few are there at once, and nothing jumps.
const AT_ONCE: Duration = Duration::from_millis(250);

/// What the lobby knows of the journals on this machine.
#[derive(Default)]
pub(super) struct Journals {
    read: BTreeMap<PathBuf, Read>,
    cards: Vec<JournalCard>,
    coming: Option<Receiver<(PathBuf, Read)>>,
    /// How many of them are still to come.
    left: usize,
}

/// A journal that was read.
struct Read {
    /// The file as it was then; none where it could not be read, so that it is tried again.
    stamp: Option<Stamp>,
    /// When it ended, else when it was written last, in ms since 1970.
    when: i64,
    card: JournalCard,
}

/// What changes when a file is written.
type Stamp = (SystemTime, u64);

impl Journals {
    /// Looks at the folder anew: what changed there is read. `wake` is called when there is something to take in.
    pub(super) fn look(&mut self, data: &Path, wake: impl Fn() + Send + 'static) {
        let files = files(data);
        self.read.retain(|path, read| read.stamp.is_some() && files.iter().any(|(of, _)| of == path));
        let known = |(path, stamp): &(PathBuf, Stamp)| {
            self.read.get(path).is_some_and(|read| read.stamp == Some(*stamp))
        };
        let new: Vec<(PathBuf, Stamp)> = files.into_iter().filter(|file| !known(file)).collect();
        (self.left, self.coming) = (new.len(), None);
        if !new.is_empty() {
            let (tell, told) = bounded(new.len());
            let read = move || read_all(&new, &tell, &wake);
            // Without a thread of its own it is read when the lobby is looked at next.
            let began = std::thread::Builder::new().name("journals".to_owned()).spawn(read);
            self.coming = began.ok().map(|_| told);
        }
        self.take_in(AT_ONCE);
    }

    /// Takes in what was read since, waiting so long for the rest.
    pub(super) fn take_in(&mut self, patience: Duration) {
        let until = Instant::now() + patience;
        while let Some(coming) = &self.coming {
            match coming.recv_deadline(until) {
                Ok((path, read)) => {
                    self.left = self.left.saturating_sub(1);
                    self.read.insert(path, read);
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => (self.left, self.coming) = (0, None),
            }
        }
        let mut all: Vec<&Read> = self.read.values().collect();
        all.sort_by(|a, b| b.when.cmp(&a.when).then_with(|| b.card.id.cmp(&a.card.id)));
        self.cards = all.into_iter().map(|read| read.card.clone()).collect();
    }

    /// Whether some are still to come.
    pub(super) fn waits(&self) -> bool {
        self.coming.is_some()
    }

    /// The journals so far, the latest first, and how many are still to come.
    pub(super) fn cards(&self) -> (&[JournalCard], usize) {
        (&self.cards, self.left)
    }
}

/// The journals in the folder, those that were written last first.
fn files(data: &Path) -> Vec<(PathBuf, Stamp)> {
    let Ok(folder) = shelf::journals_folder(data) else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let stamp = |path: &Path| {
        let about = path.metadata().ok()?;
        Some((about.modified().ok()?, about.len()))
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut found: Vec<(PathBuf, Stamp)> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "startex"))
        .filter_map(|path| stamp(&path).map(|stamp| (path, stamp)))
        .collect();
    found.sort_by(|a, b| (b.1, &b.0).cmp(&(a.1, &a.0)));
    found.truncate(JOURNALS);
    found
}

/// Reads one after the other, until nobody wants to know any more.
fn read_all(files: &[(PathBuf, Stamp)], tell: &Sender<(PathBuf, Read)>, wake: &impl Fn()) {
    for (path, stamp) in files {
        if tell.send((path.clone(), read(path, *stamp))).is_err() {
            return;
        }
        wake();
    }
}

/// A journal in the lobby's words. One that cannot be read is shown with the reason: it may be somebody's only copy.
fn read(path: &Path, stamp: Stamp) -> Read {
    let title = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let written = stamp.0.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
    let (note, ended, stamp) = match look_into(path) {
        Ok((replay, ended)) => (note(&replay, ended), ended, Some(stamp)),
        Err(fault) => (fault.to_string(), None, None),
    };
    let when = ended.map_or(written, |at| at.unwrap_or(written));
    Read {
        stamp,
        when,
        card: JournalCard { id: path.display().to_string(), title, note, ended: ended.is_some() },
    }
}

/// The exercise as it was left; and, where it has ended, when that was by the machine's clock, if that is known.
fn look_into(path: &Path) -> Result<(Replay, Option<Option<i64>>), Fault> {
    let reader = Reader::open(path)?;
    let mut endex = None;
    let replay = reader.skim(&mut |state, record| {
        if endex.is_none() && state.phase == Phase::Ended {
            endex = Some(record.number);
        }
    })?;
    let ended = endex.map(|record| reader.stored_ms(record)).transpose()?;
    Ok((replay, ended))
}

fn note(replay: &Replay, ended: Option<Option<i64>>) -> String {
    let (script, state) = (&replay.exercise.script, &replay.exercise.state);
    let title = &script.about.title;
    let so_far = match ended {
        None => format!("{title}, at {}", script.clock.show(state.now)),
        Some(at) => {
            let day = at.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
            let day = day.map(|day| format!(" on {}", day.strftime("%-d %B %Y"))).unwrap_or_default();
            let standing = if state.signed_off.is_some() { "signed off" } else { "not signed off yet" };
            format!("{title}, finished{day}, {standing}")
        }
    };
    if replay.reruns() {
        return so_far;
    }
    // Its rules are not those of this release: the window would have to play on under others.
    format!("{so_far}; written under rules number {}: startex report reads it", replay.header.rules)
}
