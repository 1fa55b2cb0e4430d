//! `unknown-bot`: a bot doctrine that the program does not have.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};

pub(super) const CHECK: Check = Check {
    code: "unknown-bot",
    severity: Severity::Error,
    cause: "A seat's `bot` is no doctrine that comes with the program, and `bots/ID.ron` is not there: nobody would play it",
    mend: "Write one of `by_the_book`, `eager_sharer`, `cautious`, `withholder`, `overloaded`, `silent`, or add the file",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    // `by-the-book` is read as `by_the_book`.
    let known = |bot: &str| cx.packs.bots.contains_key(&bot.replace('-', "_"));
    for bot in cx.file.seats.iter().filter_map(|seat| seat.bot.as_ref()).filter(|bot| !known(bot)) {
        let words = cx.no_such("bot doctrine", bot, cx.packs.bots.keys().map(String::as_str));
        let mut finding = crate::scenario::Finding::error(CHECK.code, bot.span, words.message);
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
