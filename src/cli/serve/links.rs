//! The join links: made where there are none, told once, on the screen and on paper.

use std::io::Write;
use std::path::Path;

use crate::net::JoinLink;
use crate::net::server::{Access, Card, EXCON, MONITOR, Public, print_page, private};
use crate::scenario::script::Script;

use super::super::{Failure, args};

/// New secrets: for desks that have none, and for those that are named.
pub(super) fn issue(
    args: &args::Serve,
    script: &Script,
    access: &mut Access,
) -> Result<Vec<(String, String)>, Failure> {
    let watched = args.monitor || args.reissue.iter().any(|named| named == MONITOR);
    let desks = || {
        let seats = script.seats.rows().map(|seat| seat.id.as_str());
        std::iter::once(EXCON).chain(seats).chain(watched.then_some(MONITOR))
    };
    if let Some(unknown) = args.reissue.iter().find(|named| !desks().any(|desk| desk == named.as_str())) {
        return Err(Failure::usage(format!("there is no seat `{unknown}` to give a new link to")));
    }
    let mut issued = Vec::new();
    for desk in desks() {
        if !access.has(desk) || args.reissue.iter().any(|named| named == desk) {
            issued.push((desk.to_owned(), access.issue(desk).map_err(Failure::usage)?));
        }
    }
    access.save().map_err(Failure::usage)?;
    Ok(issued)
}

/// Prints the new links, a line each, and writes the page of them that was asked for.
pub(super) fn tell(
    args: &args::Serve,
    script: &Script,
    public: &Public,
    issued: &[(String, String)],
) -> Result<(), Failure> {
    let (mut cards, mut lines) = (Vec::new(), String::new());
    for (desk, secret) in issued {
        if desk == MONITOR {
            lines += &format!("{desk} {secret}\n");
            continue;
        }
        let link = public.link(secret.clone());
        lines += &format!("{desk} {link}\n");
        cards.push(Card { desk: desk.clone(), link });
    }
    // Whoever reads them may have gone: the exercise goes on.
    let _ = std::io::stdout().lock().write_all(lines.as_bytes());
    let Some(file) = &args.print else { return Ok(()) };
    if cards.is_empty() {
        eprintln!(
            "startex: no link is new, and {} was not written; --reissue SEAT makes one",
            file.display()
        );
        return Ok(());
    }
    let page = print_page(script, &cards).map_err(Failure::usage)?;
    write(file, &page)
}

/// The page opens every seat: its owner alone may read it.
fn write(file: &Path, page: &str) -> Result<(), Failure> {
    private(file)
        .and_then(|mut to| to.write_all(page.as_bytes()))
        .map_err(|why| Failure::usage(format!("{} cannot be written: {why}", file.display())))?;
    eprintln!("wrote {}: it opens every seat; keep it as you would keep passwords", file.display());
    Ok(())
}

/// Where a proxy is found; none where the text is no address of one.
pub(super) fn proxy(url: &str) -> Option<Public> {
    // It is read as a link is read: with a secret that stands in for all.
    let any = format!("{}/join#secret=0000000000000000", url.trim_end_matches('/'));
    let JoinLink { tls, host, port, .. } = any.parse().ok()?;
    Some(Public { tls, host, port, pin: None })
}
