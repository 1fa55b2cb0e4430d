//! `startex check`: every finding of every scenario named.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write, stdout};

use serde::Serialize;

use crate::scenario::checks::hides_others;
use crate::scenario::{Finding, FindingJson, render};

use super::args::{Check, Format};
use super::scenario::{Read, read};
use super::{Failure, Outcome, print, result};
use crate::base::excerpt::count;

/// What `--format json` prints.
#[derive(Serialize)]
struct Report {
    files: Vec<FileReport>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct FileReport {
    path: String,
    findings: Vec<FindingJson>,
}

pub(super) fn main(args: &Check) -> Outcome {
    let reads = args
        .files
        .iter()
        .map(|name| read(name, args.assets.as_deref()))
        .collect::<Result<Vec<Read>, Failure>>()?;
    let errors = reads.iter().map(|r| r.loaded.errors).sum();
    let warnings = reads.iter().map(|r| r.loaded.warnings).sum();
    print::result("the findings", |out| match args.format {
        Format::Json => json(out, &reads, errors, warnings),
        Format::Text => text(out, &reads, errors, warnings),
    })?;
    Ok(u8::from(errors > 0))
}

fn text(out: &mut dyn Write, reads: &[Read], errors: usize, warnings: usize) -> std::io::Result<()> {
    let colours = stdout().is_terminal();
    for read in reads {
        for finding in &read.loaded.findings {
            writeln!(out, "{}", render::text(finding, &read.loaded.files, colours))?;
        }
        let hidden = (read.loaded.errors + read.loaded.warnings).saturating_sub(read.loaded.findings.len());
        if hidden > 0 {
            writeln!(out, "{}: {} more not shown\n", read.shown, count(hidden, "finding"))?;
        }
    }
    if reads.iter().flat_map(|r| &r.loaded.findings).any(|f| hides_others(f.code)) {
        writeln!(out, "What names stand for is checked once all this can be read")?;
    }
    let files = count(reads.len(), "scenario");
    match (errors, warnings) {
        (0, 0) => writeln!(out, "{files} checked: nothing found"),
        _ => writeln!(out, "{files} checked: {}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

fn json(out: &mut dyn Write, reads: &[Read], errors: usize, warnings: usize) -> std::io::Result<()> {
    let files = reads.iter().flat_map(by_file).collect();
    result::print_json(out, &Report { files, errors, warnings })
}

/// The findings of a scenario file by file: the main file always, others where something was found in them.
fn by_file(read: &Read) -> Vec<FileReport> {
    let mut found: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for finding in &read.loaded.findings {
        found.entry(finding.span.file).or_default().push(finding);
    }
    let files = &read.loaded.files;
    let mut reports: Vec<FileReport> = files
        .ids()
        .enumerate()
        .filter(|(place, id)| *place == 0 || found.contains_key(id))
        .map(|(_, id)| FileReport {
            path: files.path(id).to_owned(),
            findings: found.get(&id).into_iter().flatten().map(|f| f.json(files)).collect(),
        })
        .collect();
    if reports.is_empty() {
        // Not even the main file could be read: its findings stand nowhere.
        let findings = found.values().flatten().map(|f| f.json(files)).collect();
        reports.push(FileReport { path: read.shown.clone(), findings });
    }
    reports
}
