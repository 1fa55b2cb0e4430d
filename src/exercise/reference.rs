//! How orders and entries name what a seat has come across.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::order::Verb;

/// Something that a seat has come across: its own handle (`"#7"`), or the author's id where the order comes from
/// a file that the trainer wrote. A seat's handles count in order of first sight.
#[derive(Clone, PartialEq, Eq)]
pub struct Ref(Name);

/// Everything that reaches a seat carries handles: as numbers they cost nothing.
#[derive(Clone, PartialEq, Eq)]
enum Name {
    Handle(u32),
    Text(Box<str>),
}

impl Ref {
    /// The handle of the thing that the seat came across as its `number`-th, from 1.
    pub const fn handle(number: u32) -> Self {
        Self(Name::Handle(number))
    }

    /// The number of a handle; none for an author's id.
    pub fn number(&self) -> Option<u32> {
        match &self.0 {
            Name::Handle(number) => Some(*number),
            Name::Text(text) => text.strip_prefix('#')?.parse().ok(),
        }
    }

    /// The author's id; none for a handle.
    pub fn id(&self) -> Option<&str> {
        match &self.0 {
            Name::Handle(_) => None,
            Name::Text(text) => Some(text),
        }
    }
}

/// What a reference in a decision means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// An incident.
    Incident,
    /// An item that is held.
    Item,
    /// A question that was put to the seat.
    Ask,
    /// A request, offer or proposal.
    Case,
    /// What a message answers.
    Message,
    /// A question of a probe.
    Probe,
    /// Content on a platform.
    Content,
}

impl Verb {
    /// Shows every reference in the decision, with what it means.
    pub fn each_reference(&mut self, mut see: impl FnMut(Means, &mut Ref)) {
        match self {
            Self::Classify { incident, .. }
            | Self::Notify { incident, .. }
            | Self::Sitrep { incident, .. }
            | Self::Request { incident, .. }
            | Self::Offer { incident, .. }
            | Self::Propose { incident, .. }
            | Self::Attribute { incident, .. }
            | Self::Demand { incident, .. } => see(Means::Incident, incident),
            Self::Ask { about: incident, .. }
            | Self::Decide { about: incident, .. }
            | Self::Mode { incident, .. }
            | Self::Statement { incident, .. } => {
                incident.iter_mut().for_each(|incident| see(Means::Incident, incident));
            }
            Self::Share { items, .. } => items.iter_mut().for_each(|item| see(Means::Item, item)),
            Self::Answer { ask, items, .. } => {
                see(Means::Ask, ask);
                items.iter_mut().for_each(|item| see(Means::Item, item));
            }
            Self::Vote { case, .. } => see(Means::Case, case),
            Self::Message { reply_to, .. } => {
                reply_to.iter_mut().for_each(|message| see(Means::Message, message));
            }
            Self::Probe { question, .. } => see(Means::Probe, question),
            Self::Remove { content, .. } => see(Means::Content, content),
            Self::Release { item, .. } => see(Means::Item, item),
            Self::Defend { .. } => {}
        }
    }
}

impl Default for Ref {
    fn default() -> Self {
        Self(Name::Text("".into()))
    }
}

/// Only what a handle would be written as is one: a text is kept as it came.
impl From<&str> for Ref {
    fn from(text: &str) -> Self {
        let digits = text.strip_prefix('#').filter(|d| !d.starts_with(['0', '+']) || *d == "0");
        match digits.and_then(|digits| digits.parse().ok()) {
            Some(number) => Self(Name::Handle(number)),
            None => Self(Name::Text(text.into())),
        }
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Name::Handle(number) => write!(f, "#{number}"),
            Name::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ref(\"{self}\")")
    }
}

/// As a string.
impl Serialize for Ref {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Name::Handle(_) => to.collect_str(self),
            Name::Text(text) => to.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_string(Text)
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = Ref;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a handle like \"#7\", or an id")
    }

    fn visit_str<E>(self, text: &str) -> Result<Ref, E> {
        Ok(Ref::from(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_a_number_and_every_text_comes_back_as_it_was_written() {
        assert_eq!(Ref::from("#7"), Ref::handle(7));
        for text in ["#7", "#0", "#07", "#+7", "#", "#99999999999", "inc-port", ""] {
            let saved = postcard::to_stdvec(&Ref::from(text)).unwrap();
            assert_eq!(saved, postcard::to_stdvec(text).unwrap(), "{text}");
            let again: Ref = postcard::from_bytes(&saved).unwrap();
            assert_eq!((&again, again.to_string().as_str()), (&Ref::from(text), text));
        }
        assert_eq!(Ref::from("#07").number(), Some(7));
        assert_eq!((Ref::from("inc-port").number(), Ref::from("inc-port").id()), (None, Some("inc-port")));
    }
}
