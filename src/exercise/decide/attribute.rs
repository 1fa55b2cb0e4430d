//! `attribute`: a seat says who is behind it. A sovereign national act; the Union may coordinate it.

use crate::exercise::contradiction;
use crate::exercise::draft::Draft;
use crate::exercise::evidence;
use crate::exercise::fact::Fact;
use crate::exercise::order::Verb;
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::mechanism::SoleAct;

use super::resolve::Resolve;

pub(super) fn decide(cx: &Resolve<'_>, draft: &mut Draft<'_>, verb: &Verb) -> Result<(), Refusal> {
    let Verb::Attribute { incident, actor, confidence, public, to, .. } = verb else { return Ok(()) };
    let incident = cx.incident("incident", incident)?;
    if actor.trim().is_empty() {
        return Err(Refusal::at(Rule::Incomplete, "actor", "Say who is behind it, or do not attribute yet"));
    }
    let to = if *public {
        cx.script.seats.ids().filter(|s| *s != cx.seat).collect()
    } else {
        cx.some_seats("to", to)?
    };
    draft.push(Fact::Attributed { by: cx.seat, incident, public: *public, to: to.clone() });
    if *public {
        draft.push(evidence::judge(cx.script, cx.state, cx.seat, incident, actor, *confidence));
    }
    draft.aware(&to, incident);
    if *public {
        contradiction::act_alone(draft, cx.seat, incident, &SoleAct::Attribution);
    }
    Ok(())
}
