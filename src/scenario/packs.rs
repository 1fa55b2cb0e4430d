//! The packs that a scenario loads: doctrine and the world.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::bot::{self, BotDoctrine};
use super::finding::{Finding, Sink, nearest};
use super::mechanism::Mechanism;
use super::pack::{DependencyPack, DoctrinePack, SeverityClass, WorldPack};
use super::read::Read;
use super::schema::Name;
use super::sources::{ReadFault, Sources};
use super::syntax;

/// Packs that come with the program.
pub const DOCTRINE: &[&str] = &["eu", "nato", "private", "international"];
/// World packs that come with the program.
pub const WORLDS: &[&str] = &["europe"];
/// The matrix of sectors that comes with the program.
pub const DEPENDENCIES: &str = "dependencies";

/// What the packs say.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    /// Mechanisms of all packs, in the order in which the scenario names them.
    pub mechanisms: Vec<Mechanism>,
    /// The ladder of classes, of the first pack that has one.
    pub severity: Vec<SeverityClass>,
    /// The world, where the scenario names one.
    pub world: Option<WorldPack>,
    /// Bot doctrines by id: the shipped ones, and those that seats name.
    pub bots: BTreeMap<String, Arc<BotDoctrine>>,
    /// The matrix of sectors, where the scenario asks for it.
    pub dependencies: Option<DependencyPack>,
}

/// Reads the packs that the scenario names.
pub fn read(sources: &dyn Sources, read: &mut Read, sink: &mut Sink) -> Packs {
    let mut packs = Packs::default();
    for name in read.scenario.doctrine.clone() {
        let path = format!("doctrine/{}.ron", *name);
        if let Some(pack) = one::<DoctrinePack>(sources, &path, &name, DOCTRINE, read, sink) {
            packs.mechanisms.extend(pack.mechanisms);
            if packs.severity.is_empty() {
                packs.severity = pack.severity;
            }
        }
    }
    if let Some(name) = read.scenario.world.clone() {
        let path = format!("world/{}.ron", *name);
        packs.world = one::<WorldPack>(sources, &path, &name, WORLDS, read, sink);
    }
    packs.bots = bot::read(sources, read, sink);
    if let Some(asked) = &read.scenario.dependencies {
        let name = Name { value: DEPENDENCIES.to_owned(), span: asked.span };
        let path = format!("world/{DEPENDENCIES}.ron");
        packs.dependencies = one::<DependencyPack>(sources, &path, &name, &[DEPENDENCIES], read, sink);
    }
    packs
}

fn one<T: for<'t> Deserialize<'t>>(
    sources: &dyn Sources,
    path: &str,
    name: &Name,
    shipped: &[&str],
    read: &mut Read,
    sink: &mut Sink,
) -> Option<T> {
    match sources.read(path) {
        Err(ReadFault::Missing) => {
            let finding = Finding::error("unknown-pack", name.span, format!("there is no pack `{}`", **name));
            let known = shipped.iter().copied();
            sink.push(match nearest(name, known) {
                Some(near) => finding.with_help(format!("did you mean `{near}`?")),
                None => {
                    finding.with_help(format!("packs that come with the program: {}", shipped.join(", ")))
                }
            });
            None
        }
        _ => {
            let (id, text) = super::read::text(sources, path, name.span, read, &mut 0, sink)?;
            let tree = syntax::parse(id, &text, sink);
            let root = tree.root()?;
            syntax::lower(&tree, root, sink)
        }
    }
}
