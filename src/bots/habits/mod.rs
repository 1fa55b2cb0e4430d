//! What bots do about what they hear. One module a habit: it hears entries and makes plans, and carries them out.

mod cooperate;
mod defend;
mod help;
mod inform;
mod judge;
mod measures;
mod probe;
mod secrets;

pub(super) use defend::own_services;

use crate::base::At;
use crate::exercise::entry::Entry;
use crate::exercise::order::Verb;

use super::Bot;
use super::plan::{Intent, Next};

/// Lets every habit hear the entry.
pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    judge::hear(bot, entry);
    inform::hear(bot, entry);
    defend::hear(bot, entry);
    cooperate::hear(bot, entry);
    help::hear(bot, entry);
    measures::hear(bot, entry);
    probe::hear(bot, entry);
    secrets::hear(bot, entry);
}

/// The order that an intent comes to now; none where it makes no sense any more.
pub(super) fn carry_out(bot: &Bot, intent: &Intent, now: At) -> Option<Verb> {
    match intent {
        Intent::Classify(incident) | Intent::Reclassify(incident) => judge::classify(bot, *incident),
        Intent::Notify(duty) => inform::notify(bot, *duty, now),
        Intent::Share(item) => inform::share(bot, *item, now),
        Intent::Report(incident) => inform::report(bot, *incident),
        Intent::Speak(incident, _) => inform::speak(bot, *incident),
        Intent::Preserve(service) => defend::preserve(bot, service),
        Intent::Defend(defence, service) => defend::defend(bot, defence, service),
        Intent::Answer(ask) => cooperate::answer(bot, *ask, now),
        Intent::Vote(case) => cooperate::vote(bot, *case, now),
        Intent::Raise(mechanism, incident) => cooperate::raise(bot, mechanism, *incident),
        Intent::AskForHelp(incident) => help::ask(bot, *incident, now),
        Intent::Offer(incident, state) => help::offer(bot, *incident, state),
        Intent::AskPeers(incident) => inform::ask_peers(bot, *incident),
        Intent::Propose(incident) => measures::propose(bot, *incident),
        Intent::Probe(question) => probe::answer(bot, *question),
        Intent::AskTearLine(item) => secrets::ask_tear_line(bot, *item),
        Intent::AskRelease(item) => secrets::ask_release(bot, *item),
        Intent::PassReleased(item) => secrets::pass_released(bot, *item),
    }
}

/// What becomes of an intent whose time has come, beside what is ordered for it.
pub(super) fn next(bot: &Bot, intent: &Intent, now: At) -> Next {
    match intent {
        // It may grow again.
        Intent::Reclassify(_) => Next::Anew,
        Intent::Notify(duty) => inform::next_notice(bot, *duty, now),
        Intent::Preserve(service) if defend::preserve(bot, service).is_none() => Next::Anew,
        Intent::Defend(defence, service) => defend::next(bot, defence, service, now),
        Intent::AskForHelp(incident) => help::next(bot, *incident, now),
        _ => Next::Done,
    }
}
