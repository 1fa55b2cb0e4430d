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
            let (by, item_id, item) = (n.seat(*by), *item, n.intel(*item));
            let to = to.map(|to| format!(" to {}", n.seat(to))).unwrap_or_default();
            let level = || n.level(item_id);
            let text = match marking {
                Marking::Tlp => {
                    format!("TLP was broken: {by} let {item} go{to}, further than its marking allows")
                }
                Marking::Pap => {
                    format!("PAP was broken: {by} acted on {item} in a way that can be noticed")
                }
                Marking::Clearance => format!(
                    "Classification was broken: {by} let {item}, {}, go{to}, who is not cleared for it",
                    level()
                ),
                Marking::Release => format!(
                    "Classification was broken: {by} let {item}, {}, go{to} without the originator's consent",
                    level()
                ),
            };
            Sentence::new(Turn, text)
        }
        _ => None,
    }
}
