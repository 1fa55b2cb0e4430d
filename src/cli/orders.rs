//! Reads an order file for a command.

use std::io::IsTerminal;
use std::path::Path;

use crate::base::{At, limits};
use crate::exercise::order::Order;
use crate::exercise::orders_file;
use crate::library::read_limited;
use crate::scenario::script::Script;
use crate::scenario::{Files, Severity, Sink, render};

use super::Failure;
use crate::base::excerpt::count;

/// The orders of a file, each with its moment.
pub(super) fn read(path: &str, script: &Script) -> Result<Vec<(At, Order)>, Failure> {
    let bytes = read_limited(Path::new(path)).map_err(|fault| {
        use crate::scenario::ReadFault;
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
    if sink.errors() > 0 {
        let errors = sink.errors();
        sink.sort();
        let colours = std::io::stderr().is_terminal();
        for finding in sink.findings().iter().filter(|f| f.severity == Severity::Error) {
            eprint!("{}", render::text(finding, &files, colours));
        }
        return Err(Failure::wrong(format!(
            "{path} has {}; mend them and try again",
            count(errors, "error")
        )));
    }
    Ok(orders_file::orders(lines))
}
