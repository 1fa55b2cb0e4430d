//! `inject-cycle`: injects that wait for one another.

use super::context::{Comes, short};
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};

pub(super) const CHECK: Check = Check {
    code: "inject-cycle",
    severity: Severity::Error,
    cause: "Injects come after one another in a circle: none of them ever comes",
    mend: "Give one of them a time of its own",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let timeline = &cx.timeline;
    let mut told = vec![false; timeline.comes.len()];
    for start in 0..timeline.comes.len() {
        if !timeline.circular[start] || told[start] {
            continue;
        }
        // Told once a circle, at its first inject in the file.
        let mut ids = Vec::new();
        let mut here = start;
        while !told[here] {
            told[here] = true;
            ids.push(here);
            let Comes::After(first, _) = timeline.comes[here] else { break };
            here = first;
        }
        let inject = &cx.file.injects[start];
        let span = inject.at.as_ref().map_or(inject.id.span, |at| at.span);
        sink.error_with(CHECK.code, span, || {
            let shown = ids.iter().take(8).map(|n| format!("`{}`", short(&cx.file.injects[*n].id)));
            let names = shown.collect::<Vec<_>>().join(" after ");
            let message = if ids.len() == 1 { format!("{names} comes after itself") } else { format!("these wait for one another: {names}") };
            words(message, "give one of them a time of its own")
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn injects_that_wait_for_one_another_are_found_once() {
        found("inject-cycle", &[(r#"at: "1h", to"#, r#"at: §"+5m after INJ-004", to"#), (r#"at: "1h15m""#, r#"at: "+5m after INJ-003""#)]);
        found("inject-cycle", &[(r#"at: "1h15m""#, r#"at: §"+5m after INJ-004""#)]);
        clean("inject-cycle", &[(r#"at: "1h15m""#, r#"at: "+5m after INJ-003""#)]);
    }
}
