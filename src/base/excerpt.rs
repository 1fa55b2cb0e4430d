//! Texts as they stand in a sentence: cut, quoted, an author's own word made readable.

/// How many letters of a text stand in a sentence.
const EXCERPT: usize = 120;

/// A text on one line, cut to about so many letters.
pub fn short(text: &str, letters: usize) -> String {
    let mut line = String::with_capacity(letters.min(text.len()) + 16);
    for word in text.split_whitespace() {
        // What is surely cut need not be read: no letter has more than four bytes.
        if line.len() > letters * 4 {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let text = line;
    match text.char_indices().nth(letters) {
        None => text,
        Some((cut, _)) => {
            let whole = text[..cut].rfind(' ').filter(|space| *space > cut / 2).unwrap_or(cut);
            format!("{} …", &text[..whole])
        }
    }
}

/// So many things of a kind: `1 seat`, `2 seats`.
pub fn count(n: usize, of: &str) -> String {
    if n == 1 { format!("1 {of}") } else { format!("{n} {of}s") }
}

/// Whether a letter of a text steers whatever shows it: a command to a terminal, or a mark that turns the direction of writing
/// and could make a sentence read as another one. The end of a line and a tab do not.
pub fn steers(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (letter.is_control() && letter != '\n' && letter != '\t')
}

/// The first words of a text on one line.
pub fn excerpt(text: &str) -> String {
    short(text, EXCERPT)
}

/// The first words of a text, in quotation marks; nothing for nothing.
pub fn quoted(text: &str) -> String {
    in_marks(excerpt(text))
}

/// The same, cut to about so many letters.
pub fn quoted_short(text: &str, letters: usize) -> String {
    in_marks(short(text, letters))
}

fn in_marks(text: String) -> String {
    match text {
        text if text.is_empty() => text,
        // A quotation within one has single marks.
        text if text.contains(['“', '”']) => format!("“{}”", text.replace('“', "‘").replace('”', "’")),
        text => format!("“{text}”"),
    }
}

/// An author's word for what has no title (a rule, a stage, a flag), as people read it: `deaf-switches` is
/// “deaf switches”.
pub fn own_word(id: &str) -> String {
    quoted(&id.replace(['-', '_'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_words_and_quoted_once() {
        assert_eq!(short("one two  three", 9), "one two …");
        assert_eq!(short("one", 9), "one");
        assert_eq!(short("aa bb cc dd", 2), "aa …");
        assert_eq!(short(&"ω ".repeat(900), 4), "ω ω …");
        assert_eq!(quoted("he said “no”"), "“he said ‘no’”");
        assert_eq!(quoted(" "), "");
    }

    #[test]
    fn an_authors_word_is_read_without_its_hyphens() {
        assert_eq!(own_word("deaf-switches_2"), "“deaf switches 2”");
    }
}
