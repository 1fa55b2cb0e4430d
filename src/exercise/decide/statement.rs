//! `statement`: a seat speaks to the public. Everybody hears it.

use crate::exercise::contradiction;
use crate::exercise::draft::Draft;
use crate::exercise::fact::Fact;
use crate::exercise::order::{Claims, Ref};
use crate::exercise::refusal::Refusal;
use crate::scenario::mechanism::SoleAct;

use super::resolve::{Resolve, need_text};

pub(super) fn decide(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    incident: Option<&Ref>,
    claims: &Claims,
    text: &str,
) -> Result<(), Refusal> {
    if claims.is_empty() {
        need_text(text)?;
    }
    let incident = incident.map(|i| cx.incident("incident", i)).transpose()?;
    draft.push(Fact::Stated(cx.seat, incident));
    if let Some(incident) = incident {
        let (by, Claims { cause, advice, severity, .. }) = (cx.seat, claims);
        let (cause, advice, severity) = (*cause, *advice, *severity);
        if cause.is_some() || advice.is_some() || severity.is_some() {
            draft.push(Fact::Line { by, incident, cause, advice, severity });
        }
        let all: Vec<_> = cx.script.seats.ids().collect();
        draft.aware(&all, incident);
        if contradiction::names_culprit(claims.attribution.as_deref()) {
            contradiction::act_alone(draft, cx.seat, incident, &SoleAct::Attribution);
        }
    }
    Ok(())
}
