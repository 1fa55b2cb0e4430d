//! What can be wrong with a scenario that reads well: one module a finding code. None stops at the first fault.
//!
//! Compile leaves out what does not resolve; so whatever it would leave out is an error here.

mod context;
#[cfg(test)]
pub(crate) mod fixture;
mod reach;

use super::finding::{Severity, Sink};
pub use context::Context;

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
    unknown_incident,
    unknown_inject,
    unknown_objective,
    unknown_flag,
    unknown_mechanism,
    unknown_step,
    unknown_mode,
    wrong_mechanism,
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
    beyond_power,
    short_clock,
    idle_seat,
    overloaded_seat,
    gives_truth_away,
    real_name,
    missing_translation,
    unknown_bot,
    unused,
}

/// Codes that come before the checks, from reading files, packs and `for_each`, all of them errors: code, cause, mend.
pub const READING: &[(&str, &str, &str)] = &[
    ("not-utf8", "The file is not written as UTF-8", "Save it as UTF-8 in your editor"),
    (
        "file-too-large",
        "A file is larger than 32 MiB or has over four million values",
        "Split it with `include`",
    ),
    ("empty-file", "The file holds nothing", "Write a scenario, or start with `startex new FILE`"),
    ("too-deep", "Brackets stand over 64 deep", "Close what is open; no scenario is that deep"),
    ("missing-value", "A value is missing after a colon", "Write the value"),
    (
        "missing-name",
        "A value stands where a field needs its name first",
        "Write the name and a colon before it",
    ),
    ("missing-colon", "A colon is missing between a name and its value", "Write it"),
    ("missing-comma", "A comma is missing between two values", "Write it"),
    ("stray-bracket", "A bracket closes what is not open", "Remove it, or find the one that is missing"),
    ("stray-name", "A name stands where only a value can", "Remove the name, or use round brackets"),
    ("quoted-name", "The name of a field stands in quotes", "Write it without quotes"),
    (
        "text-after-end",
        "Something stands after the last bracket of the scenario",
        "Remove it, or move it inside",
    ),
    ("unclosed-bracket", "A bracket is not closed", "Close it"),
    ("unclosed-text", "A text has no closing quote", "Close it"),
    ("unclosed-comment", "A remark that begins with /* has no end", "Close it with */"),
    ("bad-escape", "A backslash in a text means nothing", "Write two of them, or remove it"),
    ("bad-number", "This is no number", "Write digits; times stand in quotes"),
    ("bad-word", "This is no word", "Write letters, digits and `_`, or put it in quotes"),
    ("bad-character", "A character means nothing here", "Remove it, or put it in quotes"),
    ("unknown-field", "There is no field of this name here", "Correct it; the nearest name is shown"),
    ("missing-field", "A field that must be there is missing", "Add it"),
    ("duplicate-field", "A field stands twice", "Keep one of them"),
    ("unknown-word", "A word is none of those known here", "Use one of the words shown"),
    ("wrong-type", "Something else is expected here", "Write what the message asks for"),
    (
        "wrong-length",
        "There are too few or too many values in brackets",
        "Write as many as the message asks for",
    ),
    ("bad-value", "A number or text is not possible here", "Write what the message asks for"),
    (
        "unreadable-file",
        "A file cannot be read, is not there, or lies outside the scenario's folder",
        "Put it into the folder and check its name",
    ),
    ("double-include", "A file is included twice, or includes go in a circle", "Include each file once"),
    ("too-many-includes", "More than 256 files are included", "Join some of them"),
    (
        "unknown-pack",
        "There is no doctrine or world pack of this name",
        "Use `eu`, `nato`, `private`; `europe`",
    ),
    (
        "ambiguous-inject",
        "\"So long after\" names an inject that comes once a state",
        "Say after which copy, like `INJ-002-EE`",
    ),
];

/// Runs every check.
pub fn check(cx: &Context<'_>, sink: &mut Sink) {
    for check in ALL {
        (check.run)(cx, sink);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

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
