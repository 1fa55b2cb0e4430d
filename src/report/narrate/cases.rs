//! Mechanisms at work: requests, offers, proposals, votes, modes, and what bodies answer.

use crate::exercise::fact::{CaseEnd, Fact, Rebuff};
use crate::report::names::{capital, said};
use crate::scenario::mechanism::{MechanismId, MechanismKind};

use super::Weight::{Act, Turn};
use super::{Sentence, Told};

pub(super) fn tell(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let n = &told.names;
    match fact {
        Fact::ModeSet { mechanism, mode, by } => {
            let (what, mode) = (n.mechanism(*mechanism), n.mode(*mechanism, *mode));
            let by = by.map(|by| format!(", at the word of {}", n.seat(by))).unwrap_or_default();
            Sentence::new(Turn, format!("{what} stands at {mode} now{by}"))
        }
        Fact::CaseOpened { mechanism, by, mode, offer, voters, due, .. } => {
            let verb = opened(told, *mechanism, *offer);
            let mode = mode.map(|mode| format!(" to {}", n.mode(*mechanism, mode))).unwrap_or_default();
            let (by, what) = (n.seat(*by), n.mechanism(*mechanism));
            let wait = match voters.as_slice() {
                [] => String::new(),
                voters => format!("; {} may answer until {}", n.seats(voters), n.clock(*due)),
            };
            Sentence::new(Turn, format!("{by} {verb} {what}{mode}{wait}"))
        }
        Fact::Voted { case, by, vote, .. } => Sentence::new(
            Act,
            format!("{} voted {vote} on {}{}", n.seat(*by), n.case_words(*case), told.said()),
        ),
        Fact::CaseClosed(case, end, adopted) => {
            let (case, adopted) = (capital(&n.case_words(*case)), *adopted);
            let text = match end {
                CaseEnd::Adopted => format!("{case} was agreed"),
                CaseEnd::Objected => format!("{case} failed: somebody who may object did"),
                CaseEnd::Lapsed if adopted => format!("{case} was agreed by silence"),
                CaseEnd::Lapsed => format!("{case} lapsed: nobody who was needed answered in time"),
                CaseEnd::ByControl if adopted => format!("{case} was granted by exercise control"),
                CaseEnd::ByControl => format!("{case} was turned down by exercise control"),
            };
            Sentence::new(Turn, text)
        }
        Fact::CaseLanded(case) => {
            Sentence::new(Turn, format!("{} took effect", capital(&n.case_words(*case))))
        }
        Fact::Consulted { case, seats, until } => {
            let spec = n.case(*case).map(|case| &n.script.mechanisms[case.mechanism]);
            let kind = spec.map(|spec| &spec.kind);
            let (case, who) = (n.case_words(*case), n.seats(seats));
            let text = match kind {
                Some(MechanismKind::Removal { .. } | MechanismKind::Demand { .. }) => {
                    format!("{who} may overturn {case} until {}", n.clock(*until))
                }
                _ if spec.is_some_and(|spec| !spec.tells.is_empty()) => format!("{who} are told of {case}"),
                _ => format!("Before {case} is decided, {who} are heard, until {}", n.clock(*until)),
            };
            Sentence::new(Act, text)
        }
        Fact::Contradicted { case, by } => {
            let (by, case) = (n.seat(*by), n.case_words(*case));
            Sentence::new(
                Turn,
                format!("{by} acted alone, against {case}; those who carried it trust it less"),
            )
        }
        Fact::CaseFell(case) => {
            let case = capital(&n.case_words(*case));
            Sentence::new(Turn, format!("{case} stands no more: somebody withdrew, or overturned it"))
        }
        Fact::ReleaseAsked { item, to, tear_line, .. } => {
            let what = if *tear_line {
                format!("It is about a tear-line of {}", n.intel(*item))
            } else {
                format!("It is about letting {} go to {}", n.intel(*item), n.seats(to))
            };
            Sentence::new(Act, what)
        }
        Fact::Released(item, to) => {
            let (item, to) = (n.intel(*item), n.seats(to));
            Sentence::new(Turn, format!("The originator of {item} agreed that {to} get it"))
        }
        Fact::Attempted(by, mechanism, _) => Sentence::new(
            Act,
            format!("{} turned to {}{}; it is not within its power", n.seat(*by), n.mechanism(*mechanism), {
                told.verb().map(|verb| said(crate::exercise::decide::verb_text(verb))).unwrap_or_default()
            }),
        ),
        Fact::Rebuffed(by, mechanism, why) => {
            let (by, what, why) = (n.seat(*by), n.mechanism(*mechanism), why_not(*why));
            Sentence::new(Act, format!("{by} got no for an answer from {what}: {why}"))
        }
        _ => None,
    }
}

fn opened(told: &Told<'_>, mechanism: MechanismId, offer: bool) -> &'static str {
    let kind = told.names.script.mechanisms.get(mechanism).map(|m| &m.kind);
    match kind {
        _ if offer => "offered help under",
        Some(MechanismKind::Ladder { .. }) => "proposed to set",
        Some(MechanismKind::Joint) => "proposed",
        Some(MechanismKind::Sovereign) => "decided alone on",
        Some(MechanismKind::Removal { .. }) => "asked a platform to act under",
        Some(MechanismKind::Demand { .. }) => "demanded a provider's data under",
        Some(MechanismKind::Consultation | MechanismKind::Release) => "asked for",
        _ => "asked for help under",
    }
}

/// Why a body does not do what it was asked.
fn why_not(why: Rebuff) -> &'static str {
    match why {
        Rebuff::NotYourPower => "another kind of organisation must ask",
        Rebuff::NoMember => "the state is no member",
        Rebuff::Unmet(_) => "what must hold before does not hold",
        Rebuff::AlreadySo => "it is so already",
        Rebuff::WrongContent(_) => "it is for another kind of content",
        Rebuff::NoEmergency => "nothing is in imminent danger",
        Rebuff::WrongInstrument => "it is not used in this way",
        Rebuff::WrongPlace => "the provider is established where it does not reach",
        Rebuff::NotHeard => "somebody must be heard before",
        Rebuff::NoTearLine => "nothing is left of it without what is secret",
        Rebuff::OutOfScope => "the body found that it is no case for it",
    }
}
