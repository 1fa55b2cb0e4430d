//! Defending: evidence first, then what the seat's knowledge makes possible, then restoring.

use crate::base::Name;
use crate::exercise::directory::Directory;
use crate::exercise::entry::{Entry, News};
use crate::exercise::order::Verb;
use crate::scenario::words::{DefenceKind, Pap, ServiceStep};

use super::super::Bot;
use super::super::plan::Intent;

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    let (now, takes) = (entry.at, bot.doctrine.decides_in);
    match &entry.news {
        // What may only be used passively is not acted on.
        News::Intel { enables, pap, .. } if *pap < Pap::Amber => {
            for service in bot.services.clone().iter() {
                if !enables.is_empty() {
                    bot.plan(now, takes, Intent::Preserve(service.clone()));
                }
                for defence in enables {
                    bot.plan(now, takes * 2, Intent::Defend(defence.clone(), service.clone()));
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
                    bot.plan(now, takes, Intent::Defend(restore.clone(), service));
                }
            }
        }
        _ => {}
    }
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
    let untouched = !bot.view.evidence.contains_key(service) && is_in_trouble(bot, service);
    let defence = of_kind(bot, DefenceKind::PreserveEvidence).filter(|_| untouched)?;
    Some(order(&defence, service))
}

pub(super) fn defend(bot: &Bot, defence: &str, service: &str) -> Option<Verb> {
    let restores = bot.directory().defences.get(defence)?.kind == DefenceKind::Restore;
    (!restores || is_in_trouble(bot, service)).then(|| order(defence, service))
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
