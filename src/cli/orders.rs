//! Reads an order file for a command.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::Path;

use crate::base::excerpt::count;
use crate::base::{At, limits};
use crate::exercise::order::Order;
use crate::exercise::orders_file::{self, NO_ORDERS, OTHER_EXERCISE};
use crate::library::read_limited;
use crate::scenario::script::Script;
use crate::scenario::{Files, Finding, ReadFault, Severity, Sink, render};
use crate::store::is_journal;

use super::Failure;
use super::print::mutter;

/// Errors that are told; the others are counted.
const TOLD: usize = 10;

/// The orders of a file, each with its moment.
pub(super) fn read(path: &str, script: &Script) -> Result<Vec<(At, Order)>, Failure> {
    if is_journal(Path::new(path)) {
        return Err(Failure::wrong(format!(
            "{path} is the journal of an exercise, and no file of orders; `startex replay {path}` prints what was ordered, \
             `startex branch {path}` goes on from it with other orders"
        )));
    }
    let bytes = read_limited(Path::new(path)).map_err(|fault| {
        Failure::usage(match fault {
            ReadFault::Missing | ReadFault::Outside => format!("there is no order file `{path}`"),
            ReadFault::TooLarge(_) => {
                format!("the order file `{path}` is larger than {} bytes", limits::FILE_BYTES)
            }
            ReadFault::Failed(why) => format!("the order file `{path}` cannot be read: {why}"),
        })
    })?;
    let (mut files, mut sink) = (Files::new(), Sink::new());
    let (file, whole) = files.add_bytes(path, &bytes, &mut sink);
    let lines = if whole { orders_file::read(file, files.text(file), script, &mut sink) } else { Vec::new() };
    if sink.errors() == 0 {
        return Ok(orders_file::orders(lines));
    }
    sink.sort();
    let errors = sink.errors();
    let mut findings: Vec<&Finding> =
        sink.findings().iter().filter(|f| f.severity == Severity::Error).collect();
    findings.sort_by_key(|finding| depth(finding));
    let errors = tell(&findings, &files, errors);
    Err(Failure::wrong(format!("{path} has {errors}; mend them and try again")))
}

/// How deep an error lies: what stands behind all the others comes first, then what keeps a part of the file from being
/// read, then the rest; each in the order of the file.
fn depth(finding: &Finding) -> u8 {
    const BROKEN: &[&str] = &[
        "not-utf8",
        "empty-file",
        "too-deep",
        "unclosed-text",
        "unclosed-comment",
        "unclosed-bracket",
        "wrong-bracket",
        "stray-bracket",
        "text-after-end",
    ];
    match finding.code {
        NO_ORDERS | OTHER_EXERCISE => 0,
        code if BROKEN.contains(&code) => 1,
        _ => 2,
    }
}

/// Prints the first errors of a file, each with its place and how to mend it; what is the same in many places is told of
/// the first of them. Comes to how many errors there are, in words that say whether all of them were told.
pub(super) fn tell(findings: &[&Finding], files: &Files, errors: usize) -> String {
    let colours = std::io::stderr().is_terminal();
    let mut said = BTreeSet::new();
    let new = findings.iter().filter(|finding| said.insert((finding.code, &finding.message)));
    let told = new.take(TOLD).map(|finding| mutter!("{}", render::text(finding, files, colours))).count();
    let many = if errors > told { ", of which the first are above" } else { "" };
    format!("{}{many}", count(errors, "error"))
}
