//! `unknown-warning`: what is meant to be so is no warning that there is.

use super::{ALL, Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};

pub(super) const CHECK: Check = Check {
    code: "unknown-warning",
    severity: Severity::Error,
    cause: "A code under `intended` is none of a warning: errors cannot be meant",
    mend: "Write the code of the warning as `check` prints it, or mend the error",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let warnings = || ALL.iter().filter(|check| check.severity == Severity::Warning).map(|check| check.code);
    for code in cx.file.intended.iter().filter(|code| !warnings().any(|known| known == code.as_str())) {
        let words = cx.no_such("warning", code, warnings());
        let mut finding = Finding::error(CHECK.code, code.span, words.message);
        finding.help = words.help;
        sink.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    /// The starting scenario with a clock of under ten real minutes, which it says is meant.
    const SHORT: (&str, &str) = (r#"by: "2h","#, r#"by: "29m","#);

    #[test]
    fn a_warning_that_is_meant_is_not_told() {
        clean("short-clock", &[SHORT, ("help: hints,", r#"help: hints, intended: "short-clock","#)]);
    }

    #[test]
    fn what_is_no_warning_is_found() {
        found("unknown-warning", &[("help: hints,", r#"help: hints, intended: §"short-clok","#)]);
        // Nobody can mean an error.
        found("unknown-warning", &[("help: hints,", r#"help: hints, intended: §"unknown-seat","#)]);
    }
}
