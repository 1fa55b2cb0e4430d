//! Objectives as a scenario writes them: critical tasks, each a text alone, or with what would show how it was done.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, EnumAccess, Error, MapAccess, VariantAccess, Visitor};

use crate::base::Text;

use super::logic::Name;
use super::syntax::Spanned;
use super::words::Measure;

/// An objective.
#[derive(Clone, Debug, Deserialize)]
pub struct Objective {
    /// Id.
    pub id: Name,
    /// Core capability.
    pub capability: Text,
    /// The objective.
    pub text: Text,
    /// Critical tasks.
    #[serde(default)]
    pub tasks: Vec<Task>,
}

/// A critical task: `"Give the early warning"`, or
/// `(says: "Give the early warning", shown_by: ["INJ-001"], measures: [notification])`.
#[derive(Clone, Debug, Default)]
pub struct Task {
    /// The task.
    pub says: Text,
    /// Injects whose expected actions show how it was done.
    pub shown_by: Vec<Name>,
    /// Measures that show it too.
    pub measures: Vec<Spanned<Measure>>,
}

const FIELDS: &[&str] = &["says", "shown_by", "measures"];

impl<'de> Deserialize<'de> for Task {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(TextOrTask)
    }
}

/// A text in one language or several, or named fields.
struct TextOrTask;

impl<'de> Visitor<'de> for TextOrTask {
    type Value = Task;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a task: a text, or (says: \"…\", shown_by: [\"INJ-001\"], measures: [notification])")
    }

    fn visit_str<E>(self, text: &str) -> Result<Task, E> {
        Ok(Task { says: Text::plain(text), ..Task::default() })
    }

    /// A bare word, in formats that have them.
    fn visit_enum<A: EnumAccess<'de>>(self, word: A) -> Result<Task, A::Error> {
        let (word, rest) = word.variant::<String>()?;
        rest.unit_variant().map(|()| Task { says: Text::plain(word), ..Task::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Task, A::Error> {
        let mut task = Task::default();
        let mut languages = Vec::new();
        let mut named = false;
        while let Some(key) = map.next_key::<String>()? {
            named |= FIELDS.contains(&key.as_str());
            match key.as_str() {
                "says" => task.says = map.next_value()?,
                "shown_by" => task.shown_by = map.next_value()?,
                "measures" => task.measures = map.next_value()?,
                _ if named => return Err(A::Error::unknown_field(&key, FIELDS)),
                _ => languages.push((key, map.next_value::<String>()?)),
            }
        }
        if !named {
            task.says = languages.into_iter().collect();
        } else if let Some((key, _)) = languages.first() {
            return Err(A::Error::unknown_field(key, FIELDS));
        } else if task.says.is_empty() {
            return Err(A::Error::missing_field("says"));
        }
        Ok(task)
    }
}
