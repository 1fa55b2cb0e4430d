//! The people of a seat among themselves: who drafts, who releases. By pseudonyms, as everything in a journal.

use crate::exercise::fact::Fact;
use crate::exercise::order::{Act, Team};
use crate::exercise::team::{DraftEnd, TeamFact, pseudonym};
use crate::report::names::{Names, said};
use crate::scenario::script::SeatId;

use super::Weight::Small;
use super::{Sentence, Told, verb};

pub(super) fn tell(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let Fact::Team(seat, fact) = fact else { return None };
    let n = &told.names;
    let who = |person: u16| person_of(n, *seat, person);
    match fact {
        TeamFact::Seated(person, _) => {
            Sentence::new(Small, format!("{} sat down at {}", who(*person), n.seat(*seat)))
        }
        TeamFact::Releases(Some(person)) => {
            Sentence::new(Small, format!("{} releases what {} decides", who(*person), n.seat(*seat)))
        }
        TeamFact::Releases(None) => {
            Sentence::new(Small, format!("Everybody at {} decides for themselves", n.seat(*seat)))
        }
        TeamFact::Drafted(by) => {
            let what = told.team().and_then(Team::verb).map(|drafted| verb::wanted(n, drafted));
            Sentence::new(Small, format!("{} drafted {}", who(*by), what.unwrap_or_default()))
        }
        TeamFact::DraftEnded(draft, how, by) => {
            let how = match how {
                DraftEnd::Released => "released",
                DraftEnd::Changed => "changed and released",
                DraftEnd::GivenBack => "gave back",
            };
            let why = match told.team() {
                Some(Team::GiveBack { reason, .. }) => said(reason),
                _ => String::new(),
            };
            Sentence::new(Small, format!("{} {how} draft {draft}{why}", who(*by)))
        }
        TeamFact::Answered(_) => {
            Sentence::new(Small, format!("Somebody at {} answered the questionnaire", n.seat(*seat)))
        }
    }
}

/// What somebody wanted who was refused.
pub(super) fn wanted(n: &Names<'_>, act: &Team) -> String {
    match act {
        Team::Draft { verb: drafted } => format!("to draft {}", verb::wanted(n, drafted)),
        Team::Release { verb: released, .. } => verb::wanted(n, released),
        Team::GiveBack { draft, .. } => format!("to give draft {draft} back"),
        Team::HandOn { to } => format!("to let person {to} release"),
        Team::Feedback { .. } => "to answer the questionnaire".to_owned(),
    }
}

fn person_of(n: &Names<'_>, seat: SeatId, person: u16) -> String {
    pseudonym(n.script.seats.get(seat).map_or("a seat", |spec| spec.id.as_str()), person)
}

impl Told<'_> {
    fn team(&self) -> Option<&Team> {
        match &self.order()?.act {
            Act::Team(act) => Some(act),
            Act::Verb(_) | Act::Control(_) => None,
        }
    }
}
