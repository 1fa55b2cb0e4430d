//! The files of a scenario, and where in them something stands.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{finding::Sink, syntax};

/// A file of the scenario: its place in [`Files`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u16);

/// A stretch of one file, in bytes; `start == end == 0` where nobody knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span32 {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The file.
    pub file: FileId,
}

impl Span32 {
    /// The stretch `start..end` of `file`; offsets that no file reaches are cut.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: narrow(start), end: narrow(end), file }
    }

    /// The stretch as a range of bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Where a byte stands, as an editor shows it: both figures count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The texts by [`FileId`].
#[derive(Debug, Default)]
pub struct Files {
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    path: String,
    text: String,
    index: OnceLock<Vec<Block>>,
}

/// What stands before a block of the text: lines and characters are counted from here, not from the top,
/// so that neither a file of one line nor one of empty lines makes a look-up slow or the index large.
#[derive(Clone, Copy, Debug)]
struct Block {
    lines: u32,
    line_start: u32,
    chars: u32,
}

/// Bytes of a block of the index.
const BLOCK: usize = 4096;

impl Files {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a text. Beyond 65,536 files the last one is returned again: limits on includes come first.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        if self.files.len() <= usize::from(u16::MAX) {
            self.files.push(File { path: path.into(), text: text.into(), index: OnceLock::new() });
        }
        FileId(u16::try_from(self.files.len().saturating_sub(1)).unwrap_or(u16::MAX))
    }

    /// Takes in bytes that should be a text. Where they are not, a finding names the offset, what can be read
    /// before it is kept for the excerpt, and the answer is `false`.
    pub fn add_bytes(&mut self, path: impl Into<String>, bytes: &[u8], sink: &mut Sink) -> (FileId, bool) {
        let file = FileId(u16::try_from(self.files.len()).unwrap_or(u16::MAX));
        match syntax::utf8(file, bytes, sink) {
            Ok(text) => (self.add(path, text), true),
            Err(readable) => (self.add(path, readable), false),
        }
    }

    /// Puts a folder in front of every path: how people know the files that a folder's own names stand for.
    pub fn show_below(&mut self, folder: &str) {
        for file in &mut self.files {
            file.path.insert_str(0, folder);
        }
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All files, in the order in which they came.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len()).filter_map(|n| u16::try_from(n).ok().map(FileId))
    }

    /// The path under which the file was taken in; empty for a file that is not there.
    pub fn path(&self, file: FileId) -> &str {
        self.files.get(usize::from(file.0)).map_or("", |f| &f.path)
    }

    /// The text of the file; empty for a file that is not there.
    pub fn text(&self, file: FileId) -> &str {
        self.files.get(usize::from(file.0)).map_or("", |f| &f.text)
    }

    /// Line and column of a byte. Offsets past the end stand at the end.
    pub fn place(&self, file: FileId, offset: u32) -> Place {
        let Some(file) = self.files.get(usize::from(file.0)) else {
            return Place { line: 1, column: 1 };
        };
        let offset = (offset as usize).min(file.text.len());
        let (line, start) = file.line_of(offset);
        let column = file.chars_before(offset) - file.chars_before(start) + 1;
        Place { line, column }
    }

    /// The first byte of the line that holds `offset`.
    pub fn line_start(&self, file: FileId, offset: u32) -> usize {
        let Some(file) = self.files.get(usize::from(file.0)) else {
            return 0;
        };
        file.line_of((offset as usize).min(file.text.len())).1
    }
}

impl File {
    fn index(&self) -> &[Block] {
        self.index.get_or_init(|| {
            let mut at = Block { lines: 1, line_start: 0, chars: 0 };
            let mut blocks = Vec::with_capacity(self.text.len() / BLOCK + 1);
            for (n, block) in self.text.as_bytes().chunks(BLOCK).enumerate() {
                blocks.push(at);
                at = at.after(block, n * BLOCK);
            }
            blocks.push(at);
            blocks
        })
    }

    /// The state of the count just before `offset`.
    fn count(&self, offset: usize) -> Block {
        let n = offset / BLOCK;
        let from = n * BLOCK;
        let start = self.index().get(n).copied().unwrap_or(Block { lines: 1, line_start: 0, chars: 0 });
        start.after(self.text.as_bytes().get(from..offset).unwrap_or_default(), from)
    }

    fn line_of(&self, offset: usize) -> (u32, usize) {
        let at = self.count(offset);
        (at.lines, at.line_start as usize)
    }

    fn chars_before(&self, offset: usize) -> u32 {
        self.count(offset).chars
    }
}

impl Block {
    /// The count after `bytes`, which begin at `from`.
    fn after(mut self, bytes: &[u8], from: usize) -> Self {
        let new = bytes.iter().filter(|b| **b == b'\n').count();
        self.lines += new as u32;
        if new > 0
            && let Some(last) = bytes.iter().rposition(|b| *b == b'\n')
        {
            self.line_start = (from + last + 1) as u32;
        }
        // Every byte but the continuing ones begins a character. A byte order mark takes no column.
        self.chars += bytes.iter().filter(|b| (**b as i8) >= -0x40).count() as u32;
        if from == 0 && bytes.starts_with("\u{feff}".as_bytes()) {
            self.chars -= 1;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_counts_characters_and_lines_count_from_one() {
        let mut files = Files::new();
        let file = files.add("a.ron", "põder\nõõ x\n");
        assert_eq!(files.place(file, 0), Place { line: 1, column: 1 });
        let x = files.text(file).find('x').unwrap() as u32;
        assert_eq!(files.place(file, x), Place { line: 2, column: 4 });
        assert_eq!(files.place(file, 9_999), Place { line: 3, column: 1 });
        assert!(files.text(file)[files.line_start(file, x)..].starts_with("õõ x"));
    }

    #[test]
    fn places_agree_with_a_plain_count_across_blocks() {
        let text: String = (0..3_000).map(|n| if n % 7 == 0 { "õ\n" } else { "ab ü" }).collect();
        let mut files = Files::new();
        let file = files.add("a.ron", text.clone());
        for (offset, _) in text.char_indices().step_by(97) {
            let before = &text[..offset];
            let line = before.matches('\n').count() as u32 + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u32 + 1;
            assert_eq!(files.place(file, offset as u32), Place { line, column });
        }
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let mut files = Files::new();
        let file = files.add("a.ron", "\u{feff}(x");
        assert_eq!(files.place(file, 4), Place { line: 1, column: 2 });
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_offset() {
        let mut files = Files::new();
        let mut sink = Sink::new();
        let (file, good) = files.add_bytes("a.ron", b"(id: \xff)", &mut sink);
        assert!(!good);
        assert_eq!(files.text(file), "(id: ");
        let found = &sink.findings()[0];
        assert_eq!((found.code, found.span.start), ("not-utf8", 5));
        assert!(found.message.contains("byte 5"), "{}", found.message);
    }
}
