//! Defending: evidence first, then what the seat's knowledge makes possible, then restoring.

use crate::base::{At, Name, Span};
use crate::exercise::directory::{DefenceEntry, Directory};
use crate::exercise::entry::{Entry, News};
use crate::exercise::order::Verb;
use crate::exercise::view::DefenceView;
use crate::scenario::words::{DefenceKind, Pap, ServiceStep};

use super::super::Bot;
use super::super::plan::{Intent, Next};

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    let (now, takes) = (entry.at, bot.doctrine.decides_in);
    match &entry.news {
        // What may only be used passively is not acted on.
        News::Intel { enables, pap, .. } if *pap < Pap::Amber => {
            for service in bot.services.clone().iter() {
                if !enables.is_empty() {
                    bot.plan(now, takes, Intent::Preserve(service.clone()));
                }
                for defence in enables.iter() {
                    bot.plan(now, takes * 2, Intent::Defend(defence.clone(), service.clone()));
                }
            }
        }
        // Few of those who hear of a service look after it: that is asked first.
        News::Service { service, step }
            if *step > ServiceStep::Strained && keeps(bot, service) && is_known(bot, service) =>
        {
            keep(bot, now, service.clone());
        }
        News::Incident { services, .. } => {
            for service in services.iter().filter(|service| keeps(bot, service)).cloned().collect::<Vec<_>>()
            {
                if is_struck(bot, &service) {
                    keep(bot, now, service);
                }
            }
        }
        News::Defence { defence, services, done: Some(true), .. } => {
            let stopped = bot
                .directory()
                .defences
                .get(defence.as_str())
                .is_some_and(|d| !matches!(d.kind, DefenceKind::PreserveEvidence | DefenceKind::Restore));
            let restore = of_kind(bot, DefenceKind::Restore);
            if let (true, Some(restore)) = (stopped, restore) {
                for service in
                    services.iter().filter(|s| bot.services.contains(s)).cloned().collect::<Vec<_>>()
                {
                    keep(bot, now, service.clone());
                    bot.plan(now, takes, Intent::Defend(restore.clone(), service));
                }
            }
        }
        _ => {}
    }
}

/// Whether the evidence of the service, once it is struck, is the seat's to keep, and its doctrine says so.
fn keeps(bot: &Bot, service: &Name) -> bool {
    bot.doctrine.keeps_evidence && bot.services.contains(service)
}

/// Who runs a struck service keeps the evidence of it before anything is done to it.
fn keep(bot: &mut Bot, now: At, service: Name) {
    if keeps(bot, &service) {
        bot.plan(now, bot.doctrine.decides_in, Intent::Preserve(service));
    }
}

/// Whether the seat has heard of an incident at the service.
fn is_known(bot: &Bot, service: &Name) -> bool {
    bot.view.incidents.values().any(|seen| seen.services.contains(service))
}

fn is_struck(bot: &Bot, service: &str) -> bool {
    bot.view.services.get(service).is_some_and(|step| *step > ServiceStep::Strained)
}

/// The services that are the seat's own to defend: an operator's, or for a CSIRT those of its state that nobody operates.
pub(in crate::bots) fn own_services(directory: &Directory, seat: &str) -> Vec<Name> {
    let me = directory.seats.get(seat);
    let state = me.and_then(|me| me.state.as_deref());
    let is_csirt = me.is_some_and(|me| me.kind == "csirt");
    let mine = |operator: Option<&str>, at: &str| match operator {
        Some(operator) => operator == seat,
        None => is_csirt && Some(at) == state,
    };
    let services = directory.services.iter();
    services.filter(|(_, s)| mine(s.operator.as_deref(), &s.state)).map(|(id, _)| Name::from(id)).collect()
}

fn of_kind(bot: &Bot, kind: DefenceKind) -> Option<Name> {
    bot.directory().defences.iter().find(|(_, d)| d.kind == kind).map(|(id, _)| Name::from(id))
}

pub(super) fn preserve(bot: &Bot, service: &str) -> Option<Verb> {
    if !is_in_trouble(bot, service) || bot.view.evidence.contains_key(service) || is_being_kept(bot, service)
    {
        return None;
    }
    let mut ways = bot.directory().defences.iter();
    let usable = |(id, d): &(&String, &DefenceEntry)| {
        d.kind == DefenceKind::PreserveEvidence && (!d.needs_knowledge || knows(bot, id))
    };
    let (defence, _) = ways.find(usable)?;
    Some(order(defence, service))
}

/// Whether the seat holds what makes the defence possible, and may act on it.
fn knows(bot: &Bot, defence: &str) -> bool {
    let mut items = bot.view.intel.values();
    items.any(|item| item.pap < Pap::Amber && item.enables.iter().any(|id| **id == *defence))
}

/// Whether somebody is at it already: the last word of the keeping of evidence there is that it began.
fn is_being_kept(bot: &Bot, service: &str) -> bool {
    let keeps =
        |id: &str| bot.directory().defences.get(id).is_some_and(|d| d.kind == DefenceKind::PreserveEvidence);
    let here = |d: &&DefenceView| keeps(&d.defence) && d.services.iter().any(|id| **id == *service);
    bot.view.defences.iter().rev().find(here).is_some_and(|d| d.done.is_none())
}

/// Whether restoring would wipe out what is still to be kept.
fn waits_for_evidence(bot: &Bot, defence: &str, service: &Name) -> bool {
    let restores = bot.directory().defences.get(defence).is_some_and(|d| d.kind == DefenceKind::Restore);
    restores
        && bot.doctrine.keeps_evidence
        && !bot.view.evidence.contains_key(service)
        && (is_being_kept(bot, service) || bot.plans.awaits(&Intent::Preserve(service.clone())))
}

pub(super) fn defend(bot: &Bot, defence: &str, service: &Name) -> Option<Verb> {
    let restores = bot.directory().defences.get(defence)?.kind == DefenceKind::Restore;
    let makes_sense = !restores || is_in_trouble(bot, service);
    (makes_sense && !waits_for_evidence(bot, defence, service)).then(|| order(defence, service))
}

pub(super) fn next(bot: &Bot, defence: &str, service: &Name, now: At) -> Next {
    let soon = bot.doctrine.decides_in.max(Span::mins(5));
    if waits_for_evidence(bot, defence, service) { Next::At(now + soon) } else { Next::Done }
}

fn is_in_trouble(bot: &Bot, service: &str) -> bool {
    bot.view.services.get(service).is_some_and(|step| *step > ServiceStep::Normal)
}

fn order(defence: &str, service: &str) -> Verb {
    Verb::Defend {
        defence: defence.to_owned(),
        services: vec![service.to_owned()],
        announced_to: Vec::new(),
        text: String::new(),
    }
}
