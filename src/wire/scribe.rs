//! Frames as text for many desks: what they have in common is made into text once.

use std::sync::Arc;

use serde::Serialize;

use crate::exercise::entry::{Entry, Letter, News, Post};

use super::frame::ToDesk;

/// Writes what desks are told, and keeps the text of the last letter: an inject to everybody is one letter in thousands
/// of frames.
#[derive(Debug, Default)]
pub struct Scribe {
    letter: Option<Arc<Letter>>,
    /// The letter as JSON, without the bracket that opens it.
    text: Vec<u8>,
}

impl Scribe {
    /// Appends the frame as text: the very same as [`Down::write`](super::text::Down::write) does.
    pub fn write(&mut self, frame: &ToDesk, text: &mut Vec<u8>) {
        let ToDesk::Entries(entries) = frame else { return json(frame, text) };
        text.extend_from_slice(b"{\"entries\":[");
        for (place, entry) in entries.iter().enumerate() {
            if place > 0 {
                text.push(b',');
            }
            match &entry.news {
                News::Post(post) => self.post(entry, post, text),
                _ => json(entry, text),
            }
        }
        text.extend_from_slice(b"]}");
    }

    fn post(&mut self, entry: &Entry, of: &Post, text: &mut Vec<u8>) {
        let Entry { number, at, news: _ } = entry;
        let Post { post, about, thread, items, letter } = of;
        field(b"{\"number\":", number, text);
        field(b",\"at\":", at, text);
        field(b",\"news\":{\"post\":{\"post\":", post, text);
        field(b",\"about\":", about, text);
        field(b",\"thread\":", thread, text);
        field(b",\"items\":", items, text);
        text.push(b',');
        text.extend_from_slice(self.letter(letter));
        text.extend_from_slice(b"}}");
    }

    fn letter(&mut self, letter: &Arc<Letter>) -> &[u8] {
        if !self.letter.as_ref().is_some_and(|last| Arc::ptr_eq(last, letter)) {
            self.letter = Some(Arc::clone(letter));
            self.text.clear();
            json(letter, &mut self.text);
            self.text.remove(0);
        }
        &self.text
    }
}

fn field(before: &[u8], value: &impl Serialize, text: &mut Vec<u8>) {
    text.extend_from_slice(before);
    json(value, text);
}

fn json(value: &impl Serialize, text: &mut Vec<u8>) {
    // Writing to memory cannot fail, and there is nothing in a frame that JSON cannot say.
    let _ = serde_json::to_writer(text, value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{At, Name, Text};
    use crate::exercise::entry::{Items, PostKind};
    use crate::exercise::order::Claims;
    use crate::exercise::reference::Handle;
    use crate::scenario::words::{Channel, Tlp};
    use crate::wire::text::Down;

    fn letter(says: &str) -> Arc<Letter> {
        Arc::new(Letter {
            kind: PostKind::Notice(Name::from("nis2"), Name::from("early")),
            from: Text::plain("Press \"Agency\""),
            from_seat: Some(Name::from("ee-csirt")),
            to: [Name::from("lv-csirt"), Name::from("lt-csirt")].into(),
            by: Channel::Mail,
            text: Text::plain(says),
            tlp: Some(Tlp::Amber),
            claims: Claims::default(),
        })
    }

    fn post(number: u32, items: u32, letter: &Arc<Letter>) -> Entry {
        let (about, thread) =
            (number.is_multiple_of(2).then_some(Handle(9)), number.is_multiple_of(3).then_some(Handle(4)));
        let items: Items = (0..items).map(Handle).collect();
        let post = Post { post: Handle(number), about, thread, items, letter: Arc::clone(letter) };
        Entry { number, at: At(u64::from(number) * 1_000), news: News::Post(post) }
    }

    #[test]
    fn a_scribe_writes_what_the_frames_themselves_would() {
        let (one, two) = (letter("In \"short\":\n\u{1}é"), letter(""));
        let pace = Entry { number: 7, at: At(3), news: News::Pace(2) };
        let mut scribe = Scribe::default();
        for entries in [
            vec![post(1, 0, &one)],
            vec![post(2, 1, &one), pace.clone(), post(6, 3, &two), post(4, 0, &two)],
            vec![pace],
            vec![],
            vec![post(5, 2, &one)],
        ] {
            let frame = ToDesk::Entries(entries);
            let mut text = Vec::new();
            scribe.write(&frame, &mut text);
            assert_eq!(String::from_utf8(text).unwrap(), Down::Desk(frame).encode());
        }
        let (fault, mut text) = (ToDesk::Fault(Some("full".to_owned())), Vec::new());
        scribe.write(&fault, &mut text);
        assert_eq!(String::from_utf8(text).unwrap(), Down::Desk(fault).encode());
    }
}
