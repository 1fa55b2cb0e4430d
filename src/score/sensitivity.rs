//! How far the order of the states hangs on the weights: each weight is halved and raised by half, one at a time
//! (doctrine 6.9). For exercise control and reports; the order itself is shown to nobody else.

use crate::base::Ppm;
use crate::scenario::script::{Script, StateId};
use crate::scenario::words::Measure;

use super::compose::weighted;
use super::convention::SWING;
use super::result::{Score, StateScore};

/// Whether the order holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// States from the highest composite down, as the weights are; equals by their place in the script.
    pub order: Vec<StateId>,
    /// Every swing of a weight that counts.
    pub swings: Vec<Swing>,
    /// Share of the swings under which no two states change places; none with fewer than two states or no swing.
    pub stable: Option<Ppm>,
}

/// One weight moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swing {
    /// Whose weight.
    pub measure: Measure,
    /// Raised by half, else halved.
    pub up: bool,
    /// Pairs of states that change places.
    pub changes: u32,
}

/// Moves every weight.
pub fn sensitivity(script: &Script, score: &Score) -> Sensitivity {
    let base = figures(script, score, None);
    let mut order: Vec<(StateId, Ppm)> = base.clone();
    order.sort_by_key(|(state, value)| (std::cmp::Reverse(*value), *state));
    let mut swings = Vec::new();
    for &measure in Measure::ALL {
        let counts = script.weights.get(&measure).is_some_and(|w| *w > 0);
        let assessed =
            score.states.iter().any(|s| s.measures.iter().any(|m| m.measure == measure && m.value.is_some()));
        if !counts || !assessed {
            continue;
        }
        for up in [false, true] {
            let moved = figures(script, score, Some((measure, up)));
            swings.push(Swing { measure, up, changes: changes(&base, &moved) });
        }
    }
    let same = swings.iter().filter(|s| s.changes == 0).count() as u64;
    let stable = (order.len() > 1 && !swings.is_empty()).then(|| Ppm::ratio(same, swings.len() as u64));
    Sensitivity { order: order.into_iter().map(|(state, _)| state).collect(), swings, stable }
}

/// Each state's composite, with one weight moved.
fn figures(script: &Script, score: &Score, swing: Option<(Measure, bool)>) -> Vec<(StateId, Ppm)> {
    // In millionths of a weight, so that half of an odd weight stays whole.
    let weight = |measure: Measure| {
        let own = u64::from(script.weights.get(&measure).copied().unwrap_or(0));
        let share = match swing {
            Some((moved, true)) if moved == measure => Ppm::ONE.0 + SWING.0,
            Some((moved, false)) if moved == measure => Ppm::ONE.0 - SWING.0,
            _ => Ppm::ONE.0,
        };
        own * u64::from(share)
    };
    let figure = |state: &StateScore| {
        let values: Vec<Option<Ppm>> = state.measures.iter().map(|m| m.value).collect();
        weighted(&values, weight, state.cap).map(|value| (state.state, value))
    };
    score.states.iter().filter_map(figure).collect()
}

/// Pairs that stand the other way round.
fn changes(before: &[(StateId, Ppm)], after: &[(StateId, Ppm)]) -> u32 {
    let mut changes = 0;
    for a in 0..before.len() {
        for b in a + 1..before.len().min(after.len()) {
            let turned = before[a].1.cmp(&before[b].1) != after[a].1.cmp(&after[b].1);
            changes += u32::from(turned && before[a].1 != before[b].1);
        }
    }
    changes
}
