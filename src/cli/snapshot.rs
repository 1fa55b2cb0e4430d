//! `startex snapshot`: a picture of a screen, without a window.

use super::{Outcome, args};

#[cfg(not(feature = "desk"))]
pub(super) fn main(_: &args::Snapshot) -> Outcome {
    Err(super::Failure::usage(
        "this build has no window, and so no pictures: it was built without the feature `desk`",
    ))
}

#[cfg(feature = "desk")]
pub(super) fn main(args: &args::Snapshot) -> Outcome {
    with_window::main(args)
}

#[cfg(feature = "desk")]
mod with_window {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::sync::Arc;

    use crate::app::Look;
    use crate::app::snapshot::{self, Shown};
    use crate::base::At;
    use crate::batch::opening::OWN_KEY;
    use crate::batch::run::{Step, Watch};
    use crate::batch::{Run, opening};
    use crate::cli::args::{Mode, Screen, Snapshot};
    use crate::cli::{Failure, Outcome, moment, orders, replay, scenario, store_failure};
    use crate::desk::theme;
    use crate::exercise::fact::{Phase, Record};
    use crate::exercise::order::{Act, Control, Desk, Order, OrderId};
    use crate::host::{InMemory, Opening};
    use crate::record::journal::Header;
    use crate::scenario::script::Script;
    use crate::store::{Reader, is_journal};

    pub(super) fn main(args: &Snapshot) -> Outcome {
        let mode = match args.theme {
            Mode::Dark => theme::Mode::Dark,
            Mode::Light => theme::Mode::Light,
        };
        let look = Look { mode, text_percent: args.text, still: true };
        let shown = match args.screen {
            Screen::Lobby => Shown::Lobby(args.file.clone()),
            Screen::Excon => Shown::Control(open(args)?),
            Screen::Debrief => Shown::Debrief(open(args)?),
            Screen::Seat => {
                let opening = open(args)?;
                let seat = seat(args.seat.as_deref(), &opening.script)?;
                Shown::Seat(opening, seat)
            }
        };
        let png = snapshot::take(shown, args.size, look).map_err(Failure::usage)?;
        std::fs::write(&args.out, png)
            .map_err(|why| Failure::usage(format!("`{}` cannot be written: {why}", args.out.display())))?;
        Ok(0)
    }

    /// The seat that was asked for; the scenario's first where none was.
    fn seat(asked: Option<&str>, script: &Script) -> Result<String, Failure> {
        match asked {
            Some(id) => replay::seat(script, id).map(|_| id.to_owned()),
            None => script
                .seats
                .rows()
                .next()
                .map(|seat| seat.id.clone())
                .ok_or_else(|| Failure::usage(format!("{} has no seat", script.about.id))),
        }
    }

    fn open(args: &Snapshot) -> Result<Opening, Failure> {
        if is_journal(Path::new(&args.file)) { journal(args) } else { play(args) }
    }

    /// An exercise as its journal has it, up to the moment.
    fn journal(args: &Snapshot) -> Result<Opening, Failure> {
        if args.orders.is_some() || args.bots.is_some() || args.seed.is_some() {
            return Err(Failure::usage(
                "a journal holds its own seed, orders and bots: --seed, --orders and --bots are for scenarios",
            ));
        }
        let reader = Reader::open(Path::new(&args.file)).map_err(store_failure)?;
        let script = reader.script().map_err(store_failure)?;
        let at = match &args.at {
            Some(text) => moment::read(text, &script)?,
            None => At::NEVER,
        };
        let mut records = Vec::new();
        let replay = reader
            .replay(&mut |_, record| {
                if record.at <= at {
                    records.push(record.clone());
                }
            })
            .map_err(store_failure)?;
        let last = replay.tip().records;
        records.retain(|record: &Record| record.number <= last);
        let header = replay.header.clone();
        Ok(as_it_was(script, header, records))
    }

    /// An exercise with these records, of which nothing more is kept.
    fn as_it_was(script: Arc<Script>, header: Header, records: Vec<Record>) -> Opening {
        let keeper = Box::new(InMemory);
        Opening { script, header, staffing: Vec::new(), records: records.into(), keeper }
    }

    /// Plays a scenario up to the moment, as `startex run` does, and stops the clock there.
    fn play(args: &Snapshot) -> Result<Opening, Failure> {
        let (seed, bots) = (args.seed.unwrap_or(1), args.bots.as_deref());
        let (script, header) = scenario::read_to_run(&args.file, None, seed, bots)?;
        let at = match (&args.at, args.screen) {
            (Some(text), _) => moment::until(Some(text), &script)?,
            (None, Screen::Debrief) => script.endex,
            (None, _) => At::STARTEX,
        };
        let records = records(args, &script, header.clone(), at)?;
        Ok(as_it_was(script, header, records))
    }

    fn records(
        args: &Snapshot,
        script: &Arc<Script>,
        header: Header,
        at: At,
    ) -> Result<Vec<Record>, Failure> {
        let mut run = Run::new(Arc::clone(script), header);
        let mut kept = Keep(Vec::new());
        let mut people = BTreeSet::new();
        if let Some(path) = &args.orders {
            for (at, order) in orders::read(path, script)? {
                if let Desk::Seat(seat) = order.from {
                    people.insert(seat);
                }
                run.hand_in(at, order);
            }
        }
        for order in opening(script, &people, args.bots.as_deref()) {
            run.order(&order, &mut kept);
        }
        run.until(at, &mut kept);
        if run.exercise.state.phase == Phase::Running {
            let last = run.exercise.state.clients.get(&(Desk::Excon, OWN_KEY));
            let id = OrderId { key: OWN_KEY, counter: last.map_or(0, |last| last.counter) + 1 };
            run.order(&Order { id, from: Desk::Excon, act: Act::Control(Control::Pause) }, &mut kept);
        }
        Ok(kept.0)
    }

    /// Keeps every record.
    struct Keep(Vec<Record>);

    impl Watch for Keep {
        fn step(&mut self, step: &Step<'_>) {
            self.0.push(step.record.clone());
        }
    }
}
