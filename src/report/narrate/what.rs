//! Expected actions in words: what a pattern over orders asks for.

use crate::report::names::Names;
use crate::scenario::condition::What;
use crate::scenario::script::SeatId;

/// What is expected, as an infinitive without “to”: `notify CSIRT Slovenia (NIS2: Early warning)`.
pub fn words(n: &Names<'_>, what: &What) -> String {
    let to = |seats: &[SeatId], word: &str| match seats {
        [] => String::new(),
        seats => format!(" {word} {}", n.seats(seats)),
    };
    match what {
        What::Anything => "act at all".to_owned(),
        What::Classify { incident, at_least } => {
            let incident = incident.map_or("an incident".to_owned(), |i| n.incident(i));
            let class = at_least.map(|c| format!(" as {c} or higher")).unwrap_or_default();
            format!("class {incident}{class}")
        }
        What::Notify { regime, step, incident, to: seats } => {
            let whom = if seats.is_empty() { "whoever is due".to_owned() } else { n.seats(seats) };
            let of = incident.map(|i| format!(" of {}", n.incident(i))).unwrap_or_default();
            let under = regime.map(|r| {
                let step = step.map(|s| format!(": {}", n.step(r, s))).unwrap_or_default();
                format!(" ({}{step})", n.mechanism(r))
            });
            format!("notify {whom}{of}{}", under.unwrap_or_default())
        }
        What::Share { item, to: seats } => {
            let item = item.map_or("what is known".to_owned(), |i| n.intel(i));
            format!("share {item}{}", to(seats, "with"))
        }
        What::Ask(seats) if seats.is_empty() => "ask a question".to_owned(),
        What::Ask(seats) => format!("ask {}", n.seats(seats)),
        What::Answer => "answer a question".to_owned(),
        What::Sitrep(seats) => format!("send a situation report{}", to(seats, "to")),
        What::Mode(mechanism, mode) => {
            let what = mechanism.map_or("a mechanism".to_owned(), |m| n.mechanism(m));
            let mode = mechanism.zip(*mode).map(|(m, mode)| format!(" to {}", n.mode(m, mode)));
            format!("set {what}{}", mode.unwrap_or_default())
        }
        What::Request(m) => {
            format!("make a request{}", m.map(|m| format!(" under {}", n.mechanism(m))).unwrap_or_default())
        }
        What::Offer(seats) => format!("offer help{}", to(seats, "to")),
        What::Vote(mechanism, vote) => {
            let vote = vote.map(|v| format!(" {v}")).unwrap_or_default();
            let on = mechanism.map(|m| format!(" on {}", n.mechanism(m))).unwrap_or_default();
            format!("vote{vote}{on}")
        }
        What::Defend { kind, defence, service } => {
            let what = match (defence, kind) {
                (Some(defence), _) => n.defence(*defence),
                (None, Some(kind)) => kind.to_string(),
                (None, None) => "a defence".to_owned(),
            };
            let at = service.map(|s| format!(" at {}", n.service(s))).unwrap_or_default();
            format!("order {what}{at}")
        }
        What::Attribute(Some(true)) => "attribute in public".to_owned(),
        What::Attribute(_) => "attribute".to_owned(),
        What::Propose(m) => format!("propose {}", m.map_or("a joint measure".to_owned(), |m| n.mechanism(m))),
        What::Remove(m, content) => {
            let on = content.map(|c| format!(" on {}", n.content(c))).unwrap_or_default();
            format!("have a platform act{on}{}", under(n, *m))
        }
        What::Demand(m) => format!("demand a provider's data{}", under(n, *m)),
        What::Release { item, to: seats, tear_line } => {
            let item = item.map_or("an item".to_owned(), |i| n.intel(i));
            match tear_line {
                Some(true) => format!("ask for the tear-line of {item}"),
                _ => format!("ask the originator to release {item}{}", to(seats, "to")),
            }
        }
        What::Statement => "speak to the public".to_owned(),
        What::Message(seats) => format!("write{}", to(seats, "to")),
        What::Decide => "decide in words".to_owned(),
    }
}

fn under(n: &Names<'_>, mechanism: Option<crate::scenario::mechanism::MechanismId>) -> String {
    mechanism.map(|m| format!(" under {}", n.mechanism(m))).unwrap_or_default()
}
