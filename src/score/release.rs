//! Who may see which figure (DESIGN 7). A state sees its own vector and the anonymous overall; pairs, trust and
//! comparisons are exercise control's; nobody gets a ranking; the plenary sees pseudonyms. Exports obey the same rule.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{At, Ppm};
use crate::exercise::fact::{Phase, Record};
use crate::exercise::order::Verb;
use crate::exercise::own;
use crate::exercise::state::State;
use crate::scenario::script::{Script, SeatId, StateId};
use crate::scenario::words::Measure;

use super::result::{Evidence, Published, Score, StateMeasure, StateScore};

/// Acts of a seat that stand as reasons beside one measure, the latest.
const ACTS: usize = 20;

/// Whether seats may see their state's own vector by now. Not while it is played: the figures count from the truth, and
/// one that falls right after a classification would tell that it was wrong. Nor in the hot wash, which looks at what
/// happened and not at figures (DESIGN 8): they are shown once the lead has signed the debrief off.
pub fn open_to_seats(state: &State) -> bool {
    state.phase == Phase::Ended && state.signed_off.is_some()
}

/// What a seat may see once it may: its state's own vector, and its own acts as the reasons. It names nothing that the
/// seat did not name itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForSeat {
    /// The moment.
    pub at: At,
    /// The overall figure of all together.
    pub overall: Option<Ppm>,
    /// The own state's composite; none for a seat of no state, which has no vector.
    pub own: Option<Figure>,
    /// The own state's measures.
    pub measures: Vec<OwnMeasure>,
}

/// A measure as a seat may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnMeasure {
    /// Which.
    pub measure: Measure,
    /// The own state's figure.
    pub figure: Figure,
    /// Its share of all weights.
    pub weight: Ppm,
    /// Opportunities that were assessed.
    pub assessed: u32,
    /// All opportunities.
    pub of: u32,
    /// Acts of this very seat that earned or cost something, where the figure may be shown.
    pub acts: Vec<OwnAct>,
}

/// An own act that counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnAct {
    /// When.
    pub at: At,
    /// The act, in the seat's own words.
    pub verb: Arc<Verb>,
    /// Whether it earned something; else it cost.
    pub earned: bool,
}

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// Fewer states than this are not shown under pseudonyms: whoever knows its own figure would know the other's.
const FEWEST_PSEUDONYMS: usize = 3;

/// What the participants may see of each other, once every state has consented: published figures under names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForParticipants {
    /// The moment.
    pub at: At,
    /// The overall figure of all together.
    pub overall: Option<Ppm>,
    /// Each state's own, in the order of the scenario: no ranking.
    pub states: Vec<(StateId, ForState)>,
}

/// The states that have not consented to their figures being shown under their names.
pub fn missing_consents(script: &Script, state: &State) -> Vec<StateId> {
    script.states.ids().filter(|id| !state.consents.contains_key(id)).collect()
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

/// What a seat may see; `record` gives the records behind the score by their numbers.
pub fn for_seat<R: Deref<Target = Record>>(
    score: &Score,
    (script, now): (&Script, &State),
    seat: SeatId,
    record: impl Fn(u64) -> Option<R>,
) -> ForSeat {
    let state = script.seats[seat].state;
    let own = state.and_then(|state| for_state(score, state));
    let vector = state.and_then(|state| score.states.iter().find(|s| s.state == state));
    let counted = vector.map(|s| s.measures.as_slice()).unwrap_or_default();
    let measures = own.iter().flat_map(|own| &own.measures).zip(counted).map(|((measure, figure), of)| {
        let all = score.measure(*measure);
        let shown = all.filter(|_| matches!(figure, Figure::Shown(_)));
        let evidence = shown.map(|m| m.evidence.as_slice()).unwrap_or_default();
        let act = |e: &Evidence| {
            let record = record(e.record).filter(|_| e.seat == Some(seat))?;
            let verb = own::decision(script, now, seat, &record)?;
            Some(OwnAct { at: e.at, verb, earned: e.points > 0 })
        };
        OwnMeasure {
            measure: *measure,
            figure: *figure,
            weight: all.map_or(Ppm::ZERO, |m| m.weight),
            assessed: of.assessed,
            of: of.opportunities,
            acts: evidence.iter().rev().filter_map(act).take(ACTS).collect(),
        }
    });
    ForSeat {
        at: score.at,
        overall: score.overall,
        own: own.as_ref().map(|own| own.own),
        measures: measures.collect(),
    }
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
    if states.len() < FEWEST_PSEUDONYMS {
        states.clear();
    }
    let named = states.into_iter().enumerate();
    ForPlenary {
        at: score.at,
        overall: score.overall,
        measures: score.measures.iter().map(|m| (m.measure, m.value)).collect(),
        states: named.map(|(n, (_, s))| (pseudonym(n), Figure::of(s.overall, s.published))).collect(),
    }
}

/// What the participants may see; the states that withhold it where not all have consented.
///
/// # Errors
/// The states whose consent is missing.
pub fn for_participants(
    score: &Score,
    script: &Script,
    state: &State,
) -> Result<ForParticipants, Vec<StateId>> {
    let missing = missing_consents(script, state);
    if !missing.is_empty() {
        return Err(missing);
    }
    let own = |s: &StateScore| {
        let mut own = for_state(score, s.state)?;
        // Beside the others it is a comparison, from which bots are left out.
        own.own = Figure::of(s.overall, s.published);
        Some((s.state, own))
    };
    let states = score.states.iter().filter_map(own).collect();
    Ok(ForParticipants { at: score.at, overall: score.overall, states })
}

/// “State A” to “State Z”, then “State AA”.
fn pseudonym(place: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    match place / 26 {
        0 => format!("State {}", letter(place)),
        more => format!("State {}{}", letter(more - 1), letter(place)),
    }
}
