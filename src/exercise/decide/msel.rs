//! Acts of exercise control on the MSEL: fire, hold, skip, readdress, retell, compose.

use crate::base::{At, Text};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{Composed, Due, Fact, Phase};
use crate::exercise::msel;
use crate::exercise::order::Control;
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::script::InjectId;

use super::resolve::{Resolve, need_text};

pub(super) fn decide(cx: &Resolve<'_>, draft: &mut Draft<'_>, control: &Control) -> Result<(), Refusal> {
    match control {
        Control::Fire { inject } => {
            if cx.state.phase == Phase::Ready || cx.state.phase == Phase::Ended {
                return Err(Refusal::new(Rule::NotRunning, "The exercise is not running"));
            }
            let id = undelivered(cx, inject)?;
            cancel(cx, draft, id);
            draft.push(Fact::Held(id, false));
            draft.schedule(cx.state.now, Due::Inject(id));
        }
        Control::Hold { inject, on } => {
            let id = undelivered(cx, inject)?;
            draft.push(Fact::Held(id, *on));
            // One that fell due while it was held comes when it is let go.
            if !on && cx.state.injects[id].due.is_some_and(|due| due <= cx.state.now) {
                draft.schedule(cx.state.now, Due::Inject(id));
            }
        }
        Control::Skip { inject } => {
            let id = undelivered(cx, inject)?;
            cancel(cx, draft, id);
            draft.push(Fact::Skipped(id));
        }
        Control::Readdress { inject, to } => {
            let id = undelivered(cx, inject)?;
            draft.push(Fact::Readdressed(id, cx.some_seats("to", to)?));
        }
        Control::Retell { inject, says } => {
            need_text(says)?;
            draft.push(Fact::Retold(undelivered(cx, inject)?, words(says)));
        }
        Control::Compose { to, sender, by, says, at, about } => {
            need_text(says)?;
            if cx.state.phase == Phase::Ended {
                return Err(Refusal::new(Rule::NotRunning, "The exercise has ended"));
            }
            let to = cx.some_seats("to", to)?;
            let about = match about {
                None => None,
                Some(id) => Some(*cx.script.names.incidents.get(id).ok_or_else(|| {
                    Refusal::at(Rule::NoSuchName, "about", format!("The scenario has no incident `{id}`"))
                })?),
            };
            let id = draft.next(&cx.state.injects, |f| matches!(f, Fact::Composed(_)));
            let (from, says) = (words(sender), words(says));
            draft.push(Fact::Composed(Box::new(Composed { from, to, by: *by, says, about })));
            draft.schedule(not_before(cx.state.now, *at), Due::Inject(id));
        }
        _ => {}
    }
    Ok(())
}

/// The inject of this name, if it is still to come.
fn undelivered(cx: &Resolve<'_>, number: &str) -> Result<InjectId, Refusal> {
    let id = msel::find(cx.script, cx.state, number).ok_or_else(|| msel::unknown(number))?;
    let state = &cx.state.injects[id];
    if state.delivered.is_some() {
        return Err(Refusal::at(Rule::TooLate, "inject", format!("{number} was delivered already")));
    }
    if state.skipped {
        return Err(Refusal::at(Rule::TooLate, "inject", format!("{number} was taken out")));
    }
    Ok(id)
}

fn cancel(cx: &Resolve<'_>, draft: &mut Draft<'_>, inject: InjectId) {
    if cx.state.injects[inject].due.is_some_and(|due| due >= cx.state.now) {
        draft.push(Fact::Cancelled(Due::Inject(inject)));
    }
}

/// A moment from now that is never before the present.
fn not_before(now: At, at: Option<At>) -> At {
    at.map_or(now, |at| at.max(now))
}

/// Words of control as a text.
fn words(text: &str) -> Text {
    Text::plain(text.trim())
}
