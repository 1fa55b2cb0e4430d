//! The command line: all that needs no window, and what opens it. Results go to stdout, everything else to stderr.

mod args;
mod audience;
mod branch;
mod check;
mod drive;
mod explain;
#[cfg(feature = "desk")]
mod join;
#[cfg(feature = "serve")]
mod load;
mod moment;
mod new;
mod open;
mod orders;
mod outcome;
mod print;
mod replay;
mod report;
mod result;
mod resume;
#[cfg(feature = "serve")]
mod roster;
mod run;
mod scenario;
#[cfg(feature = "serve")]
mod serve;
mod snapshot;
mod sweep;
mod verify;
pub mod workers;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

use crate::store::Fault;

/// Exit code of a command whose reader went away: what a shell tells of a tool that a closed pipe ended.
const UNREAD: u8 = 141;

/// Why a command did not do what it should: its words, where somebody is left to read them, and its exit code.
#[derive(Debug)]
pub struct Failure {
    message: Option<String>,
    code: u8,
}

impl Failure {
    /// It was called wrongly, or a file cannot be had.
    fn usage(message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), code: 2 }
    }

    /// What was looked at is not in order.
    fn wrong(message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), code: 1 }
    }

    /// Nobody reads the result any more.
    fn unread() -> Self {
        Self { message: None, code: UNREAD }
    }
}

/// A journal that was altered is not in order; all else is a file that cannot be had.
#[allow(clippy::needless_pass_by_value, reason = "stands where an error is mapped")]
fn store_failure(fault: Fault) -> Failure {
    if fault.is_damage() { Failure::wrong(fault.to_string()) } else { Failure::usage(fault.to_string()) }
}

/// What a command comes to: its exit code.
type Outcome = Result<u8, Failure>;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Runs a command line, the program's name first.
pub fn run<T: Into<OsString> + Clone>(words: impl IntoIterator<Item = T>) -> ExitCode {
    let args = match Args::try_parse_from(words) {
        Ok(args) => args,
        Err(fault) => {
            // Where even that cannot be printed, the exit code still tells.
            let _ = fault.print();
            return ExitCode::from(if fault.use_stderr() { 2 } else { 0 });
        }
    };
    match obey(args) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            if let Some(message) = failure.message {
                print::say!("startex: {message}");
            }
            ExitCode::from(failure.code)
        }
    }
}

fn obey(args: Args) -> Outcome {
    let Some(command) = args.command else { return open::main(args.file.as_deref()) };
    match command {
        Command::Branch(args) => branch::main(&args),
        Command::Check(args) => check::main(&args),
        Command::Explain(args) => explain::main(&args),
        #[cfg(feature = "desk")]
        Command::Join(args) => join::main(&args),
        #[cfg(feature = "serve")]
        Command::Load(args) => load::main(&args),
        Command::New(args) => new::main(&args),
        Command::Run(args) => run::main(&args),
        Command::Resume(args) => resume::main(&args),
        Command::Replay(args) => replay::main(&args),
        Command::Report(args) => report::main(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::main(&args),
        Command::Snapshot(args) => snapshot::main(&args),
        Command::Sweep(args) => sweep::main(&args),
        Command::Verify(args) => verify::main(&args),
        #[cfg(feature = "serve")]
        Command::Roster(args) => roster::main(&args),
    }
}
