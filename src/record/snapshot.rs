//! A snapshot: the state after some record, so that not all must be replayed. A cache: it may be thrown away.

use crate::base::At;
use crate::exercise::state::State;

use super::journal::RULES;

const HASH: usize = 32;

/// The bytes of a snapshot: rules number, state, and a hash of both.
pub fn encode(state: &State) -> Vec<u8> {
    // Writing to memory cannot fail; what is empty is refused when it is read.
    let mut bytes = postcard::to_stdvec(&(RULES, state)).unwrap_or_default();
    let hash = blake3::hash(&bytes);
    bytes.extend_from_slice(hash.as_bytes());
    bytes
}

/// A mark of the state after a record of that moment: its hash, under the rules of this release. Whoever folds the records
/// up to there and comes to the same need not carry the orders out anew.
pub fn mark(state: &State, at: At) -> Vec<u8> {
    let mut state = state.clone();
    // Time that went by since without a record is no part of it.
    state.now = at;
    blake3::hash(&encode(&state)).as_bytes().to_vec()
}

/// The state of a snapshot; none where it was altered or is of other rules: then the records tell.
pub fn decode(bytes: &[u8]) -> Option<State> {
    let (body, hash) = bytes.split_last_chunk::<HASH>()?;
    if blake3::hash(body).as_bytes() != hash {
        return None;
    }
    let (rules, state): (u32, State) = postcard::from_bytes(body).ok()?;
    (rules == RULES).then_some(state)
}
