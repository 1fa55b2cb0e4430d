//! `real-marking`: a text that bears the words of a real classification.

use super::missing_translation::texts;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};

/// Words of real markings, as documents print them.
const MARKINGS: &[&str] = &[
    "TOP SECRET", "COSMIC", "SECRET UE", "EU SECRET", "NATO SECRET", "CONFIDENTIEL UE", "EU CONFIDENTIAL", "NATO CONFIDENTIAL",
    "RESTREINT UE", "EU RESTRICTED", "NATO RESTRICTED", "NATO UNCLASSIFIED", "TRÈS SECRET", "TRES SECRET", "NOFORN", "REL TO ",
];

pub(super) const CHECK: Check = Check {
    code: "real-marking",
    severity: Severity::Warning,
    cause: "A text that players read bears the words of a real classification: nobody may have to ask whether it is real",
    mend: "Give the item a `classification` with a level of `sim1` to `sim3`; the program shows it as simulated",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for (text, span) in texts(cx) {
        let real = |line: &str| MARKINGS.iter().find(|marking| line.contains(**marking));
        if let Some(marking) = text.words().find_map(real) {
            let message = format!("`{}` is a real marking", marking.trim());
            sink.push(Finding::warning(CHECK.code, span, message).with_help(CHECK.mend));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_real_marking_is_found_and_a_secret_is_none() {
        let says = r#"says: "Gate terminals"#;
        found("real-marking", &[(says, r#"says: §"NATO RESTRICTED. Gate terminals"#)]);
        clean("real-marking", &[(says, r#"says: "It is no secret: gate terminals"#)]);
    }
}
