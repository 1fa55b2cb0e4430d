//! Texts in one language or several.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What people read: one text, or one for each language (`{"en": "…", "et": "…"}`). The same words go to many seats: a copy
/// costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Words);

/// Nearly every text has one language. Each text has one shape only, so that equal texts compare equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Words {
    #[default]
    None,
    /// One text without a language of its own.
    Plain(Arc<str>),
    /// Language tags (BCP 47, lower case) and texts, in order of the tags. What has no language stands under `""`.
    Many(Arc<[(String, String)]>),
}

impl Text {
    /// A text without a language of its own.
    pub fn plain(text: impl Into<Arc<str>>) -> Self {
        Self(Words::Plain(text.into()))
    }

    /// Every language tag with its text; the tag of a text without a language is empty.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &str)> {
        let (plain, many) = match &self.0 {
            Words::None => (None, None),
            Words::Plain(text) => (Some(("", &**text)), None),
            Words::Many(lines) => (None, Some(lines.iter().map(|(tag, text)| (tag.as_str(), text.as_str())))),
        };
        plain.into_iter().chain(many.into_iter().flatten())
    }

    /// The texts in all languages.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.lines().map(|(_, text)| text)
    }

    /// The text in exactly this language.
    pub fn exactly(&self, language: &str) -> Option<&str> {
        match &self.0 {
            Words::None => None,
            Words::Plain(text) => language.is_empty().then_some(text),
            Words::Many(lines) => {
                lines.iter().find(|(tag, _)| tag == language).map(|(_, text)| text.as_str())
            }
        }
    }

    /// The text in `language`; else the one without a language, else English, else the first there is.
    pub fn get(&self, language: &str) -> &str {
        match &self.0 {
            Words::Plain(text) => text,
            _ => [language, "", "en"]
                .iter()
                .find_map(|tag| self.exactly(tag))
                .or_else(|| self.words().next())
                .unwrap_or_default(),
        }
    }

    /// Whether there is nothing to read in it.
    pub fn is_empty(&self) -> bool {
        self.words().all(|text| text.trim().is_empty())
    }
}

/// A language tag and its text each; of a tag that comes twice, the last.
impl FromIterator<(String, String)> for Text {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(all: I) -> Self {
        let mut lines: BTreeMap<String, String> = all.into_iter().collect();
        match (lines.len(), lines.get_mut("")) {
            (0, _) => Self::default(),
            (1, Some(only)) => Self::plain(std::mem::take(only)),
            _ => Self(Words::Many(lines.into_iter().collect())),
        }
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
        match &self.0 {
            Words::Plain(only) if to.is_human_readable() => to.serialize_str(only),
            _ => {
                let mut map = to.serialize_map(Some(self.lines().count()))?;
                for (tag, text) in self.lines() {
                    map.serialize_entry(tag, text)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() { from.deserialize_any(Either) } else { from.deserialize_map(Either) }
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
        let mut lines = Vec::new();
        while let Some(line) = map.next_entry::<String, String>()? {
            lines.push(line);
        }
        Ok(lines.into_iter().collect())
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

    #[test]
    fn a_text_comes_back_as_it_was_stored() {
        let many: Text = ron::from_str(r#"{ "et": "Sadam", "en": "Harbour" }"#).unwrap();
        assert_eq!(many.lines().collect::<Vec<_>>(), [("en", "Harbour"), ("et", "Sadam")]);
        for text in [Text::default(), Text::plain(""), Text::plain("Harbour"), many] {
            let map: BTreeMap<&str, &str> = text.lines().collect();
            let saved = postcard::to_stdvec(&text).unwrap();
            assert_eq!(saved, postcard::to_stdvec(&map).unwrap(), "journals hold a text as a map");
            assert_eq!(postcard::from_bytes::<Text>(&saved).unwrap(), text);
            let json = serde_json::to_string(&text).unwrap();
            assert_eq!(serde_json::from_str::<Text>(&json).unwrap(), text);
        }
    }
}
