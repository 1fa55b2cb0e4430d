//! Findings as people read them: `path:line:column`, the excerpt with a caret, how to mend it.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::files::Files;
use super::finding::{Finding, Severity};

/// Characters of a line that an excerpt shows. Longer lines are cut: a hostile file may be one line of 32 MB.
const EXCERPT: usize = 200;

/// A finding as text that ends in a line end. Colours only where the reader's terminal has them.
pub fn text(finding: &Finding, files: &Files, colours: bool) -> String {
    let span = finding.span;
    let place = files.place(span.file, span.start);
    let (excerpt, marked) = excerpt(finding, files);
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.code);
    let mut group = Group::with_title(title);
    let cut = excerpt.starts_with('…');
    let mut snippet = Snippet::source(excerpt)
        .line_start(place.line as usize)
        .annotation(AnnotationKind::Primary.span(marked));
    // The place is counted by the excerpt, which is the beginning of the line in all but the longest.
    if cut {
        let origin = Origin::path(files.path(span.file)).line(place.line as usize);
        group = group.element(origin.char_column(place.column as usize));
    } else {
        snippet = snippet.path(files.path(span.file));
    }
    group = group.element(snippet);
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&[group]);
    text.push('\n');
    text
}

/// The line of the finding, cut around the mark, and the marked bytes of what is left.
fn excerpt(finding: &Finding, files: &Files) -> (String, std::ops::Range<usize>) {
    let text = files.text(finding.span.file);
    let start = floor(text, finding.span.start as usize);
    let line_start = files.line_start(finding.span.file, finding.span.start).min(start);
    let mark = if line_start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let line_start = (line_start + mark).min(start);
    // Only as much is read as can be shown: the line may be the whole file.
    let near = text.get(start..floor(text, start + EXCERPT * 4)).unwrap_or_default();
    let line_end = near.find('\n').map_or(start + near.len(), |n| start + n);
    let end = floor(text, finding.span.end as usize).clamp(start, line_end);

    let from = back(text, start, line_start, EXCERPT / 2);
    let to = forth(text, start, line_end, EXCERPT - EXCERPT / 2);
    let head = if from > line_start { "…" } else { "" };
    let tail = if to < line_end { "…" } else { "" };
    let shown = text.get(from..to).unwrap_or_default().trim_end_matches('\r');
    let shift = head.len();
    let limit = shown.len();
    let marked = (start - from).min(limit) + shift..(end.min(to) - from).min(limit) + shift;
    (format!("{head}{shown}{tail}"), marked)
}

fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset.min(text.len()))
}

/// `count` characters back from `at`, not before `least`.
fn back(text: &str, at: usize, least: usize, count: usize) -> usize {
    let before = text.get(least..at).unwrap_or_default();
    before.char_indices().rev().take(count).last().map_or(at, |(n, _)| least + n)
}

/// `count` characters on from `at`, not past `most`.
fn forth(text: &str, at: usize, most: usize, count: usize) -> usize {
    let after = text.get(at..most).unwrap_or_default();
    after.char_indices().nth(count).map_or(most, |(n, _)| at + n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::files::Span32;

    #[test]
    fn a_finding_shows_place_excerpt_caret_and_help() {
        let mut files = Files::new();
        let file = files.add("harbour.ron", "(\n    titel: \"Harbour\",\n)\n");
        let finding =
            Finding::error("unknown-field", Span32::new(file, 6, 11), "there is no field `titel` here")
                .with_help("did you mean `title`?");
        let text = text(&finding, &files, false);
        assert_eq!(
            text,
            "error[unknown-field]: there is no field `titel` here\n --> harbour.ron:2:5\n  |\n2 |     titel: \
             \"Harbour\",\n  |     ^^^^^\n  |\n  = help: did you mean `title`?\n"
        );
    }

    #[test]
    fn a_line_of_megabytes_is_cut_around_the_mark() {
        let mut files = Files::new();
        let file = files.add("long.ron", "õ".repeat(1 << 20));
        let finding = Finding::error("x", Span32::new(file, 1 << 20, (1 << 20) + 2), "here");
        let text = text(&finding, &files, false);
        assert!(text.len() < 1_000, "{}", text.len());
        assert!(text.contains('…') && text.contains('^'), "{text}");
        assert!(text.contains("long.ron:1:524289"), "{text}");
    }
}
