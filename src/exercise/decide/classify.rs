//! `classify`: a seat gives an incident a class.

use crate::exercise::draft::Draft;
use crate::exercise::fact::Fact;
use crate::exercise::order::Ref;
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::words::Class;

use super::resolve::Resolve;

pub(super) fn decide(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    incident: &Ref,
    class: Class,
) -> Result<(), Refusal> {
    let incident = cx.incident("incident", incident)?;
    if cx.state.seats[cx.seat].classes.get(&incident) == Some(&class) {
        return Err(Refusal::at(Rule::TooLate, "class", format!("You class it as {class} already")));
    }
    draft.push(Fact::Classified(cx.seat, incident, class));
    draft.classified(cx.seat, incident, class);
    Ok(())
}
