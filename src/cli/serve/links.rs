//! The join links: made where there are none, told once, on the screen and on paper.

use std::io::{Write, stdout};
use std::path::Path;

use crate::exercise::order::Desk;
use crate::exercise::role;
use crate::net::JoinLink;
use crate::net::server::{Access, Card, MONITOR, Public, print_page, private};
use crate::scenario::script::Script;

use super::super::print::say;
use super::super::{Failure, args};
use super::welcome;

/// New secrets: for desks that have none, and for those that are named.
pub(super) fn issue(
    args: &args::Serve,
    script: &Script,
    access: &mut Access,
) -> Result<Vec<(String, String)>, Failure> {
    let watched = args.monitor || args.reissue.iter().any(|named| named == MONITOR);
    let known = |named: &String| named == MONITOR || role::desk(script, named).is_some();
    if let Some(unknown) = args.reissue.iter().find(|named| !known(named)) {
        return Err(Failure::usage(format!("there is no desk `{unknown}` to give a new link to")));
    }
    let mut desks = vec![Desk::Excon];
    desks.extend(script.seats.ids().map(Desk::Seat));
    desks.extend(helpers(args, script));
    let mut names: Vec<String> = desks.into_iter().map(|desk| role::name(script, desk)).collect();
    names.extend(watched.then(|| MONITOR.to_owned()));
    names.extend(args.reissue.iter().filter(|named| !names.contains(named)).cloned().collect::<Vec<_>>());
    let mut issued = Vec::new();
    for desk in names {
        if !access.has(&desk) || args.reissue.contains(&desk) {
            let secret = access.issue(&desk).map_err(Failure::usage)?;
            issued.push((desk, secret));
        }
    }
    access.save().map_err(Failure::usage)?;
    Ok(issued)
}

/// The desks that play no seat for which links were asked for.
fn helpers(args: &args::Serve, script: &Script) -> Vec<Desk> {
    let mut desks: Vec<Desk> = (1..=args.controllers).map(Desk::Controller).collect();
    desks.extend((1..=args.evaluators).map(Desk::Evaluator));
    desks.extend(args.observers.then_some(Desk::Observer));
    desks.extend(args.room.then_some(Desk::Room));
    if args.moderators {
        desks.extend(script.states.ids().map(Desk::Moderator));
    }
    desks
}

/// Prints the new links, a line each, and writes the page of them that was asked for, which is the answer.
pub(super) fn tell<'a>(
    args: &'a args::Serve,
    script: &Script,
    public: &Public,
    issued: &[(String, String)],
) -> Result<Option<&'a Path>, Failure> {
    let mut cards = Vec::new();
    for (desk, secret) in issued {
        welcome::title(script, desk);
        // Whoever reads them may have gone: the exercise goes on.
        if desk == MONITOR {
            let _ = writeln!(stdout(), "{desk} {secret}");
            continue;
        }
        let link = public.link(secret.clone());
        let _ = writeln!(stdout(), "{desk} {link}");
        cards.push(Card { desk: desk.clone(), link });
    }
    let Some(file) = &args.print else { return Ok(None) };
    if cards.is_empty() {
        say!("startex: no link is new, and {} was not written", file.display());
        return Ok(None);
    }
    let page = print_page(script, &cards).map_err(Failure::usage)?;
    write(file, &page)?;
    Ok(Some(file))
}

/// The page opens every seat: its owner alone may read it.
fn write(file: &Path, page: &str) -> Result<(), Failure> {
    private(file)
        .and_then(|mut to| to.write_all(page.as_bytes()))
        .map_err(|why| Failure::usage(format!("{} cannot be written: {why}", file.display())))?;
    say!("wrote {}: it opens every seat; keep it as you would keep passwords", file.display());
    Ok(())
}

/// Where a proxy is found; none where the text is no address of one.
pub(super) fn proxy(url: &str) -> Option<Public> {
    // It is read as a link is read: with a secret that stands in for all.
    let any = format!("{}/join#secret=0000000000000000", url.trim_end_matches('/'));
    let JoinLink { tls, host, port, .. } = any.parse().ok()?;
    Some(Public { tls, host, port, pin: None })
}
