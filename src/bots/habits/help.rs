//! Help: asked for while a service of one's own state stays down, of one after the other; offered to those who need it.

use crate::base::{At, Name};
use crate::exercise::entry::{Entry, News};
use crate::exercise::order::{Ref, Verb};
use crate::exercise::view::{CaseView, IncidentView};
use crate::scenario::mechanism::{Approval, Mechanism, MechanismKind};
use crate::scenario::words::{Class, Level, ServiceStep};

use super::super::Bot;
use super::super::chart::{Place, StateNo, is_help};
use super::super::plan::{Intent, Next};
use super::{judge, measures};

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    let (now, writes_in) = (entry.at, bot.doctrine.writes_in);
    let asks = bot.doctrine.requests_help && bot.role.seeks_help;
    match &entry.news {
        News::Class { by, incident, class } if asks && *by == bot.seat && *class >= Class::Significant => {
            bot.plan(now, writes_in * 6, Intent::AskForHelp(incident.number()));
        }
        News::Service { service, step } if *step >= ServiceStep::Failing => failing(bot, now, service),
        // That it is part of the incident may be heard after its outage.
        News::Incident { services, .. } => {
            let fails = |id: &&Name| bot.view.services.get(*id) >= Some(&ServiceStep::Failing);
            for service in services.iter().filter(fails).cloned().collect::<Vec<_>>() {
                failing(bot, now, &service);
            }
        }
        _ => {}
    }
}

/// A service fails: its own side asks for help, others offer it.
fn failing(bot: &mut Bot, now: At, service: &Name) {
    let writes_in = bot.doctrine.writes_in;
    if bot.doctrine.requests_help && bot.role.seeks_help && is_own(bot, service) {
        for incident in incidents_at(bot, service) {
            bot.plan(now, writes_in * 6, Intent::AskForHelp(incident));
        }
    }
    if bot.doctrine.offers_help
        && let Some((incident, state)) = needy(bot, service)
    {
        bot.plan(now, writes_in * 4, Intent::Offer(incident, state));
    }
}

/// A service at home, or one that a body above the states operates itself.
fn is_own(bot: &Bot, service: &Name) -> bool {
    bot.is_at_home(service) || bot.services.contains(service)
}

fn incidents_at(bot: &Bot, service: &Name) -> Vec<u32> {
    let at = |(_, seen): &(&u32, &IncidentView)| seen.services.contains(service);
    bot.view.incidents.iter().filter(at).map(|(incident, _)| *incident).collect()
}

/// A neighbour whose service fails in an incident that the seat knows of.
fn needy(bot: &Bot, service: &Name) -> Option<(u32, String)> {
    if !bot.role.csirt || !bot.is_abroad(service) {
        return None;
    }
    let incident = *incidents_at(bot, service).first()?;
    Some((incident, bot.directory().services.get(service.as_str())?.state.clone()))
}

/// Whether a service of the own state fails: who is down helps nobody.
pub(super) fn fails_at_home(bot: &Bot) -> bool {
    bot.role.state.is_some_and(|state| fails_in(bot, state))
}

fn fails_in(bot: &Bot, state: StateNo) -> bool {
    let mut failing = bot.view.services.iter().filter(|(_, step)| **step >= ServiceStep::Failing);
    failing.any(|(id, _)| bot.chart.state_of_service(id) == Some(state))
}

/// Whether an own service of the incident is so badly off that help is in place: degraded for the first request, failing
/// for more.
fn is_in_need(bot: &Bot, incident: u32) -> bool {
    let least =
        if asked_for(bot, incident).next().is_some() { ServiceStep::Failing } else { ServiceStep::Degraded };
    let off = |id: &Name| is_own(bot, id) && bot.view.services.get(id).is_some_and(|step| *step >= least);
    bot.view.incidents.get(&incident).is_some_and(|seen| seen.services.iter().any(off))
}

/// The requests for help that the own side has made about the incident.
fn asked_for(bot: &Bot, incident: u32) -> impl Iterator<Item = &CaseView> {
    let ours =
        |by: &Name| *by == bot.seat || (bot.role.state.is_some() && bot.chart.state_of(by) == bot.role.state);
    let helps = |c: &CaseView| bot.directory().mechanism(&c.mechanism).is_some_and(is_help);
    let cases = bot.view.cases.values();
    cases.filter(move |c| !c.offer && c.incident == Some(incident) && ours(&c.by) && helps(c))
}

/// Who of a state asks: for what is technical its CSIRT first, else its crisis authority, then whoever may. One of them.
fn is_asker(bot: &Bot, mechanism: &Mechanism) -> bool {
    let leads = if mechanism.level == Level::Technical { ["csirt", "crisis"] } else { ["crisis", "csirt"] };
    let may = |kind: &&str| mechanism.who.iter().any(|who| who == kind);
    let kinds = leads.into_iter().filter(may).chain(mechanism.who.iter().map(String::as_str));
    let mut seats =
        kinds.filter_map(|kind| bot.chart.of_kind(kind).iter().find(|place| place.state == bot.role.state));
    seats.next().is_some_and(|place| place.id == bot.seat)
}

/// The next to ask: the first, in the order of the packs, that may be asked as far as the seat can see and was not yet;
/// among states the most trusted of those that are well.
fn candidate(bot: &Bot, incident: u32, now: At) -> Option<(&Mechanism, Vec<Name>)> {
    let me = bot.me()?;
    let known = judge::claims(bot, incident);
    // Experts first: bodies above them when it has lasted.
    let lasts = now.since(bot.view.incidents.get(&incident)?.since) >= bot.doctrine.writes_in * 12;
    let fits = |m: &&Mechanism| {
        is_help(m)
            && (lasts || m.level == Level::Technical)
            && bot.directory().is_member(me, &m.members)
            && is_asker(bot, m)
            && m.needs.iter().all(|need| measures::seems_met(bot, incident, &known, need))
    };
    let mut before = bot.directory().mechanisms.iter().filter(fits);
    before.find_map(|m| {
        let mut same = asked_for(bot, incident).filter(|c| c.mechanism == m.id);
        let of_states = matches!(m.approval, Approval::Asked { .. }) && m.body.starts_with("{state}/");
        // A body has said what it had to say; of states, another one is asked where one has declined.
        let closed = |c: &CaseView| matches!(c.end, Some((_, false)));
        if !same.all(|c| of_states && closed(c)) {
            return None;
        }
        match of_states {
            true => Some((m, vec![whom(bot, m, incident)?.id.clone()])),
            false => bot.directory().orgs.contains_key(&m.body).then(|| (m, Vec::new())),
        }
    })
}

/// The seat abroad to ask.
fn whom<'b>(bot: &'b Bot, mechanism: &Mechanism, incident: u32) -> Option<&'b Place> {
    let asked: Vec<&Name> = bot
        .view
        .done
        .iter()
        .flat_map(|(_, _, verb)| match &**verb {
            Verb::Request { mechanism: id, to, .. } if *id == mechanism.id => to.as_slice(),
            _ => &[],
        })
        .collect();
    let (sharing, now) = (&bot.doctrine.sharing, bot.view.at);
    let fits = |place: &&Place| {
        let seat = bot.directory().seats.get(place.id.as_str());
        seat.is_some_and(|seat| bot.directory().is_member(seat, mechanism.parties()))
            && !asked.contains(&&place.id)
            && place.state.is_some_and(|s| !fails_in(bot, s) && !bot.ledger.is_against(s, sharing, now))
    };
    let kind = mechanism.body.rsplit('/').next()?;
    let well: Vec<&Place> = bot.peers(kind).filter(fits).collect();
    let trust = |place: &&Place| place.state.map(|state| bot.ledger.trust(state));
    let most = well.iter().map(trust).max()?;
    let best: Vec<&Place> = well.into_iter().filter(|place| trust(place) == most).collect();
    // Not all ask the same one.
    let luck = bot.dice.below(best.len() as u64, "bot-asks-whom", &bot.seat, u64::from(incident));
    best.get(luck as usize).copied()
}

/// Asks for help while a service is still down.
pub(super) fn ask(bot: &Bot, incident: u32, now: At) -> Option<Verb> {
    let (mechanism, to) =
        Some(incident).filter(|i| is_in_need(bot, *i)).and_then(|i| candidate(bot, i, now))?;
    Some(Verb::Request {
        mechanism: mechanism.id.clone(),
        incident: Ref::handle(incident),
        to,
        text: "We did what we could; it is still down. Can you lend us people who know this?".to_owned(),
    })
}

/// While it lasts, the next is asked after a while.
pub(super) fn next(bot: &Bot, incident: u32, now: At) -> Next {
    if is_in_need(bot, incident) { Next::At(now + bot.doctrine.writes_in * 8) } else { Next::Anew }
}

/// Offers help to a state where a service still fails, while all is well at home.
pub(super) fn offer(bot: &Bot, incident: u32, state: &str) -> Option<Verb> {
    let me = bot.me()?;
    let seen = bot.view.incidents.get(&incident)?;
    let theirs = bot.chart.state(state)?;
    let still_fails = seen.services.iter().any(|id| {
        bot.chart.state_of_service(id) == Some(theirs)
            && bot.view.services.get(id).is_some_and(|step| *step >= ServiceStep::Failing)
    });
    let sharing = &bot.doctrine.sharing;
    if !still_fails || fails_at_home(bot) || bot.ledger.is_against(theirs, sharing, bot.view.at) {
        return None;
    }
    let fits = |m: &&Mechanism| {
        matches!(m.kind, MechanismKind::Assistance)
            && !m.people_only
            && m.who.contains(&me.kind)
            && bot.directory().is_member(me, m.parties())
    };
    let mechanism = bot.directory().mechanisms.iter().find(fits)?;
    let to = bot.peers("csirt").find(|place| place.state == Some(theirs))?.id.clone();
    Some(Verb::Offer {
        mechanism: mechanism.id.clone(),
        to: vec![to],
        incident: Ref::handle(incident),
        text: "We can lend you people who know this kind of trouble. Tell us what you need.".to_owned(),
    })
}
