//! Sweeps, the outcome, and branches: the same is the same, bounds are bounds, and what is other is other.

use std::collections::BTreeSet;
use std::sync::Arc;

use startex::base::{At, Ppm, Span};
use startex::batch::run::{Step, Watch};
use startex::batch::sweep::{Vary, csv};
use startex::batch::trial::Fate;
use startex::batch::{
    Change, Conduct, Figures, Mix, OutcomeJob, Plan, Point, Run, Setup, Summary, Trial, opening,
};
use startex::exercise::fact::{Fact, Phase, Record};
use startex::exercise::order::Desk;
use startex::record::journal::Header;
use startex::scenario::script::Script;
use startex::scenario::words::Measure;
use startex::score::Outcome;

use crate::bots::SCENARIO;
use crate::harbour;
use crate::play::load;

fn setup(mix: &str) -> Setup {
    let script = harbour::script();
    let mix = Mix::parse(mix, &script).unwrap();
    Setup::new(script, harbour::header(0), mix)
}

fn plan(mix: &str, varied: &[&str], seeds: u64) -> Plan {
    let varied: Vec<Vary> = varied.iter().map(|text| Vary::parse(text).unwrap()).collect();
    Plan::new(&setup(mix), &varied, (1..=seeds).collect()).unwrap()
}

fn all(plan: &Plan) -> Vec<Figures> {
    (0..plan.jobs()).map(|job| plan.run(job).unwrap()).collect()
}

/// A whole run with its records.
#[derive(Default)]
struct Seen(Vec<Record>);

impl Watch for Seen {
    fn step(&mut self, step: &Step<'_>) {
        self.0.push(step.record.clone());
    }
}

fn run(script: &Arc<Script>, conduct: Conduct) -> Vec<Record> {
    let mut seen = Seen::default();
    let mut run = Run::new(Arc::clone(script), harbour::header(1)).conducted(conduct);
    for order in opening(script, &BTreeSet::new(), Some("by_the_book")) {
        run.order(&order, &mut seen);
    }
    run.until(script.endex, &mut seen);
    seen.0
}

#[test]
fn a_job_comes_to_the_same_whoever_does_it_and_when() {
    let plan = plan("by_the_book:1,cautious:1", &["stage.wiper.impact=0.2,0.9"], 3);
    let forwards = all(&plan);
    let copy = plan.own_copy();
    let mut backwards: Vec<Figures> = (0..copy.jobs()).rev().map(|job| copy.run(job).unwrap()).collect();
    backwards.reverse();
    assert_eq!(forwards, backwards);
    assert_eq!(forwards.len(), 6);
    assert!(plan.run(6).is_none());
    assert_eq!(Summary::of(&plan, &forwards), Summary::of(&copy, &backwards));
}

#[test]
fn a_trial_is_the_run_that_the_same_seed_gives() {
    let plan = plan("by_the_book", &[], 1);
    let figures = all(&plan);
    let script = harbour::script();
    let mut run = Run::new(script.clone(), harbour::header(1));
    for order in opening(&script, &BTreeSet::new(), Some("by_the_book")) {
        run.order(&order, &mut ());
    }
    run.until(script.endex, &mut ());
    assert_eq!(figures[0].journal, run.seal().unwrap().hash.to_string());
    assert_eq!(figures[0].overall, run.score().overall);
}

#[test]
fn a_trial_that_stops_often_goes_on_as_if_it_had_not() {
    let setup = setup("by_the_book");
    let whole = setup.run(4);
    let mut piecemeal = Trial::begin(&setup, 4, Conduct::AsDecided);
    let mut calls = 0;
    while !piecemeal.work(3) {
        calls += 1;
        piecemeal = piecemeal.clone();
    }
    assert!(calls > 5);
    assert_eq!(piecemeal.finish(), whole);
}

#[test]
fn a_parameter_that_is_varied_changes_what_comes_of_it() {
    let plan = plan("silent", &["stage.wiper.impact=0,0.9", "weight.notification=1,50"], 2);
    assert_eq!(plan.cells.len(), 4);
    let figures = all(&plan);
    let hours = |cell: usize| figures[cell * 2].loss.user_hours;
    assert!(hours(0) < hours(2), "{} {}", hours(0), hours(2));
    assert_eq!(hours(0), hours(1), "a weight costs nobody anything");
    let wrong = |text: &str| Plan::new(&setup("silent"), &[Vary::parse(text).unwrap()], vec![1]).unwrap_err();
    assert!(wrong("stage.wipe.impact=1").contains("no stage `wipe`"));
    assert!(wrong("stage.wiper.impact=7").contains("no share"));
    assert!(wrong("moon.phase=1").contains("there is no parameter"));
    assert!(Vary::parse("bots").is_err() && Vary::parse("bots=").is_err());
    assert_eq!(Vary::parse("bots=silent;a:1,b:2").unwrap().values, ["silent", "a:1,b:2"]);
}

#[test]
fn the_summary_says_how_figures_are_spread_and_what_decides() {
    let plan = plan("by_the_book:1,silent:1", &[], 24);
    let figures = all(&plan);
    let summary = Summary::of(&plan, &figures);
    let cell = &summary.cells[0];
    let overall = cell.overall.unwrap();
    assert!(overall.n > 20 && overall.sd > 0.0 && overall.min <= overall.q05 && overall.q95 <= overall.max);
    let mean = figures.iter().filter_map(|f| f.overall).map(Ppm::as_f64).sum::<f64>() / overall.n as f64;
    assert!((overall.mean - mean).abs() < 1e-9);
    let csirt = summary.seats.iter().find(|s| s.id == "ee-csirt").unwrap();
    assert_eq!(csirt.played_by.values().sum::<usize>(), 24);
    assert!(
        summary.seats.iter().any(|s| s.explains_score.is_some_and(|share| share > 0.1)),
        "{:?}",
        summary.seats
    );
    let came = summary.injects.iter().find(|i| i.id == "INJ-001").unwrap();
    assert_eq!((came.delivered, came.met + came.missed), (24, 24));
    assert!(figures.iter().all(|f| f.injects.rows().any(|fate| *fate != Fate::NotDelivered)));
    assert!(!summary.advice.is_empty());
}

#[test]
fn the_tables_have_a_line_a_run_and_as_many_fields_as_headings() {
    let plan = plan("by_the_book", &["bots=silent;by_the_book:1,cautious:1"], 2);
    let figures = all(&plan);
    let table = csv::runs(&plan, &figures);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("bots,seed,overall,classification,"), "{}", lines[0]);
    assert!(lines[3].starts_with("\"by_the_book:1,cautious:1\",1,"), "{}", lines[3]);
    assert_eq!(lines[0].split(',').count(), lines[1].split(',').count());
    assert_eq!(csv::injects(&plan, &figures).lines().count(), 1 + 4 * 5);
}

#[test]
fn alone_nothing_crosses_a_border() {
    let script = harbour::script();
    let abroad = |from, to| script.seats[from].state != script.seats[to].state;
    let crossings = |records: &[Record]| {
        let facts = records.iter().flat_map(|r| &r.facts);
        let crossing = |fact: &&Fact| match fact {
            Fact::Shared { from, to, .. }
            | Fact::Notified { by: from, to, .. }
            | Fact::Reported(from, _, to)
            | Fact::Asked(_, from, to)
            | Fact::Messaged { from: Some(from), to, .. } => to.iter().any(|to| abroad(*from, *to)),
            Fact::Learned { seat, from: Some(from), .. } => abroad(*from, *seat),
            Fact::CaseOpened { .. } | Fact::ModeSet { .. } => true,
            _ => false,
        };
        facts.filter(crossing).count()
    };
    assert!(crossings(&run(&script, Conduct::AsDecided)) > 0);
    let alone = run(&script, Conduct::Isolated);
    assert_eq!(crossings(&alone), 0);
    let shared = |f: &&Fact| matches!(f, Fact::Shared { .. });
    assert!(alone.iter().flat_map(|r| &r.facts).any(|f| shared(&f)), "at home they still talk");
}

#[test]
fn with_full_cooperation_every_seat_holds_an_item_as_soon_as_anybody_does() {
    let script = harbour::script();
    let records = run(&script, Conduct::Full);
    let item = script.names.intel["odd-address"];
    let got: Vec<At> = records
        .iter()
        .flat_map(|r| r.facts.iter().map(move |f| (r.at, f)))
        .filter(|(_, f)| matches!(f, Fact::Learned { item: i, .. } if *i == item))
        .map(|(at, _)| at)
        .collect();
    assert_eq!(got.len(), script.seats.len());
    assert!(got.iter().all(|at| *at == At::STARTEX + Span::mins(40)), "{got:?}");
}

/// An exercise in which one state holds what the other needs.
fn habits(mix: &str) -> Setup {
    let script = load(SCENARIO);
    let header = Header { scenario: "habits".to_owned(), script: script.hash, ..harbour::header(0) };
    let mix = Mix::parse(mix, &script).unwrap();
    Setup::new(script, header, mix)
}

fn outcome(mix: &str, seeds: Vec<u64>) -> Outcome {
    let all = seeds.len();
    let mut job = OutcomeJob::new(habits(mix), seeds);
    let mut calls = 0;
    while !job.work(5) {
        calls += 1;
        job = job.clone();
    }
    assert!(calls > all, "it stops and goes on");
    assert_eq!(job.progress(), (3 * all, 3 * all));
    assert!(job.work(1), "there is nothing left to do");
    job.outcome()
}

#[test]
fn the_outcome_lies_where_the_conduct_lies_between_the_bounds() {
    let book = outcome("by_the_book", vec![1, 2, 3]);
    assert_eq!((book.runs, book.counted), (3, 3));
    assert!(book.isolated > book.actual && book.actual >= book.full, "{book:?}");
    assert!(book.gain.is_some_and(|gain| gain > 500_000 && gain <= 1_000_000), "{book:?}");
    assert!(book.low <= book.gain && book.gain <= book.high, "{book:?}");
    assert_eq!(outcome("by_the_book", vec![1, 2, 3]), book);
    // Who tells nobody saves little; what the bounds assume is the same conduct at home.
    let closed = outcome("by_the_book,EE/*=withholder", vec![1, 2, 3]);
    assert!(closed.gain < book.gain, "{closed:?}");
    // Nobody acts in either bound.
    let silent = outcome("silent", vec![1, 2, 3]);
    assert_eq!((silent.gain, silent.isolated), (None, silent.full));
    assert!(silent.words().starts_with("Coordination could not matter here"));
}

#[test]
fn the_outcome_is_a_measure_of_weight_none_unless_the_scenario_gives_it_one() {
    let setup = habits("by_the_book");
    let script = Arc::clone(&setup.script);
    let mut run = Run::new(Arc::clone(&script), setup.header.clone());
    for order in opening(&script, &BTreeSet::new(), Some("by_the_book")) {
        run.order(&order, &mut ());
    }
    run.until(script.endex, &mut ());
    let outcome = outcome("by_the_book", vec![1]);
    let plain = run.score();
    let with = plain.clone().with_outcome(&script, &outcome);
    assert_eq!(with.overall, plain.overall);
    let measure = with.measure(Measure::Outcome).unwrap();
    assert_eq!((measure.value, measure.weight), (outcome.value(), Ppm::ZERO));
    let mut weighty = (*script).clone();
    weighty.weights.insert(Measure::Outcome, 1_000_000);
    let heavy = plain.with_outcome(&weighty, &outcome).overall.unwrap();
    let value = outcome.value().unwrap();
    assert!(
        heavy.0.abs_diff(value.0) < 1_000,
        "nearly all of the weight is the outcome's: {heavy:?} {value:?}"
    );
}

/// The records of the harbour's own orders.
fn played() -> (Arc<Script>, Vec<Record>) {
    let script = harbour::script();
    let mut seen = Seen::default();
    let mut run = Run::new(script.clone(), harbour::header(1));
    let mut people = BTreeSet::new();
    for (at, order) in harbour::orders(&script) {
        if let Desk::Seat(seat) = order.from {
            people.insert(seat);
        }
        run.hand_in(at, order);
    }
    for order in opening(&script, &people, Some("by_the_book")) {
        run.order(&order, &mut seen);
    }
    run.until(script.endex, &mut seen);
    (script, seen.0)
}

#[test]
fn a_branch_with_nothing_other_is_the_exercise_as_it_was() {
    let (script, records) = played();
    for at in [At::STARTEX, At::STARTEX + Span::mins(45), At::STARTEX + Span::hours(3)] {
        let point = Point::at(&harbour::header(1), &script, &records, at).unwrap();
        let mut run = point.go_on(&Change::default(), 1);
        let mut seen = Seen::default();
        run.until(script.endex, &mut seen);
        assert_eq!(run.exercise.state.phase, Phase::Ended);
        let facts = |records: &[Record]| -> Vec<(At, Vec<Fact>)> {
            records.iter().filter(|r| r.at > at).map(|r| (r.at, r.facts.clone())).collect()
        };
        assert_eq!(facts(&seen.0), facts(&records), "branched at {at}");
    }
}

#[test]
fn a_branch_with_other_bots_goes_another_way_from_its_moment_on() {
    let (script, records) = played();
    let at = At::STARTEX + Span::mins(30);
    let point = Point::at(&harbour::header(1), &script, &records, at).unwrap();
    let bots = Some(Mix::parse("silent", &script).unwrap());
    let mut run = point.go_on(&Change { orders: Vec::new(), bots }, 1);
    let mut seen = Seen::default();
    run.until(script.endex, &mut seen);
    let later = |records: &[Record]| {
        records.iter().filter(|r| r.at > at && r.facts.iter().any(is_a_decision)).count()
    };
    assert!(later(&records) > 0);
    assert_eq!(later(&seen.0), 0, "silent bots decide nothing");
    assert_eq!(
        seen.0.first().map(|r| r.number),
        Some(records.iter().filter(|r| r.at <= at).count() as u64 + 1)
    );
}

fn is_a_decision(fact: &Fact) -> bool {
    matches!(fact, Fact::Classified(..) | Fact::Shared { .. } | Fact::Notified { .. } | Fact::Reported(..))
}

#[test]
fn the_outcome_of_a_journal_repeats_what_people_ordered() {
    let (script, records) = played();
    let mut job = OutcomeJob::of_journal(&harbour::header(1), &script, &records, 1);
    while !job.work(1_000) {}
    let mut setup = setup("by_the_book");
    setup.orders = harbour::orders(&script);
    assert_eq!(job.outcome().actual, setup.run(1).loss.user_hours);
    assert!(job.outcome().actual > 0);
}

#[test]
fn the_bounds_are_run_while_people_play_and_what_was_played_comes_last() {
    let (script, records) = played();
    let header = harbour::header(1);
    // What is known when the clock starts: who sits where.
    let seated = records.iter().position(|r| r.at > At::STARTEX).unwrap();
    let state = Point::at(&header, &script, &records[..seated], At::STARTEX).unwrap();
    let mut job = OutcomeJob::while_played(&header, &script, state.state(), 2);
    while !job.work(100) {}
    assert_eq!((job.progress(), job.outcome().runs), ((4, 6), 0));
    job.played(&header, &records);
    while !job.work(100) {}
    let mut whole = OutcomeJob::of_journal(&header, &script, &records, 2);
    while !whole.work(u32::MAX) {}
    assert_eq!(job.outcome(), whole.outcome());
}
