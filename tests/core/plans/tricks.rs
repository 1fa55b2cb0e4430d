//! What a sceptic would try with the shipped scenarios: the good run of each, played with one bad habit. None may pay.

use std::sync::Arc;

use startex::base::{At, Name, Span};
use startex::exercise::order::{Act, Claims, Desk, Order, OrderId, Verb};
use startex::scenario::script::{Script, SeatId};
use startex::scenario::words::{Class, DefenceKind, Measure};

use super::plan::Plan;
use super::stage::{Played, Stage};

/// A habit of all seats together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Chatter,
    OverClassification,
    CopyingToAll,
    LateMassNotification,
    EmptyNotices,
    Silence,
    AnnouncingEverything,
    NeverRestoring,
    NeverDefending,
    NeverAttributing,
    NeedlessRequests,
}

use Habit::*;

/// No client counts under this key.
const KEY: u64 = 0x5CE9_71C5;

/// The orders of the good run as people with the habit would give them.
fn with_habit(habit: Habit, script: &Script, orders: Vec<(At, Order)>) -> Vec<(At, Order)> {
    let everybody = || vec![Name::from("all")];
    let mut kept = Vec::new();
    let mut more: Vec<(At, SeatId, Verb)> = Vec::new();
    let late = At(script.endex.0.saturating_sub(Span::mins(1).0));
    for (at, mut order) in orders {
        let Desk::Seat(seat) = order.from else {
            kept.push((at, order));
            continue;
        };
        if habit == Silence {
            continue;
        }
        if habit == Chatter {
            let words = || "We are still here, and would like to know.".to_owned();
            more.push((
                at,
                seat,
                Verb::Message { to: everybody(), tlp: None, reply_to: None, text: words() },
            ));
            more.push((at, seat, Verb::Ask { to: everybody(), about: None, text: words() }));
        }
        let Some(verb) = order.act.verb_mut() else {
            kept.push((at, order));
            continue;
        };
        let stays = match (habit, &mut *verb) {
            (OverClassification, Verb::Classify { class, .. }) => {
                *class = Class::Crisis;
                true
            }
            (CopyingToAll, Verb::Share { to, .. }) => {
                *to = everybody();
                true
            }
            (LateMassNotification, Verb::Notify { to, .. }) => {
                *to = everybody();
                more.push((late, seat, verb.clone()));
                false
            }
            (EmptyNotices, Verb::Notify { claims, .. }) => {
                *claims = Claims::default();
                true
            }
            (AnnouncingEverything, Verb::Defend { announced_to, .. }) => {
                *announced_to = everybody();
                true
            }
            (NeverRestoring, Verb::Defend { defence, .. }) => {
                let id = script.names.defences[defence.as_str()];
                !matches!(script.defences[id].kind, DefenceKind::Restore | DefenceKind::FailOver)
            }
            (NeverDefending, Verb::Defend { .. }) | (NeverAttributing, Verb::Attribute { .. }) => false,
            (NeedlessRequests, Verb::Classify { incident, .. }) => {
                let (mechanism, incident) = ("mutual-assistance".to_owned(), incident.clone());
                let text = "Just in case.".to_owned();
                more.push((
                    at,
                    seat,
                    Verb::Request { mechanism, incident, to: vec![Name::from("*/csirt")], text },
                ));
                true
            }
            _ => true,
        };
        if stays {
            kept.push((at, order));
        }
    }
    let added = more.into_iter().zip(1..).map(|((at, seat, verb), counter)| {
        let id = OrderId { key: KEY, counter };
        (at, Order { id, from: Desk::Seat(seat), act: Act::Verb(Arc::new(verb)) })
    });
    kept.extend(added);
    kept.sort_by_key(|(at, _)| *at);
    kept
}

/// The measures that differ, honest and with the habit.
fn table(honest: &Played, tricked: &Played) -> String {
    let differs = |m: &&Measure| honest.value(**m) != tricked.value(**m);
    let row = |m: &Measure| format!("    {}: {:?} → {:?}\n", m.label(), honest.value(*m), tricked.value(*m));
    Measure::ALL.iter().filter(differs).map(row).collect()
}

/// Plays the good run of a scenario with each habit.
fn no_habit_pays(folder: &str) {
    let plan = Plan::read(folder);
    let stage = Stage::open(folder, &plan);
    let good = &plan.runs[0];
    let honest = stage.play(good, false);
    let mut pays = String::new();
    let mut report = String::new();
    for habit in [
        Chatter,
        OverClassification,
        CopyingToAll,
        LateMassNotification,
        EmptyNotices,
        Silence,
        AnnouncingEverything,
        NeverRestoring,
        NeverDefending,
        NeverAttributing,
        NeedlessRequests,
    ] {
        let tricked = stage.play_as(good, |script, orders| with_habit(habit, script, orders));
        let (before, after) = (honest.overall(), tricked.overall());
        let line = format!("{habit:?}: {before:.4} → {after:.4}\n{}", table(&honest, &tricked));
        if after > before {
            pays += &line;
        }
        report += &line;
    }
    if std::env::var_os("PLAN_DETAIL").is_some() {
        println!("── {folder}\n{report}");
    }
    assert!(pays.is_empty(), "{folder}\n{pays}");
}

#[test]
fn no_habit_pays_in_the_quick_start() {
    no_habit_pays("quickstart");
}

#[test]
fn no_habit_pays_in_northern_lights() {
    no_habit_pays("northern-lights");
}

#[test]
fn no_habit_pays_in_iron_gate() {
    no_habit_pays("iron-gate");
}

#[test]
fn no_habit_pays_in_quiet_update() {
    no_habit_pays("quiet-update");
}

#[test]
fn no_habit_pays_in_loud_week() {
    no_habit_pays("loud-week");
}

#[test]
fn no_habit_pays_in_long_reach() {
    no_habit_pays("long-reach");
}
