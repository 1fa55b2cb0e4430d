//! A small state with three seats is not worse off than a large one with thirty for the same conduct.

use crate::base::Ppm;
use crate::scenario::words::Measure;

use super::{Play, script_of};

/// Estonia has one team, one authority and one operator, Finland ten of each; Latvia needs what both find.
fn frame() -> String {
    let ten = |line: &dyn Fn(usize) -> String| (1..=10).map(line).collect::<Vec<_>>().join("\n");
    let orgs = ten(&|n| format!(r#"(path: "FI/operator/p{n}", name: "Port {n}"),"#));
    let seats = ten(&|n| {
        format!(
            r#"(id: "fi-csirt-{n}", of: "FI/csirt"), (id: "fi-crisis-{n}", of: "FI/crisis"), (id: "fi-port-{n}", of: "FI/operator/p{n}"),"#
        )
    });
    let services = ten(&|n| {
        format!(r#"(id: "port-{n}", state: "FI", sector: transport_water, operator: "fi-port-{n}"),"#)
    });
    let at = (1..=10).map(|n| format!(r#""port-{n}""#)).collect::<Vec<_>>().join(", ");
    format!(
        r#"(
    format: 1, id: "small", title: "Small and large", licence: "CC-BY-4.0", doctrine: ["eu"], world: "europe",
    startex: "2027-03-02 08:00 Europe/Tallinn", length: "48h", pace: 12, tick: "6h", help: hints,
    states: ["EE", "FI", "LV"],
    organisations: [(path: "EE/operator/port", name: "Port"), {orgs}],
    seats: [
        (id: "ee-csirt-1", of: "EE/csirt"), (id: "ee-crisis-1", of: "EE/crisis"), (id: "ee-port-1", of: "EE/operator/port"),
        {seats} (id: "lv-csirt", of: "LV/csirt"), (id: "enisa", of: "EU/enisa"),
    ],
    services: [(id: "port", state: "EE", sector: transport_water, operator: "ee-port-1"), {services}],
    incidents: [
        (id: "ee", title: "Gates in Estonia", at: ["port"], truth: significant),
        (id: "fi", title: "Gates in Finland", at: [{at}], truth: significant),
    ],
    intel: [
        (id: "of-ee", says: "One address.", tlp: green, found_by: ["ee-csirt-1"], at: "1h", half_life: "2h", needed_by: seats(["lv-csirt"])),
        (id: "of-fi", says: "Another address.", tlp: green, found_by: ["fi-csirt-1"], at: "1h", half_life: "2h", needed_by: seats(["lv-csirt"])),
    ],
    injects: [
        (id: "I-1", at: "1h", to: ["EE"], about: "ee", says: "The gates stand still.",
         expects: [(who: "EE/csirt", what: sitrep, by: "2h", counts: escalation), (who: "EE/crisis", of: each, what: statement, by: "2h", counts: public_line)]),
        (id: "I-2", at: "1h", to: ["FI"], about: "fi", says: "The gates stand still.",
         expects: [(who: "FI/csirt", what: sitrep, by: "2h", counts: escalation), (who: "FI/crisis", of: each, what: statement, by: "2h", counts: public_line)]),
    ],
    questions: [(id: "Q", at: ["4h"], open: "30m", ask: "One cause or several?", answers: ["one", "several"], truth: ["one"],
                 to: ["*/csirt", "*/crisis"])],
)"#
    )
}

/// The same conduct: teams class rightly, authorities wrongly; operators warn after thirty of twenty-four hours; the team's
/// report is an hour late of two; one item is passed on an hour after it was found; half of the words are said.
fn played() -> Play {
    let mut play = Play::of(script_of(&frame(), ""));
    let teams = [("ee", 1), ("fi", 10)];
    play.at("2h");
    for (state, seats) in teams {
        let to_latvia = format!(r#"share(items: ["of-{state}"], to: ["lv-csirt"])"#);
        play.act(&format!("{state}-csirt-1"), &to_latvia);
        for n in 1..=seats {
            let class = |class: &str| format!(r#"classify(incident: "{state}", class: {class})"#);
            play.act(&format!("{state}-csirt-{n}"), &class("significant"));
            play.act(&format!("{state}-crisis-{n}"), &class("below_threshold"));
            let statement = format!(
                r#"statement(incident: "{state}", claims: (advice: stay_alert), text: "Stay alert.")"#
            );
            play.act(&format!("{state}-crisis-{n}"), &statement);
        }
    }
    play.at("4h");
    for (state, seats) in teams {
        let report =
            format!(r#"sitrep(to: ["lv-csirt"], incident: "{state}", claims: (severity: significant))"#);
        play.act(&format!("{state}-csirt-1"), &report);
        for n in 1..=seats {
            play.act(&format!("{state}-csirt-{n}"), r#"probe(question: "Q", answer: 0)"#);
            play.act(&format!("{state}-crisis-{n}"), r#"probe(question: "Q", answer: 1)"#);
        }
    }
    play.at("31h");
    for (state, seats) in teams {
        let to = state.to_uppercase();
        for n in 1..=seats {
            let warning = format!(
                r#"notify(regime: "nis2", step: "early_warning", incident: "{state}", to: ["{to}/csirt"], claims: (malicious: unknown, cross_border: no))"#
            );
            play.act(&format!("{state}-port-{n}"), &warning);
        }
    }
    play.at("47h");
    play
}

#[test]
fn for_the_same_conduct_three_seats_score_no_less_than_thirty() {
    let play = played();
    let score = play.score();
    let states = &play.exercise.script.names.states;
    let of = |code: &str| score.states.iter().find(|s| s.state == states[code]).unwrap();
    let (small, large) = (of("EE"), of("FI"));
    assert_eq!((small.staffing.people, large.staffing.people), (3, 30));
    let mut compared = Vec::new();
    for (mine, theirs) in small.measures.iter().zip(&large.measures) {
        assert_eq!(mine.value.is_some(), theirs.value.is_some(), "{:?}", mine.measure);
        if let (Some(mine), Some(theirs)) = (mine.value, theirs.value) {
            assert!(
                mine.0 + 1 >= theirs.0,
                "{:?}: {mine:?} of three, {theirs:?} of thirty",
                small.measures[compared.len()].measure
            );
        }
        compared.extend(mine.value.map(|_| mine.measure));
    }
    for measure in [
        Measure::Classification,
        Measure::Notification,
        Measure::Information,
        Measure::CommonPicture,
        Measure::Escalation,
        Measure::PublicLine,
    ] {
        assert!(compared.contains(&measure), "{measure:?} was not compared: {compared:?}");
    }
    let (mine, theirs) = (small.overall.unwrap(), large.overall.unwrap());
    assert!(mine.0 + 1 >= theirs.0, "{mine:?} overall of three, {theirs:?} of thirty");
    // And no figure is whole or nothing: what could not differ would show nothing.
    assert!(mine > Ppm(100_000) && mine < Ppm(950_000), "{mine:?}");
}
