//! Who plays what: one doctrine for all seats, a mixture that is drawn anew for every seed, or one for some seats.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Dice;
use crate::scenario::finding::nearest;
use crate::scenario::script::{Script, SeatId};

/// A mixture of bot doctrines, written `by_the_book`, `by_the_book:2,cautious:1`, `LV/*=silent,by_the_book`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mix {
    /// Doctrines with their weights, for all seats that are not named.
    any: Vec<(String, u64)>,
    /// Seats that are named, each with its doctrine. Personas play only where they are.
    named: BTreeMap<SeatId, String>,
}

impl Mix {
    /// One doctrine for all seats.
    pub fn all(doctrine: &str) -> Self {
        Self { any: vec![(doctrine.to_owned(), 1)], named: BTreeMap::new() }
    }

    /// Reads a mixture: parts with commas between them, each `DOCTRINE`, `DOCTRINE:WEIGHT` or `ADDRESS=DOCTRINE`. Of
    /// two parts that name the same seat the later one counts.
    ///
    /// # Errors
    /// What is not known, with the nearest that is.
    pub fn parse(text: &str, script: &Script) -> Result<Self, String> {
        let mut mix = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            if let Some((address, doctrine)) = part.split_once('=') {
                let doctrine = known(script, doctrine)?;
                let seats = script.address(address.trim());
                if seats.is_empty() {
                    return Err(format!("no seat has the address `{}`", address.trim()));
                }
                mix.named.extend(seats.into_iter().map(|seat| (seat, doctrine.clone())));
                continue;
            }
            let (doctrine, weight) = match part.split_once(':') {
                Some((doctrine, weight)) => {
                    (doctrine, weight.trim().parse().ok().filter(|w| (1..=1_000).contains(w)))
                }
                None => (part, Some(1)),
            };
            let weight =
                weight.ok_or_else(|| format!("`{part}`: a weight is a whole number from 1 to 1000"))?;
            mix.any.push((known(script, doctrine)?, weight));
        }
        if mix == Self::default() {
            return Err("no bot doctrine is named".to_owned());
        }
        Ok(mix)
    }

    /// Names a seat's doctrine.
    pub fn name_seat(&mut self, seat: SeatId, doctrine: &str) {
        self.named.insert(seat, doctrine.to_owned());
    }

    /// The doctrine of a seat under this seed; none where the mixture leaves it as it is.
    pub fn of(&self, script: &Script, seat: SeatId, seed: u64) -> Option<&str> {
        let spec = &script.seats[seat];
        if let Some(doctrine) = self.named.get(&seat) {
            return Some(doctrine);
        }
        let all: u64 = self.any.iter().map(|(_, weight)| weight).sum();
        let mut drawn = Dice { seed }.below(all, "mix", &spec.id, 0);
        for (doctrine, weight) in self.any.iter().filter(|_| !spec.persona) {
            match drawn.checked_sub(*weight) {
                Some(rest) => drawn = rest,
                None => return Some(doctrine),
            }
        }
        None
    }

    /// Doctrines that it may seat.
    pub fn doctrines(&self) -> BTreeSet<&str> {
        let any = self.any.iter().map(|(doctrine, _)| doctrine.as_str());
        any.chain(self.named.values().map(String::as_str)).collect()
    }
}

/// The doctrine as the script knows it; `by-the-book` is read as `by_the_book`.
fn known(script: &Script, doctrine: &str) -> Result<String, String> {
    let id = doctrine.trim().replace('-', "_");
    if script.bots.contains_key(&id) {
        return Ok(id);
    }
    let ids = script.bots.keys().map(String::as_str);
    Err(match nearest(&id, ids.clone()) {
        Some(near) => format!("there is no bot doctrine `{id}`; did you mean `{near}`?"),
        None => format!("there is no bot doctrine `{id}`; there are {}", ids.collect::<Vec<_>>().join(", ")),
    })
}
