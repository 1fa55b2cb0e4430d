//! What seats decided and said.

use crate::exercise::fact::Fact;
use crate::exercise::order::{Control, Verb};
use crate::report::names::said;

use super::Weight::{Act, Small, Turn};
use super::{Sentence, Told};

pub(super) fn tell(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let n = &told.names;
    match fact {
        Fact::Classified(seat, incident, class) => {
            Sentence::new(Turn, format!("{} classed {} as {class}", n.seat(*seat), n.incident(*incident)))
        }
        Fact::Notified { by, incident, regime, step, to, empty } => {
            let empty = if *empty { "; it lacks what this step must say" } else { "" };
            let (by, step, regime) = (n.seat(*by), n.step(*regime, *step), n.mechanism(*regime));
            let (incident, to) = (n.incident(*incident), n.seats(to));
            Sentence::new(Act, format!("{by} notified {to} of {incident} ({regime}: {step}){empty}"))
        }
        Fact::Suspected(seat, incident) => {
            Sentence::new(Small, format!("{} called {} malicious", n.seat(*seat), n.incident(*incident)))
        }
        Fact::DutyOpened { .. } | Fact::DutyTold(..) | Fact::DutyMoved(..) | Fact::DutyLapsed(_) => {
            duty(told, fact)
        }
        Fact::Asked(_, by, to) => {
            Sentence::new(Act, format!("{} asked {}{}", n.seat(*by), n.seats(to), told.said()))
        }
        Fact::Answered(ask, by) => {
            let asker = n.state.asks.get(*ask).map_or("a question".to_owned(), |a| n.seat(a.from));
            Sentence::new(Act, format!("{} answered {asker}{}", n.seat(*by), told.said()))
        }
        Fact::Reported(by, incident, to) => Sentence::new(
            Act,
            format!(
                "{} sent {} a situation report on {}{}",
                n.seat(*by),
                n.seats(to),
                n.incident(*incident),
                told.said()
            ),
        ),
        Fact::Attributed { by, incident, public, to } => {
            let actor = match told.verb() {
                Some(Verb::Attribute { actor, confidence, .. }) => format!(" to {actor}, {confidence}"),
                _ => String::new(),
            };
            let how = if *public { "in public".to_owned() } else { format!("towards {}", n.seats(to)) };
            Sentence::new(Turn, format!("{} attributed {}{actor}, {how}", n.seat(*by), n.incident(*incident)))
        }
        Fact::Line { by, cause, .. } => {
            let cause = cause.map_or(String::new(), |c| format!(", with {c} as the cause"));
            Sentence::new(Small, format!("The public line of {} stands{cause}", n.seat(*by)))
        }
        Fact::AttributionJudged { .. } => judged(told, fact),
        Fact::Stated(by, incident) => {
            let about = incident.map(|i| format!(" about {}", n.incident(i))).unwrap_or_default();
            Sentence::new(Turn, format!("{} spoke to the public{about}{}", n.seat(*by), told.said()))
        }
        Fact::Messaged { from, to, .. } => Sentence::new(Act, message(told, *from, to)),
        Fact::Decided(by) => Sentence::new(Act, format!("{} decided{}", n.seat(*by), told.said())),
        _ => None,
    }
}

/// What its own side held, and whether others were asked.
fn judged(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let Fact::AttributionJudged { by, claimed, supported, premature, unilateral, wrong, .. } = fact else {
        return None;
    };
    let bears = supported.map_or("no confidence at all".to_owned(), |c| c.to_string());
    let all = [
        (*premature, format!("it claimed {claimed}, its evidence bears {bears}")),
        (*unilateral, "notes were not compared with the other states to the end".to_owned()),
        (*wrong, "it blames somebody who did not do it".to_owned()),
    ];
    let said: Vec<String> = all.into_iter().filter(|(so, _)| *so).map(|(_, words)| words).collect();
    let said = if said.is_empty() { format!("sound: its evidence bears {bears}") } else { said.join("; ") };
    Sentence::new(Turn, format!("The attribution by {}: {said}", told.names.seat(*by)))
}

fn message(
    told: &Told<'_>,
    from: Option<crate::scenario::script::SeatId>,
    to: &[crate::scenario::script::SeatId],
) -> String {
    let n = &told.names;
    match (from, told.control()) {
        (Some(from), _) => format!("{} wrote to {}{}", n.seat(from), n.seats(to), told.said()),
        (None, Some(Control::Play { persona, text, .. })) => {
            format!("The White Cell as {persona} wrote to {}{}", n.seats(to), said(text))
        }
        (None, _) => format!("Exercise control wrote to {}", n.seats(to)),
    }
}

fn duty(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let n = &told.names;
    let words = |id: &crate::exercise::fact::DutyId| {
        n.state.duties.get(*id).map_or(("somebody".to_owned(), "a duty".to_owned()), |d| {
            let step = n.step(d.regime, d.step);
            (n.seat(d.seat), format!("{step} ({})", n.mechanism(d.regime)))
        })
    };
    match fact {
        Fact::DutyOpened { seat, regime, step, owed, due, .. } => {
            let owed = crate::report::names::list(owed.iter().map(|org| n.org(*org)), "nobody");
            let (seat, step) = (n.seat(*seat), n.step(*regime, *step));
            Sentence::new(
                Small,
                format!("{seat} owes {owed} by {}: {step} ({})", n.clock(*due), n.mechanism(*regime)),
            )
        }
        Fact::DutyTold(duty, org) => {
            let (seat, step) = words(duty);
            Sentence::new(Small, format!("{} has received what {seat} owed: {step}", n.org(*org)))
        }
        Fact::DutyMoved(duty, due) => {
            let (seat, step) = words(duty);
            Sentence::new(Small, format!("Due earlier now, by {}: {seat}, {step}", n.clock(*due)))
        }
        Fact::DutyLapsed(duty) => {
            let (seat, step) = words(duty);
            Sentence::new(Turn, format!("A deadline passed with somebody not told: {seat}, {step}"))
        }
        _ => None,
    }
}
