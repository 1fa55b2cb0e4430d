//! The command line: all that needs no window. Results go to stdout, everything else to stderr.

mod args;
mod check;
mod orders;
mod run;
mod scenario;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Why a command did not do what it should: its words and its exit code.
#[derive(Debug)]
pub struct Failure {
    message: String,
    code: u8,
}

impl Failure {
    /// It was called wrongly, or a file cannot be had.
    fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 2 }
    }

    /// What was looked at is not in order.
    fn wrong(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 1 }
    }
}

/// What a command comes to: its exit code.
type Outcome = Result<u8, Failure>;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(fault) => {
            // Where even that cannot be printed, the exit code still tells.
            let _ = fault.print();
            return ExitCode::from(if fault.use_stderr() { 2 } else { 0 });
        }
    };
    let outcome = match args.command {
        Command::Check(args) => check::main(&args),
        Command::Run(args) => run::main(&args),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            eprintln!("startex: {}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}
