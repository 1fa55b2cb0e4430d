//! Informing: duties with clocks, intelligence for those who need it, reports upwards, a word to the public.

use std::collections::BTreeSet;

use crate::base::{At, Name, Span};
use crate::exercise::entry::{Entry, News, Post, PostKind};
use crate::exercise::order::{Claims, Ref, Verb};
use crate::exercise::reference::Handle;
use crate::exercise::view::{DutyView, IntelView};
use crate::scenario::bot::Whom;
use crate::scenario::words::{Advice, Channel, Class, Tlp, Tri};

use super::super::Bot;
use super::super::chart::{Place, StateNo};
use super::super::plan::{Intent, Next};
use super::judge;

/// How many seats of one's own side there is room for at first.
const SIDE: usize = 8;

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    let (now, writes_in) = (entry.at, bot.doctrine.writes_in);
    match &entry.news {
        News::Duty { duty, due, .. } => {
            let takes = writing_takes(due.since(now), writes_in);
            bot.plan(now, takes, Intent::Notify(duty.number()));
        }
        News::Intel { item, .. } => bot.plan(now, writes_in, Intent::Share(item.number())),
        News::Class { by, incident, class }
            if *class >= Class::Significant && *by == bot.seat && (bot.role.csirt || bot.role.crisis) =>
        {
            bot.plan(now, writes_in * 2, Intent::Report(incident.number()));
        }
        News::Incident { incident, services, .. }
            if bot.doctrine.asks && bot.role.csirt && !services.is_empty() =>
        {
            bot.plan(now, writes_in * 2, Intent::AskPeers(incident.number()));
        }
        News::Post(post) if is_press(post) && bot.doctrine.speaks => {
            if let Some(incident) = post.about.map(Handle::number)
                && is_spokesman(bot, incident)
            {
                bot.plan(now, writes_in, Intent::Speak(incident, post.post.number()));
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
    let Some(seen) = bot.view.incidents.get(&incident) else { return false };
    let speaks = bot.role.crisis || (bot.role.csirt && bot.colleagues("crisis").next().is_none());
    speaks && seen.services.iter().any(|id| bot.is_at_home(id))
}

pub(super) fn notify(bot: &Bot, duty: u32, now: At) -> Option<Verb> {
    let clock = bot.view.duties.get(&duty).filter(|d| !d.done)?;
    if waits_to_know(bot, clock) && now < last_moment(clock) {
        return None;
    }
    let at_home = |path: &Name| {
        bot.directory().orgs.get(path.as_str()).is_some_and(|org| org.state.as_deref() == bot.home())
    };
    let owed = clock.owed.iter().filter(|path| bot.doctrine.notifies_abroad || at_home(path));
    let to: Vec<Name> = owed.cloned().collect();
    (!to.is_empty()).then(|| Verb::Notify {
        regime: clock.regime.to_string(),
        step: clock.step.to_string(),
        incident: Ref::handle(clock.incident),
        to,
        claims: judge::claims(bot, clock.incident),
        text: String::new(),
    })
}

/// A notice waits while it would say less than its step asks, up to nine tenths of its time: then it says what is known.
pub(super) fn next_notice(bot: &Bot, duty: u32, now: At) -> Next {
    let open = bot.view.duties.get(&duty).filter(|d| !d.done);
    match open.filter(|clock| now < last_moment(clock) && waits_to_know(bot, clock)) {
        Some(clock) => Next::At((now + Span(clock.due.since(clock.opened).0 / 6)).min(last_moment(clock))),
        None => Next::Done,
    }
}

fn last_moment(clock: &DutyView) -> At {
    clock.opened + Span(clock.due.since(clock.opened).0 / 10 * 9)
}

/// Whether the step asks for a cause that the seat does not know yet. All else it can say from the start.
fn waits_to_know(bot: &Bot, clock: &DutyView) -> bool {
    let regime = bot.directory().mechanism(&clock.regime);
    let step = regime.and_then(|m| m.steps().iter().find(|s| *s.id == *clock.step));
    let asks = step.is_some_and(|step| step.must.iter().any(|claim| claim == "cause"));
    asks && judge::claims(bot, clock.incident).cause.is_none()
}

/// To whom an item goes: one's own side, and abroad where doctrine and marking allow it.
pub(super) fn share(bot: &Bot, item: u32, now: At) -> Option<Verb> {
    let held = bot.view.intel.get(&item)?;
    let mine = held.own;
    let mut to: Vec<&Place> = Vec::with_capacity(bot.chart.of_kind("csirt").len() + SIDE);
    let breaks = bot.doctrine.sharing.breaks_markings;
    // Who may have what is classified, its marking says by name.
    let named = held.classified.is_some();
    if held.tlp <= Tlp::Amber || mine || breaks || named {
        to.extend(at_home(bot));
    }
    // What is somebody else's and marked amber stays at home; one's own finding is one's own to give.
    let abroad = held.tlp <= Tlp::Green || (mine && held.tlp <= Tlp::Amber) || named;
    if (abroad || breaks) && !bot.role.operator {
        abroad_to(bot, held, |place| {
            if bot.would_share(place.state, held.tlp, now) {
                to.push(place);
            }
        });
    }
    let lets =
        |place: &&Place| Some(&place.id) != held.from.as_ref() && (breaks || bot.may_have(held, place));
    to.retain(lets);
    let to = ids(to.into_iter());
    let items = vec![Ref::handle(item)];
    (!to.is_empty()).then(|| Verb::Share { items, to, tlp: None, text: String::new() })
}

/// The seats of the own side that an item is for.
pub(super) fn at_home(bot: &Bot) -> Vec<&Place> {
    let mut to: Vec<&Place> = bot.colleagues("csirt").collect();
    if bot.role.csirt {
        to.extend(bot.colleagues("operator"));
        to.extend(bot.colleagues("crisis"));
    }
    to
}

/// Goes through the seats abroad that an item is for, by the doctrine.
pub(super) fn abroad_to<'b>(bot: &'b Bot, held: &IntelView, mut one: impl FnMut(&'b Place)) {
    match bot.doctrine.sharing.whom {
        Whom::Concerned => {
            let concerned = held.about.and_then(|incident| concerned(bot, incident));
            let concerns = |place: &&Place| {
                place.state.is_some_and(|state| concerned.as_ref().is_none_or(|all| all.contains(&state)))
            };
            bot.peers("csirt").filter(concerns).for_each(one);
        }
        Whom::Network => bot.peers("csirt").for_each(one),
        Whom::Everybody => {
            bot.peers("csirt").chain(bot.peers("crisis")).for_each(&mut one);
            bot.chart.bodies().filter(|place| place.id != bot.seat).for_each(one);
        }
    }
}

/// The states that an incident may concern, as far as the seat can tell: those that reported it, those where a service of it
/// is known to be hit, and while no other is known those that have the like of what is hit. None where it could be anybody.
fn concerned(bot: &Bot, incident: u32) -> Option<BTreeSet<StateNo>> {
    let seen = bot.view.incidents.get(&incident)?;
    let hit = seen.services.iter().filter_map(|id| bot.chart.state_of_service(id));
    let mut states: BTreeSet<StateNo> = hit.chain(bot.reported_by(incident)).collect();
    if states.iter().all(|state| Some(*state) == bot.role.state) {
        states.extend(seen.services.iter().flat_map(|id| bot.chart.with_the_like(id)));
    }
    (!states.is_empty()).then_some(states)
}

/// Asks the states concerned, while nothing is known of it at home.
pub(super) fn ask_peers(bot: &Bot, incident: u32) -> Option<Verb> {
    let seen = bot.view.incidents.get(&incident)?;
    if bot.view.intel.values().any(|item| item.about == Some(incident)) {
        return None;
    }
    let states = concerned(bot, incident)?;
    let concerned = |place: &&Place| place.state.is_some_and(|state| states.contains(&state));
    let to = ids(bot.peers("csirt").filter(concerned));
    (!to.is_empty()).then(|| Verb::Ask {
        to,
        about: Some(Ref::handle(incident)),
        text: format!("What do you see of {}, and what do you know of its cause?", seen.title.get("en")),
    })
}

pub(super) fn report(bot: &Bot, incident: u32) -> Option<Verb> {
    let claims = judge::claims(bot, incident);
    let mut to = if bot.role.csirt { ids(bot.colleagues("crisis")) } else { ids(bot.peers("crisis")) };
    // What is large and malicious is a matter for the foreign ministry at home too.
    if bot.role.crisis && claims.severity >= Some(Class::LargeScale) && claims.malicious == Some(Tri::Yes) {
        to.extend(ids(bot.colleagues("foreign")));
    }
    (!to.is_empty() && !claims.is_empty()).then(|| Verb::Sitrep {
        to,
        incident: Ref::handle(incident),
        claims,
        text: String::new(),
    })
}

fn ids<'b>(places: impl Iterator<Item = &'b Place>) -> Vec<Name> {
    places.map(|place| place.id.clone()).collect()
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
