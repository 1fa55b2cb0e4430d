//! `startex roster`: who the people of a served exercise are, and the erasing of it, with the notes of who came and went.

use std::io::Write;
use std::path::Path;

use crate::base::excerpt::count;
use crate::exercise::team::pseudonym;
use crate::net::server::{Roster, roster};
use crate::store::{Store, now_ms};

use super::print::{self, Shown, say};
use super::{Failure, Outcome, args, store_failure};

pub(super) fn main(args: &args::Roster) -> Outcome {
    let path = Roster::beside(&args.journal);
    // Its day of erasing stands in it.
    let mut roster =
        path.exists().then(|| Roster::open(&path, 0, now_ms)).transpose().map_err(Failure::usage)?;
    if args.erase_audit {
        let erased = erase_notes(&args.journal, i64::MAX)?;
        say!("erased {}", count(erased, "note"));
    } else if roster.as_ref().is_some_and(Roster::is_over) && args.journal.exists() {
        erase_notes(&args.journal, i64::MAX)?;
    }
    match (&mut roster, &args.erase) {
        (Some(roster), Some(whom)) => erase_names(roster, whom.as_deref())?,
        (Some(roster), None) if !args.erase_audit => {
            print::result("the roster", |out| text(&mut Shown(out), roster))?;
        }
        (None, _) if !args.erase_audit => {
            let journal = args.journal.display();
            return Err(Failure::usage(format!("{journal} has no roster: it was never served")));
        }
        _ => {}
    }
    Ok(0)
}

fn erase_notes(journal: &Path, before_ms: i64) -> Result<usize, Failure> {
    let (mut store, _) = Store::open(journal, &mut |_, _| {}).map_err(store_failure)?;
    let erased = store.erase_notes(before_ms).map_err(store_failure)?;
    store.close().map_err(store_failure)?;
    Ok(erased)
}

fn erase_names(roster: &mut Roster, whom: Option<&str>) -> Result<(), Failure> {
    let one = whom.map(|said| {
        let words = format!("`{said}` is no person: write SEAT/NUMBER");
        roster::person(said).ok_or_else(|| Failure::usage(words))
    });
    let erased = roster.erase(one.transpose()?);
    roster.save().map_err(Failure::usage)?;
    say!("erased {}", count(erased, "name"));
    Ok(())
}

fn text(out: &mut dyn Write, roster: &Roster) -> std::io::Result<()> {
    for (seat, person, name) in roster.all() {
        writeln!(out, "{} {name}", pseudonym(seat, person))?;
    }
    if roster.all().next().is_none() {
        say!("nobody has given a name, or all names were erased");
    }
    writeln!(out, "kept until {}", roster.erase_on())
}
