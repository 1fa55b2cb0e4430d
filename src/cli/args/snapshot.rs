//! What `startex snapshot` may be told.

use std::path::PathBuf;

use clap::ValueEnum;

/// A screen of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Screen {
    /// Choosing a scenario
    Lobby,
    /// Exercise control
    Excon,
    /// A seat's desk
    Seat,
    /// Looking back
    Debrief,
}

/// Dark or light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Mode {
    /// Light on dark
    Dark,
    /// Dark on light
    Light,
}

/// `startex snapshot`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Snapshot {
    /// Scenario, or the journal of an exercise
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: String,
    /// The picture, a PNG; one that is there is written over
    #[arg(value_name = "OUT.png")]
    pub(in crate::cli) out: PathBuf,
    /// What to draw
    #[arg(long, value_enum)]
    pub(in crate::cli) screen: Screen,
    /// The seat whose desk is drawn; without it, the scenario's first
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) seat: Option<String>,
    /// Play to this moment: 2h30m after STARTEX, or "D2 09:15"; without it, to STARTEX, for the debrief to ENDEX, and a
    /// journal to its end
    #[arg(long, value_name = "TIME")]
    pub(in crate::cli) at: Option<String>,
    /// Seed of all chance; 1 unless it is said
    #[arg(long)]
    pub(in crate::cli) seed: Option<u64>,
    /// Orders to carry out, each at its time
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) orders: Option<String>,
    /// Bot doctrine for every seat that nobody plays
    #[arg(long, value_name = "DOCTRINE")]
    pub(in crate::cli) bots: Option<String>,
    /// Width and height in pixels
    #[arg(long, value_name = "WxH", default_value = "1600x900", value_parser = size)]
    pub(in crate::cli) size: (u32, u32),
    /// Dark or light
    #[arg(long, value_enum, default_value = "dark")]
    pub(in crate::cli) theme: Mode,
    /// Size of text in percent, from 75 to 200
    #[arg(long, value_name = "PERCENT", default_value = "100", value_parser = clap::value_parser!(u16).range(75..=200))]
    pub(in crate::cli) text: u16,
}

/// Sides of a picture, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 320..=8192;

fn size(text: &str) -> Result<(u32, u32), String> {
    let sides = text.split_once(['x', '×']).and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    let (width, height) = sides.ok_or("write width and height in pixels, such as 1600x900")?;
    match SIDES.contains(&width) && SIDES.contains(&height) {
        true => Ok((width, height)),
        false => Err(format!("each side is from {} to {} pixels", SIDES.start(), SIDES.end())),
    }
}
