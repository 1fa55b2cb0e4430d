//! Cooperating: answers to those who ask, votes, other levels when it grows too large.

use crate::base::{At, Ppm, Span};
use crate::exercise::entry::{Entry, News, PostKind};
use crate::exercise::order::{Claims, Ref, Verb};
use crate::exercise::reference::Handle;
use crate::exercise::view::IntelView;
use crate::scenario::bot::Votes;
use crate::scenario::mechanism::{Mechanism, MechanismKind};
use crate::scenario::words::{Class, Tlp, Vote};

use super::super::Bot;
use super::super::plan::Intent;
use super::{help, judge, secrets};

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    let (now, writes_in) = (entry.at, bot.doctrine.writes_in);
    match &entry.news {
        News::Post(post) if post.kind == PostKind::Ask => {
            let ask = post.thread.map_or(0, Handle::number);
            bot.plan(now, writes_in, Intent::Answer(ask));
        }
        News::Case { case, mechanism, may_vote: true, due, heard_by, .. } => {
            let takes = Span(due.since(now).0 / 2).min(writes_in);
            // A chair hears others first. Who looks at an order to a provider of its state does so at once.
            let chair = heard_by.filter(|_| !is_scrutiny(bot, mechanism));
            let from = chair.unwrap_or(now).max(now);
            bot.plan(from, takes, Intent::Vote(case.number()));
        }
        News::Class { by, incident, class } if *by == bot.seat && *class >= Class::Significant => {
            let incident = incident.number();
            let grows = *class >= Class::LargeScale;
            if bot.doctrine.escalates {
                for mechanism in ladders(bot, grows) {
                    bot.plan(now, writes_in * 2, Intent::Raise(mechanism, incident));
                }
            }
        }
        _ => {}
    }
}

fn is_scrutiny(bot: &Bot, mechanism: &str) -> bool {
    bot.directory().mechanism(mechanism).is_some_and(|m| m.scrutiny() > Span::ZERO)
}

/// The ladders that the seat may climb: those of its own level, and those above it when it grows large.
fn ladders(bot: &Bot, grows: bool) -> Vec<String> {
    let Some(me) = bot.me() else { return Vec::new() };
    let mine = |m: &&Mechanism| bot.directory().is_member(me, &m.members);
    let first =
        |m: &&Mechanism| m.modes().get(1).is_some_and(|mode| grows || mode.warranted <= Class::Significant);
    bot.chart.ladders(&me.kind).filter(first).filter(mine).map(|m| m.id.clone()).collect()
}

pub(super) fn answer(bot: &Bot, ask: u32, now: At) -> Option<Verb> {
    let question = bot.read.opening(ask)?;
    let about = question.about;
    let asker = question.from.as_deref().unwrap_or_default();
    // Who would not even share what is public says so politely.
    let from = bot.chart.state_of(asker);
    if !bot.would_share(from, Tlp::Clear, now) {
        let text = "We cannot comment on matters of national security.".to_owned();
        return Some(Verb::Answer {
            ask: Ref::handle(ask),
            claims: Claims::default(),
            items: Vec::new(),
            text,
        });
    }
    let claims = about.map(|incident| judge::claims(bot, incident)).unwrap_or_default();
    let place = bot.chart.place(asker);
    let lets = |item: &IntelView| {
        bot.doctrine.sharing.breaks_markings
            || ((item.tlp <= Tlp::Green || item.classified.is_some())
                && place.is_some_and(|place| bot.may_have(item, place)))
    };
    let goes = |item: &IntelView| lets(item) && bot.would_share(from, item.tlp, now);
    let items = bot.view.intel.iter().filter(|(_, i)| i.about == about && goes(i));
    let items = items.map(|(id, _)| Ref::handle(*id)).collect();
    let text = "This is what we know now. We will tell you when it changes.".to_owned();
    Some(Verb::Answer { ask: Ref::handle(ask), claims, items, text })
}

pub(super) fn vote(bot: &Bot, case: u32, now: At) -> Option<Verb> {
    let open = bot.view.cases.get(&case).filter(|c| c.may_vote && c.end.is_none())?;
    let mechanism = bot.directory().mechanism(&open.mechanism);
    let support = || {
        let title = mechanism.map_or(&*open.mechanism, |m| m.title.get("en"));
        format!("We support this: {title}.")
    };
    let helps = mechanism.is_some_and(|m| matches!(m.kind, MechanismKind::Assistance)) && !open.offer;
    let abstain = || (Vote::Abstain, "We have to ask at home first.".to_owned());
    let (vote, text) = match bot.doctrine.votes {
        Votes::For | Votes::Trust if open.release.is_some() => secrets::consent(bot, open.release.as_ref()),
        Votes::For | Votes::Trust if helps && help::fails_at_home(bot) => {
            (Vote::Against, "We need our people at home: our own services are down.".to_owned())
        }
        Votes::For => (Vote::For, support()),
        Votes::Trust if trusts(bot, &open.by, now) => (Vote::For, support()),
        Votes::Trust | Votes::Abstain => abstain(),
        Votes::Against => (Vote::Against, "This touches our national security: we decide alone.".to_owned()),
    };
    Some(Verb::Vote { case: Ref::handle(case), vote, text })
}

fn trusts(bot: &Bot, seat: &str, now: At) -> bool {
    bot.chart.state_of(seat).is_none_or(|state| {
        let sharing = &bot.doctrine.sharing;
        bot.ledger.trust(state) >= Ppm(500_000) && !bot.ledger.is_against(state, sharing, now)
    })
}

pub(super) fn raise(bot: &Bot, mechanism: &str, incident: u32) -> Option<Verb> {
    let spec = bot.directory().mechanism(mechanism)?;
    let next = spec.modes().get(1)?;
    let rests = bot.view.modes.get(mechanism).is_none_or(|mode| spec.mode(mode) == Some(0));
    rests.then(|| Verb::Mode {
        mechanism: mechanism.to_owned(),
        mode: next.id.clone(),
        incident: Some(Ref::handle(incident)),
        text: "More than one state has to act on this.".to_owned(),
    })
}
