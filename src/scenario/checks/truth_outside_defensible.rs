//! `truth-outside-defensible`: the true class is none that one may defend.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};

pub(super) const CHECK: Check = Check {
    code: "truth-outside-defensible",
    severity: Severity::Warning,
    cause: "`defensible` does not hold the true class; it is added by itself",
    mend: "Add the true class to `defensible`, or correct it",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for incident in &cx.file.incidents {
        if let Some(first) = incident.defensible.first()
            && !incident.defensible.iter().any(|class| **class == *incident.truth)
        {
            let message = format!("the true class of `{}` is none of its defensible ones", short(&incident.id));
            sink.push(Finding::warning(CHECK.code, first.span, message).with_help(CHECK.mend));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_truth_that_one_may_not_defend_is_found() {
        let good = "defensible: [significant, large_scale]";
        found("truth-outside-defensible", &[(good, "defensible: [§significant, crisis]")]);
        clean("truth-outside-defensible", &[(good, "defensible: large_scale")]);
    }
}
