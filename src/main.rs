//! Startex.

use std::process::ExitCode;

fn main() -> ExitCode {
    startex::cli::main()
}
