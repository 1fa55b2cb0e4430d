//! Who may see which figure (DESIGN 7). A state sees its own vector and the anonymous overall; pairs, trust and
//! comparisons are exercise control's; nobody gets a ranking; the plenary sees pseudonyms. Exports obey the same rule.

use crate::base::{At, Ppm};
use crate::scenario::script::StateId;
use crate::scenario::words::Measure;

use super::result::{Published, Score, StateMeasure, StateScore};

/// What a state may see: figures only. Reasons and record numbers would tell what is true and who did what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForState {
    /// The moment.
    pub at: At,
    /// The overall figure of all together.
    pub overall: Option<Ppm>,
    /// The state's own composite.
    pub own: Figure,
    /// The state's own measures.
    pub measures: Vec<(Measure, Figure)>,
}

/// A figure, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// It may be shown.
    Shown(Ppm),
    /// Nothing was assessed.
    NotAssessed,
    /// It may not be shown, and why.
    Withheld(Published),
}

/// What the plenary screen may show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForPlenary {
    /// The moment.
    pub at: At,
    /// The overall figure of all together.
    pub overall: Option<Ppm>,
    /// Each measure of all together.
    pub measures: Vec<(Measure, Option<Ppm>)>,
    /// States under pseudonyms, in the order of those: no ranking, and no list of members.
    pub states: Vec<(String, Figure)>,
}

impl Figure {
    fn of(value: Option<Ppm>, published: Published) -> Self {
        match (value, published) {
            (None, _) => Self::NotAssessed,
            (Some(value), Published::Yes) => Self::Shown(value),
            (Some(_), withheld) => Self::Withheld(withheld),
        }
    }
}

/// What the state may see of its own; none where it does not take part. A state played by bots alone may see itself:
/// bots are left out of comparisons, not of one's own mirror.
pub fn for_state(score: &Score, state: StateId) -> Option<ForState> {
    let own = score.states.iter().find(|s| s.state == state)?;
    let figure = |m: &StateMeasure| (m.measure, Figure::of(m.value, m.published));
    let mirror = if own.published == Published::Bot { Published::Yes } else { own.published };
    Some(ForState {
        at: score.at,
        overall: score.overall,
        own: Figure::of(own.overall, mirror),
        measures: own.measures.iter().map(figure).collect(),
    })
}

/// What exercise control may see: everything. Pairs that may not be compared say so.
pub fn for_excon(score: &Score) -> &Score {
    score
}

/// What the plenary may see. The key (the exercise's own, secret) decides who gets which pseudonym, so that neither
/// the order nor the letter tells which state it is.
pub fn for_plenary(score: &Score, key: &[u8; 32]) -> ForPlenary {
    let mut states: Vec<(blake3::Hash, &StateScore)> = score
        .states
        .iter()
        .map(|state| (blake3::keyed_hash(key, &state.state.0.to_le_bytes()), state))
        .collect();
    states.sort_by_key(|(hash, _)| *hash.as_bytes());
    let named = states.into_iter().enumerate();
    ForPlenary {
        at: score.at,
        overall: score.overall,
        measures: score.measures.iter().map(|m| (m.measure, m.value)).collect(),
        states: named.map(|(n, (_, s))| (pseudonym(n), Figure::of(s.overall, s.published))).collect(),
    }
}

/// “State A” to “State Z”, then “State AA”.
fn pseudonym(place: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    match place / 26 {
        0 => format!("State {}", letter(place)),
        more => format!("State {}{}", letter(more - 1), letter(place)),
    }
}
