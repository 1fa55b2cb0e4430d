//! Who the people of the seats are: the only place that has names. It lies in a file apart from the journal, which knows
//! people by number alone, and is erased when its time is over or when control says so; the journal verifies after that
//! as it did before. The day stands from the first serving on, whether anybody says a name or not: the notes of the audit
//! go with it (`retention`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::limits::PEOPLE;

use super::beside;

/// The file in words.
const WHAT: &str = "the roster";
/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;
/// Characters of a name.
const NAME: usize = 80;

/// What is kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Kept {
    /// The first day on which the names are not kept any more, in days since 1970.
    erase_on: i64,
    /// People by seat.
    seats: BTreeMap<String, People>,
}

/// The people of one seat.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct People {
    /// The last number that was given. It stays when the names go: a number means one person for good.
    last: u16,
    /// Names by number.
    names: BTreeMap<u16, String>,
}

/// Tells the wall time, in ms since 1970: [`crate::store::now_ms`], or a test's own.
pub type Clock = fn() -> i64;

/// The names of an exercise.
#[derive(Clone, Debug)]
pub struct Roster {
    path: PathBuf,
    kept: Kept,
    clock: Clock,
    /// The file has names that were erased.
    stale: bool,
}

impl Roster {
    /// Where the roster of a journal lies.
    pub fn beside(journal: &Path) -> PathBuf {
        let mut path = journal.as_os_str().to_owned();
        path.push(".roster");
        path.into()
    }

    /// Opens the file, or begins a new one that is kept for so many days from now on. Names whose time is over are
    /// erased at once.
    ///
    /// # Errors
    /// Words where it cannot be read or written, or is none.
    pub fn open(path: &Path, days: u32, clock: Clock) -> Result<Self, String> {
        let known = beside::read(WHAT, path)?;
        let is_new = known.is_none();
        let erase_on = clock().div_euclid(DAY_MS) + i64::from(days);
        let kept = known.unwrap_or_else(|| Kept { erase_on, ..Kept::default() });
        let mut roster = Self { path: path.to_owned(), kept, clock, stale: false };
        if is_new {
            roster.save()?;
        }
        roster.erase_what_is_over()?;
        Ok(roster)
    }

    /// Whether what is known of people is not kept any more.
    pub fn is_over(&self) -> bool {
        (self.clock)().div_euclid(DAY_MS) >= self.kept.erase_on
    }

    /// When today began, in ms since 1970: what is put down after the last day is kept for the day.
    pub fn today_ms(&self) -> i64 {
        (self.clock)().div_euclid(DAY_MS) * DAY_MS
    }

    /// Erases all names where their time is over; whether there were any.
    ///
    /// # Errors
    /// Words where the file cannot be written; then the next call tries again.
    pub fn erase_what_is_over(&mut self) -> Result<bool, String> {
        let over = self.is_over() && (self.erase(None) > 0 || self.stale);
        if over {
            self.save()?;
        }
        Ok(over)
    }

    /// The first day on which they are not, as `2027-02-24`.
    pub fn erase_on(&self) -> String {
        date(self.kept.erase_on)
    }

    /// The number of somebody who has sat at this seat.
    pub fn number(&self, seat: &str, name: &str) -> Option<u16> {
        let names = &self.kept.seats.get(seat)?.names;
        names.iter().find(|(_, known)| *known == name).map(|(number, _)| *number)
    }

    /// A number for somebody new; `used` is the last one that the journal knows of.
    ///
    /// # Errors
    /// Words where the seat has had too many people.
    pub fn add(&mut self, seat: &str, name: &str, used: u16) -> Result<u16, String> {
        let people = self.kept.seats.entry(seat.to_owned()).or_default();
        let number = people.last.max(used) + 1;
        if number > PEOPLE {
            return Err(format!("{PEOPLE} people have sat at this seat; ask exercise control"));
        }
        people.last = number;
        people.names.insert(number, name.to_owned());
        Ok(number)
    }

    /// The people of a seat: names by number.
    pub fn people(&self, seat: &str) -> BTreeMap<u16, String> {
        self.kept.seats.get(seat).map(|people| people.names.clone()).unwrap_or_default()
    }

    /// Everybody: seat, number, name.
    pub fn all(&self) -> impl Iterator<Item = (&str, u16, &str)> {
        self.kept.seats.iter().flat_map(|(seat, people)| {
            people.names.iter().map(move |(number, name)| (seat.as_str(), *number, name.as_str()))
        })
    }

    /// Erases one person's name, or all; how many there were. Numbers stay given.
    pub fn erase(&mut self, whom: Option<(&str, u16)>) -> usize {
        let erased = match whom {
            Some((seat, person)) => {
                let people = self.kept.seats.get_mut(seat);
                usize::from(people.is_some_and(|people| people.names.remove(&person).is_some()))
            }
            None => {
                let all = self.kept.seats.values_mut();
                all.map(|people| std::mem::take(&mut people.names).len()).sum()
            }
        };
        self.stale |= erased > 0;
        erased
    }

    /// Writes the file, whole or not at all, readable to its owner alone.
    ///
    /// # Errors
    /// Words where it cannot be written.
    pub fn save(&mut self) -> Result<(), String> {
        beside::write(WHAT, &self.path, &self.kept)?;
        self.stale = false;
        Ok(())
    }
}

/// A name as it is kept; none where it is none.
///
/// # Errors
/// Words where it cannot be one.
pub fn name(said: &str) -> Result<Option<String>, String> {
    let name = said.trim();
    if name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Err(format!("a name has {NAME} characters at most, on one line"));
    }
    Ok(Some(name.to_owned()).filter(|name| !name.is_empty()))
}

/// Seat and number of a pseudonym such as `ee-csirt/2`.
pub fn person(pseudonym: &str) -> Option<(&str, u16)> {
    let (seat, number) = pseudonym.rsplit_once('/')?;
    Some((seat, number.parse().ok()?))
}

/// A day since 1970 by the calendar; the last that there is for what lies beyond.
fn date(day: i64) -> String {
    let since = jiff::Span::new().try_days(day);
    since.and_then(|days| Date::constant(1970, 1, 1).checked_add(days)).unwrap_or(Date::MAX).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_its_date() {
        for (day, text) in
            [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_818, "2026-12-31")]
        {
            assert_eq!(date(day), text);
        }
    }

    #[test]
    fn numbers_outlive_names_and_names_go_when_their_time_is_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.roster");
        let mut roster = Roster::open(&path, 30, || 0).unwrap();
        assert!(path.exists(), "its day stands from the first serving on");
        assert_eq!(roster.add("a", "Anna", 0), Ok(1));
        assert_eq!(roster.add("a", "Berta", 4), Ok(5), "the journal knows of four");
        assert_eq!((roster.number("a", "Anna"), roster.number("b", "Anna")), (Some(1), None));
        roster.save().unwrap();
        assert_eq!(roster.erase(Some(("a", 1))), 1);
        assert_eq!(roster.number("a", "Anna"), None);
        let kept = Roster::open(&path, 1, || 29 * DAY_MS).unwrap();
        assert_eq!((kept.all().count(), kept.erase_on().as_str()), (2, "1970-01-31"));
        let mut over = Roster::open(&path, 30, || 30 * DAY_MS).unwrap();
        assert_eq!(over.all().count(), 0);
        assert_eq!(over.add("a", "Clara", 0), Ok(6));
        assert!(!std::fs::read_to_string(&path).unwrap().contains("Anna"));
    }

    #[test]
    fn names_that_could_not_be_erased_from_the_file_are_erased_later() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("away");
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("x.roster");
        let mut roster = Roster::open(&path, 30, || 0).unwrap();
        roster.add("a", "Anna", 0).unwrap();
        roster.save().unwrap();
        roster.clock = || 30 * DAY_MS;
        let elsewhere = dir.path().join("elsewhere");
        std::fs::rename(&folder, &elsewhere).unwrap();
        assert!(roster.erase_what_is_over().is_err());
        std::fs::rename(&elsewhere, &folder).unwrap();
        assert_eq!(roster.erase_what_is_over(), Ok(true));
        assert!(!std::fs::read_to_string(&path).unwrap().contains("Anna"));
        assert_eq!(roster.erase_what_is_over(), Ok(false));
    }
}
