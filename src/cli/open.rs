//! `startex` and `startex FILE`: the window, opened on the lobby.

use super::{Failure, Outcome};

/// Opens the window; `file` is a scenario, a folder of scenarios, or the id of a shipped one. Without a display the quick
/// start is played by bots instead, so that a newcomer sees something on any machine.
#[cfg(feature = "desk")]
pub(super) fn main(file: Option<&str>) -> Outcome {
    use crate::app;
    if let Some(file) = file
        && !std::path::Path::new(file).exists()
        && let Err(why) = crate::library::find(file, None)
    {
        return Err(Failure::usage(unknown(file, &why)));
    }
    match (app::Display::call(), file) {
        (Ok(display), None) => app::main(display, app::Brought::Nothing).map_err(Failure::usage),
        (Ok(display), Some(file)) => {
            app::main(display, app::Brought::Scenarios(file.to_owned())).map_err(Failure::usage)
        }
        (Err(why), None) => {
            super::print::say!("startex: {why}, so the quick start is played by bots, without a window");
            let args = super::args::Args::parse_words(&["startex", "run", super::args::QUICK_START])?;
            super::obey(args)
        }
        (Err(why), Some(file)) => Err(Failure::usage(format!(
            "{why}, so no window can be opened; startex check {file} and startex run {file} need none"
        ))),
    }
}

/// Without a window there is only the command line.
#[cfg(not(feature = "desk"))]
pub(super) fn main(file: Option<&str>) -> Outcome {
    let Some(file) = file else {
        super::args::Args::help();
        return Ok(2);
    };
    Err(Failure::usage(unknown(file, "this build has no window (it was built without the feature `desk`)")))
}

/// What is neither a file nor a scenario may be a command with a slip.
fn unknown(word: &str, why: &str) -> String {
    match super::args::Args::nearest_command(word) {
        Some(command) => format!("there is no command `{word}`; did you mean `{command}`?"),
        None => why.to_owned(),
    }
}
