//! Informing: duties with clocks, intelligence for those who need it, reports upwards, a word to the public.

use crate::base::Span;
use crate::exercise::entry::{Entry, News, Post, PostKind};
use crate::exercise::order::{Claims, Ref, Verb};
use crate::scenario::words::{Advice, Channel, Class, Tlp};

use super::super::Bot;
use super::super::plan::Intent;
use super::judge;

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    let (now, writes_in) = (entry.at, bot.doctrine.writes_in);
    match &entry.news {
        News::Duty { duty, due, .. } => {
            let takes = writing_takes(due.since(now), writes_in);
            bot.plan(now, takes, Intent::Notify(duty.number().unwrap_or(0)));
        }
        News::Intel { item, .. } => bot.plan(now, writes_in, Intent::Share(item.number().unwrap_or(0))),
        News::Class { by, incident, class }
            if *class >= Class::Significant && *by == bot.seat && (bot.is("csirt") || bot.is("crisis")) =>
        {
            bot.plan(now, writes_in * 2, Intent::Report(incident.number().unwrap_or(0)));
        }
        News::Post(post) if is_press(post) && bot.doctrine.speaks => {
            if let (Some(incident), Some(asked)) =
                (post.about.as_ref().and_then(Ref::number), post.post.number())
                && is_spokesman(bot, incident)
            {
                bot.plan(now, writes_in, Intent::Speak(incident, asked));
            }
        }
        _ => {}
    }
}

/// A day or less is short: at once, and not later than a third of it. What the law gives more time for says more, and
/// is written when more is known.
fn writing_takes(allowed: Span, writes_in: Span) -> Span {
    if allowed <= Span::hours(24) { Span(allowed.0 / 3).min(writes_in) } else { Span(allowed.0 / 6) }
}

/// A headline, or a question that anybody may read the answer to.
fn is_press(post: &Post) -> bool {
    let open = post.by == Channel::News || post.tlp == Some(Tlp::Clear);
    open && matches!(post.kind, PostKind::Inject)
}

/// Whether the seat speaks for its state about the incident: one voice a state, and only of what it has at home. The
/// crisis authority speaks, or the CSIRT where there is none.
fn is_spokesman(bot: &Bot, incident: u32) -> bool {
    let speaks = bot.is("crisis") || (bot.is("csirt") && bot.colleagues("crisis").is_empty());
    let Some((me, seen)) = bot.me().zip(bot.view.incidents.get(&incident)) else { return false };
    let at_home =
        |id: &String| bot.directory.services.get(id).is_some_and(|s| Some(&s.state) == me.state.as_ref());
    speaks && seen.services.iter().any(at_home)
}

pub(super) fn notify(bot: &Bot, duty: u32) -> Option<Verb> {
    let clock = bot.view.duties.get(&duty).filter(|d| !d.done)?;
    Some(Verb::Notify {
        regime: clock.regime.clone(),
        step: clock.step.clone(),
        incident: Ref::handle(clock.incident),
        to: clock.owed.clone(),
        claims: judge::claims(bot, clock.incident),
        text: String::new(),
    })
}

/// To whom an item goes: one's own side, and abroad where doctrine and marking allow it.
pub(super) fn share(bot: &Bot, item: u32) -> Option<Verb> {
    let held = bot.view.intel.get(&item)?;
    let mine = held.from.is_none();
    let mut to = Vec::new();
    if held.tlp <= Tlp::Amber || mine {
        to.extend(bot.colleagues("csirt"));
        if bot.is("csirt") {
            to.extend(bot.colleagues("operator"));
            to.extend(bot.colleagues("crisis"));
        }
    }
    // What is somebody else's and marked amber stays at home; one's own finding is one's own to give.
    let abroad = held.tlp <= Tlp::Green || (mine && held.tlp <= Tlp::Amber);
    if abroad && bot.doctrine.shares_abroad && !bot.is("operator") {
        to.extend(bot.peers("csirt"));
    }
    to.retain(|seat| Some(seat) != held.from.as_ref());
    let share = Verb::Share { items: vec![Ref::handle(item)], to, tlp: None, text: String::new() };
    matches!(&share, Verb::Share { to, .. } if !to.is_empty()).then_some(share)
}

pub(super) fn report(bot: &Bot, incident: u32) -> Option<Verb> {
    let to = if bot.is("csirt") { bot.colleagues("crisis") } else { bot.peers("crisis") };
    let claims = judge::claims(bot, incident);
    (!to.is_empty() && !claims.is_empty()).then(|| Verb::Sitrep {
        to,
        incident: Ref::handle(incident),
        claims,
        text: String::new(),
    })
}

/// What is known, no more: the cause where it is certain, nobody named, a word of advice.
pub(super) fn speak(bot: &Bot, incident: u32) -> Option<Verb> {
    let known = judge::claims(bot, incident);
    let title = bot.view.incidents.get(&incident)?.title.get("en").to_owned();
    Some(Verb::Statement {
        incident: Some(Ref::handle(incident)),
        claims: Claims {
            cause: known.cause,
            severity: known.severity,
            attribution: Some("unknown".to_owned()),
            advice: Some(Advice::StayAlert),
            ..Claims::default()
        },
        text: format!(
            "{title}: we are working on it with our partners, and will say more when we know more."
        ),
    })
}
