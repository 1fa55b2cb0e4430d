//! What is wrong with a scenario: a code, a place, a sentence, and how to mend it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::files::{FileId, Files, Span32};
use crate::base::limits;

/// Whether a finding keeps the scenario from running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The scenario cannot run.
    Error,
    /// It runs, but somebody should look.
    Warning,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable name, such as `missing-comma`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Where it stands.
    pub span: Span32,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Finding {
    /// A finding that keeps the scenario from running.
    pub fn error(code: &'static str, span: Span32, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, span, message: message.into(), help: None }
    }

    /// A finding that somebody should look at.
    pub fn warning(code: &'static str, span: Span32, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// The same with a word on how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The finding as `startex check --format json` prints it.
    pub fn json(&self, files: &Files) -> FindingJson {
        let place = files.place(self.span.file, self.span.start);
        FindingJson {
            code: self.code,
            severity: self.severity,
            line: place.line,
            column: place.column,
            message: self.message.clone(),
            help: self.help.clone(),
        }
    }
}

/// A finding for tools. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingJson {
    /// Stable name.
    pub code: &'static str,
    /// `"error"` or `"warning"`.
    pub severity: Severity,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// Gathers findings. Past [`limits::FINDINGS`] a file they are only counted: a broken file must not eat the memory.
#[derive(Debug, Default)]
pub struct Sink {
    findings: Vec<Finding>,
    by_file: BTreeMap<FileId, Count>,
    errors: usize,
    warnings: usize,
}

#[derive(Debug, Default)]
struct Count {
    kept: usize,
    dropped: usize,
}

impl Sink {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a finding in, or only counts it.
    pub fn push(&mut self, finding: Finding) {
        if self.admit(finding.severity, finding.span.file) {
            self.findings.push(finding);
        }
    }

    /// Takes an error in; its words are only made if it is kept.
    pub fn error_with(&mut self, code: &'static str, span: Span32, words: impl FnOnce() -> Words) {
        if self.admit(Severity::Error, span.file) {
            let Words { message, help } = words();
            self.findings.push(Finding { code, severity: Severity::Error, span, message, help });
        }
    }

    fn admit(&mut self, severity: Severity, file: FileId) -> bool {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        let count = self.by_file.entry(file).or_default();
        let keep = count.kept < limits::FINDINGS;
        *(if keep { &mut count.kept } else { &mut count.dropped }) += 1;
        keep
    }

    /// Whether findings of `file` are only counted from here on.
    pub fn is_full(&self, file: FileId) -> bool {
        self.by_file.get(&file).is_some_and(|c| c.kept >= limits::FINDINGS)
    }

    /// How many findings of `file` were counted but not kept.
    pub fn dropped(&self, file: FileId) -> usize {
        self.by_file.get(&file).map_or(0, |c| c.dropped)
    }

    /// How many errors there are, the dropped ones counted.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many warnings there are, the dropped ones counted.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// The findings kept, in the order in which they came.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Puts the findings in the order of files and places, as people read them. What was found alike at one place,
    /// as in the copies of one inject, is told once.
    pub fn sort(&mut self) {
        self.findings.sort_by_key(|f| (f.span.file, f.span.start, f.span.end, f.severity, f.code));
        let (errors, warnings) = (&mut self.errors, &mut self.warnings);
        self.findings.dedup_by(|next, first| {
            let same = next.code == first.code && next.span == first.span && next.message == first.message;
            if same {
                *(if next.severity == Severity::Error { &mut *errors } else { &mut *warnings }) -= 1;
            }
            same
        });
    }

    /// The findings kept.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// The words of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// What is wrong, and how to mend it.
pub fn words(message: impl Into<String>, help: impl Into<String>) -> Words {
    Words { message: message.into(), help: Some(help.into()) }
}

/// The nearest of `known` to a mistyped `name`; none where nothing is near.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // Nobody types a name of hundreds of letters by mistake, and the comparison is quadratic.
    if name.len() > 64 {
        return None;
    }
    let folded = name.to_lowercase();
    known
        .into_iter()
        .filter(|k| k.len() <= 64)
        .map(|k| (strsim::osa_distance(&folded, &k.to_lowercase()), k))
        .filter(|(distance, k)| *distance <= (k.chars().count().max(3) / 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_past_the_limit_are_counted_not_kept() {
        let mut sink = Sink::new();
        for n in 0..limits::FINDINGS + 7 {
            sink.push(Finding::error("x", Span32::new(FileId(0), n, n), "x"));
        }
        sink.push(Finding::warning("x", Span32::new(FileId(1), 0, 0), "x"));
        assert_eq!(sink.findings().len(), limits::FINDINGS + 1);
        assert_eq!((sink.errors(), sink.warnings()), (limits::FINDINGS + 7, 1));
        assert_eq!((sink.dropped(FileId(0)), sink.dropped(FileId(1))), (7, 0));
    }

    #[test]
    fn a_typo_finds_its_name_and_nonsense_finds_none() {
        let known = ["title", "summary", "seats"];
        assert_eq!(nearest("tilte", known), Some("title"));
        assert_eq!(nearest("Seat", known), Some("seats"));
        assert_eq!(nearest("zzzzzz", known), None);
    }
}
