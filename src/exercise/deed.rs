//! A taken order in numbers, so that patterns (`what`) can be held against it.

use serde::{Deserialize, Serialize};

use crate::scenario::condition::What;
use crate::scenario::mechanism::{MechanismId, MechanismKind};
use crate::scenario::script::{ContentId, DefenceId, IncidentId, IntelId, Script, SeatId, ServiceId};
use crate::scenario::words::{Class, Vote};

use super::fact::{CaseId, Fact};

/// What was done, by number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// A classification.
    Classify(IncidentId, Class),
    /// A notification: regime, step, incident, recipients.
    Notify(MechanismId, u8, IncidentId, Vec<SeatId>),
    /// Items shared with seats.
    Share(Vec<IntelId>, Vec<SeatId>),
    /// A question.
    Ask(Vec<SeatId>),
    /// An answer.
    Answer,
    /// A situation report.
    Sitrep(IncidentId, Vec<SeatId>),
    /// A mode asked for.
    Mode(MechanismId, u8),
    /// A request.
    Request(MechanismId),
    /// An offer.
    Offer(MechanismId, Vec<SeatId>),
    /// A vote.
    Vote(MechanismId, Vote),
    /// A defence.
    Defend(DefenceId, Vec<ServiceId>),
    /// An attribution, in public or not.
    Attribute(bool),
    /// A proposal.
    Propose(MechanismId),
    /// A public statement.
    Statement,
    /// A message.
    Message(Vec<SeatId>),
    /// A free decision.
    Decide,
    /// An order or notice to a platform.
    Remove(MechanismId, Option<ContentId>),
    /// A demand for a provider's data.
    Demand(MechanismId),
    /// An originator asked to let an item go to others, or (true) for its tear-line.
    Release(IntelId, Vec<SeatId>, bool),
}

/// The content that a case of these facts is about.
fn content(facts: &[Fact], of: CaseId) -> Option<ContentId> {
    facts.iter().find_map(|fact| match fact {
        Fact::Directed { case, content, .. } if *case == of => *content,
        _ => None,
    })
}

/// Whether an empty pattern, or one that shares a member, fits.
fn meets(pattern: &[SeatId], seats: &[SeatId]) -> bool {
    pattern.is_empty() || pattern.iter().any(|seat| seats.contains(seat))
}

/// Whether a field of a pattern is open or equal.
fn fits<T: PartialEq + Copy>(pattern: Option<T>, value: T) -> bool {
    pattern.is_none_or(|p| p == value)
}

impl Deed {
    /// Who did what, by the facts of one record.
    pub fn all(facts: &[Fact], script: &Script) -> impl Iterator<Item = (SeatId, Self)> {
        (0..facts.len()).filter_map(|place| Self::of(facts, place, script))
    }

    /// Who did what, where the fact at this place of a record is a seat's deed.
    pub fn of(facts: &[Fact], place: usize, script: &Script) -> Option<(SeatId, Self)> {
        Some(match &facts[place] {
            Fact::Classified(by, incident, class) => (*by, Self::Classify(*incident, *class)),
            Fact::Notified { by, incident, regime, step, to, .. } => {
                (*by, Self::Notify(*regime, *step, *incident, to.clone()))
            }
            Fact::Shared { from, item, to, .. } => (*from, Self::Share(vec![*item], to.clone())),
            Fact::Asked(_, by, to) => (*by, Self::Ask(to.clone())),
            Fact::Answered(_, by) => (*by, Self::Answer),
            Fact::Reported(by, incident, to) => (*by, Self::Sitrep(*incident, to.clone())),
            Fact::ReleaseAsked { by, item, to, tear_line, .. } => {
                (*by, Self::Release(*item, to.clone(), *tear_line))
            }
            // What is asked of an originator stands in the fact behind this one.
            Fact::CaseOpened { mechanism, .. } if script.mechanisms[*mechanism].is_release() => return None,
            Fact::CaseOpened { case, mechanism, by, mode, offer, voters, .. } => {
                let deed = match (&script.mechanisms[*mechanism].kind, mode, offer) {
                    (_, Some(mode), _) => Self::Mode(*mechanism, *mode),
                    (MechanismKind::Removal { .. }, ..) => Self::Remove(*mechanism, content(facts, *case)),
                    (MechanismKind::Demand { .. }, ..) => Self::Demand(*mechanism),
                    (MechanismKind::Joint | MechanismKind::Sovereign, ..) => Self::Propose(*mechanism),
                    (_, _, true) => Self::Offer(*mechanism, voters.clone()),
                    _ => Self::Request(*mechanism),
                };
                (*by, deed)
            }
            Fact::Voted { mechanism, by, vote, .. } => (*by, Self::Vote(*mechanism, *vote)),
            Fact::Defending { defence, services, by, .. } => (*by, Self::Defend(*defence, services.clone())),
            Fact::Attributed { by, public, .. } => (*by, Self::Attribute(*public)),
            Fact::Stated(by, _) => (*by, Self::Statement),
            Fact::Messaged { from: Some(by), to, .. } => (*by, Self::Message(to.clone())),
            Fact::Decided(by) => (*by, Self::Decide),
            _ => return None,
        })
    }

    /// Whether the pattern recognises this deed.
    pub fn is(&self, what: &What, script: &Script) -> bool {
        match (what, self) {
            (What::Anything, _)
            | (What::Answer, Self::Answer)
            | (What::Statement, Self::Statement)
            | (What::Decide, Self::Decide) => true,
            (What::Classify { incident, at_least }, Self::Classify(i, class)) => {
                fits(*incident, *i) && at_least.is_none_or(|least| *class >= least)
            }
            (What::Notify { regime, step, incident, to }, Self::Notify(r, s, i, seats)) => {
                fits(*regime, *r) && fits(*step, *s) && fits(*incident, *i) && meets(to, seats)
            }
            (What::Share { item, to }, Self::Share(items, seats)) => {
                item.is_none_or(|i| items.contains(&i)) && meets(to, seats)
            }
            (What::Ask(to), Self::Ask(seats))
            | (What::Sitrep(to), Self::Sitrep(_, seats))
            | (What::Offer(to), Self::Offer(_, seats))
            | (What::Message(to), Self::Message(seats)) => meets(to, seats),
            (What::Mode(mechanism, mode), Self::Mode(m, n)) => {
                fits(*mechanism, *m) && mode.is_none_or(|least| *n >= least)
            }
            (What::Request(mechanism), Self::Request(m))
            | (What::Demand(mechanism), Self::Demand(m))
            | (What::Propose(mechanism), Self::Propose(m)) => fits(*mechanism, *m),
            (What::Remove(mechanism, content), Self::Remove(m, c)) => {
                fits(*mechanism, *m) && content.is_none_or(|content| *c == Some(content))
            }
            (What::Release { item, to, tear_line }, Self::Release(i, seats, tear)) => {
                fits(*item, *i) && fits(*tear_line, *tear) && meets(to, seats)
            }
            (What::Vote(mechanism, vote), Self::Vote(m, v)) => fits(*mechanism, *m) && fits(*vote, *v),
            (What::Defend { kind, defence, service }, Self::Defend(d, services)) => {
                fits(*defence, *d)
                    && kind.is_none_or(|k| script.defences[*d].kind == k)
                    && service.is_none_or(|s| services.contains(&s))
            }
            (What::Attribute(public), Self::Attribute(p)) => fits(*public, *p),
            _ => false,
        }
    }

    /// Whether this is an act of the pattern's kind on the same matter, whoever it went to and under whichever mechanism.
    pub fn is_like(&self, what: &What, about: Option<IncidentId>) -> bool {
        let same = |mine: IncidentId, named: Option<IncidentId>| fits(named.or(about), mine);
        match (what, self) {
            (What::Notify { incident, .. }, Self::Notify(_, _, i, _)) => same(*i, *incident),
            (What::Sitrep(_), Self::Sitrep(i, _)) => same(*i, None),
            (What::Share { item, .. }, Self::Share(items, _)) => {
                item.is_none_or(|item| items.contains(&item))
            }
            (What::Remove(_, content), Self::Remove(_, c)) => {
                content.is_none_or(|content| *c == Some(content))
            }
            (What::Ask(_), Self::Ask(_))
            | (What::Offer(_), Self::Offer(..))
            | (What::Message(_), Self::Message(_))
            | (What::Mode(..), Self::Mode(..))
            | (What::Request(_), Self::Request(_))
            | (What::Demand(_), Self::Demand(_))
            | (What::Propose(_), Self::Propose(_)) => true,
            _ => false,
        }
    }
}
