//! Trust of one state in another: a ledger that facts feed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::Ppm;
use crate::model::trust::Evidence;
use crate::scenario::script::StateId;

/// Who trusts whom how far. A pair without an entry has never had to do with one another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrustMatrix {
    /// (who trusts, whom) → what was seen.
    pub pairs: BTreeMap<(StateId, StateId), Evidence>,
}

impl TrustMatrix {
    /// How far `who` trusts `whom`.
    pub fn of(&self, who: StateId, whom: StateId) -> Ppm {
        self.pairs.get(&(who, whom)).copied().unwrap_or_default().trust()
    }

    /// `whom` did `who` a good turn: useful, timely, honoured.
    pub fn credit(&mut self, who: Option<StateId>, whom: Option<StateId>) {
        if let Some(pair) = self.pair(who, whom) {
            pair.praise(Evidence::ACT);
        }
    }

    /// `whom` let `who` down: late, withheld, leaked.
    pub fn debit(&mut self, who: Option<StateId>, whom: Option<StateId>) {
        if let Some(pair) = self.pair(who, whom) {
            pair.blame(Evidence::ACT);
        }
    }

    fn pair(&mut self, who: Option<StateId>, whom: Option<StateId>) -> Option<&mut Evidence> {
        let (who, whom) = (who?, whom?);
        (who != whom).then(|| self.pairs.entry((who, whom)).or_default())
    }
}
