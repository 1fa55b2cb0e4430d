//! The loop of a run: what is due, then what was handed in for this moment; every record goes to the journal, every
//! seat's entries to whoever plays it. Deterministic: script, seed and orders decide all.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::conduct::{Conduct, Found};
use super::follow::Follow;
use crate::base::At;
use crate::exercise::entry::Entry;
use crate::exercise::fact::{Phase, Record};
use crate::exercise::order::Order;
use crate::exercise::state::State;
use crate::exercise::{Answer, Exercise};
use crate::record::journal::{Header, Journal};
use crate::record::{BackInTime, Tip};
use crate::scenario::script::{Script, SeatId};
use crate::score::{Score, figures, score};

/// A run of one exercise.
#[derive(Clone, Debug)]
pub struct Run {
    /// The exercise.
    pub exercise: Exercise,
    /// Its journal; whoever stores it takes the closed blocks.
    pub journal: Journal,
    follow: Follow,
    /// Orders that wait for their moment, in the order in which they were handed in.
    waiting: BTreeMap<(At, u64), Arc<Order>>,
    handed_in: u64,
    broken: Option<BackInTime>,
    conduct: Conduct,
    found: Found,
}

/// One record, the state behind it, and what each seat received of it.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// All that is true now.
    pub state: &'a State,
    /// What happened.
    pub record: &'a Record,
    /// Who received what.
    pub entries: &'a [(SeatId, Entry)],
}

/// Looks at each record as it comes; and at what became of an order.
pub trait Watch {
    /// A record was made.
    fn step(&mut self, _step: &Step<'_>) {}
    /// An order was carried out, refused, or known already.
    fn answer(&mut self, _order: &Order, _answer: &Answer) {}
}

/// Looks at nothing.
impl Watch for () {}

impl Run {
    /// A new run, before STARTEX.
    pub fn new(script: Arc<Script>, header: Header) -> Self {
        let follow = Follow::new(&script, header.seed);
        let exercise = Exercise::new(script, header.seed);
        Self::resume(exercise, follow, Journal::new(header))
    }

    /// Goes on with an exercise whose records were replayed before; `follow` followed them.
    pub fn resume(exercise: Exercise, follow: Follow, journal: Journal) -> Self {
        Self {
            exercise,
            journal,
            follow,
            waiting: BTreeMap::new(),
            handed_in: 0,
            broken: None,
            conduct: Conduct::AsDecided,
            found: Found::default(),
        }
    }

    /// The same run under another conduct of the states.
    pub fn conducted(mut self, conduct: Conduct) -> Self {
        self.conduct = conduct;
        self
    }

    /// Keeps nothing for players who would sit down later: a run in which staffing stays as it is.
    pub fn nobody_sits_down_late(&mut self) {
        self.follow.roster.keeps_what_was_heard(false);
    }

    /// Puts an order in for a moment; one that has passed is now.
    pub fn hand_in(&mut self, at: At, order: Order) {
        self.handed_in += 1;
        self.waiting.insert((at, self.handed_in), Arc::new(order));
    }

    /// How many orders wait for their moments.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Exercise time.
    pub fn now(&self) -> At {
        self.exercise.state.now
    }

    /// How it scores now.
    pub fn score(&self) -> Score {
        score(&self.follow.board, &self.exercise.script, &self.exercise.state, self.now())
    }

    /// The same figures, without what earned and cost points.
    pub fn figures(&self) -> Score {
        figures(&self.follow.board, &self.exercise.script, &self.exercise.state, self.now())
    }

    /// Whether nothing more can come: the exercise has ended, or its clock stands and no order waits.
    pub fn is_over(&self) -> bool {
        match self.exercise.state.phase {
            Phase::Running => false,
            // Control may still sign off, or take that back.
            Phase::Ready | Phase::Paused | Phase::Ended => self.waiting.is_empty(),
        }
    }

    /// When something happens next: something due, an order that waits, or a bot that wants to act.
    pub fn next(&self) -> Option<At> {
        let (due, bot) = match self.exercise.state.runs() {
            true => (self.exercise.next_due(), self.follow.roster.wakes_at()),
            false => (None, None),
        };
        let order = self.waiting.keys().next().map(|(at, _)| *at);
        [due, order, bot].into_iter().flatten().min()
    }

    /// Deals with the next moment up to `to` at which anything happens; false where there is none: the clock then
    /// shows `to`, if it runs.
    pub fn step(&mut self, to: At, watch: &mut dyn Watch) -> bool {
        let Some(next) = self.next().filter(|next| *next <= to) else {
            self.advance(to, watch);
            return false;
        };
        self.advance(next, watch);
        let now = self.now();
        while let Some(first) = self.waiting.first_entry().filter(|first| first.key().0 <= next.max(now)) {
            let order = first.remove();
            self.pass(order, watch);
        }
        for order in self.follow.roster.act(self.now()) {
            self.pass(Arc::new(order), watch);
        }
        if self.conduct == Conduct::Full {
            for order in self.found.reveal(&Arc::clone(&self.exercise.script)) {
                self.order(&order, watch);
            }
        }
        true
    }

    /// Takes an order as far as the conduct of the states lets it through.
    fn pass(&mut self, order: Arc<Order>, watch: &mut dyn Watch) {
        if let Some(order) = self.conduct.pass(&self.exercise.script, order) {
            self.take(&order, watch);
        }
    }

    /// Goes on to `to`.
    pub fn until(&mut self, to: At, watch: &mut dyn Watch) {
        while !self.is_over() && self.step(to, watch) {}
    }

    /// Takes an order now, after all that is due at this moment.
    pub fn order(&mut self, order: &Order, watch: &mut dyn Watch) -> Answer {
        self.take(&Arc::new(order.clone()), watch)
    }

    /// The same for an order that the record may keep as it is.
    fn take(&mut self, order: &Arc<Order>, watch: &mut dyn Watch) -> Answer {
        self.advance(self.now(), watch);
        let mut keep = Keep::new(&mut self.journal, &mut self.follow, &mut self.broken, watch);
        keep.found = (self.conduct == Conduct::Full).then_some(&mut self.found);
        let script = Arc::clone(&self.exercise.script);
        let answer =
            self.exercise.order(Arc::clone(order), &mut |state, record| keep.record(&script, state, record));
        watch.answer(order, &answer);
        answer
    }

    fn advance(&mut self, to: At, watch: &mut dyn Watch) {
        let mut keep = Keep::new(&mut self.journal, &mut self.follow, &mut self.broken, watch);
        keep.found = (self.conduct == Conduct::Full).then_some(&mut self.found);
        let script = Arc::clone(&self.exercise.script);
        self.exercise.advance(to, &mut |state, record| keep.record(&script, state, record));
    }

    /// Closes the open block, and says where the journal stands: its hash stands for the whole run.
    ///
    /// # Errors
    /// [`BackInTime`] where a record could not be written since exercise time ran back: a fault of the program.
    pub fn seal(&mut self) -> Result<Tip, BackInTime> {
        self.journal.log.seal();
        self.broken.map_or_else(|| Ok(self.journal.log.tip()), Err)
    }
}

/// Keeps what comes out of the exercise.
struct Keep<'a> {
    journal: &'a mut Journal,
    follow: &'a mut Follow,
    broken: &'a mut Option<BackInTime>,
    watch: &'a mut dyn Watch,
    /// Where somebody asks what was found.
    found: Option<&'a mut Found>,
}

impl<'a> Keep<'a> {
    fn new(
        journal: &'a mut Journal,
        follow: &'a mut Follow,
        broken: &'a mut Option<BackInTime>,
        watch: &'a mut dyn Watch,
    ) -> Self {
        Self { journal, follow, broken, watch, found: None }
    }

    fn record(&mut self, script: &Script, state: &State, record: &Record) {
        if let Err(fault) = self.journal.append(record) {
            *self.broken = Some(fault);
        }
        if let Some(found) = &mut self.found {
            found.record(record);
        }
        let entries = self.follow.record(script, state, record);
        self.watch.step(&Step { state, record, entries });
    }
}
