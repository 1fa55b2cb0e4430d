//! Texts in one language or several.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What people read: one text, or one for each language (`{"en": "…", "et": "…"}`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Language tag (BCP 47, lower case) → text. A text without a language stands under `""`. The same words go to many
    /// seats: a copy costs nothing.
    pub by_language: Arc<BTreeMap<String, String>>,
}

impl Text {
    /// A text without a language of its own.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { by_language: Arc::new(BTreeMap::from([(String::new(), text.into())])) }
    }

    /// The text in `language`; else the one without a language, else English, else the first there is.
    pub fn get(&self, language: &str) -> &str {
        [language, "", "en"]
            .iter()
            .find_map(|l| self.by_language.get(*l))
            .or_else(|| self.by_language.values().next())
            .map_or("", String::as_str)
    }

    /// Whether there is nothing to read in it.
    pub fn is_empty(&self) -> bool {
        self.by_language.values().all(|t| t.trim().is_empty())
    }
}

/// A language tag and its text each.
impl FromIterator<(String, String)> for Text {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(all: I) -> Self {
        Self { by_language: Arc::new(all.into_iter().collect()) }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

/// The English or only text: what logs and headless output show.
impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.get("en"))
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.by_language.get("") {
            Some(only) if to.is_human_readable() && self.by_language.len() == 1 => to.serialize_str(only),
            _ => self.by_language.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return from.deserialize_any(Either);
        }
        BTreeMap::deserialize(from).map(|all| Self { by_language: Arc::new(all) })
    }
}

/// A string, or a map of strings.
struct Either;

impl<'de> serde::de::Visitor<'de> for Either {
    type Value = Text;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text: a string, or one string a language like { \"en\": \"…\", \"et\": \"…\" }")
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text::plain(text))
    }

    /// A bare word, in formats that have them.
    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, word: A) -> Result<Text, A::Error> {
        let (word, rest) = word.variant::<String>()?;
        serde::de::VariantAccess::unit_variant(rest).map(|()| Text::plain(word))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
        let mut by_language = BTreeMap::new();
        while let Some((language, text)) = map.next_entry::<String, String>()? {
            by_language.insert(language, text);
        }
        Ok(Text { by_language: Arc::new(by_language) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_one_that_can_be_read() {
        let text: Text = ron::from_str(r#"{ "en": "Harbour", "et": "Sadam" }"#).unwrap_or_default();
        assert_eq!(text.get("et"), "Sadam");
        assert_eq!(text.get("lv"), "Harbour");
        assert_eq!(Text::plain("only").get("fi"), "only");
        assert!(Text::plain("  ").is_empty());
    }
}
