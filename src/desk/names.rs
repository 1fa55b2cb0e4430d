//! What people call things: names for the public ids of the directory, and whom an address means.

use crate::exercise::directory::Directory;
use crate::exercise::view::View;
use crate::scenario::mechanism::Mechanism;

/// Looks names up. What the directory does not know is shown by its id.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// Where the names stand.
    pub directory: &'a Directory,
    /// Language tag of the person at the desk.
    pub language: &'a str,
}

/// An address that can be chosen, with its name for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// As orders write it: `EE/csirt`, `*/csirt`, `EE/*`, `all`.
    pub address: String,
    /// As people read it.
    pub label: String,
    /// Whether it stands for several.
    pub group: bool,
}

impl<'a> Names<'a> {
    /// Names in English.
    pub fn new(directory: &'a Directory) -> Self {
        Self { directory, language: "en" }
    }

    /// Title of a seat.
    pub fn seat(&self, id: &'a str) -> &'a str {
        self.directory.seats.get(id).map_or(id, |s| s.title.get(self.language))
    }

    /// Name of an organisation.
    pub fn org(&self, path: &'a str) -> &'a str {
        self.directory.orgs.get(path).map_or(path, |o| o.name.get(self.language))
    }

    /// Name of a state.
    pub fn state(&self, code: &'a str) -> &'a str {
        self.directory.states.get(code).map_or(code, |s| s.name.get(self.language))
    }

    /// Name of a service.
    pub fn service(&self, id: &'a str) -> &'a str {
        self.directory.services.get(id).map_or(id, |s| s.name.get(self.language))
    }

    /// Name of a defence.
    pub fn defence(&self, id: &'a str) -> &'a str {
        self.directory.defences.get(id).map_or(id, |d| d.name.get(self.language))
    }

    /// Title of a mechanism.
    pub fn mechanism(&self, id: &'a str) -> &'a str {
        self.directory.mechanism(id).map_or(id, |m| m.title.get(self.language))
    }

    /// Title of a mode of a mechanism.
    pub fn mode(&self, mechanism: &str, mode: &'a str) -> &'a str {
        let ladder = self.directory.mechanism(mechanism).map(Mechanism::modes).unwrap_or_default();
        ladder.iter().find(|m| m.id == mode).map_or(mode, |m| m.title.get(self.language))
    }

    /// Title of a step of a regime.
    pub fn step(&self, regime: &str, step: &'a str) -> &'a str {
        let steps = self.directory.mechanism(regime).map(Mechanism::steps).unwrap_or_default();
        steps.iter().find(|s| s.id == step).map_or(step, |s| s.title.get(self.language))
    }

    /// Title of an incident that the view knows, by the number of its handle.
    pub fn incident<'v>(&self, view: &'v View, number: u32) -> &'v str {
        view.incidents.get(&number).map_or("an incident", |i| i.title.get(self.language))
    }

    /// An address as people read it.
    pub fn address(&self, address: &str) -> String {
        if let Some(seat) = self.directory.seats.get(address) {
            return seat.title.get(self.language).to_owned();
        }
        if let Some(org) = self.directory.orgs.get(address) {
            return org.name.get(self.language).to_owned();
        }
        match address.split_once('/') {
            _ if address == "all" => "Everybody".to_owned(),
            Some(("*", kind)) => format!("Every {}", kind_word(kind)),
            Some((place, "*")) => match self.directory.states.get(place) {
                Some(state) => format!("All of {}", state.name.get(self.language)),
                None => format!("All of {place}"),
            },
            _ => address.to_owned(),
        }
    }

    /// The seats that the addresses mean, each once, without `me`.
    pub fn seats_of(&self, addresses: &[String], me: &str) -> Vec<&'a str> {
        let mut seats: Vec<&str> = Vec::new();
        for address in addresses {
            for (id, seat) in &self.directory.seats {
                if id != me && !seats.contains(&id.as_str()) && means(self.directory, address, id, &seat.org)
                {
                    seats.push(id);
                }
            }
        }
        seats
    }

    /// Every address that can be chosen: organisations first, then groups; `me` is the seat that chooses.
    pub fn addresses(&self, me: &str) -> Vec<Address> {
        let own = self.directory.seats.get(me).map(|s| s.org.as_str());
        let mut found: Vec<Address> = Vec::new();
        for (path, org) in &self.directory.orgs {
            if Some(path.as_str()) != own {
                let label = org.name.get(self.language).to_owned();
                found.push(Address { address: path.clone(), label, group: false });
            }
        }
        let mut kinds: Vec<&str> =
            self.directory.orgs.values().filter(|o| o.state.is_some()).map(|o| o.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let groups = kinds
            .into_iter()
            .map(|kind| format!("*/{kind}"))
            .chain(self.directory.states.keys().map(|code| format!("{code}/*")))
            .chain(["all".to_owned()]);
        found.extend(groups.map(|address| Address { label: self.address(&address), address, group: true }));
        found
    }
}

/// Whether `address` means the seat `id` of the organisation `path`; as `Script::address` reads it.
fn means(directory: &Directory, address: &str, id: &str, path: &str) -> bool {
    if directory.seats.contains_key(address) {
        return address == id;
    }
    let Some(org) = directory.orgs.get(path) else { return false };
    match address.split_once('/') {
        Some(("*", kind)) => {
            org.state.is_some() && (org.kind == kind || path.split_once('/').is_some_and(|(_, p)| p == kind))
        }
        Some((place, "*")) => path.split('/').next() == Some(place),
        _ => address == "all" || path == address,
    }
}

/// A kind of organisation as people call it.
pub fn kind_word(kind: &str) -> &str {
    match kind {
        "csirt" => "national CSIRT",
        "spoc" => "single point of contact",
        "crisis" => "cyber-crisis authority",
        "foreign" => "foreign ministry",
        "interior" => "interior ministry",
        "defence" => "defence ministry",
        "police" => "police cyber unit",
        "regulator" => "regulator",
        "operator" => "operator",
        other => other,
    }
}

/// A title without the name of its state at the end, where that is said already: “Duty officer, CSIRT” under “Estonia”.
pub fn within<'t>(title: &'t str, state: &str) -> &'t str {
    let Some(rest) = title.strip_suffix(state).filter(|_| !state.is_empty()) else { return title };
    let short = rest.strip_suffix(", ").or_else(|| rest.strip_suffix(' ')).map(str::trim_end);
    // “Register of Estonia” says nothing without its last word.
    let bound = |short: &&str| {
        let last = short.rsplit(' ').next().unwrap_or_default();
        !last.is_empty() && !["of", "in", "for", "at", "from", "the", "and"].contains(&last)
    };
    short.filter(bound).unwrap_or(title)
}

/// The first letter as a capital, for a line that begins with it.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_title_drops_its_state_where_something_that_speaks_for_itself_is_left() {
        let cases = [
            ("Duty officer, CSIRT Estonia", "Estonia", "Duty officer, CSIRT"),
            ("Cyber diplomacy, Estonia", "Estonia", "Cyber diplomacy"),
            ("Duty officer, CSIRT North Macedonia", "North Macedonia", "Duty officer, CSIRT"),
            ("Notaries' register of Estonia", "Estonia", "Notaries' register of Estonia"),
            ("Control room, Läänerand Grid", "Estonia", "Control room, Läänerand Grid"),
            ("CSIRT Estonia, duty officer", "Estonia", "CSIRT Estonia, duty officer"),
            ("Estonia", "Estonia", "Estonia"),
            ("BalticEstonia", "Estonia", "BalticEstonia"),
            ("A seat", "", "A seat"),
        ];
        for (title, state, short) in cases {
            assert_eq!(within(title, state), short);
        }
    }
}
