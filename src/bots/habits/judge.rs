//! Judging: what an incident is, from what the seat can see.

use std::collections::BTreeSet;

use crate::base::Name;
use crate::exercise::entry::{Entry, News};
use crate::exercise::order::{Claims, Ref, Verb};
use crate::exercise::reference::Handle;
use crate::exercise::view::IncidentView;
use crate::scenario::bot::Judges;
use crate::scenario::words::{Cause, Class, Outlook, ServiceStep, Tri};

use super::super::Bot;
use super::super::chart::StateNo;
use super::super::plan::Intent;

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    if let News::Incident { incident, services, .. } = &entry.news
        && is_for(bot, services)
    {
        let takes = bot.doctrine.decides_in;
        bot.plan(entry.at, takes, Intent::Classify(incident.number()));
    }
    // A new outage, or word of who is behind it, may have made it larger than it was: judge again.
    let touches = |id: u32, seen: &IncidentView| match &entry.news {
        News::Service { service, step: ServiceStep::Failing | ServiceStep::Down } => {
            seen.services.contains(service)
        }
        News::Incident { incident, .. } => incident.number() == id,
        News::Intel { about, .. } => about.map(Handle::number) == Some(id),
        News::Post(post) => post.about.map(Handle::number) == Some(id),
        _ => false,
    };
    let larger = |(id, seen): &(&u32, &IncidentView)| {
        let judged = seen.classes.get(bot.seat.as_str());
        touches(**id, seen) && judged.is_some_and(|class| class_of(bot, **id, seen) > *class)
    };
    let grown: Vec<u32> = bot.view.incidents.iter().filter(larger).map(|(id, _)| *id).collect();
    for incident in grown {
        let takes = bot.doctrine.decides_in;
        bot.plan(entry.at, takes, Intent::Reclassify(incident));
    }
}

/// Whether it is the seat's business to say how large an incident is: the authorities', that of who operates a service of
/// it, and of those whose duties under the packs' regimes begin with that.
fn is_for(bot: &Bot, services: &[Name]) -> bool {
    let role = bot.role;
    role.operator
        || role.csirt
        || role.crisis
        || role.reports
        || services.iter().any(|id| bot.services.contains(id))
}

pub(super) fn classify(bot: &Bot, incident: u32) -> Option<Verb> {
    let seen = bot.view.incidents.get(&incident)?;
    let class = class_of(bot, incident, seen);
    let already = seen.classes.get(bot.seat.as_str()) == Some(&class);
    (!already).then(|| Verb::Classify { incident: Ref::handle(incident), class })
}

/// The class that what is seen speaks for: how badly, and in how many states, services fail.
pub(super) fn class_of(bot: &Bot, incident: u32, seen: &IncidentView) -> Class {
    let step = |id: &Name| bot.view.services.get(id).copied().unwrap_or(ServiceStep::Normal);
    let failing = |least: ServiceStep| seen.services.iter().filter(move |id| step(id) >= least);
    let states: BTreeSet<StateNo> =
        failing(ServiceStep::Failing).filter_map(|id| bot.chart.state_of_service(id)).collect();
    if bot.doctrine.judges == Judges::Lower {
        return match states.len() {
            0 | 1 => Class::BelowThreshold,
            _ => Class::Significant,
        };
    }
    // Others' judgement counts as well: nobody wants to be the one who called it small.
    let others = seen.classes.iter().filter(|(by, _)| **by != bot.seat).map(|(_, class)| *class).max();
    let own = match states.len() {
        0 if seen.services.is_empty() && !is_malicious(bot, incident) => Class::BelowThreshold,
        0 | 1 => Class::Significant,
        _ => Class::LargeScale,
    };
    others.map_or(own, |class| own.max(class))
}

/// Whether somebody seems to be behind it: the seat holds something about it, or has read that it is so.
fn is_malicious(bot: &Bot, incident: u32) -> bool {
    bot.view.intel.values().any(|item| item.about == Some(incident)) || bot.read.is_malicious(incident)
}

/// What the seat would assert of the incident.
pub(super) fn claims(bot: &Bot, incident: u32) -> Claims {
    let Some(seen) = bot.view.incidents.get(&incident) else { return Claims::default() };
    let malicious = is_malicious(bot, incident);
    let abroad =
        seen.services.iter().any(|id| bot.is_abroad(id)) || bot.reported_by(incident).next().is_some();
    let worst = seen.services.iter().filter_map(|id| bot.view.services.get(id)).max();
    Claims {
        cause: malicious.then_some(Cause::MaliciousAction),
        severity: Some(class_of(bot, incident, seen)),
        malicious: Some(if malicious { Tri::Yes } else { Tri::Unknown }),
        cross_border: Some(if abroad || bot.view.incidents.len() > 1 { Tri::Yes } else { Tri::Unknown }),
        outlook: Some(if worst > Some(&ServiceStep::Strained) {
            Outlook::Stable
        } else {
            Outlook::Improving
        }),
        ..Claims::default()
    }
}
