//! A small exercise for tests: given a scenario, when seats order, then facts.

use std::collections::BTreeMap;
use std::sync::Arc;

use startex::base::{At, Span};
use startex::exercise::fact::{Fact, Record};
use startex::exercise::mirror::Projector;
use startex::exercise::order::{Act, Control, Desk, Order, OrderId, Verb};
use startex::exercise::refusal::Refusal;
use startex::exercise::view::View;
use startex::exercise::{Answer, Exercise, entry::Entry};
use startex::scenario::script::{Script, SeatId};

/// Loads a scenario text with the shipped packs.
pub(crate) fn load(text: &str) -> Arc<Script> {
    let sources: BTreeMap<String, String> = [
        ("scenario.ron", text),
        ("doctrine/eu.ron", include_str!("../../assets/doctrine/eu.ron")),
        ("doctrine/nato.ron", include_str!("../../assets/doctrine/nato.ron")),
        ("doctrine/private.ron", include_str!("../../assets/doctrine/private.ron")),
        ("doctrine/international.ron", include_str!("../../assets/doctrine/international.ron")),
        ("world/europe.ron", include_str!("../../assets/world/europe.ron")),
        ("world/dependencies.ron", include_str!("../../assets/world/dependencies.ron")),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .collect();
    let loaded = startex::scenario::load(&sources, "scenario.ron");
    let findings: Vec<String> =
        loaded.findings.iter().map(|f| format!("{:?}", f.json(&loaded.files))).collect();
    loaded.script.unwrap_or_else(|| panic!("{}", findings.join("\n")))
}

/// A running exercise with everything that was sent and recorded.
pub(crate) struct Play {
    pub(crate) exercise: Exercise,
    pub(crate) records: Vec<Record>,
    pub(crate) entries: BTreeMap<SeatId, Vec<Entry>>,
    projector: Projector,
    counter: u32,
}

impl Play {
    /// Given this scenario, at STARTEX.
    pub(crate) fn of(text: &str) -> Self {
        Self::seeded(text, 1)
    }

    pub(crate) fn seeded(text: &str, seed: u64) -> Self {
        Self::begin(load(text), seed)
    }

    /// Given this script, at STARTEX.
    pub(crate) fn begin(script: Arc<Script>, seed: u64) -> Self {
        let projector = Projector::new(&script);
        let exercise = Exercise::new(script, seed);
        let mut play =
            Self { exercise, records: Vec::new(), entries: BTreeMap::new(), projector, counter: 0 };
        play.control(Control::Start);
        play
    }

    pub(crate) fn script(&self) -> &Script {
        &self.exercise.script
    }

    pub(crate) fn seat(&self, id: &str) -> SeatId {
        self.script().names.seats[id]
    }

    /// Goes on to so long after STARTEX.
    pub(crate) fn until(&mut self, time: &str) -> &mut Self {
        let at = At::STARTEX + Span::parse(time).unwrap();
        let Self { exercise, records, entries, projector, .. } = self;
        let script = exercise.script.clone();
        exercise.advance(at, &mut |state, record| {
            for (seat, entry) in projector.entries(&script, state, record) {
                entries.entry(seat).or_default().push(entry);
            }
            records.push(record.clone());
        });
        self
    }

    pub(crate) fn order(&mut self, from: Desk, act: Act) -> Answer {
        self.counter += 1;
        let order = Order { id: OrderId { key: 1, counter: self.counter }, from, act };
        self.hand_in(order)
    }

    pub(crate) fn hand_in(&mut self, order: Order) -> Answer {
        let Self { exercise, records, entries, projector, .. } = self;
        let script = exercise.script.clone();
        exercise.order(order, &mut |state, record| {
            for (seat, entry) in projector.entries(&script, state, record) {
                entries.entry(seat).or_default().push(entry);
            }
            records.push(record.clone());
        })
    }

    /// When a seat orders, given as scenarios write it: the facts of it.
    pub(crate) fn does(&mut self, seat: &str, verb: &str) -> Vec<Fact> {
        match self.tries(seat, verb) {
            Ok(facts) => facts,
            Err(refusal) => panic!("{seat} {verb}: {refusal:?}"),
        }
    }

    /// The same, where a refusal is expected.
    pub(crate) fn tries(&mut self, seat: &str, verb: &str) -> Result<Vec<Fact>, Refusal> {
        let verb: Verb = startex::scenario::syntax::plain_ron().from_str(verb).unwrap();
        let from = Desk::Seat(self.seat(seat));
        match self.order(from, Act::Verb(verb.into())) {
            Answer::Taken(_) => Ok(self.records.last().unwrap().facts.clone()),
            Answer::Refused(_, refusal) => Err(refusal),
            Answer::Repeat(last) => panic!("repeat of {last:?}"),
        }
    }

    pub(crate) fn control(&mut self, control: Control) -> Vec<Fact> {
        match self.order(Desk::Excon, Act::Control(control)) {
            Answer::Taken(_) => self.records.last().unwrap().facts.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// All facts so far.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.records.iter().flat_map(|r| &r.facts)
    }

    /// What a seat knows now.
    pub(crate) fn view(&self, seat: &str) -> View {
        let mut view = View::default();
        for entry in self.entries.get(&self.seat(seat)).into_iter().flatten() {
            view.apply(entry);
        }
        view
    }
}
