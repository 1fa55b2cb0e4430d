//! Where the host stores records.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use crate::exercise::fact::Record;
use crate::exercise::state::State;
use crate::record::journal::{Header, Journal};
use crate::record::replay::Replay;
use crate::record::{Tip, snapshot};
use crate::scenario::script::Script;
use crate::session::{Doctrines, Past, Session};
use crate::store::{Note, Store};

/// Stores records, for good.
pub trait Keeper: Send {
    /// Stores a batch, whole or not at all; records that were given before are passed over.
    ///
    /// # Errors
    /// Why it cannot, in words for exercise control. The same batch is given again.
    fn append(&mut self, records: &[Arc<Record>]) -> Result<(), String>;

    /// Where what is stored ends, with the hash that stands for all of it; none where nothing is kept.
    fn tip(&self) -> Option<Tip> {
        None
    }

    /// The state behind the last record that was stored, now and then and at the end.
    fn mark(&mut self, _state: &State) {}

    /// Stores notes of the audit, all or none; they are no part of the exercise.
    ///
    /// # Errors
    /// Why it cannot. The same notes are given again.
    fn note(&mut self, _notes: &[Note]) -> Result<(), String> {
        Ok(())
    }

    /// Erases notes of the audit from before this wall time, in ms since 1970; how many there were.
    ///
    /// # Errors
    /// Why it cannot; then all of them are still there.
    fn erase_notes(&mut self, _before_ms: i64) -> Result<usize, String> {
        Ok(0)
    }

    /// A closed journal with all that is stored so far, as the bytes of its file.
    ///
    /// # Errors
    /// Why there is none.
    fn copy(&mut self) -> Result<Vec<u8>, String> {
        Err("this exercise keeps no journal".to_owned())
    }

    /// Nothing comes any more.
    fn close(&mut self) {}
}

/// Stores nothing beyond the life of the process: for rehearsals and tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct InMemory;

impl Keeper for InMemory {
    fn append(&mut self, _: &[Arc<Record>]) -> Result<(), String> {
        Ok(())
    }
}

/// Stores in a journal file.
#[derive(Debug)]
pub struct Stored {
    journal: Journal,
    store: Option<Store>,
}

/// A journal that was opened to go on with.
pub struct Reopened {
    /// Where what follows is stored.
    pub keeper: Stored,
    /// The scenario, out of the journal itself.
    pub script: Arc<Script>,
    /// Its header.
    pub header: Header,
    /// Every record.
    pub records: Records,
}

/// What an exercise goes on from.
#[derive(Default)]
pub enum Records {
    /// Nothing: it is a new one.
    #[default]
    None,
    /// These, which are folded first.
    These(Vec<Record>),
    /// Those of a journal, which were lived through as it was read.
    Lived(Box<Session>),
}

impl Records {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Self::None => 0,
            Self::These(records) => records.len(),
            Self::Lived(session) => usize::try_from(session.stored()).unwrap_or(usize::MAX),
        }
    }
}

impl From<Vec<Record>> for Records {
    fn from(records: Vec<Record>) -> Self {
        if records.is_empty() { Self::None } else { Self::These(records) }
    }
}

impl Stored {
    /// A new journal at `path`.
    ///
    /// # Errors
    /// Words where the file exists or cannot be written.
    pub fn create(path: &Path, header: Header) -> Result<Self, String> {
        let mut journal = Journal::new(header);
        let store = Store::create(path, &mut journal.log).map_err(|fault| fault.to_string())?;
        Ok(Self { journal, store: Some(store) })
    }

    /// Opens the journal at `path` to go on with it.
    ///
    /// # Errors
    /// Words where it is in use, no journal, not as it was written, or of other rules.
    pub fn open(path: &Path) -> Result<Reopened, String> {
        let past: RefCell<Option<Past>> = RefCell::default();
        let mut begun = |replay: &Replay| {
            let (script, header) = (Arc::clone(&replay.exercise.script), replay.header.clone());
            past.replace(Some(Past::new(script, header, Box::new(Doctrines))));
        };
        let mut each = |state: &State, record: &Record| {
            if let Some(past) = &mut *past.borrow_mut() {
                past.live(state, record.clone());
            }
        };
        let (store, replay) =
            Store::open_with(path, &mut begun, &mut each).map_err(|fault| fault.to_string())?;
        if !replay.reruns() {
            return Err(format!(
                "{} was written under rules number {}, which this release cannot go on with; use the release that \
                 wrote it",
                path.display(),
                replay.header.rules
            ));
        }
        let (header, exercise, tip, rest) = replay.into_rest();
        let script = Arc::clone(&exercise.script);
        let mut keeper = Self { journal: Journal::resume(header.clone(), &tip), store: Some(store) };
        keeper.append(&rest.into_iter().map(Arc::new).collect::<Vec<_>>())?;
        let session = past.into_inner().map(|past| Box::new(past.goes_on(exercise)));
        // A journal without records is as good as none.
        let lived = session.filter(|session| session.stored() > 0);
        Ok(Reopened { keeper, script, header, records: lived.map_or(Records::None, Records::Lived) })
    }
}

impl Keeper for Stored {
    fn append(&mut self, records: &[Arc<Record>]) -> Result<(), String> {
        let Some(store) = &mut self.store else { return Err("the journal was closed".to_owned()) };
        for record in records {
            if record.number > self.journal.log.last_record() {
                self.journal.append(record).map_err(|why| why.to_string())?;
            }
        }
        self.journal.log.seal();
        store.append(&mut self.journal.log).map_err(|fault| fault.to_string())
    }

    fn tip(&self) -> Option<Tip> {
        Some(self.journal.log.tip())
    }

    fn mark(&mut self, state: &State) {
        let (tip, Some(store)) = (self.journal.log.tip(), &mut self.store) else { return };
        if state.records == tip.records {
            // A mark saves time when the journal is opened again; without one it is opened as well.
            let _ = store.keep_mark(tip.records, &snapshot::mark(state, tip.at));
        }
    }

    fn note(&mut self, notes: &[Note]) -> Result<(), String> {
        let Some(store) = &mut self.store else { return Err("the journal was closed".to_owned()) };
        store.note(notes).map_err(|fault| fault.to_string())
    }

    fn erase_notes(&mut self, before_ms: i64) -> Result<usize, String> {
        let Some(store) = &mut self.store else { return Err("the journal was closed".to_owned()) };
        store.erase_notes(before_ms).map_err(|fault| fault.to_string())
    }

    fn copy(&mut self) -> Result<Vec<u8>, String> {
        let Some(store) = &mut self.store else { return Err("the journal was closed".to_owned()) };
        store.copy().map_err(|fault| fault.to_string())
    }

    fn close(&mut self) {
        // All that was acknowledged is stored; without its seal the file is read as well.
        let _ = self.store.take().map(Store::close);
    }
}
