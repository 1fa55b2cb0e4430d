//! Bot doctrines as they are written in assets/bots/: the habits of a seat that nobody plays. All figures are
//! conventions of ours; docs/bots.md says what each field does.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};

use crate::base::{Ppm, Span};

use super::finding::{Finding, Sink};
use super::load::{ReadFault, Sources};
use super::read::Read;
use super::words::Tlp;
use super::{Span32, syntax};

/// The doctrines that come with the program, by id, with their texts. A file `bots/ID.ron` of the scenario's folder or
/// of an assets folder comes before the text here.
pub const SHIPPED: &[(&str, &str)] = &[
    ("by_the_book", include_str!("../../assets/bots/by_the_book.ron")),
    ("eager_sharer", include_str!("../../assets/bots/eager_sharer.ron")),
    ("cautious", include_str!("../../assets/bots/cautious.ron")),
    ("withholder", include_str!("../../assets/bots/withholder.ron")),
    ("overloaded", include_str!("../../assets/bots/overloaded.ron")),
    ("silent", include_str!("../../assets/bots/silent.ron")),
];

/// How a bot behaves.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BotDoctrine {
    /// Version of the language: 1.
    pub format: u32,
    /// Id, as scenarios write it.
    pub id: String,
    /// What the staffing table says.
    pub summary: String,
    /// Whether it does anything at all.
    #[serde(default = "yes")]
    pub acts: bool,
    /// How long it takes to read and decide.
    #[serde(default, deserialize_with = "span")]
    pub decides_in: Span,
    /// How long it takes to write to others.
    #[serde(default, deserialize_with = "span")]
    pub writes_in: Span,
    /// How long one act keeps it busy: the next does not begin before. None: it does many things at once.
    #[serde(default, deserialize_with = "span")]
    pub busy: Span,
    /// Share of what it means to do that it forgets.
    #[serde(default, deserialize_with = "share")]
    pub forgets: Ppm,
    /// How it classes what it sees.
    #[serde(default)]
    pub judges: Judges,
    /// Whether duties towards other states and bodies are done.
    #[serde(default = "yes")]
    pub notifies_abroad: bool,
    /// Whether and with whom it shares.
    #[serde(default)]
    pub sharing: Sharing,
    /// How it votes.
    #[serde(default)]
    pub votes: Votes,
    /// Whether it speaks to the public.
    #[serde(default)]
    pub speaks: bool,
    /// Whether it raises modes of mechanisms and reports upwards.
    #[serde(default)]
    pub escalates: bool,
    /// Whether it asks the states concerned what they know.
    #[serde(default)]
    pub asks: bool,
    /// Whether it keeps the evidence of its struck services before it restores them.
    #[serde(default)]
    pub keeps_evidence: bool,
    /// Whether it asks for help when a service stays down.
    #[serde(default)]
    pub requests_help: bool,
    /// Whether it offers help to others.
    #[serde(default)]
    pub offers_help: bool,
    /// Whether it proposes joint measures.
    #[serde(default)]
    pub proposes: bool,
    /// Whether it answers probes.
    #[serde(default)]
    pub answers_probes: bool,
}

/// How a bot classes what it sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judges {
    /// As it looks, and not lower than others do.
    #[default]
    AsSeen,
    /// One class lower, whatever others say: what is small need not be told.
    Lower,
}

/// How a bot votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Votes {
    /// Yes.
    For,
    /// Yes to those whom it trusts at least half and who have not let it down; else it abstains.
    Trust,
    /// It abstains, with a reason.
    #[default]
    Abstain,
    /// No, with a reason.
    Against,
}

/// Whether an item goes to a state: iff T · benefit ± reciprocity − leak risk · cost > 0 (Jøsang & Ismail 2002 for T;
/// Gal-Or & Ghose 2005 and Hausken 2007 for the trade-off; Axelrod 1984 for the forgiving tit-for-tat). In points.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sharing {
    /// To whom at most.
    pub whom: Whom,
    /// Whether it passes on what is somebody else's beyond its marking.
    pub breaks_markings: bool,
    /// What a fully trusted partner's knowing is worth.
    pub benefit: u32,
    /// Added for those whose last move was to cooperate (strangers too), taken from those whose last was not.
    pub reciprocity: u32,
    /// Chance that an item leaks. Each leak that was seen of a state adds a quarter for that state.
    #[serde(deserialize_with = "share")]
    pub leak_risk: Ppm,
    /// What a leak costs, by marking.
    pub costs: Costs,
    /// A question that is not answered in this time is a move against.
    #[serde(deserialize_with = "span")]
    pub patience: Span,
    /// After this time a move against is forgiven.
    #[serde(deserialize_with = "span")]
    pub forgives_in: Span,
}

/// To whom a bot's items go at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// The CSIRTs of the states that the incident is about.
    #[default]
    Concerned,
    /// All CSIRTs.
    Network,
    /// All CSIRTs, crisis authorities and bodies.
    Everybody,
}

/// What a leak costs, by marking, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// TLP:CLEAR.
    pub clear: u32,
    /// TLP:GREEN.
    pub green: u32,
    /// TLP:AMBER.
    pub amber: u32,
    /// TLP:AMBER+STRICT.
    pub amber_strict: u32,
    /// TLP:RED.
    pub red: u32,
}

impl Costs {
    /// The cost under a marking.
    pub fn of(self, tlp: Tlp) -> u32 {
        match tlp {
            Tlp::Clear => self.clear,
            Tlp::Green => self.green,
            Tlp::Amber => self.amber,
            Tlp::AmberStrict => self.amber_strict,
            Tlp::Red => self.red,
        }
    }
}

fn yes() -> bool {
    true
}

fn span<'de, D: Deserializer<'de>>(from: D) -> Result<Span, D::Error> {
    Span::parse(&String::deserialize(from)?).map_err(serde::de::Error::custom)
}

fn share<'de, D: Deserializer<'de>>(from: D) -> Result<Ppm, D::Error> {
    match f64::deserialize(from)? {
        share if (0.0..=1.0).contains(&share) => Ok(Ppm::from_f64(share)),
        other => Err(serde::de::Error::custom(format!("{other} is no share; write a number from 0 to 1"))),
    }
}

/// The shipped doctrines as they come with the program.
pub fn shipped() -> Vec<BotDoctrine> {
    let ron = syntax::plain_ron();
    SHIPPED.iter().filter_map(|(_, text)| ron.from_str(text).ok()).collect()
}

/// Reads the shipped doctrines and those that seats name. All of them are kept with the scenario, since any seat may
/// be given to any of them while an exercise runs.
pub(super) fn read(
    sources: &dyn Sources,
    read: &mut Read,
    sink: &mut Sink,
) -> BTreeMap<String, Arc<BotDoctrine>> {
    let mut wanted: BTreeMap<String, Span32> =
        SHIPPED.iter().map(|(id, _)| ((*id).to_owned(), Span32::default())).collect();
    for bot in read.scenario.seats.iter().filter_map(|seat| seat.bot.as_ref()) {
        wanted.entry(bot.replace('-', "_")).or_insert(bot.span);
    }
    let mut found = BTreeMap::new();
    for (id, span) in wanted {
        if let Some(doctrine) = one(sources, &id, span, read, sink) {
            found.insert(id, Arc::new(doctrine));
        }
    }
    found
}

fn one(
    sources: &dyn Sources,
    id: &str,
    from: Span32,
    read: &mut Read,
    sink: &mut Sink,
) -> Option<BotDoctrine> {
    let path = format!("bots/{id}.ron");
    let plain = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let (file, text) = match sources.read(&path) {
        // What nobody wrote is the shipped one, or an unknown bot: a check says so.
        Err(ReadFault::Missing) => {
            let (_, text) = SHIPPED.iter().find(|(shipped, _)| *shipped == id)?;
            read.sources.insert(path.clone(), (*text).to_owned());
            (read.files.add(&path, *text), (*text).to_owned())
        }
        _ if !plain => return None,
        _ => super::read::text(sources, &path, from, read, &mut 0, sink)?,
    };
    let tree = syntax::parse(file, &text, sink);
    let root = tree.root()?;
    let doctrine: BotDoctrine = syntax::lower(&tree, root, sink)?;
    if doctrine.id != id || doctrine.format != 1 {
        let says = format!("`{path}` says id `{}` and format {}", doctrine.id, doctrine.format);
        let finding = Finding::error("bad-bot", tree.span(root), says);
        sink.push(finding.with_help(format!("write `id: \"{id}\"` and `format: 1`")));
        return None;
    }
    Some(doctrine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_doctrine_reads_and_has_its_own_id() {
        let ids: Vec<String> = shipped().into_iter().map(|d| d.id).collect();
        assert_eq!(ids, SHIPPED.iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>());
        assert!(ids.len() >= 6);
    }
}
