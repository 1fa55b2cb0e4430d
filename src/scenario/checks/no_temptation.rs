//! `no-temptation`: nothing pulls towards a class that is too low.

use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::words::Class;

pub(super) const CHECK: Check = Check {
    code: "no-temptation",
    severity: Severity::Warning,
    cause: "Every incident is below the threshold in truth: nobody can class one too low, and measure 1 tells little",
    mend: "Let one incident be significant or worse, with first news of it that sounds harmless",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let incidents = &cx.file.incidents;
    if let Some(first) = incidents.first()
        && incidents.iter().all(|incident| *incident.truth == Class::BelowThreshold)
    {
        let message = "no incident tempts anybody to class it too low";
        sink.push(Finding::warning(CHECK.code, first.truth.span, message).with_help(CHECK.mend));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn incidents_that_cannot_be_classed_too_low_are_found() {
        found("no-temptation", &[("truth: large_scale", "truth: §below_threshold")]);
        clean("no-temptation", &[("truth: large_scale", "truth: significant")]);
    }
}
