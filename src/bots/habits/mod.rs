//! What bots do about what they hear. One module a habit: it hears entries and makes plans, and carries them out.

mod cooperate;
mod defend;
mod inform;
mod judge;

use crate::exercise::entry::Entry;
use crate::exercise::order::Verb;

use super::Bot;
use super::plan::Intent;

/// Lets every habit hear the entry.
pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    judge::hear(bot, entry);
    inform::hear(bot, entry);
    defend::hear(bot, entry);
    cooperate::hear(bot, entry);
}

/// The order that an intent comes to now; none where it makes no sense any more.
pub(super) fn carry_out(bot: &Bot, intent: &Intent) -> Option<Verb> {
    match intent {
        Intent::Classify(incident) | Intent::Reclassify(incident) => judge::classify(bot, *incident),
        Intent::Notify(duty) => inform::notify(bot, *duty),
        Intent::Share(item) => inform::share(bot, *item),
        Intent::Report(incident) => inform::report(bot, *incident),
        Intent::Speak(incident, _) => inform::speak(bot, *incident),
        Intent::Preserve(service) => defend::preserve(bot, service),
        Intent::Defend(defence, service) => defend::defend(bot, defence, service),
        Intent::Answer(ask) => cooperate::answer(bot, *ask),
        Intent::Vote(case) => cooperate::vote(bot, *case),
        Intent::Raise(mechanism, incident) => cooperate::raise(bot, mechanism, *incident),
        Intent::AskForHelp(incident) => cooperate::ask_for_help(bot, *incident),
    }
}
