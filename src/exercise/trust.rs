//! Trust of one state in another: a ledger that facts feed. It keeps every good and bad turn with its record, so that
//! one that is declared void is undone as if it had never been.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::base::Ppm;
use crate::model::trust::Evidence;
use crate::scenario::script::StateId;

/// Something that one state saw another do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Turn {
    record: u64,
    who: StateId,
    whom: StateId,
    good: bool,
}

/// Who trusts whom how far. A pair without an entry has never had to do with one another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrustMatrix {
    /// (who trusts, whom) → what was seen.
    pub pairs: BTreeMap<(StateId, StateId), Evidence>,
    turns: Vec<Turn>,
    /// (the record that declares void, the record that is void), in order.
    voids: Vec<(u64, u64)>,
}

impl TrustMatrix {
    /// How far `who` trusts `whom`.
    pub fn of(&self, who: StateId, whom: StateId) -> Ppm {
        self.pairs.get(&(who, whom)).copied().unwrap_or_default().trust()
    }

    /// By this record, `whom` did `who` a good turn: useful, timely, honoured.
    pub fn credit(&mut self, record: u64, who: Option<StateId>, whom: Option<StateId>) {
        self.see(record, who, whom, true);
    }

    /// By this record, `whom` let `who` down: late, withheld, leaked.
    pub fn debit(&mut self, record: u64, who: Option<StateId>, whom: Option<StateId>) {
        self.see(record, who, whom, false);
    }

    /// The same, once a record: one act that lets somebody down in two ways is one act.
    pub fn debit_once(&mut self, record: u64, who: Option<StateId>, whom: Option<StateId>) {
        let same = |turn: &&Turn| turn.record == record && !turn.good;
        let of_this = self.turns.iter().rev().take_while(|turn| turn.record == record);
        if !of_this.filter(same).any(|turn| Some(turn.who) == who && Some(turn.whom) == whom) {
            self.debit(record, who, whom);
        }
    }

    /// The record `by` declares `record` void. One that declares void may be void itself.
    pub fn void(&mut self, by: u64, record: u64) {
        self.voids.push((by, record));
        let void = voided(&self.voids);
        self.pairs.clear();
        for turn in self.turns.iter().filter(|turn| !void.contains(&turn.record)) {
            note(&mut self.pairs, *turn);
        }
    }

    fn see(&mut self, record: u64, who: Option<StateId>, whom: Option<StateId>, good: bool) {
        if let (Some(who), Some(whom)) = (who, whom)
            && who != whom
        {
            let turn = Turn { record, who, whom, good };
            self.turns.push(turn);
            note(&mut self.pairs, turn);
        }
    }
}

fn note(pairs: &mut BTreeMap<(StateId, StateId), Evidence>, turn: Turn) {
    let pair = pairs.entry((turn.who, turn.whom)).or_default();
    if turn.good {
        pair.praise(Evidence::ACT);
    } else {
        pair.blame(Evidence::ACT);
    }
}

/// The records that are void: those so declared by a record that is not void itself.
pub fn voided(voids: &[(u64, u64)]) -> BTreeSet<u64> {
    let mut void = BTreeSet::new();
    for (by, record) in voids.iter().rev() {
        if !void.contains(by) {
            void.insert(*record);
        }
    }
    void
}
