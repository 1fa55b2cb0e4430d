//! Who joins: a number for whoever says their name, and the names for those who may have them.

use std::sync::Arc;

use crate::wire::AccessNews;
use crate::wire::text::{Code, Denied};

use super::roster;
use super::{EXCON, Shared};

/// What somebody hears whose name cannot be stored.
const NOT_NOTED: &str =
    "your name cannot be kept at the moment: join without one, or again when exercise control says so";

impl Shared {
    /// The number of whoever joins a seat under this name; 0 where they say none. Who has sat there before under the same
    /// name has the same number.
    pub(super) async fn person(self: &Arc<Self>, desk: &str, name: Option<&str>) -> Result<u16, Denied> {
        let said = roster::name(name.unwrap_or_default()).map_err(|why| Denied::new(Code::Frame, why))?;
        let Some(name) = said.filter(|_| desk != EXCON) else { return Ok(0) };
        if let Some(known) = self.known(desk, &name) {
            return Ok(known);
        }
        let (shared, desk) = (Arc::clone(self), desk.to_owned());
        let added = tokio::task::spawn_blocking(move || shared.add(&desk, &name));
        let lost = |why: String| Denied::new(Code::Closed, why);
        added.await.map_err(|why| lost(why.to_string()))?.map_err(lost)
    }

    fn known(&self, desk: &str, name: &str) -> Option<u16> {
        self.door.lock().roster.number(desk, name)
    }

    fn add(&self, desk: &str, name: &str) -> Result<u16, String> {
        let used = self.host.people(desk)?;
        let mut inside = self.door.lock();
        // Somebody may have joined twice at once.
        let number = match inside.roster.number(desk, name) {
            Some(number) => number,
            None => {
                let mut roster = inside.roster.clone();
                let number = roster.add(desk, name, used)?;
                if let Err(why) = roster.save() {
                    // Whoever joins need not know where files lie: control is told.
                    self.door.tell(AccessNews::Notice(why));
                    return Err(NOT_NOTED.to_owned());
                }
                inside.roster = roster;
                number
            }
        };
        inside.seats.other_names(Some(desk));
        self.door.tell(AccessNews::Person { seat: desk.to_owned(), person: number, name: name.to_owned() });
        Ok(number)
    }

    /// Erases names: of everybody, or of `SEAT/NUMBER`.
    pub(super) fn forget(&self, person: Option<String>) -> Result<AccessNews, String> {
        let whom = match &person {
            None => None,
            Some(said) => {
                let whom = roster::person(said);
                Some(whom.ok_or_else(|| format!("`{said}` is no person: write SEAT/NUMBER"))?)
            }
        };
        // The file is small, and this is rare.
        tokio::task::block_in_place(|| {
            let mut inside = self.door.lock();
            let mut roster = inside.roster.clone();
            if roster.erase(whom) == 0 && whom.is_some() {
                return Err(format!("the roster has no name for {}", person.as_deref().unwrap_or_default()));
            }
            roster.save()?;
            inside.roster = roster;
            inside.seats.other_names(whom.map(|(seat, _)| seat));
            Ok(())
        })?;
        self.note(
            EXCON,
            "role",
            match &person {
                None => "the roster was erased".to_owned(),
                Some(person) => format!("the name of {person} was erased from the roster"),
            },
        );
        let news = AccessNews::Forgotten { person };
        self.door.tell(news.clone());
        Ok(news)
    }
}
