//! Reads the files of a scenario into one [`ScenarioFile`], however it is split.

use std::collections::BTreeMap;

use super::finding::{Finding, Sink};
use super::schema::{Name, ScenarioFile};
use super::sources::{ReadFault, Sources};
use super::syntax::{self, Fields, NodeId, Spanned, Tree};
use super::{FileId, Files, Span32};
use crate::base::{Text, limits};

/// What was read.
pub struct Read {
    /// All files in one.
    pub scenario: ScenarioFile,
    /// The texts.
    pub files: Files,
    /// The texts by path.
    pub sources: BTreeMap<String, String>,
}

/// The fields of a scenario file.
pub const FIELDS: &[&str] = &[
    "format",
    "id",
    "title",
    "summary",
    "briefing",
    "authors",
    "licence",
    "handling",
    "difficulty",
    "doctrine",
    "world",
    "startex",
    "length",
    "pace",
    "tick",
    "help",
    "observers",
    "questionnaire",
    "intended",
    "include",
    "states",
    "organisations",
    "seats",
    "products",
    "services",
    "defences",
    "campaign",
    "intel",
    "contents",
    "incidents",
    "injects",
    "questions",
    "rules",
    "objectives",
    "weights",
    "parameters",
    "severity",
    "law",
    "capacity",
    "dependencies",
];

/// Reads the main file and all that it includes.
pub fn read(sources: &dyn Sources, main: &str, sink: &mut Sink) -> Read {
    let mut read =
        Read { scenario: ScenarioFile::default(), files: Files::default(), sources: BTreeMap::new() };
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut waiting: Vec<(String, Span32)> = vec![(main.to_owned(), Span32::default())];
    let mut next = 0;
    let mut bytes = 0;
    while let Some((path, from)) = waiting.get(next).cloned() {
        next += 1;
        let Some((id, text)) = text(sources, &path, from, &mut read, &mut bytes, sink) else { continue };
        let includes = file(id, &text, &mut read.scenario, sink);
        for include in includes {
            let path = beside(folder, &include);
            if waiting.len() >= limits::INCLUDES {
                sink.push(
                    Finding::error("too-many-includes", include.span, "too many files are included")
                        .with_help(format!("join some of them: {} is the limit", limits::INCLUDES)),
                );
                break;
            }
            if waiting.iter().any(|(p, _)| *p == path) {
                sink.push(
                    Finding::error(
                        "double-include",
                        include.span,
                        format!("`{}` is included twice", *include),
                    )
                    .with_help("include each file once"),
                );
            } else {
                waiting.push((path, include.span));
            }
        }
    }
    load_texts(sources, folder, &mut read, &mut bytes, sink);
    read
}

fn beside(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The text of one file; what is wrong with it stands at the place that asked for it.
pub(super) fn text(
    sources: &dyn Sources,
    path: &str,
    from: Span32,
    read: &mut Read,
    total: &mut usize,
    sink: &mut Sink,
) -> Option<(FileId, String)> {
    let bytes = match sources.read(path) {
        Ok(bytes) if bytes.len() > limits::FILE_BYTES => Err(ReadFault::TooLarge(bytes.len() as u64)),
        Ok(bytes) if *total + bytes.len() > limits::SCENARIO_BYTES => {
            Err(ReadFault::Failed("the scenario with all its files is larger than 64 MiB".to_owned()))
        }
        other => other,
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(fault) => {
            sink.push(unreadable(path, from, &fault));
            return None;
        }
    };
    *total += bytes.len();
    let (id, whole) = read.files.add_bytes(path, &bytes, sink);
    if !whole {
        // What stands before the fault would only look unfinished.
        return None;
    }
    let text = read.files.text(id).to_owned();
    read.sources.insert(path.to_owned(), text.clone());
    Some((id, text))
}

fn unreadable(path: &str, from: Span32, fault: &ReadFault) -> Finding {
    let (message, help) = match fault {
        ReadFault::Missing => {
            (format!("there is no file `{path}`"), "check its name; paths start at the scenario's folder")
        }
        ReadFault::Outside => (
            format!("`{path}` lies outside the scenario's folder, or is a link"),
            "put a copy into the scenario's folder",
        ),
        ReadFault::TooLarge(bytes) => (
            format!("`{path}` is too large ({bytes} bytes; the limit is {})", limits::FILE_BYTES),
            "split it with `include`",
        ),
        ReadFault::Failed(why) => {
            (format!("`{path}` cannot be read: {why}"), "make it readable and try again")
        }
    };
    Finding::error("unreadable-file", from, message).with_help(help)
}

/// Lowers one file into the scenario, field by field, so that no fault hides another. Gives what it includes.
fn file(id: FileId, text: &str, into: &mut ScenarioFile, sink: &mut Sink) -> Vec<Name> {
    let tree = syntax::parse(id, text, sink);
    let Some(fields) = tree.root().and_then(|root| Fields::open(&tree, root, FIELDS, sink)) else {
        return Vec::new();
    };
    let mut reader = Reader { tree: &tree, fields: &fields, sink };
    reader.about(into);
    reader.lists(into);
    reader.each("include")
}

struct Reader<'a, 'c, 't> {
    tree: &'a Tree<'t>,
    fields: &'a Fields<'c, 't>,
    sink: &'a mut Sink,
}

impl<'t> Reader<'_, '_, 't> {
    /// Sets a field that may stand in one file only.
    fn once<T: serde::Deserialize<'t>>(&mut self, name: &'static str, into: &mut Option<T>) {
        let Some(node) = self.fields.get(name) else { return };
        if into.is_some() {
            let span = self.fields.name_span(name).unwrap_or_default();
            self.sink.push(
                Finding::error("duplicate-field", span, format!("`{name}` stands in another file already"))
                    .with_help("keep one of them"),
            );
            return;
        }
        *into = syntax::lower(self.tree, node, self.sink);
    }

    fn each<T: serde::Deserialize<'t>>(&mut self, name: &str) -> Vec<T> {
        let Some(node) = self.fields.get(name) else { return Vec::new() };
        self.elements(node)
    }

    fn elements<T: serde::Deserialize<'t>>(&mut self, node: NodeId) -> Vec<T> {
        syntax::lower_each(self.tree, node, self.sink).into_iter().map(|item| item.value).collect()
    }

    fn about(&mut self, into: &mut ScenarioFile) {
        self.once("format", &mut into.format);
        self.once("id", &mut into.id);
        self.once("title", &mut into.title);
        self.once("summary", &mut into.summary);
        self.once("briefing", &mut into.briefing);
        self.once("licence", &mut into.licence);
        self.once("handling", &mut into.handling);
        self.once("difficulty", &mut into.difficulty);
        self.once("world", &mut into.world);
        self.once("startex", &mut into.startex);
        self.once("length", &mut into.length);
        self.once("pace", &mut into.pace);
        self.once("tick", &mut into.tick);
        self.once("help", &mut into.help);
        self.once("questionnaire", &mut into.questionnaire);
        self.once("campaign", &mut into.campaign);
        self.once("dependencies", &mut into.dependencies);
        into.authors.extend(self.each("authors"));
        into.severity.extend(self.each("severity"));
        let mut weights: BTreeMap<_, _> = self.fields.lower_or_default("weights", self.sink);
        into.weights.append(&mut weights);
        let mut parameters: BTreeMap<_, _> = self.fields.lower_or_default("parameters", self.sink);
        into.parameters.append(&mut parameters);
        let mut law: BTreeMap<_, _> = self.fields.lower_or_default("law", self.sink);
        into.law.append(&mut law);
        let mut capacity: BTreeMap<_, _> = self.fields.lower_or_default("capacity", self.sink);
        into.capacity.append(&mut capacity);
    }

    fn lists(&mut self, into: &mut ScenarioFile) {
        add(&mut into.doctrine, self.each("doctrine"));
        add(&mut into.observers, self.each("observers"));
        add(&mut into.intended, self.each("intended"));
        add(&mut into.include, self.each("include"));
        add(&mut into.states, self.each("states"));
        add(&mut into.organisations, self.each("organisations"));
        add(&mut into.seats, self.each("seats"));
        add(&mut into.products, self.each("products"));
        add(&mut into.services, self.each("services"));
        add(&mut into.defences, self.each("defences"));
        add(&mut into.intel, self.each("intel"));
        add(&mut into.contents, self.each("contents"));
        add(&mut into.incidents, self.each("incidents"));
        add(&mut into.injects, self.each("injects"));
        add(&mut into.questions, self.each("questions"));
        add(&mut into.rules, self.each("rules"));
        add(&mut into.objectives, self.each("objectives"));
    }
}

/// Adds what another file says. Most lists stand in one file: then it is theirs as it is.
fn add<T>(all: &mut Vec<T>, more: Vec<T>) {
    if all.is_empty() { *all = more } else { all.extend(more) }
}

/// Long texts that stand in plain files beside the scenario. A file that several injects name is read once.
fn load_texts(sources: &dyn Sources, folder: &str, read: &mut Read, total: &mut usize, sink: &mut Sink) {
    let mut known: BTreeMap<String, Option<Text>> = BTreeMap::new();
    for place in 0..read.scenario.injects.len() {
        let inject = &read.scenario.injects[place];
        let Some(name) = inject.says_file.clone().filter(|_| inject.says.is_none()) else { continue };
        let words = match known.get(name.as_str()) {
            Some(words) => words.clone(),
            None if known.len() >= limits::INCLUDES => {
                sink.push(
                    Finding::error(
                        "too-many-includes",
                        name.span,
                        "too many texts stand in files of their own",
                    )
                    .with_help(format!("write some of them under `says`: {} is the limit", limits::INCLUDES)),
                );
                return;
            }
            None => {
                let path = beside(folder, &name);
                let words = text(sources, &path, name.span, read, total, sink)
                    .map(|(_, words)| Text::plain(words.trim()));
                known.insert(name.value.clone(), words.clone());
                words
            }
        };
        read.scenario.injects[place].says = words.map(|value| Spanned { value, span: name.span });
    }
}
