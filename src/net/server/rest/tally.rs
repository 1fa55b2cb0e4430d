//! The score as it is told over REST: a running fold, so that a record is folded once however often somebody asks. It
//! lives beside the exercise, whose thread has nothing to do with it.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::exercise::apply;
use crate::exercise::fact::Record;
use crate::exercise::state::State;
use crate::net::server::Exercise;
use crate::scenario::script::{Script, SeatId};
use crate::score::release::{for_excon, for_seat, open_to_seats};
use crate::score::{Scoreboard, score};

/// What was folded so far.
#[derive(Debug, Default)]
pub(in crate::net::server) struct Tally(Option<Folded>);

#[derive(Debug)]
struct Folded {
    script: Arc<Script>,
    world: State,
    board: Scoreboard,
    records: Vec<Arc<Record>>,
}

impl Tally {
    /// What is stored by now.
    ///
    /// # Errors
    /// Words where the exercise does not answer, or a record does not follow from the one before.
    fn look(&mut self, host: &dyn Exercise) -> Result<&Folded, String> {
        if self.0.is_none() {
            let (script, seed) = (host.script(), host.standing()?.seed);
            let world = State::new(&script, seed);
            let board = Scoreboard::new(&script, &world);
            self.0 = Some(Folded { script, world, board, records: Vec::new() });
        }
        let folded = self.0.as_mut().ok_or("there is no score")?;
        for record in host.records(folded.records.len() as u64, usize::MAX)? {
            apply::replay(&folded.script, &mut folded.world, &record)?;
            folded.board.fold(&folded.script, &folded.world, &record);
            folded.records.push(record);
        }
        Ok(folded)
    }

    /// All of the score, for control.
    ///
    /// # Errors
    /// As for looking.
    pub(super) fn for_control(&mut self, host: &dyn Exercise) -> Result<Value, String> {
        let Folded { script, world, board, .. } = self.look(host)?;
        let all = score(board, script, world, world.now);
        let preliminary = world.signed_off.is_none();
        Ok(json!({ "preliminary": preliminary, "score": for_excon(&all).to_json(script) }))
    }

    /// A seat's part of it; none where it may not be seen yet.
    ///
    /// # Errors
    /// As for looking.
    pub(super) fn for_seat(&mut self, host: &dyn Exercise, seat: SeatId) -> Result<Option<Value>, String> {
        let Folded { script, world, board, records } = self.look(host)?;
        if !open_to_seats(world) {
            return Ok(None);
        }
        let all = score(board, script, world, world.now);
        let record = |number: u64| records.get(usize::try_from(number).ok()?.checked_sub(1)?).cloned();
        serde_json::to_value(for_seat(&all, (script.as_ref(), world), seat, record))
            .map(Some)
            .map_err(|why| why.to_string())
    }
}
