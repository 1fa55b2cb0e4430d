//! `fizzles-out`: a contagion that its victims clean as fast as it spreads.

use super::context::short;
use super::{Check, Context};
use crate::base::Span;
use crate::scenario::compile::DETECTION;
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::schema::Reaches;

pub(super) const CHECK: Check = Check {
    code: "fizzles-out",
    severity: Severity::Warning,
    cause: "A contagion is found and cleaned as fast as it spreads (`detection` under 1.44 times `doubling`): it never grows, and nobody sees it",
    mend: "Make `detection` several times as long as `doubling`, or write what hits all at once as `services([…])` or `common_cause(…)`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for stage in cx.file.campaign.iter().flat_map(|campaign| &campaign.stages).filter(|stage| !stage.hidden) {
        let Reaches::Contagion { doubling, detection, .. } = &stage.reaches else { continue };
        let Ok(spread) = Span::parse(doubling) else { continue };
        let found = detection.as_ref().map_or(Ok(DETECTION), |text| Span::parse(text));
        let Ok(found) = found else { continue };
        // Each infection causes R = ln 2 · time until it is cleaned ÷ doubling time others.
        if spread > Span::ZERO && std::f64::consts::LN_2 * found.as_hours() <= spread.as_hours() {
            let message = format!("`{}` doubles in {spread} and is cleaned after {found}: it never grows", short(&stage.id));
            sink.push(Finding::warning(CHECK.code, doubling.span, message).with_help(CHECK.mend));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_contagion_that_is_cleaned_as_fast_as_it_spreads_is_found() {
        let reach = r#"contagion(through: "remote-hands", doubling: "1h", from"#;
        let with = |doubling: &str| reach.replace("\"1h\"", doubling);
        // Where nothing is said, it is found after 24 hours: 0.69 · 24 = 16.6.
        found("fizzles-out", &[(reach, &with("§\"17h\""))]);
        clean("fizzles-out", &[(reach, &with("\"16h\""))]);
        clean("fizzles-out", &[]);
    }
}
