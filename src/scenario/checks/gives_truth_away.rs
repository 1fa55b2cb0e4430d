//! `gives-truth-away`: players read what they should find out.

use super::missing_translation::texts;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::words::Class;

pub(super) const CHECK: Check = Check {
    code: "gives-truth-away",
    severity: Severity::Warning,
    cause: "A text that players read names the actor of the campaign, or the true class of the incident in the doctrine's own words",
    mend: "Say what is seen, not what it is",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let actor = cx.file.campaign.as_ref().and_then(|c| c.actor.as_ref()).map(|a| a.to_lowercase());
    let actor = actor.filter(|actor| actor.chars().count() > 3);
    for (text, span) in texts(cx) {
        let says = |actor: &&String| text.words().any(|line| says(line, actor));
        if let Some(actor) = actor.as_ref().filter(says) {
            let message = format!("players read the actor's name, `{actor}`");
            sink.push(Finding::warning(CHECK.code, span, message).with_help(CHECK.mend));
        }
    }
    classes(cx, sink);
}

/// Whether a line says what is given in lower case, however it writes it.
fn says(line: &str, small: &str) -> bool {
    if line.is_ascii() && small.is_ascii() {
        return line.as_bytes().windows(small.len()).any(|part| part.eq_ignore_ascii_case(small.as_bytes()));
    }
    line.to_lowercase().contains(small)
}

/// Only texts about an incident can give its class away.
fn classes(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    let injects = file.injects.iter().filter_map(|i| Some((i.about.as_ref()?, i.says.as_ref()?)));
    let intel = file.intel.iter().filter_map(|i| Some((i.about.as_ref()?, &i.says)));
    for (about, says) in injects.chain(intel) {
        let Some(place) = cx.place(crate::scenario::walk::Role::Incident, about) else { continue };
        let given = match *file.incidents[place].truth {
            Class::BelowThreshold => "below the threshold",
            Class::Significant => "significant incident",
            Class::LargeScale => "large-scale",
            Class::Crisis => "cyber crisis",
        };
        if says.words().any(|line| self::says(line, given)) {
            let message = format!("players read the true class, `{given}`");
            sink.push(Finding::warning(CHECK.code, says.span, message).with_help(CHECK.mend));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_text_that_names_the_actor_or_the_class_is_found() {
        found("gives-truth-away", &[(r#"says: "Two of our"#, r#"says: §"Is it Quiet Tide? Two of our"#)]);
        found("gives-truth-away", &[(r#"says: "Gate terminals"#, r#"says: §"This is a large-scale incident. Gate terminals"#)]);
        clean("gives-truth-away", &[(r#"says: "Gate terminals"#, r#"says: "A tide, quiet, on a large scale. Gate terminals"#)]);
    }
}
