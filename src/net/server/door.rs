//! The door: who comes in with which secret, and what exercise control orders of it, from its desk or by REST.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::broadcast;

use crate::exercise::order::Desk;
use crate::exercise::role;
use crate::scenario::script::Script;
use crate::store::Note;
use crate::wire::text::{Code, Denied};
use crate::wire::{AccessNews, AccessOrder, Admission, SeatTwice};

use super::access::{Access, EXCON};
use super::guesses::Guesses;
use super::links::Links;
use super::roster::Roster;
use super::seats::Seats;
use super::{MONITOR, Shared};

/// News of the door that wait for a desk of control that does not read.
const NEWS: usize = 256;
/// What whoever has a wrong secret is told.
const WRONG: &str = "this link is not valid; ask exercise control for another one";
/// What they are told after too many.
const SHORT: &str = "too many wrong links were tried; wait a minute, or ask exercise control for another one";

/// The door of an exercise.
pub(super) struct Door {
    inside: Mutex<Inside>,
    news: broadcast::Sender<AccessNews>,
}

/// What is behind the door.
pub(super) struct Inside {
    pub(super) access: Access,
    pub(super) roster: Roster,
    pub(super) seats: Seats,
    pub(super) twice: SeatTwice,
    guesses: Guesses,
    pub(super) links: Links,
}

impl Door {
    pub(super) fn new(access: Access, roster: Roster, twice: SeatTwice) -> Self {
        let (seats, guesses, links) = (Seats::default(), Guesses::default(), Links::default());
        let inside = Inside { access, roster, twice, seats, guesses, links };
        Self { inside: Mutex::new(inside), news: broadcast::channel(NEWS).0 }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that control is told of the door from now on.
    pub(super) fn listen(&self) -> broadcast::Receiver<AccessNews> {
        self.news.subscribe()
    }

    pub(super) fn tell(&self, news: AccessNews) {
        // Where no desk of control is there, nobody hears; the audit has it.
        let _ = self.news.send(news);
    }
}

/// Desks beside control's and the seats' that have, or had, a link of their own.
pub(super) fn watchers<'a>(script: &'a Script, access: &'a Access) -> impl Iterator<Item = &'a str> {
    access.desks().filter(|name| role::desk(script, name).is_some_and(Desk::has_role))
}

impl Shared {
    /// Puts something down for the audit.
    pub(super) fn note(&self, desk: &str, event: &str, detail: impl Into<String>) {
        if !self.host.note(Note::now(desk, event, detail)) {
            self.counters.notes_lost.add(1);
        }
    }

    /// The desk that a secret opens. A wrong one costs time, and after many of them less of ours.
    pub(super) async fn opens(&self, secret: &str, peer: &str) -> Result<String, Denied> {
        let (meant, verdict) = {
            let mut inside = self.door.lock();
            if let Some(desk) = inside.access.desk(secret) {
                return Ok(desk.to_owned());
            }
            let meant = inside.access.meant(secret).map(str::to_owned);
            let verdict = inside.guesses.wrong(meant.as_deref(), &self.limits, Instant::now());
            (meant.unwrap_or_default(), verdict)
        };
        if let Some(before) = verdict.before {
            self.note("", "refused", before);
        }
        if let Some(notice) = verdict.notice {
            self.note(&meant, "guessing", format!("{notice}; from {peer}"));
            self.door.tell(AccessNews::Notice(notice));
        }
        if verdict.short {
            return Err(Denied::new(Code::Rate, SHORT));
        }
        self.note(&meant, "refused", format!("wrong secret, from {peer}"));
        tokio::time::sleep(self.limits.wrong).await;
        Err(Denied::new(Code::Secret, WRONG))
    }

    /// Whether there is such a desk.
    fn has_desk(&self, desk: &str) -> bool {
        desk == MONITOR || role::desk(&self.host.script(), desk).is_some()
    }

    /// Carries out an order of control to the door.
    ///
    /// # Errors
    /// Why not, in words.
    pub(super) fn order_door(&self, order: AccessOrder) -> Result<AccessNews, String> {
        match order {
            AccessOrder::Reissue { seat } => self.reissue(seat),
            AccessOrder::Revoke { seat } => self.revoke(seat),
            AccessOrder::Admit { knock, how } => self.admit(knock, how),
            AccessOrder::Forget { person } => self.forget(person),
            AccessOrder::SeatTwice(twice) => {
                self.door.lock().twice = twice;
                self.note(EXCON, "role", format!("a seat that is taken twice: {twice:?}"));
                let news = AccessNews::SeatTwice(twice);
                self.door.tell(news.clone());
                Ok(news)
            }
        }
    }

    fn reissue(&self, seat: String) -> Result<AccessNews, String> {
        if !self.has_desk(&seat) {
            return Err(format!("there is no seat `{seat}`"));
        }
        let secret = self.change_links(&seat, |access| access.issue(&seat))?;
        self.note(EXCON, "role", format!("a new link for {seat}"));
        self.tell_watchers();
        Ok(AccessNews::Link { link: self.public.link(secret).to_string(), seat })
    }

    fn revoke(&self, seat: String) -> Result<AccessNews, String> {
        if !self.has_desk(&seat) {
            return Err(format!("there is no seat `{seat}`"));
        }
        if seat == EXCON {
            return Err("control would lock itself out: issue a new link for excon instead".to_owned());
        }
        self.change_links(&seat, |access| {
            access.revoke(&seat);
            Ok(())
        })?;
        self.note(EXCON, "role", format!("the link of {seat} was revoked"));
        let news = AccessNews::Revoked { seat };
        self.door.tell(news.clone());
        self.tell_watchers();
        Ok(news)
    }

    /// Which desks that watch have a link now.
    pub(super) fn watchers(&self) -> AccessNews {
        let (script, inside) = (self.host.script(), self.door.lock());
        let linked = watchers(&script, &inside.access).filter(|desk| !inside.access.is_revoked(desk));
        AccessNews::Watchers(linked.map(str::to_owned).collect())
    }

    fn tell_watchers(&self) {
        self.door.tell(self.watchers());
    }

    /// A change of links counts once it is stored; who came by an old one goes.
    fn change_links<T>(
        &self,
        seat: &str,
        change: impl FnOnce(&mut Access) -> Result<T, String>,
    ) -> Result<T, String> {
        // The file is small, and this is rare: the other connections of this thread go on elsewhere meanwhile.
        tokio::task::block_in_place(|| {
            let mut inside = self.door.lock();
            // What cannot be stored has not happened: nobody loses a link for which there is no other.
            let mut access = inside.access.clone();
            let done = change(&mut access)?;
            access.save()?;
            inside.access = access;
            inside.seats.clear(seat, &Denied::new(Code::Secret, WRONG));
            Ok(done)
        })
    }

    fn admit(&self, knock: u64, how: Admission) -> Result<AccessNews, String> {
        if !self.door.lock().seats.decide(knock, how) {
            return Err(format!("nobody waits under the number {knock} any more"));
        }
        self.note(EXCON, "role", format!("knock {knock}: {how:?}"));
        Ok(AccessNews::KnockOver { number: knock })
    }
}

/// What the door tells next; for ever nothing where nobody listens.
pub(super) async fn next_of(news: &mut Option<broadcast::Receiver<AccessNews>>) -> AccessNews {
    use broadcast::error::RecvError;
    let Some(news) = news else { return std::future::pending().await };
    loop {
        match news.recv().await {
            Ok(news) => return news,
            // Who waits is asked for again at the next join; the rest was for that moment.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}
