//! `startex roster`: who the people of a served exercise are, and the erasing of it.

use std::io::{Write, stdout};

use crate::exercise::team::pseudonym;
use crate::net::server::{Roster, roster};
use crate::store::now_ms;

use super::{Failure, Outcome, args};

pub(super) fn main(args: &args::Roster) -> Outcome {
    let path = Roster::beside(&args.journal);
    if !path.exists() {
        return Err(Failure::usage(format!(
            "{} has no roster: nobody said who they are",
            args.journal.display()
        )));
    }
    // Its day of erasing stands in it.
    let mut roster = Roster::open(&path, 0, now_ms()).map_err(Failure::usage)?;
    match &args.erase {
        None => {
            print(&roster).map_err(|why| Failure::usage(format!("the roster cannot be printed: {why}")))?;
        }
        Some(whom) => {
            let one = whom.as_deref().map(|said| {
                let words = format!("`{said}` is no person: write SEAT/NUMBER");
                roster::person(said).ok_or_else(|| Failure::usage(words))
            });
            let erased = roster.erase(one.transpose()?);
            roster.save().map_err(Failure::usage)?;
            eprintln!("erased {}", crate::base::excerpt::count(erased, "name"));
        }
    }
    Ok(0)
}

fn print(roster: &Roster) -> std::io::Result<()> {
    let mut out = stdout().lock();
    for (seat, person, name) in roster.all() {
        writeln!(out, "{} {name}", pseudonym(seat, person))?;
    }
    writeln!(out, "kept until {}", roster.erase_on())
}
