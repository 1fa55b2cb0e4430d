//! `overloaded-seat`: more than anybody can read.

use super::context::short;
use super::idle_seat::moments;
use super::{Check, Context};
use crate::base::Span;
use crate::scenario::finding::{Finding, Severity, Sink};

/// Injects to one seat in a real hour, at most: one every two minutes.
const MOST: usize = 30;

pub(super) const CHECK: Check = Check {
    code: "overloaded-seat",
    severity: Severity::Warning,
    cause: "A seat gets more than 30 injects in a real hour at the planned pace",
    mend: "Spread them, send some to another seat, or set a slower `pace`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let pace = cx.file.pace.as_ref().map_or(1, |pace| u64::from(**pace)).max(1);
    let hour = Span::hours(pace);
    for (person, times) in cx.people.seats.iter().zip(moments(cx)) {
        let mut from = 0;
        let full = times.iter().enumerate().find(|(n, at)| {
            while at.since(times[from]) >= hour {
                from += 1;
            }
            n + 1 - from > MOST
        });
        if let Some((_, at)) = full {
            let id = short(&person.seat.id);
            let message = format!("`{id}` gets more than {MOST} injects in the real hour before {}", cx.clock.show(*at));
            sink.push(Finding::warning(CHECK.code, person.seat.id.span, message).with_help(CHECK.mend));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_seat_with_more_than_anybody_reads_is_found() {
        let many = |count: usize| -> String {
            let one = |n: usize| format!("(id: \"M-{n}\", at: \"{n}m\", to: \"ee-crisis\", says: \"Hello.\"),");
            format!("    injects: [{}", (0..count).map(one).collect::<String>())
        };
        found("overloaded-seat", &[(r#"(id: "ee-crisis", of"#, r#"(id: §"ee-crisis", of"#), ("    injects: [", &many(31))]);
        clean("overloaded-seat", &[("    injects: [", &many(29))]);
    }
}
