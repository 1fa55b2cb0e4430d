//! Informing: duties with clocks, intelligence for those who need it, reports upwards, a word to the public.

use crate::base::{At, Span};
use crate::exercise::entry::{Entry, News, Post, PostKind};
use crate::exercise::order::{Claims, Ref, Verb};
use crate::exercise::view::IntelView;
use crate::scenario::bot::Whom;
use crate::scenario::words::{Advice, Channel, Class, Tlp, Tri};

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
        News::Incident { incident, services, .. }
            if bot.doctrine.asks && bot.is("csirt") && services.iter().any(|id| is_abroad(bot, id)) =>
        {
            bot.plan(now, writes_in * 2, Intent::AskPeers(incident.number().unwrap_or(0)));
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
    let at_home =
        |path: &String| bot.directory.orgs.get(path).is_some_and(|org| org.state.as_deref() == bot.home());
    let mut to = clock.owed.clone();
    to.retain(|path| bot.doctrine.notifies_abroad || at_home(path));
    (!to.is_empty()).then(|| Verb::Notify {
        regime: clock.regime.clone(),
        step: clock.step.clone(),
        incident: Ref::handle(clock.incident),
        to,
        claims: judge::claims(bot, clock.incident),
        text: String::new(),
    })
}

/// To whom an item goes: one's own side, and abroad where doctrine and marking allow it.
pub(super) fn share(bot: &Bot, item: u32, now: At) -> Option<Verb> {
    let held = bot.view.intel.get(&item)?;
    let mine = held.from.is_none();
    let mut to = Vec::new();
    let breaks = bot.doctrine.sharing.breaks_markings;
    if held.tlp <= Tlp::Amber || mine || breaks {
        to.extend(bot.colleagues("csirt"));
        if bot.is("csirt") {
            to.extend(bot.colleagues("operator"));
            to.extend(bot.colleagues("crisis"));
        }
    }
    // What is somebody else's and marked amber stays at home; one's own finding is one's own to give.
    let abroad = held.tlp <= Tlp::Green || (mine && held.tlp <= Tlp::Amber);
    if (abroad || breaks) && !bot.is("operator") {
        to.extend(abroad_to(bot, held).into_iter().filter(|seat| bot.would_share(seat, held.tlp, now)));
    }
    to.retain(|seat| Some(seat) != held.from.as_ref());
    let share = Verb::Share { items: vec![Ref::handle(item)], to, tlp: None, text: String::new() };
    matches!(&share, Verb::Share { to, .. } if !to.is_empty()).then_some(share)
}

/// The seats abroad that an item is for, by the doctrine.
fn abroad_to(bot: &Bot, held: &IntelView) -> Vec<String> {
    let incident = held.about.and_then(|incident| bot.view.incidents.get(&incident));
    let concerns = |state: &str| {
        let of = |id: &String| bot.directory.services.get(id).is_some_and(|s| s.state == state);
        incident.is_none_or(|seen| seen.services.iter().any(of))
    };
    let state = |seat: &String| bot.directory.seats.get(seat).and_then(|s| s.state.as_deref());
    let mut to = bot.peers("csirt");
    match bot.doctrine.sharing.whom {
        Whom::Concerned => to.retain(|seat| state(seat).is_some_and(concerns)),
        Whom::Network => {}
        Whom::Everybody => {
            to.extend(bot.peers("crisis"));
            let bodies = bot.directory.seats.iter().filter(|(id, s)| s.state.is_none() && **id != bot.seat);
            to.extend(bodies.map(|(id, _)| id.clone()));
        }
    }
    to
}

fn is_abroad(bot: &Bot, service: &str) -> bool {
    bot.directory.services.get(service).is_some_and(|s| Some(s.state.as_str()) != bot.home())
}

/// Asks the states concerned, while nothing is known of it at home.
pub(super) fn ask_peers(bot: &Bot, incident: u32) -> Option<Verb> {
    let seen = bot.view.incidents.get(&incident)?;
    if bot.view.intel.values().any(|item| item.about == Some(incident)) {
        return None;
    }
    let concerned = |seat: &String| {
        let state = bot.directory.seats.get(seat).and_then(|s| s.state.as_deref());
        let of =
            |id: &String| bot.directory.services.get(id).is_some_and(|s| Some(s.state.as_str()) == state);
        seen.services.iter().any(of)
    };
    let mut to = bot.peers("csirt");
    to.retain(concerned);
    (!to.is_empty()).then(|| Verb::Ask {
        to,
        about: Some(Ref::handle(incident)),
        text: format!("What do you see of {}, and what do you know of its cause?", seen.title.get("en")),
    })
}

pub(super) fn report(bot: &Bot, incident: u32) -> Option<Verb> {
    let claims = judge::claims(bot, incident);
    let mut to = if bot.is("csirt") { bot.colleagues("crisis") } else { bot.peers("crisis") };
    // What is large and malicious is a matter for the foreign ministry at home too.
    if bot.is("crisis") && claims.severity >= Some(Class::LargeScale) && claims.malicious == Some(Tri::Yes) {
        to.extend(bot.colleagues("foreign"));
    }
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
