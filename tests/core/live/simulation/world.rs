//! The world of a seed: one exercise, one disk, one clock that nobody can trust, and four desks.

use startex::base::Id;
use startex::exercise::apply;
use startex::exercise::fact::Cause;
use startex::exercise::mirror::Projector;
use startex::exercise::state::State;
use startex::exercise::view::View;
use startex::record::journal::Journal;
use startex::record::replay::Replay;
use startex::wire::text::{Down, Up};

use super::super::*;
use super::client::{Client, Mirror};

/// What a seed lived through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) acknowledged: u64,
    pub(super) refused: u64,
    pub(super) crashes: u64,
    /// Crashes between the flush and the word of it.
    pub(super) unheard: u64,
    pub(super) lost_lines: u64,
    pub(super) disk_errors: u64,
    pub(super) repeats: u64,
    pub(super) records: u64,
}

impl Met {
    pub(super) fn add(&mut self, other: &Self) {
        self.acknowledged += other.acknowledged;
        self.refused += other.refused;
        self.crashes += other.crashes;
        self.unheard += other.unheard;
        self.lost_lines += other.lost_lines;
        self.disk_errors += other.disk_errors;
        self.repeats += other.repeats;
        self.records += other.records;
    }
}

pub(super) struct World {
    dice: Dice,
    drawn: u64,
    aloud: bool,
    header: Header,
    script: Arc<Script>,
    session: Session,
    wall_ms: u64,
    disk_fails: bool,
    journal: Journal,
    stored: Vec<Record>,
    clients: Vec<Client>,
    met: Met,
}

impl World {
    pub(super) fn new(seed: u64, aloud: bool) -> Self {
        let script = script();
        let header = Header { seed, script: script.hash, ..header() };
        let session = Session::open(Arc::clone(&script), header.clone(), Box::new(Doctrines), &[]);
        let seat = |id| Desk::Seat(session.seat(id).unwrap());
        // Two people share a seat, as people do.
        let desks = [Desk::Excon, seat("ee-csirt"), seat("lv-csirt"), seat("ee-csirt")];
        let clients = desks.iter().zip(1_000_000..).map(|(desk, key)| Client::new(*desk, key)).collect();
        let journal = Journal::new(header.clone());
        let (dice, drawn, stored, met) = (Dice { seed }, 0, Vec::new(), Met::default());
        let (wall_ms, disk_fails) = (1 << 40, false);
        let mut world = Self {
            dice,
            drawn,
            aloud,
            header,
            script,
            session,
            wall_ms,
            disk_fails,
            journal,
            stored,
            clients,
            met,
        };
        for client in 0..world.clients.len() {
            world.join(client);
        }
        world.clients[0].order(Act::Control(Control::Pace { minutes: 60 }));
        world.clients[0].order(Act::Control(Control::Start));
        world
    }

    fn draw(&mut self, below: u64) -> u64 {
        self.drawn += 1;
        self.dice.below(below, "simulation", "step", self.drawn)
    }

    fn tell(&self, what: &str) {
        if self.aloud {
            println!("{:>4} {} {what}", self.drawn, self.session.state().now);
        }
    }

    pub(super) fn step(&mut self) -> Result<(), String> {
        let who = self.draw(self.clients.len() as u64) as usize;
        match self.draw(100) {
            0..25 => self.someone_orders(who),
            25..35 => {
                self.carry_up(who, 3);
            }
            35..50 => {
                self.carry_down(who, 3)?;
            }
            50..62 => {
                self.wall_ms += self.draw(3_000);
                self.session.advance(self.wall_ms);
            }
            62..64 => self.clock_jumps(),
            64..80 => self.flush(),
            80..86 => self.cut(who),
            86..93 => self.join(who),
            93..95 => {
                self.disk_fails = !self.disk_fails;
                self.tell(if self.disk_fails { "the disk fails" } else { "the disk stores again" });
            }
            95..97 => self.crash()?,
            _ => self.say_again(who),
        }
        Ok(())
    }

    fn someone_orders(&mut self, who: usize) {
        let act = match self.clients[who].desk {
            Desk::Excon => Act::Control(self.some_control()),
            _ => match self.draw(8) {
                0 => Act::Verb(message("").into()),
                1 => Act::Control(Control::Endex),
                _ => Act::Verb(message(&format!("{who}/{}", self.clients[who].sent)).into()),
            },
        };
        self.tell(&format!("{who} orders {act:?}"));
        self.clients[who].order(act);
    }

    fn some_control(&mut self) -> Control {
        let inject = ["INJ-TEN", "INJ-LATE", "INJ-NONE"][self.draw(3) as usize].to_owned();
        let says = format!("composed {}", self.drawn);
        match self.draw(9) {
            0 => Control::Pause,
            1 | 2 => Control::Start,
            3 => Control::Fire { inject },
            4 => Control::Hold { inject, on: self.draw(2) == 0 },
            5 => Control::Pace { minutes: self.draw(70) as u32 },
            6 => Control::SkipTo { at: self.session.state().now + Span::mins(self.draw(4)) },
            7 => Control::NoPlay { seat: None, on: self.draw(3) == 0 },
            _ => Control::Compose {
                to: vec!["lv-csirt".into()],
                sender: "Press".into(),
                by: startex::scenario::words::Channel::Phone,
                says,
                at: None,
                about: None,
            },
        }
    }

    /// Some of what was said arrives.
    fn carry_up(&mut self, who: usize, frames: usize) -> bool {
        let Some(conn) = self.clients[who].conn else { return false };
        let mut any = false;
        for _ in 0..frames {
            let Some(text) = self.clients[who].up.pop_front() else { break };
            if let Ok(Some(Up::Desk(frame))) = Up::decode(&text) {
                self.session.receive(conn, frame, self.wall_ms);
            }
            any = true;
        }
        any
    }

    /// The exercise sends what it has, and some of it arrives.
    fn carry_down(&mut self, who: usize, frames: usize) -> Result<bool, String> {
        let Some(conn) = self.clients[who].conn else { return Ok(false) };
        let room = self.draw(5) as usize + frames;
        let sent = self.session.frames(conn, self.wall_ms, room);
        self.clients[who].down.extend(sent.into_iter().map(|frame| Down::Desk(frame).encode()));
        let mut any = false;
        for _ in 0..frames {
            if !self.clients[who].hear()? {
                break;
            }
            any = true;
        }
        Ok(any)
    }

    fn clock_jumps(&mut self) {
        let two_hours = 7_200_000;
        self.wall_ms = if self.draw(2) == 0 { self.wall_ms + two_hours } else { self.wall_ms - two_hours };
        self.tell("the clock jumps");
        self.session.advance(self.wall_ms);
    }

    fn flush(&mut self) {
        while let Some(batch) = self.session.to_store() {
            if self.disk_fails {
                self.met.disk_errors += 1;
                return self.session.flushed(Err("the disk is full".to_owned()), self.wall_ms);
            }
            keep(&mut self.journal, &mut self.stored, batch);
            self.session.flushed(Ok(()), self.wall_ms);
        }
    }

    fn cut(&mut self, who: usize) {
        if let Some(conn) = self.clients[who].cut() {
            self.tell(&format!("{who} loses the line"));
            self.met.lost_lines += 1;
            self.session.disconnect(conn);
        }
    }

    fn join(&mut self, who: usize) {
        if self.clients[who].conn.is_none() {
            self.met.repeats += self.clients[who].orders().waiting.len() as u64;
            self.clients[who].conn = Some(self.session.connect(self.clients[who].desk));
        }
    }

    /// A client may send again whatever it has no answer to, as often as it likes.
    fn say_again(&mut self, who: usize) {
        for frame in self.clients[who].orders().again() {
            self.clients[who].say(frame);
        }
    }

    /// The process dies, sometimes between the flush and the word of it, and is started again from the journal.
    fn crash(&mut self) -> Result<(), String> {
        self.met.crashes += 1;
        // It is in the middle of things.
        for who in 0..self.clients.len() {
            self.carry_up(who, 2);
        }
        if !self.disk_fails
            && self.draw(2) == 0
            && let Some(batch) = self.session.to_store()
        {
            keep(&mut self.journal, &mut self.stored, batch);
            self.met.unheard += 1;
        }
        self.tell("crash");
        for client in &mut self.clients {
            client.cut();
        }
        self.wall_ms = self.draw(1 << 40);
        let (mut records, mut blocks) = (Vec::new(), self.journal.log.blocks());
        let first = blocks.next().ok_or("the journal has no header")?;
        let mut replay = Replay::open(first.stored()).map_err(|why| why.to_string())?;
        for block in blocks {
            replay
                .take(block.stored(), &mut |_, record| records.push(record.clone()))
                .map_err(|why| why.to_string())?;
        }
        let header = self.header.clone();
        self.session = Session::resume(Arc::clone(&self.script), header, records, Box::new(Doctrines))?;
        Ok(())
    }

    /// Everything works again, until nobody has anything to say.
    pub(super) fn heal(&mut self) -> Result<(), String> {
        self.disk_fails = false;
        for who in 0..self.clients.len() {
            self.cut(who);
            self.join(who);
        }
        for _ in 0..10_000 {
            self.wall_ms += 1;
            self.flush();
            let mut any = false;
            for who in 0..self.clients.len() {
                any |= self.carry_up(who, 64);
                self.flush();
                any |= self.carry_down(who, 64)?;
            }
            if !any {
                return Ok(());
            }
        }
        Err("it does not come to rest".to_owned())
    }

    /// What must be so at the end.
    pub(super) fn judge(mut self) -> Result<Met, String> {
        for (who, client) in self.clients.iter().enumerate() {
            if !client.orders().waiting.is_empty() {
                return Err(format!("{who} never heard of {:?}", client.orders().waiting));
            }
            for (id, outcome) in &client.told {
                self.met.acknowledged += u64::from(*outcome == Outcome::Taken);
                self.met.refused += u64::from(matches!(outcome, Outcome::Refused(_)));
                let of =
                    |r: &&Record| matches!(&r.cause, Cause::Order(o) if o.id == *id && o.from == client.desk);
                let held: Vec<&Record> = self.stored.iter().filter(of).collect();
                let right = match outcome {
                    Outcome::Taken => held.len() == 1 && !held[0].facts.is_empty(),
                    Outcome::Refused(_) => held.len() == 1 && held[0].facts.is_empty(),
                    Outcome::Known => held.len() == 1,
                    Outcome::NotTaken(_) => held.len() <= 1,
                };
                if !right {
                    return Err(format!(
                        "{who} was told {outcome:?} of {id:?}, and the journal has {held:?}"
                    ));
                }
            }
        }
        self.texts_stand_once()?;
        self.mirrors_are_the_journal()?;
        self.met.records = self.stored.len() as u64;
        Ok(self.met)
    }

    /// No text was carried out twice, under whatever id: no two texts of a client are the same.
    fn texts_stand_once(&self) -> Result<(), String> {
        let text = |record: &Record| match &record.cause {
            Cause::Order(order) if !record.facts.is_empty() => match (&order.act, order.act.verb()) {
                (_, Some(Verb::Message { text, .. })) => Some(text.clone()),
                (Act::Control(Control::Compose { says, .. }), _) => Some(says.clone()),
                _ => None,
            },
            _ => None,
        };
        let mut texts: Vec<String> = self.stored.iter().filter_map(text).collect();
        texts.sort_unstable();
        match texts.windows(2).find(|two| two[0] == two[1]) {
            Some(two) => Err(format!("“{}” was carried out twice", two[0])),
            None => Ok(()),
        }
    }

    /// Folded anew from the chain on the disk, the journal gives the live state and what every desk sees.
    fn mirrors_are_the_journal(&self) -> Result<(), String> {
        let mut state = State::new(&self.script, self.header.seed);
        let mut projector = Projector::new(&self.script);
        let mut views: Vec<View> = self.script.seats.rows().map(|_| View::default()).collect();
        let mut replay: Option<Replay> = None;
        let mut records = 0;
        for block in self.journal.log.blocks() {
            let Some(replay) = &mut replay else {
                replay = Some(Replay::open(block.stored()).map_err(|why| why.to_string())?);
                continue;
            };
            replay.take(block.stored(), &mut |_, _| records += 1).map_err(|why| why.to_string())?;
        }
        if records != self.stored.len() {
            return Err(format!("the chain has {records} records of {}", self.stored.len()));
        }
        for record in &self.stored {
            apply::replay(&self.script, &mut state, record)?;
            for (seat, entry) in projector.entries(&self.script, &state, record) {
                views[seat.index()].apply(&entry);
            }
        }
        let bytes = |state: &State| postcard::to_stdvec(state).map_err(|why| why.to_string());
        let at_now = |mut state: State| {
            state.now = self.session.state().now;
            state
        };
        if bytes(&at_now(state))? != bytes(self.session.state())? {
            return Err("the journal does not lead to the live state".to_owned());
        }
        for (who, client) in self.clients.iter().enumerate() {
            let same = match (&client.mirror, client.desk) {
                (Mirror::Seat(mirror), Desk::Seat(seat)) => {
                    // The scenario's own pace is no entry: it comes with the clock.
                    let mut view = views[seat.index()].clone();
                    view.pace = mirror.clock.pace;
                    mirror.view == view
                }
                (Mirror::Excon(mirror), _) => {
                    let open = mirror.open.as_ref().ok_or("control has no exercise")?;
                    bytes(&at_now(open.state.clone()))? == bytes(self.session.state())?
                }
                _ => false,
            };
            if !same {
                return Err(format!("what {who} sees is not what the journal says"));
            }
        }
        Ok(())
    }
}

/// The disk takes a batch, whole.
fn keep(journal: &mut Journal, stored: &mut Vec<Record>, batch: &[Arc<Record>]) {
    for record in batch {
        journal.append(record).unwrap();
        stored.push(record.as_ref().clone());
    }
    journal.log.seal();
}
