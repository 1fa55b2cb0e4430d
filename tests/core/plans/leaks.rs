//! Looks for what is hidden in what seats receive: ids of the author, the actor, and injects that went to others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;
use startex::batch::run::Step;
use startex::exercise::fact::Fact;
use startex::scenario::script::{IncidentId, InjectId, InjectKind, Script, SeatId, ServiceId};

use crate::secret_ids::secret_ids;

/// What no seat may read, and what each has been given.
pub(super) struct Leaks {
    script: Arc<Script>,
    /// Ids that would stand alone in a field.
    ids: BTreeSet<String>,
    /// Ids that no word of a text looks like: they may stand nowhere.
    odd: Vec<String>,
    /// The words of each inject.
    says: Vec<(InjectId, String)>,
    given: BTreeMap<SeatId, BTreeSet<InjectId>>,
    /// Titles of incidents that have not begun: no inject told of them, nothing of them is lost.
    ahead: BTreeMap<IncidentId, String>,
    /// What each text that was met has in it: the same words go to many seats.
    read: BTreeMap<String, Read>,
    pub(super) found: Vec<String>,
}

/// What stands in a text, whoever reads it.
struct Read {
    /// It is an id, or has an odd one in it.
    id: Option<String>,
    /// Incidents whose title it has.
    titles: Vec<IncidentId>,
    /// Injects whose words it has.
    says: Vec<InjectId>,
}

impl Leaks {
    pub(super) fn new(script: &Arc<Script>) -> Self {
        let (ids, mut odd) = secret_ids(script);
        odd.extend(Some(script.actor.clone()).filter(|actor| !actor.is_empty()));
        let says = script.injects.iter().filter(|(_, spec)| spec.says.get("en").len() > 20);
        let says = says.map(|(id, spec)| (id, spec.says.get("en").to_owned())).collect();
        let told = |id: IncidentId| {
            script.injects.rows().any(|i| i.about == Some(id) && i.kind == InjectKind::Contextual)
        };
        let ahead = script.incidents.iter().filter(|(id, _)| told(*id));
        let ahead = ahead.map(|(id, spec)| (id, spec.title.get("en").to_owned())).collect();
        Self {
            script: script.clone(),
            ids,
            odd,
            says,
            given: BTreeMap::new(),
            ahead,
            read: BTreeMap::new(),
            found: Vec::new(),
        }
    }

    /// Looks at all that one record sent.
    pub(super) fn step(&mut self, step: &Step<'_>) {
        for fact in &step.record.facts {
            if let Fact::Delivered(inject, seats) = fact {
                for seat in seats {
                    self.given.entry(*seat).or_default().insert(*inject);
                }
                let about =
                    self.script.injects.get(*inject).filter(|i| !i.says.is_empty()).and_then(|i| i.about);
                about.map(|incident| self.ahead.remove(&incident));
            }
            if let Fact::Ticked(changes) = fact {
                let script = &self.script;
                let lost = |s: &ServiceId| changes.iter().any(|c| c.service == *s && c.lost.0 > 0);
                self.ahead.retain(|incident, _| !script.incidents[*incident].services.iter().any(lost));
            }
        }
        for (seat, entry) in step.entries {
            let json = serde_json::to_value(entry).unwrap();
            let mut strings = Vec::new();
            collect(&json, &mut strings);
            for text in strings {
                if let Some(what) = self.tells(*seat, text) {
                    let id = &self.script.seats[*seat].id;
                    self.found.push(format!("{id}: {what} in {text:?} of {:?}", entry.news));
                }
            }
        }
    }

    fn tells(&mut self, seat: SeatId, text: &str) -> Option<String> {
        if !self.read.contains_key(text) {
            let read = self.reads(text);
            self.read.insert(text.to_owned(), read);
        }
        let read = &self.read[text];
        if let Some(id) = &read.id {
            return Some(format!("the id `{id}`"));
        }
        if let Some(id) = read.titles.iter().find(|id| self.ahead.contains_key(id)) {
            return Some(format!("the title of {} before it began", self.script.incidents[*id].id));
        }
        let given = self.given.get(&seat);
        let is_given = |id: &InjectId| given.is_some_and(|given| given.contains(id));
        // Copies for several states say the same words: one of them was for this seat.
        let not_given = read.says.first().filter(|_| !read.says.iter().any(is_given));
        not_given.map(|id| format!("the words of {}", self.script.injects[*id].id))
    }

    fn reads(&self, text: &str) -> Read {
        let odd = || self.odd.iter().find(|id| text.contains(id.as_str()));
        let id = self.ids.get(text).or_else(odd).cloned();
        // A title that is ahead no more is of no matter ever after.
        let titles = self.ahead.iter().filter(|(_, title)| text.contains(title.as_str())).map(|(id, _)| *id);
        let says = self.says.iter().filter(|(_, says)| text.len() > 20 && text.contains(says.as_str()));
        Read { id, titles: titles.collect(), says: says.map(|(id, _)| *id).collect() }
    }
}

fn collect<'a>(json: &'a Value, into: &mut Vec<&'a str>) {
    match json {
        Value::String(text) => into.push(text),
        Value::Array(all) => all.iter().for_each(|value| collect(value, into)),
        Value::Object(all) => {
            for (key, value) in all {
                into.push(key);
                collect(value, into);
            }
        }
        _ => {}
    }
}
