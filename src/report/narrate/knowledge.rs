//! Knowledge: who heard of what, what was passed on, which markings were broken.

use crate::exercise::fact::{Fact, Marking};

use super::Weight::{Act, Small, Turn};
use super::{Sentence, Told};

pub(super) fn tell(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let n = &told.names;
    match fact {
        Fact::Aware(seat, incident) => {
            Sentence::new(Small, format!("{} heard of {}", n.seat(*seat), n.incident(*incident)))
        }
        Fact::Learned { seat, item, from, tlp } => {
            let (seat, item) = (n.seat(*seat), n.intel(*item));
            match from {
                Some(from) => {
                    Sentence::new(Small, format!("{seat} holds {item} from {}, {tlp}", n.seat(*from)))
                }
                None => Sentence::new(Act, format!("{seat} found out {item}, {tlp}")),
            }
        }
        Fact::Shared { from, item, to, tlp } => Sentence::new(
            Act,
            format!("{} shared {} with {}, {tlp}", n.seat(*from), n.intel(*item), n.seats(to)),
        ),
        Fact::Breached { marking, by, item, to } => {
            let (by, item) = (n.seat(*by), n.intel(*item));
            let text = match (marking, to) {
                (Marking::Tlp, Some(to)) => {
                    format!(
                        "TLP was broken: {by} let {item} go to {}, further than its marking allows",
                        n.seat(*to)
                    )
                }
                (Marking::Tlp, None) => {
                    format!("TLP was broken: {by} let {item} go further than its marking allows")
                }
                (Marking::Pap, _) => {
                    format!("PAP was broken: {by} acted on {item} in a way that can be noticed")
                }
            };
            Sentence::new(Turn, text)
        }
        _ => None,
    }
}
