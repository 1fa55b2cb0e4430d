//! `unknown-bot`: a bot doctrine that the program does not have.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};

/// Doctrines that come with the program. `by-the-book` is read as `by_the_book`.
pub(crate) const DOCTRINES: &[&str] = &["by_the_book", "cautious", "silent"];

pub(super) const CHECK: Check = Check {
    code: "unknown-bot",
    severity: Severity::Warning,
    cause: "A seat's `bot` is none of by_the_book, cautious, silent: nobody would play it",
    mend: "Write one of these three",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let known = |bot: &str| DOCTRINES.contains(&bot.replace('-', "_").as_str());
    for bot in cx.file.seats.iter().filter_map(|seat| seat.bot.as_ref()).filter(|bot| !known(bot)) {
        let words = cx.no_such("bot doctrine", bot, DOCTRINES.iter().copied());
        let mut finding = crate::scenario::Finding::warning(CHECK.code, bot.span, words.message);
        finding.help = words.help;
        sink.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_doctrine_that_nobody_plays_is_found() {
        found("unknown-bot", &[("bot: cautious", "bot: §cautios")]);
        clean("unknown-bot", &[("bot: by_the_book", "bot: \"by-the-book\"")]);
    }
}
