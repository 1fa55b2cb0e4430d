//! What may be said on the command line.

use std::path::PathBuf;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::scenario::finding::nearest;

#[cfg(feature = "desk")]
mod join;
#[cfg(feature = "serve")]
mod load;
#[cfg(feature = "serve")]
mod roster;
#[cfg(feature = "serve")]
mod serve;
mod snapshot;
#[cfg(feature = "desk")]
pub(super) use join::Join;
#[cfg(feature = "serve")]
pub(super) use load::Load;
#[cfg(feature = "serve")]
pub(super) use roster::Roster;
#[cfg(feature = "serve")]
pub(super) use serve::{Serve, Twice};
pub(super) use snapshot::Snapshot;
#[cfg(feature = "desk")]
pub(super) use snapshot::{Mode, Screen};

#[cfg(feature = "desk")]
use super::Failure;

/// Id of the scenario that a newcomer should try.
#[cfg(feature = "desk")]
pub(super) const QUICK_START: &str = crate::desk::lobby::QUICK_START;

/// Exit codes, for `--help`.
const CODES: &str = "Exit codes:
  0  done, and nothing is wrong
  1  what was looked at is not in order: a scenario with errors, a journal that diverges
  2  called wrongly, or a file cannot be read or written
  141  whoever read the result went away before its end

FILE is the path of a scenario, or the id of one that comes with the program.";

/// Rehearse cross-border cyber crises. Without a command the window opens.
#[derive(Debug, Parser)]
#[command(name = "startex", version, after_help = CODES, args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    /// Open the window with this scenario, or with those in this folder
    #[arg(value_name = "FILE")]
    pub(super) file: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

impl Args {
    /// Reads a command line that the program itself wrote.
    #[cfg(feature = "desk")]
    pub(super) fn parse_words(words: &[&str]) -> Result<Self, Failure> {
        Self::try_parse_from(words).map_err(|fault| Failure::usage(fault.to_string()))
    }

    /// Prints the help to stderr: it was not asked for.
    #[cfg(not(feature = "desk"))]
    pub(super) fn help() {
        super::print::mutter!("{}", Self::command().render_long_help());
    }

    /// The command that was meant by a word, if any is near.
    pub(super) fn nearest_command(word: &str) -> Option<String> {
        let command = Self::command();
        nearest(word, command.get_subcommands().map(clap::Command::get_name)).map(ToOwned::to_owned)
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check scenarios and print every finding
    #[command(after_help = CODES)]
    Check(Check),
    /// Write a commented starting scenario that checks clean and runs
    #[command(after_help = CODES)]
    New(New),
    /// Run a scenario without a window, and print the result
    #[command(after_help = CODES)]
    Run(Run),
    /// Go on with an exercise where its journal ends
    #[command(after_help = CODES)]
    Resume(Resume),
    /// Print what a journal holds, as control or as one seat sees it
    #[command(after_help = CODES)]
    Replay(Replay),
    /// Write the after-action report of a journal: HTML, Markdown, JSON
    #[command(after_help = CODES)]
    Report(Report),
    /// Serve an exercise to desks on other machines, until its debrief is signed off
    #[cfg(feature = "serve")]
    #[command(after_help = CODES)]
    Serve(Serve),
    /// Print who the people of a served exercise are, or erase it: the journal has pseudonyms only
    #[cfg(feature = "serve")]
    #[command(after_help = CODES)]
    Roster(Roster),
    /// Join an exercise on another machine, as the seat that the link is for
    #[cfg(feature = "desk")]
    #[command(after_help = CODES)]
    Join(Join),
    /// Load a server that runs with desks that join and decide, and tell how long it takes under that
    #[cfg(feature = "serve")]
    #[command(after_help = CODES)]
    Load(Load),
    /// Draw a screen into a picture, without a window
    #[command(after_help = CODES)]
    Snapshot(Snapshot),
    /// Run a scenario many times over, on all cores: how every figure is spread, and what decides it
    #[command(after_help = CODES)]
    Sweep(Sweep),
    /// Go on from any moment of a journal with other orders or bots, and compare
    #[command(after_help = CODES)]
    Branch(Branch),
    /// Print the entries behind a figure of the score, in plain words
    #[command(after_help = CODES)]
    Explain(Explain),
    /// Check a journal: its chain, its file, and what its orders lead to
    #[command(after_help = CODES)]
    Verify(Verify),
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: place, excerpt, how to mend it
    Text,
    /// For tools
    Json,
}

/// `startex check`.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Scenarios
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<String>,
    /// How to print findings
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: Format,
    /// Folder whose doctrine/ and world/ come before the packs in the program
    #[arg(long, value_name = "DIR")]
    pub(super) assets: Option<PathBuf>,
}

/// `startex new`.
#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// The new file
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
}

/// `startex run`.
#[derive(Debug, clap::Args)]
pub(super) struct Run {
    /// Scenario
    #[arg(value_name = "FILE")]
    pub(super) file: String,
    /// Seed of all chance; the same seed and orders give the same journal
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Folder whose doctrine/ and world/ come before the packs in the program
    #[arg(long, value_name = "DIR")]
    pub(super) assets: Option<PathBuf>,
    /// Keep the journal in this new file
    #[arg(long, value_name = "FILE")]
    pub(super) journal: Option<PathBuf>,
    /// Measure the outcome too: so many seeds of what might have been (three runs each)
    #[arg(long, value_name = "RUNS", value_parser = clap::value_parser!(u32).range(1..10_000))]
    pub(super) outcome: Option<u32>,
    /// How to go on
    #[command(flatten)]
    pub(super) going: Going,
}

/// `startex resume`.
#[derive(Debug, clap::Args)]
pub(super) struct Resume {
    /// Journal
    #[arg(value_name = "JOURNAL")]
    pub(super) journal: PathBuf,
    /// How to go on
    #[command(flatten)]
    pub(super) going: Going,
}

/// `startex replay`.
#[derive(Debug, clap::Args)]
pub(super) struct Replay {
    /// Journal
    #[arg(value_name = "JOURNAL")]
    pub(super) journal: PathBuf,
    /// Up to this moment: 2h30m after STARTEX, or "D2 09:15" by the clock of the exercise
    #[arg(long, value_name = "TIME")]
    pub(super) at: Option<String>,
    /// What this seat received; without it, all records, which are exercise control's
    #[arg(long, value_name = "ID")]
    pub(super) seat: Option<String>,
    /// Whom it is for: excon (all records, if left out), or a state's code (what its seats received)
    #[arg(long, value_name = "WHO", conflicts_with = "seat")]
    pub(super) audience: Option<String>,
    /// Who came, went or was refused, with wall times: the notes of the audit, in place of the records
    #[arg(long, conflicts_with_all = ["at", "seat", "audience"])]
    pub(super) audit: bool,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// `startex report`.
#[derive(Debug, clap::Args)]
pub(super) struct Report {
    /// Journal
    #[arg(value_name = "JOURNAL")]
    pub(super) journal: PathBuf,
    /// Folder that the report goes to; it is made where there is none
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Whom it is for: excon (everything, if left out), plenary (states under pseudonyms), participants (under names, once
    /// every state has consented), or a state's code (its own figures)
    #[arg(long, value_name = "WHO", alias = "state")]
    pub(super) audience: Option<String>,
    /// Measure the outcome too: so many seeds of what might have been (three runs each)
    #[arg(long, value_name = "RUNS", value_parser = clap::value_parser!(u32).range(1..10_000))]
    pub(super) outcome: Option<u32>,
    /// Print the report's JSON to standard output as well
    #[arg(long)]
    pub(super) json: bool,
}

/// `startex sweep`.
#[derive(Debug, clap::Args)]
pub(super) struct Sweep {
    /// Scenario
    #[arg(value_name = "FILE")]
    pub(super) file: String,
    /// Runs of each combination of values; 100 where neither runs nor seeds are given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) runs: Option<u64>,
    /// Seeds, both ends in it: 1..100
    #[arg(long, value_name = "A..B")]
    pub(super) seeds: Option<String>,
    /// Threads; as many as the machine has where it is not given. The results are the same
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<usize>,
    /// Who plays: DOCTRINE, a mixture as by_the_book:2,cautious:1 drawn for every seed, or ADDRESS=DOCTRINE
    #[arg(long, value_name = "MIX")]
    pub(super) bots: Option<String>,
    /// Parameter with its values: stage.ID.impact=0.2,0.8; bots=MIX;MIX. Given twice, all combinations are run
    #[arg(long, value_name = "PARAM=VALUES")]
    pub(super) vary: Vec<String>,
    /// Folder for HTML, JSON and CSV
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Folder whose doctrine/, world/ and bots/ come before those in the program
    #[arg(long, value_name = "DIR")]
    pub(super) assets: Option<PathBuf>,
    /// Print the summary as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// `startex branch`.
#[derive(Debug, clap::Args)]
pub(super) struct Branch {
    /// Journal
    #[arg(value_name = "JOURNAL")]
    pub(super) journal: PathBuf,
    /// Where to leave it: 2h30m after STARTEX, or "D2 09:15" by the clock of the exercise
    #[arg(long, value_name = "TIME")]
    pub(super) at: String,
    /// Other orders, each at its time; the seats they come from follow them alone
    #[arg(long, value_name = "FILE")]
    pub(super) orders: Option<String>,
    /// Seeds to run it under: the journal's own, then the next ones
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..100_000))]
    pub(super) runs: u32,
    /// Bots that play from there on: DOCTRINE, a mixture, or ADDRESS=DOCTRINE
    #[arg(long, value_name = "MIX")]
    pub(super) bots: Option<String>,
    /// Whom it is for: excon (everything, if left out), plenary (the whole), participants (states under names, once every
    /// state has consented), or a state's code (its own figures); what happened is told to excon alone
    #[arg(long, value_name = "WHO")]
    pub(super) audience: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// `startex explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// Journal
    #[arg(value_name = "JOURNAL")]
    pub(super) journal: PathBuf,
    /// Measure, by its id or number: notification, or 2
    #[arg(long, value_name = "ID")]
    pub(super) measure: String,
    /// One state's part, by its code
    #[arg(long, value_name = "CODE")]
    pub(super) state: Option<String>,
    /// Whom it is for: excon (if left out), plenary (the figure alone), or a state's code (its figure and its own acts)
    #[arg(long, value_name = "WHO", conflicts_with = "state")]
    pub(super) audience: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// `startex verify`.
#[derive(Debug, clap::Args)]
pub(super) struct Verify {
    /// Journal
    #[arg(value_name = "JOURNAL")]
    pub(super) journal: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// What `run` and `resume` have in common.
#[derive(Debug, clap::Args)]
pub(super) struct Going {
    /// Stop at this moment: 2h30m after STARTEX, or "D2 09:15" by the clock of the exercise
    #[arg(long, value_name = "TIME")]
    pub(super) until: Option<String>,
    /// Orders to carry out, each at its time; - reads them line by line from standard input
    #[arg(long, value_name = "FILE")]
    pub(super) orders: Option<String>,
    /// Who plays the seats that nobody plays: DOCTRINE, a mixture as by_the_book:2,cautious:1, or ADDRESS=DOCTRINE
    #[arg(long, value_name = "MIX")]
    pub(super) bots: Option<String>,
    /// Folder that the after-action report goes to
    #[arg(long, value_name = "DIR")]
    pub(super) report: Option<PathBuf>,
    /// Whom result and report are for: excon (if left out), plenary, participants, or a state's code
    #[arg(long, value_name = "WHO")]
    pub(super) audience: Option<String>,
    /// Print the result as JSON
    #[arg(long)]
    pub(super) json: bool,
}

impl Going {
    /// Whether a report is wanted, as files or as what is printed.
    pub(super) fn tells(&self) -> bool {
        self.report.is_some() || self.audience.is_some()
    }
}
