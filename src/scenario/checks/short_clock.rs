//! `short-clock`: less time than people need.

use super::context::short;
use super::{Check, Context};
use crate::base::Span;
use crate::scenario::finding::{Finding, Severity, Sink};

/// The least that people need to read, agree and write.
const LEAST: Span = Span::mins(10);

pub(super) const CHECK: Check = Check {
    code: "short-clock",
    severity: Severity::Warning,
    cause: "At the planned pace there are under ten real minutes for an expected action",
    mend: "Give more time under `by`, or set a slower `pace`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let pace = cx.file.pace.as_ref().map_or(1, |pace| u64::from(**pace)).max(1);
    for inject in &cx.file.injects {
        for expect in &inject.expects {
            let Ok(span) = Span::parse(&expect.by) else { continue };
            let real = Span(span.0 / pace);
            if span > Span::ZERO && real < LEAST {
                let message = format!("`{}` leaves {real} of real time at pace {pace}", short(&inject.id));
                sink.push(Finding::warning(CHECK.code, expect.by.span, message).with_help(CHECK.mend));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_clock_of_under_ten_real_minutes_is_found() {
        found("short-clock", &[(r#"by: "2h","#, r#"by: §"29m","#)]);
        clean("short-clock", &[(r#"by: "2h","#, r#"by: "30m","#)]);
    }
}
