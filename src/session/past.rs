//! How a session comes to life again: it lives through the records of its journal, each with the state that it led to.

use std::sync::Arc;

use crate::exercise::fact::{Phase, Record};
use crate::exercise::order::Control;
use crate::exercise::state::State;
use crate::exercise::{Exercise, apply};
use crate::record::journal::Header;
use crate::scenario::script::Script;

use super::pacer::Pacer;
use super::{Players, Session, face};

/// A session on its way back to life. Whoever reads the journal folds it anyway: the state is not folded a second time.
pub struct Past(Session);

impl Past {
    /// Before the first record.
    pub fn new(script: Arc<Script>, header: Header, players: Box<dyn Players>) -> Self {
        let mut session = Session::new(script, header, players);
        session.seat_players();
        Self(session)
    }

    /// Lives through the next record, which led to this state.
    pub fn live(&mut self, state: &State, record: Record) {
        let Self(session) = self;
        session.live_again(&record);
        // Whoever played looks at the clock, and at nothing else of the state.
        session.exercise.state.now = state.now;
        let script = Arc::clone(&session.exercise.script);
        session.ledger.take(&script, state, Arc::new(record), &mut session.bench, &mut session.reach);
        session.restaff();
    }

    /// That was all, and it led to this exercise. One that ran stands paused until somebody lets it run.
    pub fn goes_on(self, exercise: Exercise) -> Session {
        let Self(mut session) = self;
        session.exercise = exercise;
        session.ledger.all_is_stored();
        session.reach.clear();
        session.pacer = Pacer::new(session.exercise.state.now);
        if session.exercise.state.phase == Phase::Running {
            session.house(Control::Pause);
        }
        session.settle();
        session.face = face(&session.exercise.state);
        session
    }
}

impl Session {
    /// Goes on where a journal ended. An exercise that ran stands paused until somebody lets it run.
    ///
    /// # Errors
    /// Words where the records do not follow from one another.
    pub fn resume(
        script: Arc<Script>,
        header: Header,
        records: impl IntoIterator<Item = Record>,
        players: Box<dyn Players>,
    ) -> Result<Self, String> {
        let mut exercise = Exercise::new(Arc::clone(&script), header.seed);
        let mut past = Past::new(script, header, players);
        for record in records {
            apply::replay(&exercise.script, &mut exercise.state, &record)?;
            past.live(&exercise.state, record);
        }
        Ok(past.goes_on(exercise))
    }
}
