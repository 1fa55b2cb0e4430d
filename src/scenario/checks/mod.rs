//! What can be wrong with a scenario that reads well: one module a finding code. None stops at the first fault.
//!
//! Compile leaves out what does not resolve; so whatever it would leave out is an error here.

mod context;
#[cfg(test)]
pub(crate) mod fixture;
mod reading;

use super::finding::{Severity, Sink};
pub use context::Context;
pub use reading::READING;

/// A check: one finding code.
pub struct Check {
    /// The code.
    pub code: &'static str,
    /// Whether it keeps the scenario from running.
    pub severity: Severity,
    /// What it means, for people.
    pub cause: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    run: fn(&Context<'_>, &mut Sink),
}

/// Declares the modules and lists their checks.
macro_rules! checks {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        /// Every check, errors first.
        pub const ALL: &[Check] = &[$($module::CHECK),*];
    };
}

checks! {
    incomplete_scenario,
    unsupported_format,
    double_id,
    bad_id,
    unknown_state,
    unknown_seat,
    unknown_organisation,
    unknown_service,
    unknown_product,
    unknown_defence,
    unknown_stage,
    unknown_intel,
    unknown_content,
    unknown_incident,
    unknown_inject,
    unknown_objective,
    unknown_flag,
    unknown_mechanism,
    unknown_step,
    unknown_mode,
    wrong_mechanism,
    bad_evidence,
    bad_provider,
    open_classification,
    releasable_to_nobody,
    no_consent,
    unknown_answer,
    unknown_variable,
    bad_startex,
    bad_length,
    bad_time,
    bad_duration,
    time_before_startex,
    time_after_endex,
    weight_out_of_range,
    too_many,
    nobody_to_receive,
    expects_nobody,
    useless_field,
    unreachable_inject,
    unreachable_rule,
    unreachable_objective,
    inject_cycle,
    self_dependency,
    unstable_services,
    not_a_member,
    truth_outside_defensible,
    no_temptation,
    untested_objective,
    shows_nothing,
    beyond_power,
    short_clock,
    idle_seat,
    overloaded_seat,
    gives_truth_away,
    real_name,
    real_marking,
    uncleared_recipient,
    absent_source,
    need_out_of_reach,
    missing_translation,
    unknown_bot,
    unused,
    fault_adapts,
    lands_late,
    fizzles_out,
    stays_off,
    unknown_warning,
}

/// Runs every check. Where something could not be read, those are left out that would only tell what follows from
/// it: the names that it would have given, the fields that it would have set.
pub fn check(cx: &Context<'_>, sink: &mut Sink) {
    let broken = sink.errors() > 0;
    let meant = |check: &Check| {
        check.severity == Severity::Warning && cx.file.intended.iter().any(|code| **code == check.code)
    };
    for check in ALL.iter().filter(|c| !(meant(c) || broken && needs_the_whole(c.code))) {
        (check.run)(cx, sink);
    }
}

/// Whether a check is only right where everything was read.
fn needs_the_whole(code: &str) -> bool {
    const CODES: &[&str] = &[
        "incomplete-scenario",
        "nobody-to-receive",
        "expects-nobody",
        "useless-field",
        "time-after-endex",
        "untested-objective",
        "shows-nothing",
        "no-temptation",
        "beyond-power",
        "not-a-member",
        "no-consent",
        "absent-source",
        "uncleared-recipient",
        "need-out-of-reach",
        "idle-seat",
        "missing-translation",
        "unused",
    ];
    code.starts_with("unknown-") || code.starts_with("unreachable-") || CODES.contains(&code)
}

/// Whether findings of this code keep the rest of a scenario from being checked as a whole.
pub fn hides_others(code: &str) -> bool {
    READING.iter().any(|(reading, ..)| *reading == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_without_what_follows_from_it() {
        let said = |text: &str| fixture::load_text(text).findings.iter().map(|f| f.code).collect::<Vec<_>>();
        let whole = crate::scenario::template::TEXT;
        assert_eq!(said(&whole.replace("title: \"First", "title: \u{201c}First")), ["bad-character"]);
        assert_eq!(said(&whole.replace("truth: large_scale", "truth: huge")), ["unknown-word"]);
        assert_eq!(said(&whole.replace("Europe/Tallinn", "Tallinn")), ["bad-startex"]);
    }

    #[test]
    fn every_check_has_its_own_code_and_says_cause_and_mend() {
        let codes: BTreeSet<_> = ALL.iter().map(|c| c.code).collect();
        assert_eq!(codes.len(), ALL.len());
        assert!(codes.len() >= 25);
        for check in ALL {
            assert!(!check.cause.is_empty() && !check.mend.ends_with('.'), "{}", check.code);
        }
    }
}
