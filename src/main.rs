//! Startex.

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(feature = "desk")]
    if std::env::args_os().len() == 1 {
        if startex::app::has_display() {
            return startex::app::main();
        }
        eprintln!(
            "startex: there is no display here, so the quick start is played by bots, without a window"
        );
        return startex::cli::run(["startex", "run", "quickstart"]);
    }
    startex::cli::main()
}
