//! What a report needs beyond the state: a fold over records, done live or while a journal is read back.

use std::collections::BTreeMap;

use crate::base::{At, Cents, Ppm, Span, Table};
use crate::exercise::fact::{Cause, Fact, Phase, Record};
use crate::exercise::order::{Act, Control, Desk};
use crate::exercise::state::State;
use crate::model::loss::Tally;
use crate::scenario::script::{Script, SeatId, ServiceId};
use crate::scenario::words::ServiceStep;
use crate::score::{Outcome, Scoreboard};

use super::feedback::Answers;
use super::narrate::{self, Line, Weight};

/// The fold. Its scoreboard is the one that the score is taken from.
#[derive(Clone, Debug, Default)]
pub struct Gather {
    /// The scoreboard.
    pub board: Scoreboard,
    /// What counterfactual runs gave, where somebody asked for them.
    pub outcome: Option<Outcome>,
    /// What participants said of the exercise.
    pub(super) feedback: Answers,
    started: bool,
    /// What happened, act by act.
    pub(super) lines: Vec<Line>,
    /// What seats ordered, in the words of the orders alone, by record.
    ordered: BTreeMap<u64, String>,
    /// What the pseudonyms of the plenary come from: nothing that anybody but control is given.
    secret: blake3::Hasher,
    /// Observations; ratings stand on the scoreboard.
    pub(super) notes: Vec<Note>,
    /// Each service's course.
    pub(super) tracks: Table<ServiceId, Track>,
    /// Orders of seats, those refused among them.
    pub(super) orders: u32,
    /// Orders of seats that were refused.
    pub(super) refused: u32,
    /// Records that were declared void.
    pub(super) voided: Vec<u64>,
    /// Who stands for the debrief; nobody while it is preliminary.
    pub(super) signed: Option<Signed>,
    /// Markings that were broken: where, by whom.
    pub(super) breaches: Vec<(u64, SeatId)>,
}

/// An observation.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// Record number.
    pub(super) record: u64,
    /// When.
    pub(super) at: At,
    /// Seat id that it is about.
    pub(super) seat: Option<String>,
    /// Objective id.
    pub(super) objective: Option<String>,
    /// The words.
    pub(super) text: String,
}

/// A sign-off.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    /// Record number.
    pub(super) record: u64,
    /// In what role.
    pub(super) by: String,
    /// On which day.
    pub(super) on: String,
    /// Remarks.
    pub(super) text: String,
}

/// The course of a service.
#[derive(Clone, Debug, Default)]
pub(super) struct Track {
    /// From when on which share was lost; before the first, none.
    pub(super) changes: Vec<(At, Ppm)>,
    since: At,
    lost: Ppm,
    money: Tally,
    user_hours: Tally,
    disturbed: Span,
    down: Span,
    records: u64,
}

/// What the outages of a service came to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Toll {
    /// What was lost.
    pub(super) money: Cents,
    /// Hours of users without it.
    pub(super) user_hours: u64,
    /// Time with more than 5 % lost.
    pub(super) disturbed: Span,
    /// Time with more than half lost.
    pub(super) down: Span,
    /// Records that were taken.
    pub(super) records: u64,
}

impl Gather {
    /// Takes in a record; `state` is the one behind it.
    pub fn fold(&mut self, script: &Script, state: &State, record: &Record) {
        if !self.started {
            self.started = true;
            self.board = Scoreboard::new(script, state);
            self.tracks = script.services.rows().map(|_| Track::default()).collect();
        }
        self.board.fold(script, state, record);
        if state.phase != Phase::Ended {
            // Writing to memory cannot fail.
            self.secret.update(&postcard::to_stdvec(&(record.at, &record.facts)).unwrap_or_default());
        }
        let line = narrate::record(script, state, record);
        if line.by.is_some() && line.weight >= Weight::Act {
            self.ordered.insert(record.number, narrate::decision(script, state, record));
        }
        if line.weight >= Weight::Act {
            self.lines.push(line);
        }
        self.take_order(record);
        self.feedback.fold(record);
        for fact in &record.facts {
            match fact {
                Fact::Ticked(_) => self.track(script, state, record.at),
                Fact::Voided(number) => self.voided.push(*number),
                Fact::Breached { by, .. } => self.breaches.push((record.number, *by)),
                _ => {}
            }
        }
    }

    fn take_order(&mut self, record: &Record) {
        let Cause::Order(order) = &record.cause else { return };
        if matches!(order.from, Desk::Seat(_)) {
            self.orders += 1;
            self.refused += u32::from(record.facts.is_empty());
        }
        if let Act::Control(control) = &order.act
            && !record.facts.is_empty()
        {
            self.note(record, control);
        }
    }

    fn note(&mut self, record: &Record, control: &Control) {
        let (seat, objective, text) = match control {
            Control::Observe { seat, objective, text } => (seat.clone(), objective.clone(), text),
            Control::SignOff { by, on, text } => {
                let (by, on, text) = (by.clone(), on.clone(), text.clone());
                self.signed = Some(Signed { record: record.number, by, on, text });
                return;
            }
            Control::Reopen { .. } => {
                self.signed = None;
                return;
            }
            _ => return,
        };
        let text = text.clone();
        self.notes.push(Note { record: record.number, at: record.at, seat, objective, text });
    }

    fn track(&mut self, script: &Script, state: &State, at: At) {
        for (service, now) in state.services.iter() {
            let (Some(track), Some(spec)) = (self.tracks.get_mut(service), script.services.get(service))
            else {
                continue;
            };
            if track.lost != now.lost {
                track.pass(at, spec.loss_per_hour, spec.users);
                track.lost = now.lost;
                track.changes.push((at, now.lost));
            }
            track.records = state.world.taken(service);
        }
    }

    /// What a seat ordered by this record, in its own words.
    pub(super) fn ordered(&self, record: u64) -> Option<&str> {
        self.ordered.get(&record).map(String::as_str)
    }

    /// The key of the plenary's pseudonyms: it stands from ENDEX on.
    pub(super) fn secret(&self) -> [u8; 32] {
        *self.secret.finalize().as_bytes()
    }

    /// Whether a record still counts.
    pub(super) fn counts(&self, record: u64) -> bool {
        !self.voided.contains(&record)
    }
}

impl Track {
    /// Time goes on to `at` with what is lost now.
    fn pass(&mut self, at: At, per_hour: Cents, users: u64) {
        let time = at.since(self.since);
        self.since = at;
        self.money.add(per_hour.0, self.lost, time);
        self.user_hours.add(users, self.lost, time);
        let step = ServiceStep::of(self.lost);
        if step > ServiceStep::Normal {
            self.disturbed = self.disturbed + time;
        }
        if step >= ServiceStep::Failing {
            self.down = self.down + time;
        }
    }

    /// What it came to by `at`.
    pub(super) fn toll(&self, at: At, per_hour: Cents, users: u64) -> Toll {
        let mut end = self.clone();
        end.pass(at, per_hour, users);
        Toll {
            money: end.money.cents(),
            user_hours: end.user_hours.whole(),
            disturbed: end.disturbed,
            down: end.down,
            records: end.records,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_outage_costs_half_and_a_whole_one_counts_as_down() {
        let hour = |n: u64| At::STARTEX + Span::hours(n);
        let mut track = Track::default();
        let per_hour = Cents(100_000);
        track.pass(hour(1), per_hour, 10);
        track.lost = Ppm(500_000);
        track.pass(hour(3), per_hour, 10);
        track.lost = Ppm::ONE;
        let toll = track.toll(hour(4), per_hour, 10);
        assert_eq!(toll.money, Cents(200_000), "two hours at a half and one at all");
        assert_eq!(toll.user_hours, 20);
        assert_eq!((toll.disturbed, toll.down), (Span::hours(3), Span::hours(1)));
    }
}
