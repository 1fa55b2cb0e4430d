//! The habits of each bot doctrine, in one small exercise of three states.

mod duties;
mod need;
mod secrets;

use std::collections::{BTreeMap, BTreeSet};

use startex::base::{At, Name, Span};
use startex::batch::run::{Step, Watch};
use startex::batch::{Mix, Run, opening_mixed};
use startex::exercise::fact::{Cause, Fact, Marking, Record};
use startex::exercise::order::{Desk, Verb};
use startex::record::journal::{Header, Options, RULES};
use startex::scenario::script::Script;
use startex::scenario::words::{Class, Vote};

use crate::play::load;

pub(crate) const SCENARIO: &str = r#"(
    format: 1, id: "habits", title: "Habits", summary: "A worm in three ports.", licence: "CC-BY-4.0",
    doctrine: ["eu"], world: "europe", startex: "2027-03-02 08:00 Europe/Tallinn", length: "12h", tick: "10m",
    help: hints,
    states: ["EE", "LV", "LT"],
    organisations: [
        (path: "EE/operator/port-west", name: "Port West"),
        (path: "LV/operator/port-south", name: "Port South"),
    ],
    seats: [
        (id: "ee-csirt", of: "EE/csirt"), (id: "lv-csirt", of: "LV/csirt"), (id: "lt-csirt", of: "LT/csirt"),
        (id: "ee-crisis", of: "EE/crisis"), (id: "lv-crisis", of: "LV/crisis"), (id: "ee-foreign", of: "EE/foreign"), (id: "lv-foreign", of: "LV/foreign"),
        (id: "ee-port", of: "EE/operator/port-west"), (id: "lv-port", of: "LV/operator/port-south"),
        (id: "cyclone", of: "EU/cyclone"), (id: "enisa", of: "EU/enisa"),
    ],
    products: [(id: "gates", name: "Gate software")],
    services: [
        (id: "port-west", name: "Port West", state: "EE", sector: transport_water, operator: "ee-port",
         users: 40_000, loss_per_hour: 120_000, uses: ["gates"]),
        (id: "port-south", name: "Port South", state: "LV", sector: transport_water, operator: "lv-port",
         users: 90_000, loss_per_hour: 30_000, uses: ["gates"]),
    ],
    defences: [(id: "block", name: "Block the sessions", kind: block, takes: "20m", disrupts: 0.05)],
    campaign: (actor: "Quiet Tide", stages: [
        (id: "worm", technique: "attack:T1485", at: "1h", impact: 0.9, lasts: "8h", stopped_by: ["block"],
         reaches: services(["port-west", "port-south"])),
    ]),
    intel: [
        (id: "amber", tlp: amber, pap: green, found_by: ["ee-csirt"], at: "30m", says: "One address opens all gates.",
         needed_by: uses("gates"), enables: ["block"], half_life: "2h", about: "gates-down"),
        (id: "green", tlp: green, pap: green, found_by: ["ee-csirt"], at: "40m", says: "The wiper starts at the gates.",
         needed_by: uses("gates"), half_life: "2h", about: "gates-down"),
        (id: "lent", tlp: amber_strict, pap: green, source: "EU/enisa", found_by: ["enisa"], at: "20m",
         says: "A ring of thieves sells access.", needed_by: uses("gates"), half_life: "2h", about: "gates-down"),
    ],
    incidents: [
        (id: "gates-down", title: "Gates stand open", at: ["port-west", "port-south"], concerns: ["EE", "LV"],
         truth: large_scale, defensible: [significant, large_scale], cause: malicious_action, regimes: ["nis2"]),
    ],
    injects: [
        (id: "INJ-001", at: "15m", to: ["ee-csirt", "lv-csirt", "ee-port", "lv-port", "ee-crisis"], from: "Gate keeper",
         by: phone, about: "gates-down", says: "Every gate stands open."),
        (id: "INJ-002", at: "2h", to: ["all"], from: "News desk", by: news, about: "gates-down",
         says: "Reporters ask why the gates stand open."),
    ],
    questions: [
        (id: "Q1", at: ["3h"], ask: "Where does it start?", answers: ["at the gates", "in the office", "cannot tell"],
         truth: ["at the gates"], to: ["ee-csirt", "lt-csirt"]),
    ],
)"#;

/// What happened.
#[derive(Default)]
struct Seen(Vec<Record>);

impl Watch for Seen {
    fn step(&mut self, step: &Step<'_>) {
        self.0.push(step.record.clone());
    }
}

struct Played {
    script: std::sync::Arc<Script>,
    records: Vec<Record>,
}

/// The exercise with everybody played by the mixture.
fn play(mix: &str) -> Played {
    play_it(SCENARIO, mix)
}

fn play_it(scenario: &str, mix: &str) -> Played {
    let script = load(scenario);
    let header = Header {
        rules: RULES,
        seed: 3,
        scenario: "habits".to_owned(),
        main: "scenario.ron".to_owned(),
        sources: BTreeMap::new(),
        script: script.hash,
        options: Options::default(),
    };
    let mix = Mix::parse(mix, &script).unwrap();
    let mut run = Run::new(script.clone(), header);
    let mut seen = Seen::default();
    for order in opening_mixed(&script, &BTreeSet::new(), &mix, 3) {
        run.order(&order, &mut seen);
    }
    run.until(script.endex, &mut seen);
    Played { script, records: seen.0 }
}

impl Played {
    fn facts(&self) -> impl Iterator<Item = (At, &Fact)> {
        self.records.iter().flat_map(|r| r.facts.iter().map(|f| (r.at, f)))
    }

    /// What a seat ordered, when, and whether it was taken.
    fn orders(&self, seat: &str) -> Vec<(At, &Verb)> {
        let id = self.script.names.seats[seat];
        let of = |r: &'_ Record| match &r.cause {
            Cause::Order(order) => order.from == Desk::Seat(id),
            Cause::Due(_) => false,
        };
        let verbs = self.records.iter().filter(|r| of(r)).filter_map(|r| match &r.cause {
            Cause::Order(order) => order.act.verb().map(|verb| (r.at, verb)),
            Cause::Due(_) => None,
        });
        verbs.collect()
    }

    /// When a seat came to hold an item from another seat.
    fn got(&self, seat: &str, item: &str) -> Option<At> {
        let (seat, item) = (self.script.names.seats[seat], self.script.names.intel[item]);
        self.facts().find_map(|(at, fact)| match fact {
            Fact::Learned { seat: s, item: i, from: Some(_), .. } if (*s, *i) == (seat, item) => Some(at),
            _ => None,
        })
    }

    fn breaches(&self) -> usize {
        let tlp = |f: &Fact| matches!(f, Fact::Breached { marking: Marking::Tlp, .. });
        self.facts().filter(|(_, f)| tlp(f)).count()
    }

    fn highest_class(&self, seat: &str) -> Option<Class> {
        let seat = self.script.names.seats[seat];
        let classes = self.facts().filter_map(|(_, f)| match f {
            Fact::Classified(s, _, class) if *s == seat => Some(*class),
            _ => None,
        });
        classes.max()
    }
}

#[test]
fn by_the_book_shares_with_the_network_notifies_and_breaks_no_marking() {
    let played = play("by_the_book");
    assert!(played.got("lv-csirt", "amber").is_some());
    assert!(played.got("lt-csirt", "green").is_some(), "early warning goes to all of the network");
    assert_eq!(played.breaches(), 0);
    assert_eq!(played.highest_class("ee-csirt"), Some(Class::LargeScale));
    let notices = played.orders("ee-csirt").iter().filter(|(_, v)| matches!(v, Verb::Notify { .. })).count();
    assert!(notices > 0);
}

#[test]
fn by_the_book_keeps_to_the_markings_of_what_the_exercise_gave_it() {
    // What an inject gives is not the seat's own finding where another is the source. What is red stays with who read
    // it, what is amber and lent stays at home, an own amber finding may go abroad.
    let items = r#"
        (id: "red", tlp: red, pap: red, source: "EU/enisa", says: "A source inside the ring names the gates.",
         needed_by: uses("gates"), enables: ["block"], about: "gates-down"),
        (id: "home", tlp: amber, pap: clear, source: "EU/enisa", says: "The ring has keys to the gates.",
         needed_by: uses("gates"), enables: ["block"], about: "gates-down"),
    ],
    incidents: ["#;
    let injects = r#"injects: [
        (id: "INJ-000", at: "10m", to: ["ee-csirt", "ee-port"], from: "ENISA", by: mail, about: "gates-down",
         gives: ["red", "home"], says: "This is for you."),"#;
    let scenario = SCENARIO.replace("\n    ],\n    incidents: [", items).replace("injects: [", injects);
    let played = play_it(&scenario, "by_the_book");
    assert!(played.got("lv-csirt", "amber").is_some(), "one's own is one's own to give");
    assert!(played.got("ee-crisis", "home").is_some(), "at home it is of use");
    assert_eq!(played.got("lv-csirt", "home"), None);
    let red = played.script.names.intel["red"];
    let passed_on = |f: &Fact| matches!(f, Fact::Learned { item, from: Some(_), .. } if *item == red);
    assert!(!played.facts().any(|(_, f)| passed_on(f)));
    let blocks =
        |f: &Fact| matches!(f, Fact::Defending { by, .. } if *by == played.script.names.seats["ee-port"]);
    assert!(played.facts().any(|(_, f)| blocks(f)));
    let broken = played.facts().filter(|(_, f)| matches!(f, Fact::Breached { .. })).count();
    assert_eq!(broken, 0, "the block rests on what may be used, not on what may only be read");
}

#[test]
fn by_the_book_proposes_endorses_and_speaks() {
    let played = play("by_the_book");
    let all: Vec<&str> = played.script.seats.rows().map(|s| s.id.as_str()).collect();
    let count = |fits: fn(&Verb) -> bool| {
        all.iter().flat_map(|seat| played.orders(seat)).filter(|(_, verb)| fits(verb)).count()
    };
    assert!(count(|v| matches!(v, Verb::Mode { .. })) > 0, "raises a mode");
    assert!(count(|v| matches!(v, Verb::Vote { vote: Vote::For, .. })) > 0, "endorses");
    assert!(count(|v| matches!(v, Verb::Statement { .. })) > 0, "speaks to the public");
    assert!(count(|v| matches!(v, Verb::Request { .. })) > 0, "asks for help");
    assert!(count(|v| matches!(v, Verb::Propose { .. })) > 0, "proposes a joint measure");
}

#[test]
fn who_is_well_offers_help_and_who_is_down_does_not() {
    let played = play("by_the_book");
    let offers =
        |seat: &str| played.orders(seat).iter().filter(|(_, v)| matches!(v, Verb::Offer { .. })).count();
    assert!(offers("lt-csirt") > 0);
    assert_eq!(offers("lv-csirt"), 0);
}

#[test]
fn an_eager_sharer_is_quicker_tells_everybody_and_breaks_markings() {
    let (eager, book) = (play("eager_sharer"), play("by_the_book"));
    assert!(eager.got("lv-csirt", "amber") < book.got("lv-csirt", "amber"));
    assert!(eager.breaches() > 0);
    let item = eager.script.names.intel["amber"];
    let holders = |played: &Played| {
        let learned = |f: &Fact| matches!(f, Fact::Learned { item: i, .. } if *i == item);
        played.facts().filter(|(_, f)| learned(f)).count()
    };
    assert!(holders(&eager) > holders(&book), "{} {}", holders(&eager), holders(&book));
}

#[test]
fn a_cautious_bot_tells_no_stranger_but_one_who_gave_before() {
    let strangers = play("cautious,LV/*=withholder");
    assert_eq!(strangers.got("lv-csirt", "green"), None);
    assert_eq!(strangers.got("lv-csirt", "amber"), None);
    let slow = |played: &Played| played.orders("ee-csirt").first().map(|(at, _)| *at);
    assert!(slow(&strangers) > slow(&play("by_the_book")));
    // Latvia is eager here: what it gives earns it trust.
    let friends = play("cautious,LV/*=eager_sharer,enisa=eager_sharer");
    assert!(friends.got("lv-csirt", "green").is_some(), "tit for tat");
}

#[test]
fn a_withholder_calls_it_small_tells_nobody_abroad_and_objects() {
    let played = play("by_the_book,EE/*=withholder");
    assert!(played.highest_class("ee-csirt") < Some(Class::LargeScale));
    assert_eq!(played.got("lv-csirt", "amber"), None);
    assert_eq!(played.got("lv-csirt", "green"), None);
    let abroad = |to: &Name| !to.starts_with("EE") && !to.starts_with("ee");
    for (_, verb) in played.orders("ee-csirt") {
        if let Verb::Notify { to, .. } | Verb::Share { to, .. } = verb {
            assert!(!to.iter().any(abroad), "{to:?}");
        }
        assert!(!matches!(verb, Verb::Vote { vote: Vote::For, .. } | Verb::Statement { .. }));
        if let Verb::Answer { items, .. } = verb {
            assert!(items.is_empty());
        }
    }
}

#[test]
fn an_overloaded_bot_does_one_thing_at_a_time_and_forgets_a_part() {
    let (tired, book) = (play("overloaded"), play("by_the_book"));
    for seat in ["ee-csirt", "lv-csirt"] {
        let orders = tired.orders(seat);
        for pair in orders.windows(2) {
            assert!(pair[1].0.since(pair[0].0) >= Span::mins(45), "{seat}: {pair:?}");
        }
        assert!(orders.len() < book.orders(seat).len(), "{seat}");
        assert!(!orders.is_empty());
    }
}

#[test]
fn a_silent_bot_orders_nothing() {
    let played = play("silent");
    let by_seat = |r: &&Record| matches!(&r.cause, Cause::Order(o) if o.from != Desk::Excon);
    assert_eq!(played.records.iter().filter(by_seat).count(), 0);
}

#[test]
fn a_probe_is_answered_with_what_the_seat_holds() {
    let played = play("by_the_book");
    let answers: Vec<(&str, u8)> = played
        .facts()
        .filter_map(|(_, f)| match f {
            Fact::ProbeAnswered(_, _, seat, answer) => {
                Some((played.script.seats[*seat].id.as_str(), *answer))
            }
            _ => None,
        })
        .collect();
    assert!(answers.contains(&("ee-csirt", 0)), "it holds that the wiper starts at the gates: {answers:?}");
}

#[test]
fn a_mixture_is_drawn_for_each_seed_and_named_seats_keep_theirs() {
    let script = load(SCENARIO);
    let mix = Mix::parse("by_the_book:3, cautious:1, LV/*=silent", &script).unwrap();
    let drawn =
        |seed: u64| -> Vec<Option<&str>> { script.seats.ids().map(|s| mix.of(&script, s, seed)).collect() };
    assert_eq!(drawn(1), drawn(1));
    assert!((1..20).any(|seed| drawn(seed) != drawn(20)));
    let cautious = (0..400).flat_map(drawn).filter(|d| *d == Some("cautious")).count();
    assert!((400..800).contains(&cautious), "a quarter of six seats in 400 draws: {cautious}");
    assert!((0..20).all(|seed| mix.of(&script, script.names.seats["lv-csirt"], seed) == Some("silent")));
    assert_eq!(
        Mix::parse("cautios", &script).unwrap_err(),
        "there is no bot doctrine `cautios`; did you mean `cautious`?"
    );
    assert!(Mix::parse("XX/*=silent", &script).is_err() && Mix::parse("", &script).is_err());
}

#[test]
fn a_folder_brings_its_own_doctrine_and_overrides_a_shipped_one() {
    let mut sources: BTreeMap<String, String> = BTreeMap::from([
        (
            "scenario.ron".to_owned(),
            SCENARIO.replace(r#"of: "EE/csirt""#, r#"of: "EE/csirt", bot: night_shift"#),
        ),
        ("doctrine/eu.ron".to_owned(), include_str!("../../assets/doctrine/eu.ron").to_owned()),
        ("world/europe.ron".to_owned(), include_str!("../../assets/world/europe.ron").to_owned()),
        (
            "bots/night_shift.ron".to_owned(),
            r#"(format: 1, id: "night_shift", summary: "Sleeps")"#.to_owned(),
        ),
        (
            "bots/silent.ron".to_owned(),
            r#"(format: 1, id: "silent", summary: "Mine", acts: false)"#.to_owned(),
        ),
    ]);
    let loaded = startex::scenario::load(&sources, "scenario.ron");
    let script = loaded.script.unwrap();
    assert_eq!(script.bots["silent"].summary, "Mine");
    assert!(script.bots.contains_key("night_shift"));
    assert!(loaded.sources.contains_key("bots/by_the_book.ron"), "what plays is kept with the journal");
    sources.insert("bots/night_shift.ron".to_owned(), r#"(format: 1, id: "other", summary: "")"#.to_owned());
    let loaded = startex::scenario::load(&sources, "scenario.ron");
    assert!(loaded.findings.iter().any(|f| f.code == "bad-bot"), "{:?}", loaded.findings);
}
