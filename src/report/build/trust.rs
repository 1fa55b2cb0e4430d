//! Trust of states in each other over time: those pairs in which it moved most.

use crate::base::{Id, Ppm};
use crate::report::model::{Share, Trust};
use crate::scenario::script::StateId;
use crate::score::Sample;

use super::Source;

/// Moments that are shown, the end among them.
const MOMENTS: usize = 4;
/// Pairs that are shown.
const PAIRS: usize = 24;

/// The courses that moved, most first; equals in the order of the scenario.
pub(super) fn courses(source: &Source<'_>) -> Vec<Trust> {
    let history = source.gather.board.history();
    let count = source.script().states.len();
    let moments: Vec<&Sample> =
        (0..MOMENTS - 1).filter_map(|n| history.get(history.len() * n / (MOMENTS - 1))).collect();
    let ends = |of: StateId, towards: StateId| source.names.state.trust.of(of, towards);
    let mut found: Vec<(u32, Trust)> = Vec::new();
    for of in (0..count).map(StateId::at) {
        for towards in (0..count).map(StateId::at).filter(|towards| *towards != of) {
            let place = of.index() * count + towards.index();
            let at = |sample: &&Sample| Some((source.moment(sample.at), *sample.trust.get(place)?));
            let mut course: Vec<_> = moments.iter().filter_map(at).collect();
            course.push((source.moment(source.now), ends(of, towards)));
            let shares = || course.iter().map(|(_, trust)| trust.0);
            let moved = shares().max().unwrap_or(0) - shares().min().unwrap_or(0);
            let code = |state: StateId| source.script().states[state].code.clone();
            let course = course.into_iter().map(|(at, trust): (_, Ppm)| (at, Share(Some(trust)))).collect();
            found.push((moved, Trust { of: code(of), towards: code(towards), course }));
        }
    }
    found.retain(|(moved, _)| *moved > 0);
    found.sort_by_key(|(moved, _)| std::cmp::Reverse(*moved));
    found.into_iter().take(PAIRS).map(|(_, trust)| trust).collect()
}
