//! `ask`, `answer`, `sitrep`, `message`, `decide`: words between seats, with claims that can be computed.

use crate::exercise::draft::Draft;
use crate::exercise::fact::Fact;
use crate::exercise::order::Verb;
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::words::Tri;

use super::resolve::{Resolve, need_text};
use super::share;

pub(super) fn decide(cx: &Resolve<'_>, draft: &mut Draft<'_>, verb: &Verb) -> Result<(), Refusal> {
    match verb {
        Verb::Ask { to, about, text } => {
            need_text(text)?;
            let to = cx.some_seats("to", to)?;
            let incident = about.as_ref().map(|a| cx.incident("about", a)).transpose()?;
            let ask = draft.next(&cx.state.asks, |f| matches!(f, Fact::Asked(..)));
            draft.push(Fact::Asked(ask, cx.seat, to.clone()));
            if let Some(incident) = incident {
                draft.aware(&to, incident);
            }
        }
        Verb::Answer { ask, claims, items, text } => {
            let ask = cx.ask("ask", ask)?;
            if items.is_empty() && claims.is_empty() {
                need_text(text)?;
            }
            if cx.state.asks[ask].answered.contains_key(&cx.seat) {
                return Err(Refusal::at(Rule::TooLate, "ask", "You have answered this question already"));
            }
            let from = cx.state.asks[ask].from;
            draft.push(Fact::Answered(ask, cx.seat));
            for item in items {
                let item = cx.intel("items", item)?;
                share::pass_on(cx, draft, item, &[from], None);
            }
        }
        Verb::Sitrep { to, incident, claims, .. } => {
            let to = cx.some_seats("to", to)?;
            let incident = cx.incident("incident", incident)?;
            if claims.is_empty() {
                return Err(Refusal::at(Rule::Incomplete, "claims", "A situation report says something")
                    .needing("Give at least one of cause, severity, cross-border, outlook"));
            }
            if claims.malicious == Some(Tri::Yes) {
                draft.push(Fact::Suspected(cx.seat, incident));
            }
            draft.push(Fact::Reported(cx.seat, incident, to.clone()));
            draft.aware(&to, incident);
        }
        Verb::Message { to, text, .. } => {
            need_text(text)?;
            let to = cx.some_seats("to", to)?;
            let message = draft.next(&cx.state.messages, |f| matches!(f, Fact::Messaged { .. }));
            draft.push(Fact::Messaged { message, from: Some(cx.seat), to });
        }
        Verb::Decide { about, text } => {
            need_text(text)?;
            about.as_ref().map(|a| cx.incident("about", a)).transpose()?;
            draft.push(Fact::Decided(cx.seat));
        }
        _ => {}
    }
    Ok(())
}
