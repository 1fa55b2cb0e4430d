//! The sign-off of the debrief: after ENDEX the lead stands for it, and from then on it stays as it is.

use crate::exercise::draft::Draft;
use crate::exercise::evaluation;
use crate::exercise::fact::{Fact, Phase};
use crate::exercise::order::Control;
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::state::State;

/// What is signed off is changed by nobody: whoever wants to takes the sign-off back first. A state may consent to
/// figures being shown at any time, and somebody may sit down to answer the questionnaire: that changes none.
pub(super) fn check(state: &State, control: &Control) -> Result<(), Refusal> {
    let changes_none =
        matches!(control, Control::Reopen { .. } | Control::Consent { .. } | Control::Sit { .. });
    if state.signed_off.is_none() || changes_none {
        return Ok(());
    }
    let why = "The debrief is signed off, and stands as it is";
    Err(Refusal::new(Rule::TooLate, why).needing("Take the sign-off back first, with a reason"))
}

/// The lead stands for the debrief, or no longer does.
pub(super) fn decide(draft: &mut Draft<'_>, control: &Control) -> Result<(), Refusal> {
    match control {
        Control::SignOff { by, .. } => {
            if draft.state.phase != Phase::Ended {
                let why = "Only an exercise that has ended can be signed off";
                return Err(Refusal::new(Rule::NotRunning, why).needing("ENDEX comes first"));
            }
            if by.trim().is_empty() {
                return Err(Refusal::at(Rule::Incomplete, "by", "Say in what role you sign"));
            }
            by_the_lead(draft.state, by.trim())?;
            draft.push(Fact::SignedOff(true));
        }
        Control::Reopen { reason } => {
            if reason.trim().is_empty() {
                return Err(Refusal::at(Rule::Incomplete, "reason", "Say why the sign-off is taken back"));
            }
            if draft.state.signed_off.is_none() {
                return Err(Refusal::new(Rule::TooLate, "The debrief is not signed off"));
            }
            draft.push(Fact::SignedOff(false));
        }
        _ => {}
    }
    Ok(())
}

/// Where a lead evaluator was appointed, nobody else signs.
fn by_the_lead(state: &State, by: &str) -> Result<(), Refusal> {
    let leads: Vec<&str> = evaluation::leads(state).collect();
    if leads.is_empty() || leads.contains(&by) {
        return Ok(());
    }
    let needed = format!("{} signs", leads.join(" or "));
    Err(Refusal::at(Rule::NotThisDesk, "by", "The lead evaluator signs the debrief off").needing(needed))
}
