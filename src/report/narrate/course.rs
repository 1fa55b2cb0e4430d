//! The course of the exercise: clock, seats, what control repairs and notes.

use crate::base::At;
use crate::exercise::fact::{Fact, Phase};
use crate::exercise::order::{Control, Rating};
use crate::report::names::{excerpt, said, staffing};

use super::Weight::{Act, Plumbing, Small, Turn};
use super::{Sentence, Told, due};

pub(super) fn tell(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let n = &told.names;
    match fact {
        Fact::Phase(phase) => Sentence::new(Turn, phase_words(*phase, told.record.at)),
        Fact::Pace(minutes) => {
            Sentence::new(Small, format!("The pace is {minutes} exercise minutes in a real minute"))
        }
        Fact::SkipBegan(at) => Sentence::new(Turn, format!("Exercise control skips to {}", n.clock(*at))),
        Fact::SkipEnded => Sentence::new(Turn, "The skip is over; everybody may act again"),
        Fact::NoPlay(None, true) => Sentence::new(Turn, "NO PLAY: everything stops for a real matter"),
        Fact::NoPlay(None, false) => Sentence::new(Turn, "NO PLAY is over; the exercise goes on"),
        Fact::NoPlay(Some(seat), true) => {
            Sentence::new(Turn, format!("NO PLAY: {} is released for a real matter", n.seat(*seat)))
        }
        Fact::NoPlay(Some(seat), false) => Sentence::new(Turn, format!("{} is back in play", n.seat(*seat))),
        Fact::Staffed(seat, who) => {
            Sentence::new(Small, format!("{} is played by {}", n.seat(*seat), staffing(who)))
        }
        Fact::CascadeCut => Sentence::new(Turn, "Too much came of one instant: the rest was cut"),
        Fact::Scheduled(at, what) => {
            Sentence::new(Plumbing, format!("Due at {}: {}", n.clock(*at), due::words(n, what)))
        }
        Fact::Cancelled(what) => Sentence::new(Plumbing, format!("No longer due: {}", due::words(n, what))),
        Fact::Voided(number) => {
            let why = match told.control() {
                Some(Control::Void { reason, .. }) => said(reason),
                _ => String::new(),
            };
            Sentence::new(Turn, format!("Entry {number} counts no more for the score{why}"))
        }
        Fact::Noted => Sentence::new(Act, noted(told)),
        Fact::SignedOff(_) => Sentence::new(Turn, signed_off(told)),
        Fact::SaidEarlier(seat, at) => Sentence::new(
            Small,
            format!("{} had decided it aloud at {}; it was put down afterwards", n.seat(*seat), n.clock(*at)),
        ),
        _ => None,
    }
}

fn phase_words(phase: Phase, at: At) -> &'static str {
    match phase {
        Phase::Ready => "The exercise is open",
        Phase::Running if at == At::STARTEX => "STARTEX: the clock runs",
        Phase::Running => "The clock runs again",
        Phase::Paused => "The clock stands",
        Phase::Ended => "ENDEX: the exercise is over",
    }
}

fn signed_off(told: &Told<'_>) -> String {
    match told.control() {
        Some(Control::SignOff { by, on, text }) => {
            format!("The debrief was {}{}", signed_words(by, on), said(text))
        }
        Some(Control::Reopen { reason }) => format!("The sign-off was taken back{}", said(reason)),
        _ => "The sign-off changed".to_owned(),
    }
}

/// `signed off by Lead evaluator at 22 November 2026, 16:40`.
pub fn signed_words(by: &str, on: &str) -> String {
    match (excerpt(by), excerpt(on)) {
        (by, on) if on.is_empty() => format!("signed off by {by}"),
        (by, on) => format!("signed off by {by} at {on}"),
    }
}

fn noted(told: &Told<'_>) -> String {
    let seat = |id: &Option<String>| {
        let seat = id.as_ref().and_then(|id| told.names.script.names.seats.get(id));
        seat.map(|seat| format!(" on {}", told.names.seat(*seat))).unwrap_or_default()
    };
    match told.control() {
        Some(Control::Observe { seat: about, text, .. }) => {
            format!("Observation{}{}", seat(about), said(text))
        }
        Some(rate @ Control::Rate { .. }) => {
            super::evaluation::rate_words(&told.names, rate).unwrap_or_default()
        }
        Some(Control::Settle { .. }) => {
            "A message to the White Cell was put aside: it needs no answer".to_owned()
        }
        _ => "A note was put down".to_owned(),
    }
}

/// HSEEP's rating, letter first.
pub fn rating_words(rating: Rating) -> String {
    format!("{}, {}", rating.letter(), rating.meaning())
}

/// The same of what may not have been seen.
pub fn rated_words(rating: Option<Rating>) -> String {
    rating.map_or("not observed".to_owned(), rating_words)
}

/// What an act of control was meant to do.
pub(super) fn wanted(control: &Control) -> &'static str {
    match control {
        Control::Start => "to start the clock",
        Control::Pause => "to stop the clock",
        Control::Pace { .. } => "to set the pace",
        Control::SkipTo { .. } => "to skip ahead",
        Control::Endex => "to end the exercise",
        Control::Fire { .. } => "to deliver an inject",
        Control::Hold { .. } => "to hold an inject",
        Control::Skip { .. } => "to take an inject out",
        Control::Readdress { .. } => "to re-address an inject",
        Control::Retell { .. } => "to reword an inject",
        Control::Compose { .. } => "to write an inject",
        Control::Play { .. } => "to answer in role",
        Control::RecordFor { .. } => "to put down what was said aloud",
        Control::Staff { .. } => "to say who plays a seat",
        Control::NoPlay { .. } => "to call or lift NO PLAY",
        Control::Adjust { .. } => "to set a service",
        Control::Flag { .. } => "to set a flag",
        Control::Reveal { .. } => "to give an item of intelligence",
        Control::Grant { .. } => "to decide a case",
        Control::Void { .. } => "to declare an entry void",
        Control::Observe { .. } => "to put down an observation",
        Control::Rate { .. } | Control::RateTask { .. } => "to rate a task",
        Control::SignOff { .. } => "to sign the debrief off",
        Control::Reopen { .. } => "to take the sign-off back",
        Control::Sit { .. } => "to let somebody sit down",
        Control::Releaser { .. } => "to say who releases",
        Control::Settle { .. } => "to put a message to the White Cell aside",
        Control::Appoint { .. } => "to say who rates",
        Control::RateWords { .. } => "to rate words",
        Control::Consent { .. } => "to put down a consent",
    }
}
