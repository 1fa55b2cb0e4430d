//! From the text of an order to numbers: handles, public ids, addresses. Refuses what the seat cannot know of
//! with the same words, whether it exists or not.

use crate::base::limits;
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{ContentId, IncidentId, IntelId, OrgId, Script, SeatId, ServiceId};

use crate::exercise::fact::{AskId, CaseId};
use crate::exercise::order::Ref;
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::state::{State, Thing};

/// Where exercise control orders from: it has no seat of its own.
pub(super) const NOWHERE: SeatId = SeatId(u32::MAX);

/// Looks things up for one seat.
#[derive(Clone, Copy)]
pub struct Resolve<'a> {
    /// The scenario.
    pub script: &'a Script,
    /// The state.
    pub state: &'a State,
    /// The seat that orders; a seat that is none for exercise control.
    pub seat: SeatId,
}

impl Resolve<'_> {
    fn thing(&self, reference: &Ref) -> Option<Thing> {
        self.state.seats[self.seat].handles.thing(reference.number()?)
    }

    fn unknown(field: &str, what: &str) -> Refusal {
        Refusal::at(Rule::Unknown, field, format!("You know of no such {what}"))
    }

    fn sighted(&self, thing: Thing) -> bool {
        self.state.seats[self.seat].handles.contains(thing)
    }

    /// An incident that the seat knows of.
    pub fn incident(&self, field: &str, reference: &Ref) -> Result<IncidentId, Refusal> {
        let found = match self.thing(reference) {
            Some(Thing::Incident(incident)) => Some(incident),
            Some(_) => None,
            None => self.script.names.incidents.get(id(reference)).copied(),
        };
        found.filter(|i| self.sighted(Thing::Incident(*i))).ok_or_else(|| {
            Self::unknown(field, "incident").needing("Choose an incident that you were told of")
        })
    }

    /// An item that the seat holds.
    pub fn intel(&self, field: &str, reference: &Ref) -> Result<IntelId, Refusal> {
        let found = match self.thing(reference) {
            Some(Thing::Intel(item)) => Some(item),
            Some(_) => None,
            None => self.script.names.intel.get(id(reference)).copied(),
        };
        found
            .filter(|i| self.state.seats[self.seat].holds.contains_key(i))
            .ok_or_else(|| Self::unknown(field, "item").needing("Choose an item that you hold"))
    }

    /// Content that the seat has come across.
    pub fn content(&self, field: &str, reference: &Ref) -> Result<ContentId, Refusal> {
        let found = match self.thing(reference) {
            Some(Thing::Content(content)) => Some(content),
            Some(_) => None,
            None => self.script.names.contents.get(id(reference)).copied(),
        };
        found.filter(|c| self.sighted(Thing::Content(*c))).ok_or_else(|| {
            Self::unknown(field, "content").needing("Choose content that you have come across")
        })
    }

    /// A private organisation of the directory.
    pub fn provider(&self, field: &str, path: &str) -> Result<OrgId, Refusal> {
        let private = self.script.names.orgs.get(path).filter(|_| path.starts_with("private/"));
        private.copied().ok_or_else(|| {
            Refusal::at(
                Rule::NoSuchName,
                field,
                format!("The directory has no private organisation `{path}`"),
            )
        })
    }

    /// A case that the seat has to do with. Order files may name the latest case of a mechanism by its id, or the
    /// latest that a seat opened by that seat's.
    pub fn case(&self, field: &str, reference: &Ref) -> Result<CaseId, Refusal> {
        let found = match self.thing(reference) {
            Some(Thing::Case(case)) => Some(case),
            Some(_) => None,
            None => {
                let mechanism = self.script.names.mechanisms.get(id(reference));
                let opener = self.script.names.seats.get(id(reference));
                let mut latest = self.state.cases.iter().rev();
                latest
                    .find(|(id, c)| {
                        (mechanism == Some(&c.mechanism) || opener == Some(&c.by))
                            && self.sighted(Thing::Case(*id))
                    })
                    .map(|(id, _)| id)
            }
        };
        found
            .filter(|case| self.sighted(Thing::Case(*case)))
            .ok_or_else(|| Self::unknown(field, "request, offer or proposal"))
    }

    /// A question that was put to the seat. Order files may name the latest one from a seat by that seat's id.
    pub fn ask(&self, field: &str, reference: &Ref) -> Result<AskId, Refusal> {
        let found = match self.thing(reference) {
            Some(Thing::Ask(ask)) => Some(ask),
            Some(_) => None,
            None => self.script.names.seats.get(id(reference)).and_then(|from| {
                let asks = self.state.asks.iter().rev();
                asks.into_iter().find(|(_, a)| a.from == *from && a.to.contains(&self.seat)).map(|(id, _)| id)
            }),
        };
        found
            .filter(|ask| self.state.asks[*ask].to.contains(&self.seat))
            .ok_or_else(|| Self::unknown(field, "question to you"))
    }

    /// An open question of a probe.
    pub fn probe(
        &self,
        field: &str,
        reference: &Ref,
    ) -> Result<(crate::scenario::script::QuestionId, u8), Refusal> {
        let found =
            match self.thing(reference) {
                Some(Thing::Probe(question, round)) => Some((question, round)),
                Some(_) => None,
                None => self.script.names.questions.get(id(reference)).and_then(|question| {
                    self.state.probes.get(question).map(|(round, _)| (*question, *round))
                }),
            };
        found
            .filter(|(q, round)| self.sighted(Thing::Probe(*q, *round)))
            .ok_or_else(|| Self::unknown(field, "question"))
    }

    /// The seats that the addresses mean, without the sender, each once.
    pub fn seats(&self, field: &str, addresses: &[impl AsRef<str>]) -> Result<Vec<SeatId>, Refusal> {
        let mut seats: Vec<SeatId> = Vec::with_capacity(addresses.len());
        let mut named = vec![false; self.script.seats.len()];
        let mut add = |seat: SeatId| {
            if seat != self.seat && named.get(seat.0 as usize) == Some(&false) {
                named[seat.0 as usize] = true;
                seats.push(seat);
            }
        };
        for address in addresses.iter().map(AsRef::as_ref) {
            if let Some(&seat) = self.script.names.seats.get(address) {
                add(seat);
                continue;
            }
            let found = self.script.address(address);
            if found.is_empty() {
                let refusal =
                    Refusal::at(Rule::NoSuchName, field, format!("The directory has no address `{address}`"));
                return Err(match self.nearest_address(address) {
                    Some(near) => refusal.needing(format!("Did you mean `{near}`?")),
                    None => refusal,
                });
            }
            found.into_iter().for_each(&mut add);
        }
        // Exercise control may write to everybody, however many they are.
        if seats.len() > limits::RECIPIENTS && self.seat != NOWHERE {
            return Err(Refusal::at(Rule::OutOfRange, field, "Too many recipients"));
        }
        Ok(seats)
    }

    /// The same, where somebody must be addressed.
    pub fn some_seats(&self, field: &str, addresses: &[impl AsRef<str>]) -> Result<Vec<SeatId>, Refusal> {
        let seats = self.seats(field, addresses)?;
        if seats.is_empty() {
            return Err(Refusal::at(Rule::Incomplete, field, "Nobody is addressed")
                .needing("Choose at least one recipient other than yourself"));
        }
        Ok(seats)
    }

    fn nearest_address(&self, address: &str) -> Option<&str> {
        let names = self.script.names.seats.keys().chain(self.script.names.orgs.keys());
        names
            .map(|name| (strsim::damerau_levenshtein(address, name), name.as_str()))
            .filter(|(distance, _)| *distance <= 3)
            .min()
            .map(|(_, name)| name)
    }

    /// Services of the directory, at least one.
    pub fn services(&self, field: &str, ids: &[String]) -> Result<Vec<ServiceId>, Refusal> {
        if ids.is_empty() {
            return Err(Refusal::at(Rule::Incomplete, field, "No service is chosen"));
        }
        ids.iter()
            .map(|id| {
                self.script.names.services.get(id).copied().ok_or_else(|| {
                    Refusal::at(Rule::NoSuchName, field, format!("The directory has no service `{id}`"))
                })
            })
            .collect()
    }

    /// A mechanism of the loaded packs.
    pub fn mechanism(&self, field: &str, id: &str) -> Result<MechanismId, Refusal> {
        self.script.names.mechanisms.get(id).copied().ok_or_else(|| {
            Refusal::at(Rule::NoSuchName, field, format!("There is no mechanism `{id}` in this exercise"))
        })
    }
}

/// The author's id that a reference is, where it is no handle.
fn id(reference: &Ref) -> &str {
    reference.id().unwrap_or_default()
}

/// Refuses an empty text where words are needed.
pub(super) fn need_text(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::at(Rule::Incomplete, "text", "Say it in words: the text is empty"));
    }
    Ok(())
}
