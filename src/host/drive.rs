//! What drives the session: four steps, one after the other, each time something came or fell due.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use crate::base::excerpt::short;
use crate::exercise::fact::Phase;
use crate::exercise::msel;
use crate::exercise::order::Desk;
use crate::exercise::refusal::Rule;
use crate::exercise::role;
use crate::net::server::Standing;
use crate::net::{Bell, HostEnd, Lost};
use crate::record::Tip;
use crate::session::{Conn, Session};
use crate::store::Note;
use crate::wire::{ClockFace, Outcome, ToDesk};

use super::{Call, Caller, Keeper, Said};

/// Between two rounds of news that nobody asked for, so that a window at rest draws twice a second at most.
const NEWS_EVERY: Duration = Duration::from_millis(500);
/// Rounds of news after a desk came or went.
const ROUNDS: u8 = 4;
/// Records between two marks in the journal, from which it is opened again quickly.
const MARK_EVERY: u64 = 8_192;
/// Between two writes of the audit at least, where nothing else is written.
const NOTES_EVERY: Duration = Duration::from_secs(1);
/// Notes that are kept while they cannot be written.
const NOTES: usize = 32_768;
/// Letters of a name that somebody wrote and that a note repeats.
const NAME: usize = 80;
/// Bells that are rung together at most.
const TOGETHER: usize = 32;
/// Without anything to do, so long at most.
const IDLE: Duration = Duration::from_secs(60);

/// The live exercise.
#[cfg_attr(feature = "host", derive(bevy::ecs::prelude::Resource))]
pub(super) struct Live {
    session: Session,
    /// Only ever used by the one system that has the resource to itself; the lock makes it shareable in type.
    keeper: Mutex<Box<dyn Keeper>>,
    said: Arc<Said>,
    stored: Arc<Mutex<Option<Tip>>>,
    /// Number of the last record that was marked.
    marked: u64,
    calls: Receiver<Call>,
    desks: BTreeMap<Conn, Line>,
    /// The session's connections by the desks' numbers.
    conns: BTreeMap<u64, Conn>,
    began: Instant,
    /// When all desks were told last.
    told: Option<Instant>,
    /// Desks that said something: they wait for what comes of it.
    asked: Vec<Conn>,
    /// Something happened of which not all desks were told yet.
    happened: bool,
    /// How the exercise stood when they were.
    stood: Option<Stands>,
    /// Rounds that are still due because desks came or went: control is told of that no more often than of the clock.
    came: u8,
    /// What is still to be put down for the audit.
    notes: Vec<Note>,
    noted: Instant,
    stopping: bool,
}

/// A desk's connection.
struct Line {
    /// The desk, by its name at the door.
    name: String,
    end: HostEnd,
    caller: Caller,
}

impl Live {
    pub(super) fn new(
        session: Session,
        keeper: Box<dyn Keeper>,
        said: Arc<Said>,
        stored: Arc<Mutex<Option<Tip>>>,
        calls: Receiver<Call>,
    ) -> Self {
        *stored.lock().unwrap_or_else(PoisonError::into_inner) = keeper.tip();
        Self {
            session,
            keeper: Mutex::new(keeper),
            said,
            stored,
            marked: 0,
            calls,
            desks: BTreeMap::new(),
            conns: BTreeMap::new(),
            began: Instant::now(),
            told: None,
            asked: Vec::new(),
            happened: false,
            stood: None,
            came: 0,
            notes: Vec::new(),
            noted: Instant::now(),
            stopping: false,
        }
    }

    /// Milliseconds of a clock that nobody sets.
    fn wall_ms(&self) -> u64 {
        self.began.elapsed().as_millis() as u64
    }

    /// How long there is nothing to do, unless the bell rings.
    pub(super) fn rest(&self) -> Duration {
        let mut rest = self.session.wake_ms().map_or(IDLE, Duration::from_millis);
        if !self.notes.is_empty() {
            rest = rest.min(NOTES_EVERY);
        }
        if let Some(told) = self.told.filter(|_| self.happened || self.came > 0) {
            rest = rest.min(NEWS_EVERY.saturating_sub(told.elapsed()));
        }
        rest
    }

    /// Whether it was told to stop and everything is stored; then the keeper is closed, too.
    pub(super) fn has_stopped(&mut self) -> bool {
        if !self.stopping || self.session.wake_ms() == Some(0) {
            return false;
        }
        let keeper = self.keeper.get_mut().unwrap_or_else(PoisonError::into_inner);
        // The exercise does not wait for its audit.
        let _ = keeper.note(&self.notes);
        keeper.mark(self.session.state());
        keeper.close();
        true
    }

    /// Lets desks in and takes what they said.
    pub(super) fn receive(&mut self) {
        let live = self;
        let wall_ms = live.wall_ms();
        while let Ok(call) = live.calls.try_recv() {
            match call {
                Call::Connect(desk, person, end, caller, sits_down) => {
                    let conn = live.session.connect_as(desk, person);
                    live.asked.push(conn);
                    live.came = ROUNDS;
                    live.conns.insert(caller.number, conn);
                    let name = role::name(live.session.script(), desk);
                    live.desks.insert(conn, Line { name, end, caller });
                    if sits_down {
                        live.session.sits_down(desk, wall_ms);
                    }
                }
                Call::HandOver(seat, person) => live.session.hand_over(seat, person, wall_ms),
                Call::Stop => live.stopping = true,
                // Where they cannot be written, the oldest tell more of what began: the newest go.
                Call::Note(note) if live.notes.len() < NOTES => live.notes.push(note),
                Call::Note(_) => {}
                Call::EraseNotes(before, answers) => {
                    live.notes.retain(|note| note.wall_ms >= before);
                    let keeper = live.keeper.get_mut().unwrap_or_else(PoisonError::into_inner);
                    drop(answers.try_send(keeper.erase_notes(before)));
                }
                // Whoever asked may be gone.
                Call::Standing(answers) => drop(answers.try_send(live.standing())),
                Call::Records(after, room, answers) => {
                    drop(answers.try_send(live.session.records_after(after, room)));
                }
                Call::People(seat, answers) => {
                    let seat = live.session.state().seats.get(seat);
                    let _ = answers.try_send(seat.map_or(0, |seat| seat.team.people()));
                }
                Call::Copy(answers) => {
                    let keeper = live.keeper.get_mut().unwrap_or_else(PoisonError::into_inner);
                    drop(answers.try_send(keeper.copy()));
                }
            }
        }
        for number in live.said.take() {
            live.hear(number, wall_ms);
        }
    }

    /// Takes what one desk said.
    fn hear(&mut self, number: u64, wall_ms: u64) {
        let Some(conn) = self.conns.get(&number).copied() else { return };
        let Some(line) = self.desks.get(&conn) else { return };
        line.caller.looked_at();
        self.asked.push(conn);
        loop {
            match line.end.next() {
                Ok(Some(frame)) => self.session.receive(conn, frame, wall_ms),
                Ok(None) => return,
                Err(Lost) => break,
            }
        }
        self.session.disconnect(conn);
        self.conns.remove(&number);
        self.desks.remove(&conn);
        self.came = ROUNDS;
    }

    /// Moves the exercise on.
    pub(super) fn advance(&mut self) {
        let wall_ms = self.wall_ms();
        self.session.advance(wall_ms);
    }

    /// Stores what happened.
    pub(super) fn store(&mut self) {
        let live = self;
        let began = live.began;
        let keeper = live.keeper.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut any = false;
        while let Some(batch) = live.session.to_store() {
            (any, live.happened) = (true, true);
            let result = keeper.append(batch);
            let failed = result.is_err();
            live.session.flushed(result, began.elapsed().as_millis() as u64);
            if failed {
                return;
            }
        }
        if !live.notes.is_empty() && (any || live.noted.elapsed() >= NOTES_EVERY) {
            live.noted = Instant::now();
            if keeper.note(&live.notes).is_ok() {
                live.notes.clear();
            }
        }
        if any {
            let last = keeper.tip().map_or(0, |tip| tip.records);
            if last >= live.marked + MARK_EVERY {
                keeper.mark(live.session.state());
                live.marked = last;
            }
            *live.stored.lock().unwrap_or_else(PoisonError::into_inner) = keeper.tip();
        }
    }

    /// How things stand, for whoever watches over the server.
    fn standing(&mut self) -> Standing {
        let stored = *self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        let session = &mut self.session;
        Standing {
            seed: session.header().seed,
            clock: session.face(),
            fault: session.fault().map(str::to_owned),
            present: session.present().to_vec(),
            stored: session.stored(),
            hash: stored.map(|tip| tip.hash),
            signed_off: session.state().signed_off.is_some(),
        }
    }

    /// Tells the desks: whoever asked at once, and whoever is reached by what came of it; else all of them now and then,
    /// or where the exercise stands otherwise than before.
    pub(super) fn publish(&mut self) {
        let mut asked = std::mem::take(&mut self.asked);
        let rested = self.told.is_none_or(|told| told.elapsed() >= NEWS_EVERY);
        if self.session.presence_waits() && !self.desks.is_empty() {
            self.came = ROUNDS;
        }
        let news = self.happened || self.came > 0 || self.session.face().runs();
        let at_once = self.happened && !asked.is_empty();
        let stands = self.stands();
        let wall_ms = self.wall_ms();
        if (rested && news) || (at_once && self.stood.as_ref() != Some(&stands)) {
            self.happened = false;
            self.came = self.came.saturating_sub(1);
            self.stood = Some(stands);
            self.session.all_are_told();
            let beyond = tell(&mut self.session, self.desks.iter(), wall_ms);
            self.put_down(beyond);
            self.told = Some(Instant::now());
            return;
        }
        if at_once {
            asked.extend(self.session.reached());
        }
        asked.sort_unstable();
        asked.dedup();
        let asked = asked.iter().filter_map(|conn| self.desks.get_key_value(conn));
        let beyond = tell(&mut self.session, asked, wall_ms);
        self.put_down(beyond);
    }

    /// Keeps notes for the audit, as far as there is room.
    fn put_down(&mut self, notes: Vec<Note>) {
        let room = NOTES.saturating_sub(self.notes.len());
        self.notes.extend(notes.into_iter().take(room));
    }

    fn stands(&self) -> Stands {
        let ClockFace { phase, pace, no_play, now: _ } = self.session.face();
        Stands { phase, pace, no_play, fault: self.session.fault().map(str::to_owned) }
    }
}

/// How the exercise stands: what concerns every desk, and is told to all of them at once.
#[derive(Debug, PartialEq, Eq)]
struct Stands {
    phase: Phase,
    pace: u32,
    no_play: bool,
    fault: Option<String>,
}

/// Gives each of these desks what it does not know yet. What comes back is to be put down: orders that were beyond a
/// desk's role.
fn tell<'a>(
    session: &mut Session,
    desks: impl Iterator<Item = (&'a Conn, &'a Line)>,
    wall_ms: u64,
) -> Vec<Note> {
    let (mut beyond, mut frames) = (Vec::new(), Vec::new());
    // A bell rings once all that is for its desk lies there, and some ring together: whoever is woken for one desk would
    // take turns with this thread from desk to desk.
    let mut bells: Vec<&Bell> = Vec::with_capacity(TOGETHER);
    for (conn, Line { name, end, .. }) in desks {
        session.put_frames(*conn, wall_ms, end.room(), &mut frames);
        if frames.is_empty() {
            continue;
        }
        for frame in frames.drain(..) {
            if let Some(detail) = beyond_role(session, name, &frame) {
                beyond.push(Note::now(name, "refused", detail));
            }
            end.send(frame);
        }
        // The desks of a window have one bell together.
        if bells.last().is_some_and(|last| last.is(end.bell())) {
            continue;
        }
        if bells.len() == TOGETHER {
            bells.drain(..).for_each(Bell::ring);
        }
        bells.push(end.bell());
    }
    bells.into_iter().for_each(Bell::ring);
    beyond
}

/// What to put down of an order that was refused as one that the desk may not give at all. A moderator who names an inject
/// of others hears that there is none, and the audit says which it was.
fn beyond_role(session: &Session, name: &str, frame: &ToDesk) -> Option<String> {
    let ToDesk::Answer { outcome: Outcome::Refused(refusal), .. } = frame else { return None };
    if refusal.rule == Rule::NotThisDesk {
        return Some(format!("an order that is not this desk's: {}", refusal.message));
    }
    let script = session.script();
    let inject = msel::refused(refusal)?;
    if !matches!(role::desk(script, name), Some(Desk::Moderator(_))) {
        return None;
    }
    let what = match msel::find(script, session.state(), inject) {
        Some(_) => "an inject that is not this desk's",
        None => "an inject that there is not",
    };
    Some(format!("{what}: {}", short(inject, NAME)))
}

/// Runs until it is told to stop and everything is stored.
#[cfg(not(feature = "host"))]
pub(super) fn run(mut live: Live, bell: &Receiver<()>) {
    loop {
        live.receive();
        live.advance();
        live.store();
        live.publish();
        if live.has_stopped() {
            return;
        }
        // Either way there is something to look at.
        let _ = bell.recv_timeout(live.rest());
    }
}
