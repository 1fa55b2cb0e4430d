//! `idle-seat`: somebody sits there and nothing comes.

use super::context::short;
use super::{Check, Context};
use crate::base::{At, Span};
use crate::scenario::compile::{Times, When};
use crate::scenario::finding::{Finding, Severity, Sink};

/// Nobody is idle for less than this.
const LEAST: Span = Span::hours(4);
/// Nor for less than this part of the exercise: nights are part of a long one.
const PART: u64 = 4;

pub(super) const CHECK: Check = Check {
    code: "idle-seat",
    severity: Severity::Warning,
    cause: "A seat gets nothing at a known time for over four hours and over a quarter of the exercise (seats with a `bot` and personas left out)",
    mend: "Send it an inject or a question in between, or give it a `bot`",
    run,
};

/// The moments at which something is known to reach each seat, in order.
pub(super) fn moments(cx: &Context<'_>) -> Vec<Vec<At>> {
    let mut moments: Vec<Vec<At>> = cx.people.seats.iter().map(|_| Vec::new()).collect();
    for (inject, at) in cx.file.injects.iter().zip(&cx.timeline.at) {
        let Some(at) = at.filter(|_| inject.says.is_some()) else { continue };
        for seat in inject.to.iter().flat_map(|to| cx.people.at(to)) {
            moments[*seat].push(at);
        }
    }
    for times in &mut moments {
        times.sort_unstable();
    }
    moments
}

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let Some(endex) = cx.endex else { return };
    let least = Span(LEAST.0.max(endex.0 / PART));
    let mut all = moments(cx);
    for question in &cx.file.questions {
        let times = question.at.iter().filter_map(|at| match (Times { clock: cx.clock }).parse(at) {
            Ok(When::At(at)) => Some(at),
            _ => None,
        });
        let times: Vec<At> = times.collect();
        for seat in question.to.iter().flat_map(|to| cx.people.at(to)) {
            all[*seat].extend(&times);
        }
    }
    for (person, mut times) in cx.people.seats.iter().zip(all) {
        if person.seat.bot.is_some() || person.seat.persona {
            continue;
        }
        times.push(endex);
        times.sort_unstable();
        let mut before = At::STARTEX;
        let mut longest = (Span::ZERO, before);
        for at in times {
            longest = longest.max((at.since(before), before));
            before = before.max(at);
        }
        if longest.0 > least {
            let from = cx.clock.show(longest.1);
            let message = format!("`{}` gets nothing for {} from {from} on", short(&person.seat.id), longest.0);
            sink.push(Finding::warning(CHECK.code, person.seat.id.span, message).with_help(CHECK.mend));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_seat_that_gets_nothing_for_hours_is_found() {
        let longer = (r#"length: "3h""#, r#"length: "6h""#);
        let seat = (r#"(id: "ee-crisis", of: "EE/crisis", title: "Crisis authority of Estonia", bot: by_the_book)"#, r#"(id: §"ee-crisis", of: "EE/crisis")"#);
        found("idle-seat", &[(r#"length: "3h""#, r#"length: "7h""#), seat]);
        clean("idle-seat", &[longer]);
    }
}
