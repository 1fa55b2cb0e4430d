//! How orders and entries name what a seat has come across.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::order::Verb;

/// A seat's own name for something that it has come across: its number in order of first sight, from 1. All that reaches a
/// seat names hidden things by these alone; written `"#7"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(pub u32);

impl Handle {
    /// Its number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// As a string.
impl Serialize for Handle {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(Digits::of(self.0).as_str())
    }
}

impl<'de> Deserialize<'de> for Handle {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let named = Ref::deserialize(from)?;
        let number = named
            .number()
            .ok_or_else(|| D::Error::custom(format!("\"{named}\" is no handle: these read like \"#7\"")))?;
        Ok(Self(number))
    }
}

/// What an order names: something by the seat's own handle (`"#7"`), or by the author's id where the order comes from a
/// file that the trainer wrote.
#[derive(Clone, PartialEq, Eq)]
pub struct Ref(Name);

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

/// A handle as it is written, without a place on the heap: every entry and most orders are written with some.
struct Digits {
    /// `#` and at most ten digits, at the end.
    room: [u8; 11],
    from: usize,
}

impl Digits {
    fn of(number: u32) -> Self {
        let (mut room, mut from, mut rest) = ([b'#'; 11], 11, number);
        loop {
            from -= 1;
            room[from] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        Self { room, from: from - 1 }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.room[self.from..]).unwrap_or_default()
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

/// Every reference in a decision, shown with what it means; `$iter` says whether they may be changed.
macro_rules! each {
    ($verb:expr, $see:expr, $iter:ident) => {
        match $verb {
            Self::Classify { incident, .. }
            | Self::Notify { incident, .. }
            | Self::Sitrep { incident, .. }
            | Self::Request { incident, .. }
            | Self::Offer { incident, .. }
            | Self::Propose { incident, .. }
            | Self::Attribute { incident, .. }
            | Self::Demand { incident, .. } => $see(Means::Incident, incident),
            Self::Ask { about: incident, .. }
            | Self::Decide { about: incident, .. }
            | Self::Mode { incident, .. }
            | Self::Statement { incident, .. } => {
                incident.$iter().for_each(|incident| $see(Means::Incident, incident));
            }
            Self::Share { items, .. } => items.$iter().for_each(|item| $see(Means::Item, item)),
            Self::Answer { ask, items, .. } => {
                $see(Means::Ask, ask);
                items.$iter().for_each(|item| $see(Means::Item, item));
            }
            Self::Vote { case, .. } => $see(Means::Case, case),
            Self::Message { reply_to, .. } => {
                reply_to.$iter().for_each(|message| $see(Means::Message, message));
            }
            Self::Probe { question, .. } => $see(Means::Probe, question),
            Self::Remove { content, .. } => $see(Means::Content, content),
            Self::Release { item, .. } => $see(Means::Item, item),
            Self::Defend { .. } => {}
        }
    };
}

impl Verb {
    /// Shows every reference in the decision, with what it means, to be changed.
    pub fn each_reference(&mut self, mut see: impl FnMut(Means, &mut Ref)) {
        each!(self, see, iter_mut);
    }

    /// Whether it names everything by the seat's own handles.
    pub fn has_handles_only(&self) -> bool {
        let mut only = true;
        let mut see = |_: Means, reference: &Ref| only &= reference.number().is_some();
        each!(self, see, iter);
        only
    }

    /// The first thing that it names by something else than a handle. What is left empty names nothing.
    pub fn first_name(&self) -> Option<String> {
        let mut first = None;
        let mut see = |_: Means, reference: &Ref| {
            let name = reference.id().filter(|id| !id.is_empty() && reference.number().is_none());
            first = first.take().or(name.map(str::to_owned));
        };
        each!(self, see, iter);
        first
    }
}

impl Default for Ref {
    fn default() -> Self {
        Self(Name::Text("".into()))
    }
}

impl From<Handle> for Ref {
    fn from(handle: Handle) -> Self {
        Self::handle(handle.0)
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
            Name::Handle(number) => to.serialize_str(Digits::of(*number).as_str()),
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
        assert_eq!(Ref::handle(u32::MAX).to_string(), Digits::of(u32::MAX).as_str());
        for text in ["#7", "#0", "#10", "#4294967295", "#07", "#+7", "#", "#99999999999", "inc-port", ""] {
            let saved = postcard::to_stdvec(&Ref::from(text)).unwrap();
            assert_eq!(saved, postcard::to_stdvec(text).unwrap(), "{text}");
            let again: Ref = postcard::from_bytes(&saved).unwrap();
            assert_eq!((&again, again.to_string().as_str()), (&Ref::from(text), text));
        }
        assert_eq!(Ref::from("#07").number(), Some(7));
        let handle = |text: &str| serde_json::from_value::<Handle>(text.into());
        assert_eq!((handle("#7").ok(), Ref::from(Handle(7))), (Some(Handle(7)), Ref::handle(7)));
        assert_eq!(serde_json::to_value(Handle(7)).ok(), Some("#7".into()));
        let refused = handle("inc-port").map_err(|why| why.to_string());
        assert_eq!(refused, Err("\"inc-port\" is no handle: these read like \"#7\"".to_owned()));
        assert_eq!((Ref::from("inc-port").number(), Ref::from("inc-port").id()), (None, Some("inc-port")));
    }
}
