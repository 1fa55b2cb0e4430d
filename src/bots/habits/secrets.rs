//! Classified items: for those who may not have them the originator is asked, for a release or for a tear-line.

use crate::base::Name;
use crate::exercise::entry::{Entry, News};
use crate::exercise::order::{Ref, Verb};
use crate::exercise::view::{IntelView, ReleaseView};
use crate::scenario::secrecy::Secrecy;
use crate::scenario::words::Vote;

use super::super::Bot;
use super::super::chart::Place;
use super::super::plan::Intent;
use super::inform;

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    let (now, writes_in) = (entry.at, bot.doctrine.writes_in);
    let asks = bot.doctrine.asks && !bot.doctrine.sharing.breaks_markings;
    match &entry.news {
        News::Intel { item, classified: Some(marked), .. } if asks => {
            let item = item.number();
            let low = outside(bot, item).iter().any(|place| place.clearance < marked.level);
            let unreleased = !unreleased(bot, item).is_empty();
            if low {
                bot.plan(now, writes_in, Intent::AskTearLine(item));
            }
            if unreleased {
                bot.plan(now, writes_in, Intent::AskRelease(item));
            }
        }
        News::Released { item, .. } => {
            bot.plan(now, writes_in, Intent::PassReleased(item.number()));
        }
        _ => {}
    }
}

fn level(item: &IntelView) -> Secrecy {
    item.classified.as_ref().map_or(Secrecy::Open, |marked| marked.level)
}

/// Those whom the item is for, at home and abroad, and who may not have it.
fn outside(bot: &Bot, item: u32) -> Vec<&Place> {
    let Some(held) = bot.view.intel.get(&item) else { return Vec::new() };
    let mut to = inform::at_home(bot);
    if !bot.role.operator {
        inform::abroad_to(bot, held, |place| to.push(place));
    }
    to.retain(|place| !bot.may_have(held, place));
    to
}

/// Those of them who are cleared for it, and lack the originator's consent.
fn unreleased(bot: &Bot, item: u32) -> Vec<Name> {
    let Some(held) = bot.view.intel.get(&item).filter(|held| !held.own) else { return Vec::new() };
    let cleared = outside(bot, item).into_iter().filter(|place| place.clearance >= level(held));
    cleared.map(|place| place.id.clone()).collect()
}

pub(super) fn ask_tear_line(bot: &Bot, item: u32) -> Option<Verb> {
    let there = bot.view.intel.values().any(|i| i.tear_line_of == Some(item));
    (!there).then(|| Verb::Release {
        item: Ref::handle(item),
        to: Vec::new(),
        tear_line: true,
        text: "Those who must act on it are not cleared: please give us what can go further.".to_owned(),
    })
}

pub(super) fn ask_release(bot: &Bot, item: u32) -> Option<Verb> {
    let to = unreleased(bot, item);
    (!to.is_empty()).then(|| Verb::Release {
        item: Ref::handle(item),
        to,
        tear_line: false,
        text: "They are cleared, and it concerns them.".to_owned(),
    })
}

pub(super) fn pass_released(bot: &Bot, item: u32) -> Option<Verb> {
    let held = bot.view.intel.get(&item)?;
    let released = held.released.iter().filter_map(|seat| bot.chart.place(seat));
    let lets = released.filter(|place| place.id != bot.seat && bot.may_have(held, place));
    let to: Vec<Name> = lets.map(|place| place.id.clone()).collect();
    let items = vec![Ref::handle(item)];
    (!to.is_empty()).then(|| Verb::Share { items, to, tlp: None, text: String::new() })
}

/// An originator agrees to what goes to those who are cleared, and to every tear-line.
pub(super) fn consent(bot: &Bot, asked: Option<&ReleaseView>) -> (Vote, String) {
    let level = asked.and_then(|a| bot.view.intel.get(&a.item)).map_or(Secrecy::Open, level);
    let clearance = |seat: &str| bot.chart.place(seat).map_or(Secrecy::Open, |place| place.clearance);
    if asked.is_none_or(|a| a.to.iter().all(|seat| clearance(seat) >= level)) {
        (Vote::For, "You have our consent.".to_owned())
    } else {
        (Vote::Against, "Not all of them are cleared for it. Ask for a tear-line.".to_owned())
    }
}
