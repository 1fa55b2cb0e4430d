//! Joint measures: proposed by whoever may, once the incident has grown large and the conditions seem met.

use std::collections::BTreeSet;

use crate::base::Name;
use crate::exercise::entry::{Entry, News};
use crate::exercise::order::{Claims, Ref, Verb};
use crate::exercise::reference::Handle;
use crate::exercise::view::CaseView;
use crate::scenario::mechanism::{Mechanism, Precondition};
use crate::scenario::words::{Class, Tri};

use super::super::Bot;
use super::super::plan::Intent;
use super::judge;

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    if !bot.doctrine.proposes {
        return;
    }
    let grown = match &entry.news {
        News::Class { incident, class, .. } if *class >= Class::LargeScale => Some(incident.number()),
        News::Post(post) if post.claims.severity >= Some(Class::LargeScale) => post.about.map(Handle::number),
        _ => None,
    };
    let Some(incident) = grown else { return };
    let intent = Intent::Propose(incident);
    if !bot.plans.knows(&intent) && candidate(bot, incident).is_some() {
        let takes = bot.doctrine.writes_in * 4;
        bot.plan(entry.at, takes, intent);
    }
}

/// The first joint measure that the seat may start, that nobody has put on the table, and whose conditions seem met.
fn candidate(bot: &Bot, incident: u32) -> Option<&Mechanism> {
    let me = bot.me()?;
    let mut mine = bot.chart.joint(&me.kind).peekable();
    mine.peek()?;
    let known = judge::claims(bot, incident);
    let open =
        |m: &Mechanism| bot.view.cases.values().any(|c| c.mechanism == m.id && c.incident == Some(incident));
    let fits = |m: &&Mechanism| {
        bot.directory().is_member(me, &m.members)
            && !open(m)
            && m.needs.iter().all(|need| seems_met(bot, incident, &known, need))
    };
    mine.find(fits)
}

pub(super) fn propose(bot: &Bot, incident: u32) -> Option<Verb> {
    let mechanism = candidate(bot, incident)?;
    Some(Verb::Propose {
        mechanism: mechanism.id.clone(),
        incident: Ref::handle(incident),
        claims: Claims { attribution: Some("unknown".to_owned()), ..judge::claims(bot, incident) },
        text: "More than one of us is hit. We should say and do this together.".to_owned(),
    })
}

/// Whether a condition holds as far as the seat can see.
pub(super) fn seems_met(bot: &Bot, incident: u32, known: &Claims, need: &Precondition) -> bool {
    let home = |seat: &Name| {
        bot.directory().seats.contains_key(seat.as_str()) && bot.chart.state_of(seat) == bot.role.state
    };
    match need {
        Precondition::Classed(least) => {
            let classes = bot.view.incidents.get(&incident).map(|seen| &seen.classes);
            classes.is_some_and(|given| given.iter().any(|(by, class)| home(by) && class >= least))
        }
        Precondition::OwnMeasures => bot.view.defences.iter().any(|d| home(&d.by) || d.by == bot.seat),
        Precondition::Mode(mechanism, least) => bot
            .directory()
            .mechanism(mechanism)
            .zip(bot.view.modes.get(mechanism.as_str()))
            .is_some_and(|(m, now)| m.mode(now) >= m.mode(least)),
        Precondition::HoldsIntel => bot.view.intel.values().any(|item| item.about == Some(incident)),
        Precondition::SuspectedMalicious => known.malicious == Some(Tri::Yes),
        Precondition::Adopted(id) => {
            let fits = |c: &&CaseView| c.mechanism == *id && c.incident == Some(incident) && !c.fell;
            bot.view.cases.values().filter(fits).any(|c| c.end.is_some_and(|(_, adopted)| adopted))
        }
        Precondition::ConcernedStates(least) => {
            let classes = bot.view.incidents.get(&incident).map(|seen| seen.classes.iter());
            let says = classes.into_iter().flatten().filter(|(_, class)| **class >= Class::Significant);
            let states = says.filter_map(|(by, _)| bot.chart.state_of(by));
            states.collect::<BTreeSet<_>>().len() >= *least as usize
        }
        // What points abroad and who has been named is for people to weigh.
        Precondition::ExternalThreat | Precondition::Attributed => false,
        Precondition::Membership(membership) => {
            bot.me().is_some_and(|me| bot.directory().is_member(me, membership))
        }
    }
}
