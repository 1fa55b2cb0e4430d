//! What whoever started a server reads: which exercise it is, and what comes next. Programs read the links on stdout; people
//! read both, so that nothing stands twice.

use std::io::IsTerminal;
use std::path::Path;

use crate::base::excerpt::count;
use crate::exercise::fact::Phase;
use crate::exercise::role;
use crate::net::server::MONITOR;
use crate::scenario::script::Script;

use super::super::print::say;

/// How the server was found and what it did so far.
pub(super) struct Begun<'a> {
    pub(super) script: &'a Script,
    pub(super) journal: &'a Path,
    pub(super) phase: Phase,
    /// Links that are new.
    pub(super) links: usize,
    /// The page that they were written to.
    pub(super) page: Option<&'a Path>,
}

/// Says who the link is for, before it is printed: beside the link where a person reads both, else with the seat's id.
pub(super) fn title(script: &Script, desk: &str) {
    let title = titled(script, desk);
    if std::io::stdout().is_terminal() { say!("\n{title}") } else { say!("{desk}: {title}") }
}

/// A desk as people know it.
fn titled(script: &Script, desk: &str) -> String {
    match role::desk(script, desk) {
        Some(desk) => role::title(script, desk),
        None if desk == MONITOR => "A program that watches over the server".to_owned(),
        None => desk.to_owned(),
    }
}

impl Begun<'_> {
    /// Which exercise it is, how it is joined, begun and ended.
    pub(super) fn tell(&self) {
        let Self { script, journal, .. } = self;
        let (seats, states) = (count(script.seats.len(), "seat"), count(script.states.len(), "state"));
        say!("“{}”, {seats} in {states}", script.about.title);
        say!("- Hand out: {}", self.hand_out());
        say!("- Join: startex join 'LINK' at each seat, or Join in the lobby of the window");
        match self.phase {
            Phase::Ready => say!(
                "- Begin: exercise control joins with the link of excon, looks in the tab Door who is there, and starts the clock"
            ),
            Phase::Ended => say!("- The exercise has ended: desks that join read its debrief"),
            _ => say!("- Go on: exercise control joins with its link, and lets the clock run again"),
        }
        say!("- End: control orders ENDEX, and signs the debrief off");
        say!("- Again: startex serve - --journal {} goes on where it stopped", journal.display());
    }

    fn hand_out(&self) -> String {
        match (self.links, self.page) {
            (0, _) => "the links that were shown before; --reissue SEAT makes a new one".to_owned(),
            (_, Some(page)) => format!("print {} and cut it, a card a seat", page.display()),
            _ => "the links above, to each seat its own; they are shown this once, and --print FILE makes a page of them to cut"
                .to_owned(),
        }
    }
}
