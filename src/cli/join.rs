//! `startex join LINK`: the window, at the desk of an exercise on another machine.

use crate::app::{self, Brought};
use crate::net::{JoinLink, NoLink};

use super::{Failure, Outcome, args};

pub(super) fn main(args: &args::Join) -> Outcome {
    // A link that is wrong is told here: whoever typed it looks here.
    let _: JoinLink = args.link.parse().map_err(|why: NoLink| Failure::usage(why.to_string()))?;
    let display = app::Display::call().map_err(|why| {
        Failure::usage(format!(
            "{why}, so no desk can be opened; docs/protocol.md says how a program joins without one"
        ))
    })?;
    let brought =
        Brought::Join { link: args.link.clone(), authorities: args.ca.clone(), name: args.name.clone() };
    app::main(display, brought).map_err(Failure::usage)
}
