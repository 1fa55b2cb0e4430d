//! `startex new`: a commented starting scenario in a new file.

use std::fs::OpenOptions;
use std::io::Write;

use crate::scenario::template;

use super::{Failure, Outcome, args, print};

pub(super) fn main(args: &args::New) -> Outcome {
    let shown = args.file.display();
    // A file that is there is somebody's work: it is never written over.
    let file = OpenOptions::new().write(true).create_new(true).open(&args.file);
    file.and_then(|mut file| file.write_all(template::TEXT.as_bytes())).map_err(|why| match why.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::usage(format!("`{shown}` is there already; give a new name, or move it away first"))
        }
        _ => Failure::usage(format!("`{shown}` cannot be written: {why}")),
    })?;
    print::result("what comes next", |out| {
        writeln!(out, "{shown} is written. Next: startex check {shown}, then startex run {shown}")
    })?;
    Ok(0)
}
