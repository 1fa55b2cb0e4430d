//! The measures against figures computed by hand, over small exercises that are really run.

mod care;
mod composite;
mod counting;
mod evaluating;
mod examples;
mod expected_actions;
mod fairness;
mod information;
mod knowing;
mod marks;
mod networks;
mod properties;
mod releases;
mod sceptic;
mod secrets;
mod together;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{At, Ppm, Span};
use crate::exercise::fact::{Cause, Record};
use crate::exercise::order::{Act, Control, Desk, Order, OrderId, Staffing, Verb};
use crate::exercise::{Answer, Exercise};
use crate::scenario::load::load;
use crate::scenario::script::{Script, SeatId};
use crate::scenario::words::Measure;

use super::{Evidence, MeasureScore, Score, Scoreboard, score};

/// What all small exercises have in common; `parts` adds intel, incidents, injects and the like.
const FRAME: &str = r#"(
    format: 1, id: "small", title: "Small", licence: "CC-BY-4.0", doctrine: ["eu", "international"], world: "europe",
    startex: "2027-03-02 08:00 Europe/Tallinn", length: "48h", pace: 12, tick: "6h", help: hints,
    states: ["EE", "FI", "LV"],
    organisations: [(path: "EE/operator/port", name: "Port"), (path: "LV/operator/clinic", name: "Clinic")],
    seats: [
        (id: "ee-csirt", of: "EE/csirt"), (id: "fi-csirt", of: "FI/csirt"), (id: "lv-csirt", of: "LV/csirt"),
        (id: "ee-crisis", of: "EE/crisis"), (id: "fi-crisis", of: "FI/crisis"), (id: "lv-crisis", of: "LV/crisis"),
        (id: "ee-mfa", of: "EE/foreign"), (id: "fi-mfa", of: "FI/foreign"), (id: "lv-mfa", of: "LV/foreign"),
        (id: "ee-port", of: "EE/operator/port"), (id: "lv-clinic", of: "LV/operator/clinic"),
        (id: "enisa", of: "EU/enisa"), (id: "chair", of: "EU/cyclone"),
    ],
    services: [
        (id: "port", state: "EE", sector: transport_water, operator: "ee-port"),
        (id: "clinic", state: "LV", sector: health, operator: "lv-clinic"),
    ],
    PARTS
)"#;

/// An exercise that is played and scored.
pub(super) struct Play {
    pub(super) exercise: Exercise,
    pub(super) board: Scoreboard,
    pub(super) records: Vec<Record>,
    counter: u32,
}

/// A script of the frame and these parts.
pub(super) fn script(parts: &str) -> Arc<Script> {
    script_of(FRAME, parts)
}

/// The same of another frame.
fn script_of(frame: &str, parts: &str) -> Arc<Script> {
    let sources = BTreeMap::from(
        [
            ("small.ron", frame.replace("PARTS", parts).as_str()),
            ("doctrine/eu.ron", include_str!("../../../assets/doctrine/eu.ron")),
            ("doctrine/international.ron", include_str!("../../../assets/doctrine/international.ron")),
            ("world/europe.ron", include_str!("../../../assets/world/europe.ron")),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned())),
    );
    let loaded = load(&sources, "small.ron");
    loaded.script.unwrap_or_else(|| panic!("{:#?}", loaded.findings))
}

impl Play {
    /// Opens and starts an exercise, every seat played by a person.
    pub(super) fn start(parts: &str) -> Self {
        Self::of(script(parts))
    }

    /// The same, where the clinic in Latvia needs the port in Estonia.
    pub(super) fn start_bound(parts: &str) -> Self {
        let clinic = r#"sector: health, operator: "lv-clinic""#;
        let bound = format!(r#"{clinic}, needs: [(service: "port", weight: 0.3)]"#);
        Self::of(script_of(&FRAME.replace(clinic, &bound), parts))
    }

    /// The same, with investigators at Europol.
    pub(super) fn start_with_ec3(parts: &str) -> Self {
        let enisa = r#"(id: "enisa", of: "EU/enisa"),"#;
        let both = format!(r#"{enisa} (id: "ec3", of: "EU/ec3"),"#);
        Self::of(script_of(&FRAME.replace(enisa, &both), parts))
    }

    pub(super) fn of(script: Arc<Script>) -> Self {
        let exercise = Exercise::new(script, 7);
        let board = Scoreboard::new(&exercise.script, &exercise.state);
        let mut play = Self { exercise, board, records: Vec::new(), counter: 0 };
        play.control(Control::Start);
        play
    }

    /// Goes on to a moment.
    pub(super) fn at(&mut self, time: &str) -> &mut Self {
        let to = At::STARTEX + Span::parse(time).unwrap();
        let Self { exercise, board, records, .. } = self;
        let script = Arc::clone(&exercise.script);
        exercise.advance(to, &mut |state, record| {
            board.fold(&script, state, record);
            records.push(record.clone());
        });
        self
    }

    fn order(&mut self, from: Desk, act: Act) -> u64 {
        let shown = format!("{act:?}");
        match self.try_order(from, act) {
            Answer::Taken(number) => number,
            other => panic!("{shown}: {other:?}"),
        }
    }

    /// What an act of control is refused for.
    pub(super) fn refused(&mut self, control: Control) -> String {
        match self.try_order(Desk::Excon, Act::Control(control)) {
            Answer::Refused(_, refusal) => refusal.message,
            other => panic!("{other:?}"),
        }
    }

    fn try_order(&mut self, from: Desk, act: Act) -> Answer {
        self.counter += 1;
        let order = Order { id: OrderId { key: 1, counter: self.counter }, from, act };
        let Self { exercise, board, records, .. } = self;
        let script = Arc::clone(&exercise.script);
        exercise.order(order, &mut |state, record| {
            board.fold(&script, state, record);
            records.push(record.clone());
        })
    }

    pub(super) fn control(&mut self, control: Control) -> u64 {
        self.order(Desk::Excon, Act::Control(control))
    }

    /// A seat's decision, as order files write it; gives its record number.
    pub(super) fn act(&mut self, seat: &str, verb: &str) -> u64 {
        let seat = self.seat(seat);
        self.order(Desk::Seat(seat), Act::Verb(Arc::new(parse(verb))))
    }

    /// What a seat decided aloud, put down now.
    pub(super) fn said(&mut self, seat: &str, at: &str, verb: &str) -> u64 {
        let occurred_at = At::STARTEX + Span::parse(at).unwrap();
        let verb = Box::new(parse(verb));
        self.control(Control::RecordFor { seat: seat.to_owned(), occurred_at, verb })
    }

    pub(super) fn void(&mut self, record: u64) -> u64 {
        self.control(Control::Void { record, reason: "put down by mistake".to_owned() })
    }

    pub(super) fn staff(&mut self, seat: &str, staffing: Staffing) {
        self.control(Control::Staff { seat: seat.to_owned(), staffing });
    }

    pub(super) fn no_play(&mut self, seat: Option<&str>, on: bool) {
        self.control(Control::NoPlay { seat: seat.map(str::to_owned), on });
    }

    pub(super) fn seat(&self, id: &str) -> SeatId {
        self.exercise.script.names.seats[id]
    }

    pub(super) fn score(&self) -> Score {
        score(&self.board, &self.exercise.script, &self.exercise.state, self.exercise.state.now)
    }

    pub(super) fn measure(&self, measure: Measure) -> MeasureScore {
        self.score().measure(measure).unwrap().clone()
    }

    pub(super) fn value(&self, measure: Measure) -> Option<u32> {
        self.measure(measure).value.map(|v| v.0)
    }

    /// A state's own figure.
    pub(super) fn of_state(&self, code: &str, measure: Measure) -> Option<Ppm> {
        let id = self.exercise.script.names.states[code];
        let score = self.score();
        let state = score.states.iter().find(|s| s.state == id).unwrap();
        state.measures.iter().find(|m| m.measure == measure).unwrap().value
    }

    /// The further figure of a measure.
    pub(super) fn detail(&self, measure: Measure, id: &str) -> Option<super::Figure> {
        self.measure(measure).details.iter().find(|d| d.id == id).map(|d| d.figure)
    }
}

pub(super) fn parse(verb: &str) -> Verb {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(verb).unwrap_or_else(|e| panic!("{verb}: {e}"))
}

/// Points gained and lost, added up.
pub(super) fn points(evidence: &[Evidence]) -> (i32, i32) {
    let sum = |of: fn(&i32) -> bool| evidence.iter().map(|e| e.points).filter(of).sum();
    (sum(|p| *p > 0), sum(|p| *p < 0))
}

/// The record that an order made, by its number.
pub(super) fn by_order(records: &[Record], number: u64) -> bool {
    records.iter().any(|r| r.number == number && matches!(r.cause, Cause::Order(_)))
}

/// An incident in Estonia and Latvia, known to everybody from the first hour.
pub(super) const PORT: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port", "clinic"], truth: large_scale,
                 defensible: [significant, large_scale])],
    injects: [(id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still.")],
"#;
