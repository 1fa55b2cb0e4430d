//! Moments as the command line takes them: so long after STARTEX, or by the clock of the exercise; and which of them make
//! sense for a journal.

use crate::base::At;
use crate::exercise::fact::Phase;
use crate::exercise::state::State;
use crate::scenario::compile::{Times, When};
use crate::scenario::script::Script;

use super::Failure;

const MINUTE_MS: u64 = 60_000;

/// A moment in words, wherever it lies.
pub(super) fn read(text: &str, script: &Script) -> Result<At, Failure> {
    match (Times { clock: script.clock }).parse(text) {
        Ok(When::At(at)) => Ok(at),
        Ok(When::After(..)) => {
            Err(Failure::usage(format!("`{text}` is no moment; write 2h30m or \"D2 09:15\"")))
        }
        Err(why) => Err(Failure::usage(why)),
    }
}

/// The moment at which a run stops: ENDEX, or before.
pub(super) fn until(text: Option<&str>, script: &Script) -> Result<At, Failure> {
    let at = text.map(|text| read(text, script)).transpose()?;
    Ok(at.map_or(script.endex, |at| at.min(script.endex)))
}

/// Where a journal ends: `D1 12:00 (4 h after STARTEX)`.
pub(super) fn end(script: &Script, state: &State) -> String {
    format!("{} ({} after STARTEX)", script.clock.show(state.now), state.now.since(At::STARTEX))
}

/// A moment after STARTEX as one types it: `2h30m`.
fn typed(at: At) -> String {
    let minutes = at.0 / MINUTE_MS;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes:02}m"),
    }
}

/// That nothing comes after a moment, and which moments there are before the end.
pub(super) fn nothing_after(asked: &str, script: &Script, state: &State) -> Failure {
    let ended = state.phase == Phase::Ended;
    let what = if ended { "the exercise ended" } else { "the journal ends" };
    let goes_on = if ended { "" } else { "; `startex resume` goes on with it" };
    let half = At(state.now.0 / 2 / MINUTE_MS * MINUTE_MS);
    let when = match half {
        At::STARTEX => String::new(),
        half => format!(
            ": take a moment from {} on, such as {} or \"{}\"",
            script.clock.show(At::STARTEX),
            typed(half),
            script.clock.show(half)
        ),
    };
    Failure::usage(format!(
        "{what} at {}, and nothing comes after `{asked}`{when}{goes_on}",
        end(script, state)
    ))
}
