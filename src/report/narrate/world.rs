//! The simulated world: stages, services, defences at work.

use crate::base::Ppm;
use crate::base::excerpt::count;
use crate::exercise::fact::{Fact, ServiceChange};
use crate::exercise::order::Control;
use crate::report::names::{capital, list, percent, said};
use crate::scenario::words::{DefenceKind, ServiceStep};

use super::Weight::{Act, Plumbing, Small, Turn};
use super::{Sentence, Told};

pub(super) fn tell(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let n = &told.names;
    match fact {
        Fact::Defending { defence, services, by, announced_to } => {
            let told_before = match announced_to.as_slice() {
                [] => String::new(),
                to => format!("; {} had been told before", n.seats(to)),
            };
            let (by, defence) = (n.seat(*by), n.defence(*defence));
            Sentence::new(Act, format!("{by} ordered {defence} at {}{told_before}", n.services(services)))
        }
        Fact::Defended(defence, service, stopped) => {
            let kind = n.script.defences.get(*defence).map(|spec| spec.kind);
            let what = match kind {
                // What became of evidence and service is told by facts of their own.
                Some(DefenceKind::PreserveEvidence | DefenceKind::Restore) => "",
                _ if *stopped => ": it stopped what was going on",
                _ => ": there was nothing that it could stop",
            };
            Sentence::new(Act, format!("{} is done at {}{what}", n.defence(*defence), n.service(*service)))
        }
        Fact::Evidence(service, kept) => {
            let what = if *kept { "was kept" } else { "was destroyed" };
            Sentence::new(Act, format!("Evidence at {} {what}", n.service(*service)))
        }
        Fact::Published(content) => Sentence::new(Turn, format!("{} came up", n.content(*content))),
        Fact::Spread(spread) => {
            let one = |(content, share): &(_, _)| format!("{} {}", n.content(*content), percent(*share));
            Sentence::new(Plumbing, format!("Met by so many: {}", list(spread.iter().map(one), "nobody")))
        }
        Fact::Withdrawn(content, leaves) => {
            let how = match *leaves {
                Ppm::ZERO => "was taken down",
                Ppm::ONE => "stands there again",
                _ => "spreads less from now on",
            };
            Sentence::new(Turn, format!("{} {how}", n.content(*content)))
        }
        Fact::Directed { provider, content, emergency, .. } => {
            let about = content.map(|c| format!(" about {}", n.content(c))).unwrap_or_default();
            let haste = if *emergency { ", as an emergency" } else { "" };
            Sentence::new(Small, format!("It goes to {}{about}{haste}", n.org(*provider)))
        }
        Fact::Preserved(provider) => {
            Sentence::new(Act, format!("{} keeps its data for investigators", n.org(*provider)))
        }
        Fact::StageBegan(stage) => Sentence::new(Turn, format!("The attack's {} began", n.stage(*stage))),
        Fact::StageEnded(stage) => Sentence::new(Turn, format!("The attack's {} is over", n.stage(*stage))),
        Fact::Hit(_, service, lost, span) => Sentence::new(
            Turn,
            format!(
                "{} was hit: {} of its function lost, for {span} if nobody acts",
                n.service(*service),
                percent(*lost)
            ),
        ),
        Fact::Shocked(service, lost, span) => {
            Sentence::new(Turn, shocked(told, &n.service(*service), *lost, *span))
        }
        Fact::Ticked(changes) => Sentence::new(ticked_weight(changes), ticked(told, changes)),
        Fact::TippedOff(stage) => {
            Sentence::new(Turn, format!("The actor behind {} noticed that it was noticed", n.stage(*stage)))
        }
        Fact::Reinfected(stage, service) => Sentence::new(
            Turn,
            format!("{} was rebuilt with {} still in its base", n.service(*service), n.stage(*stage)),
        ),
        Fact::Noticed(found) => {
            let one = |(stage, service): &(_, _)| format!("{} at {}", n.stage(*stage), n.service(*service));
            Sentence::new(
                Turn,
                format!("Found by those who knew: {}", list(found.iter().map(one), "nothing")),
            )
        }
        Fact::Lent { from, to, experts, until, .. } => {
            let (from, to) = (n.state_name(*from), n.state_name(*to));
            let until = n.clock(*until);
            Sentence::new(
                Act,
                format!("{from} sends {} to {to} until {until}", count(*experts as usize, "expert")),
            )
        }
        Fact::Stolen { stage, service, records: 0 } => Sentence::new(
            Turn,
            format!("{} took what {} keeps for others", capital(&n.stage(*stage)), n.service(*service)),
        ),
        Fact::Stolen { stage, service, records } => Sentence::new(
            Turn,
            format!(
                "{} took {} of {}",
                capital(&n.stage(*stage)),
                count(*records as usize, "record"),
                n.service(*service)
            ),
        ),
        Fact::Crept(stage, service) => Sentence::new(
            Turn,
            format!("{} got into {} by hand", capital(&n.stage(*stage)), n.service(*service)),
        ),
        Fact::TheftSeen { service, by, .. } => {
            let (who, whose) = (capital(&n.seats(by)), n.service(*service));
            Sentence::new(Turn, format!("{who} found out that data of {whose} are gone"))
        }
        Fact::SwitchedOff(service, _) => {
            Sentence::new(Turn, format!("{} was switched off", capital(&n.service(*service))))
        }
        Fact::SwitchedOn(service) => {
            Sentence::new(Turn, format!("{} is switched on again", capital(&n.service(*service))))
        }
        Fact::Replaced(service) => {
            let text = format!("{} uses the product no more through which it was hit", n.service(*service));
            Sentence::new(Turn, capital(&text))
        }
        Fact::CapacityBuilt(state, by) => {
            let levels = f64::from(by.0) / 100.0;
            Sentence::new(
                Act,
                format!("The response teams of {} rise by {levels} in maturity", n.state_name(*state)),
            )
        }
        _ => adapted(told, fact),
    }
}

/// What the actor does in answer.
fn adapted(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let n = &told.names;
    match fact {
        Fact::Sped(stage, factor) => {
            let times = f64::from(factor.0) / 1e6;
            Sentence::new(Turn, format!("The actor lets {} go {times} times as fast", n.stage(*stage)))
        }
        Fact::Quieted(stage, until) => {
            let until = n.clock(*until);
            Sentence::new(Turn, format!("The actor lets {} sleep until {until}", n.stage(*stage)))
        }
        Fact::Switched { stage, technique, .. } => {
            Sentence::new(Turn, format!("The actor goes on with {} by {technique}", n.stage(*stage)))
        }
        Fact::Leaked(stage, service) => Sentence::new(
            Turn,
            format!("What {} took from {} was published", n.stage(*stage), n.service(*service)),
        ),
        _ => None,
    }
}

fn shocked(told: &Told<'_>, service: &str, lost: Ppm, span: crate::base::Span) -> String {
    let why = match told.control() {
        Some(Control::Adjust { reason, .. }) => said(reason),
        _ => String::new(),
    };
    match lost {
        Ppm::ZERO => format!("{service} was freed of a loss that was forced upon it{why}"),
        lost => format!("{service} loses {} of its function for {span}{why}", percent(lost)),
    }
}

fn ticked_weight(changes: &[ServiceChange]) -> super::Weight {
    if changes.is_empty() { Plumbing } else { Small }
}

/// Where services stand that are not at rest; the worst by name.
fn ticked(told: &Told<'_>, changes: &[ServiceChange]) -> String {
    let mut worst: Vec<&ServiceChange> =
        changes.iter().filter(|c| ServiceStep::of(c.lost) > ServiceStep::Normal).collect();
    worst.sort_by_key(|c| (std::cmp::Reverse(c.lost), c.service));
    if worst.is_empty() {
        return format!("The world moved on: {} nearly whole", count(changes.len(), "service"));
    }
    let one = |c: &&ServiceChange| {
        format!("{} {} ({} lost)", told.names.service(c.service), ServiceStep::of(c.lost), percent(c.lost))
    };
    format!("The world moved on: {}", list(worst.iter().map(one), "nothing changed"))
}
