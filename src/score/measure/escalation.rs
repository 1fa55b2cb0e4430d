//! Measure 6, escalation: the right level was involved when it had to be, and not otherwise.
//!
//! Expected actions that count for escalation: 1 in time, then linearly to 0 at twice the time allowed, 0 if missed.
//! A mode that was raised though no incident that ran then warrants it by its true class is a false alarm: one more
//! in the denominator. Not raising what need not be raised is no success where nothing was due.

use crate::base::Ppm;
use crate::scenario::words::Measure;

use crate::score::court::Court;
use crate::score::expected;
use crate::score::moment::{Figure, Part, Tally};

/// As people read it.
pub(super) const FORMULA: &str = "Σ s over due escalations ÷ (due escalations + false alarms)";

/// Judges due escalations and false alarms.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    expected::judge(court, Measure::Escalation, &mut tally);
    let mut alarms = 0;
    for raise in court.board.raises.iter().filter(|r| court.counts(r.mark)) {
        let mechanism = &court.script.mechanisms[raise.mechanism];
        let Some(mode) = mechanism.modes().get(usize::from(raise.mode)) else { continue };
        if raise.warranted >= Some(mode.warranted) {
            continue;
        }
        alarms += 1;
        let mut moment = court.moment(raise.mark, raise.by, Ppm::ZERO, || {
            format!(
                "{} raised to “{}”: no incident that ran then was {} or worse",
                mechanism.title, mode.title, mode.warranted
            )
        });
        moment.part = Part::Fault;
        tally.moments.push(moment);
    }
    tally.detail("false_alarms", Figure::Count(alarms));
    tally
}
