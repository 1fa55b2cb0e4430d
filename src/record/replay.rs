//! A journal read back: block by block the chain is checked, and the exercise comes to life again.
//!
//! Under its own rules number every order is carried out anew and every record compared: nothing that a file says is
//! believed. Under another number only the chain and the fold are checked. Whoever goes on with an exercise may believe
//! the records up to a mark that was kept of the state behind them, once the fold has come to that very state.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::exercise::fact::{Cause, Phase, Record};
use crate::exercise::order::Order;
use crate::exercise::state::State;
use crate::exercise::{Answer, Exercise, apply};
use crate::scenario;
use crate::scenario::script::Script;

use super::chain::{Chain, Tip};
use super::journal::{Header, RULES, Unreadable, decode};
use super::snapshot;

/// Looks at a record of a journal, and at the state behind it.
pub type Each<'a> = dyn FnMut(&State, &Record) + 'a;

/// A journal on its way back to life.
#[derive(Debug)]
pub struct Replay {
    /// The header.
    pub header: Header,
    /// The exercise as far as it was read.
    pub exercise: Exercise,
    format: u16,
    chain: Chain,
    /// What the orders so far have set off and the journal has not shown yet; nothing where facts are only folded.
    ahead: Option<VecDeque<Record>>,
    /// Up to this record facts are folded, then the state must be the marked one.
    believed: Option<(u64, Vec<u8>)>,
}

impl Replay {
    /// Opens a journal by its block 0; the scenario is compiled from the sources in it.
    ///
    /// # Errors
    /// [`Unreadable`] where it is no journal, or its scenario is not the one that was run.
    pub fn open(block: &[u8]) -> Result<Self, Unreadable> {
        let mut chain = Chain::new();
        let checked = chain.check(block)?;
        let (format, header) = Header::from_bytes(checked.body())?;
        let script = script(&header)?;
        let exercise = Exercise::new(script, header.seed);
        let ahead = (header.rules == RULES).then(VecDeque::new);
        Ok(Self { header, exercise, format, chain, ahead, believed: None })
    }

    /// Believes the records up to a mark: they are folded, not carried out anew.
    #[must_use]
    pub fn believing(mut self, record: u64, mark: Vec<u8>) -> Self {
        self.believed = Some((record, mark)).filter(|_| self.ahead.is_some());
        self
    }

    /// Whether the orders are carried out anew: the journal was written under the rules of this release.
    pub fn reruns(&self) -> bool {
        self.ahead.is_some()
    }

    /// Where the chain stands.
    pub fn tip(&self) -> &Tip {
        self.chain.tip()
    }

    /// Takes the next block.
    ///
    /// # Errors
    /// The first record that is not as it was written, or not what the rules make of the orders; [`Unreadable::Mark`]
    /// where the records do not lead to the state of the mark that was believed.
    pub fn take(&mut self, block: &[u8], each: &mut Each<'_>) -> Result<(), Unreadable> {
        let block = self.chain.check(block)?;
        for frame in block.records() {
            let record = decode(self.format, &frame?)?;
            match &mut self.ahead {
                Some(ahead) if self.believed.is_none() => rerun(&mut self.exercise, ahead, &record, each)?,
                _ => {
                    let Exercise { script, state } = &mut self.exercise;
                    apply::replay(script, state, &record)
                        .map_err(|why| Unreadable::Diverges { record: record.number, why })?;
                    each(state, &record);
                }
            }
            self.check_mark(record.number)?;
        }
        Ok(())
    }

    fn check_mark(&mut self, record: u64) -> Result<(), Unreadable> {
        let Some((_, mark)) = self.believed.take_if(|(marked, _)| *marked == record) else { return Ok(()) };
        let state = &self.exercise.state;
        if snapshot::mark(state, state.now) == mark { Ok(()) } else { Err(Unreadable::Mark { record }) }
    }

    /// All blocks were taken.
    ///
    /// # Errors
    /// [`Unreadable::Mark`] where the mark that was believed is of a record behind the last.
    pub fn end(&self) -> Result<(), Unreadable> {
        self.believed.as_ref().map_or(Ok(()), |(record, _)| Err(Unreadable::Mark { record: *record }))
    }

    /// Carries out what the last instant leads to beyond the journal's end, before anybody goes on.
    pub fn settle(&mut self, each: &mut Each<'_>) {
        let Self { exercise, ahead: Some(ahead), .. } = self else { return };
        exercise.advance(exercise.state.now, &mut |state, found| {
            each(state, found);
            ahead.push_back(found.clone());
        });
    }

    /// What the orders have set off at the last instant beyond the journal's end: it was cut in the middle of one.
    /// Whoever goes on with the exercise writes these first.
    pub fn into_rest(self) -> (Header, Exercise, Tip, Vec<Record>) {
        let rest = self.ahead.unwrap_or_default().into();
        (self.header, self.exercise, *self.chain.tip(), rest)
    }
}

/// The script that a header's sources give.
///
/// # Errors
/// [`Unreadable::Script`] where they give none, or another than the one that was run.
pub fn script(header: &Header) -> Result<Arc<Script>, Unreadable> {
    let loaded = scenario::load(&header.sources, &header.main);
    let Some(script) = loaded.script else {
        let first = loaded.findings.first().map(|f| f.message.clone()).unwrap_or_default();
        return Err(Unreadable::Script(format!("this release finds faults in its scenario: {first}")));
    };
    if script.hash != header.script {
        return Err(Unreadable::Script("its scenario is not the one that was run".to_owned()));
    }
    Ok(script)
}

/// Carries out what the record says was carried out, and compares what comes of it.
fn rerun(
    exercise: &mut Exercise,
    ahead: &mut VecDeque<Record>,
    record: &Record,
    each: &mut Each<'_>,
) -> Result<(), Unreadable> {
    let diverges = |why: String| Err(Unreadable::Diverges { record: record.number, why });
    if ahead.is_empty() && exercise.state.phase == Phase::Running && record.at >= exercise.state.now {
        exercise.advance(record.at, &mut |state, found| {
            each(state, found);
            ahead.push_back(found.clone());
        });
    }
    if let Cause::Order(order) = &record.cause
        && ahead.is_empty()
    {
        order_again(exercise, ahead, record, order, each)?;
    }
    match ahead.pop_front() {
        Some(found) if found == *record => Ok(()),
        Some(found) => diverges(difference(record, &found)),
        None => diverges(format!("the journal has {:?}, but nothing is due", kind(&record.cause))),
    }
}

fn order_again(
    exercise: &mut Exercise,
    ahead: &mut VecDeque<Record>,
    record: &Record,
    order: &Arc<Order>,
    each: &mut Each<'_>,
) -> Result<(), Unreadable> {
    let answer = exercise.order(Arc::clone(order), &mut |state, found| {
        each(state, found);
        ahead.push_back(found.clone());
    });
    if let Answer::Repeat(last) = answer {
        let why = format!("it repeats the order of record {}, which leaves no record", last.record);
        return Err(Unreadable::Diverges { record: record.number, why });
    }
    Ok(())
}

/// In what a stored record differs from what its orders lead to, in words.
fn difference(stored: &Record, found: &Record) -> String {
    if stored.number != found.number || stored.at != found.at {
        let place = |r: &Record| format!("number {} at {}", r.number, r.at);
        return format!("the journal has {}, the rules lead to {}", place(stored), place(found));
    }
    if stored.cause != found.cause {
        return format!("the journal has {}, the rules lead to {}", kind(&stored.cause), kind(&found.cause));
    }
    let place = stored.facts.iter().zip(&found.facts).take_while(|(a, b)| a == b).count();
    let show = |r: &Record| r.facts.get(place).map_or("nothing".to_owned(), |fact| format!("{fact:?}"));
    format!("fact {} is {} in the journal, the rules lead to {}", place + 1, show(stored), show(found))
}

fn kind(cause: &Cause) -> String {
    match cause {
        Cause::Order(order) => format!("an order from {:?}", order.from),
        Cause::Due(due) => format!("{due:?}"),
    }
}
