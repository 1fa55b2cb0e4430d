//! The directory between machines. It is the largest thing that a desk is told and the same for all desks, so it is made
//! into text once, has a hash for a name, and is left out where a desk holds it already.

use std::sync::Arc;

use crate::exercise::directory::Directory;

use super::frame::{Hello, ToDesk};
use super::text::Down;

/// A directory that a client holds, by the name that the server gave it.
#[derive(Clone, Debug)]
pub struct Held {
    /// What the server calls it.
    pub hash: String,
    /// The directory.
    pub directory: Arc<Directory>,
}

/// The directory of an exercise, ready to be sent.
#[derive(Clone, Debug)]
pub struct Book {
    text: Arc<str>,
    hash: String,
}

impl Book {
    /// Makes the directory into text. Its hash tells nothing that the directory does not.
    pub fn new(directory: &Directory) -> Self {
        let text = serde_json::to_string(directory).unwrap_or_default();
        let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
        Self { text: text.into(), hash }
    }

    /// The text of a `hello` in two or three parts: for a desk that holds the directory with the hash `held`, if any.
    pub fn hello(&self, mut hello: Hello, held: Option<&str>) -> Vec<Arc<str>> {
        hello.directory = None;
        hello.directory_hash.clone_from(&self.hash);
        let mut head = Down::Desk(ToDesk::Hello(Box::new(hello))).encode();
        if held == Some(self.hash.as_str()) {
            return vec![head.into()];
        }
        // The directory comes before the two brackets that end the frame.
        let end = head.split_off(head.len().saturating_sub(2));
        head.push_str(",\"directory\":");
        vec![head.into(), Arc::clone(&self.text), end.into()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{ClockFace, Line, VERSION};

    fn directory(title: &str) -> Arc<Directory> {
        Arc::new(Directory { title: title.into(), ..Directory::default() })
    }

    fn hello(directory: &Arc<Directory>) -> Hello {
        let seat = Some("ee-csirt".to_owned());
        let directory = Some(Arc::clone(directory));
        Hello {
            version: VERSION,
            seat,
            role: None,
            person: 0,
            directory,
            directory_hash: String::new(),
            clock: ClockFace::default(),
        }
    }

    fn heard(line: &mut Line, text: &str) -> Result<String, String> {
        match line.hear(text) {
            Ok(Some(Down::Desk(ToDesk::Hello(hello)))) => Ok(hello.title()),
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn a_directory_is_sent_once_and_held_from_then_on() {
        let (now, later) = (directory("Lights"), directory("Other lights"));
        let (book, other) = (Book::new(&now), Book::new(&later));
        let mut line = Line::new("s", 70_000);
        assert!(!line.first().contains("directory"));
        assert_eq!(heard(&mut line, &book.hello(hello(&now), None).concat()).unwrap(), "Lights");
        let mut again = Line::again("s", 70_000, line.held().cloned());
        let hash = line.held().unwrap().hash.clone();
        assert!(again.first().contains(&hash));
        let short = book.hello(hello(&now), Some(&hash)).concat();
        assert!(!short.contains("Lights"), "{short}");
        assert_eq!(heard(&mut again, &short).unwrap(), "Lights");
        // Another exercise has another one, and it comes whole.
        let mut moved = Line::again("s", 70_000, line.held().cloned());
        assert_eq!(
            heard(&mut moved, &other.hello(hello(&later), Some(&hash)).concat()).unwrap(),
            "Other lights"
        );
    }

    #[test]
    fn a_hello_without_a_directory_that_is_held_is_no_hello() {
        let book = Book::new(&directory("Lights"));
        let short = book.hello(hello(&directory("Lights")), Some(&book.hash)).concat();
        let mut line = Line::new("s", 70_000);
        assert!(heard(&mut line, &short).is_err());
        assert!(line.greeted().is_none());
    }
}
