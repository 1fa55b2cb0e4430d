//! Whom something is for: what may be shown follows the rules of release, and names need consents in the journal.

use crate::exercise::state::State;
use crate::report::Audience;
use crate::scenario::finding::nearest;
use crate::scenario::script::Script;
use crate::score::release::missing_consents;

use super::Failure;

/// What `--audience` says: `excon`, `plenary`, `participants`, or the code of a state.
pub(super) fn read(text: Option<&str>, script: &Script) -> Result<Audience, Failure> {
    match text {
        None | Some("excon") => Ok(Audience::Excon),
        Some("plenary") => Ok(Audience::Plenary),
        Some("participants") => Ok(Audience::Participants),
        Some(code) => match script.names.states.get(code) {
            Some(state) => Ok(Audience::State(*state)),
            None => {
                let known = script.names.states.keys().map(String::as_str);
                let near = nearest(code, known.chain(["excon", "plenary", "participants"]));
                let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                Err(Failure::usage(format!(
                    "`{code}` is no audience: write excon, plenary, participants, or the code of a state of {}{near}",
                    script.about.id
                )))
            }
        },
    }
}

/// Whether the audience may be told: figures go under names only where every state has consented.
pub(super) fn allowed(audience: Audience, script: &Script, state: &State) -> Result<(), Failure> {
    let missing = missing_consents(script, state);
    if audience != Audience::Participants || missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|id| script.states[*id].code.as_str()).collect();
    Err(Failure::wrong(format!(
        "{} did not consent to figures under their names; a consent is put down with consent(state: …, on: true), or see \
         --audience plenary",
        names.join(", ")
    )))
}
