//! What a sceptic would try: an honest game, and the same game with a trick added or put in its place. No trick may pay.

use crate::base::Ppm;
use crate::scenario::words::Measure;

use super::Play;

/// Everything that is measured by what seats do, in one small exercise.
const GAME: &str = r#"
    campaign: (actor: "Quiet Tide", stages: [
        (id: "wiper", technique: "attack:T1485", at: "1h", impact: 0.6, lasts: "200h", stopped_by: ["rebuild"], reaches: services(["port"])),
    ]),
    incidents: [
        (id: "port", title: "Gates stand still", at: ["port", "clinic"], concerns: ["EE", "LV"], truth: large_scale,
         defensible: [significant, large_scale], cause: malicious_action, regimes: ["nis2"]),
        (id: "theft", title: "Plans stolen", at: ["port"], concerns: ["EE"], truth: significant, cause: malicious_action),
    ],
    intel: [
        (id: "trace", says: "Sessions come from 192.0.2.44.", found_by: ["ee-csirt"], at: "1h", needed_by: seats(["lv-csirt"]),
         about: "port", tlp: green, half_life: "4h"),
        (id: "key", says: "The key was left on the press.", found_by: ["lv-csirt"], at: "1h", needed_by: seats(["ee-csirt"]),
         about: "port", tlp: amber, half_life: "4h"),
        (id: "proof", says: "The server answers in their name.", found_by: ["ee-csirt"], at: "2h", about: "theft", tlp: green,
         reliability: "A1", points_to: "Quiet Tide"),
        (id: "note", says: "Somebody beside them says that the press is next.", found_by: ["ee-mfa"], at: "1h", about: "port", tlp: amber,
         half_life: "4h", needed_by: seats(["ee-csirt", "lv-csirt", "lv-clinic"]),
         classification: (level: sim2, originator: "LV/foreign", releasable_to: ["EE/csirt", "EE/foreign"],
            tear_line: (says: "Look at the press.", tlp: green, after: "1h"))),
    ],
    defences: [
        (id: "image", name: "Keep images", kind: preserve_evidence, takes: "1h"),
        (id: "cut", name: "Cut the port off", kind: isolate, takes: "1h", disrupts: 0.2),
        (id: "rebuild", name: "Rebuild", kind: restore, takes: "1h", destroys_evidence: true),
        (id: "patch", name: "Patch", kind: patch, takes: "1h"),
    ],
    injects: [
        (id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still.", expects: [
            (who: "EE/csirt", what: mode(mechanism: "csirts-network", mode: "alert"), by: "2h", counts: escalation),
            (who: "LV/csirt", what: sitrep(to: "ee-csirt"), by: "4h", counts: escalation),
            (who: "EE/foreign", what: statement, by: "3h", counts: public_line),
            (who: "LV/foreign", what: statement, by: "3h", counts: public_line),
            (who: "ee-port", what: defend(kind: preserve_evidence, service: "port"), by: "12h", counts: evidence),
        ]),
        (id: "INJ-2", at: "6h", to: ["all"], about: "theft", says: "Who did it?", expects: [
            (who: "EE/foreign", what: attribute(public: true), by: "8h", counts: attribution),
        ]),
    ],
"#;

/// What is done otherwise than honestly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trick {
    Honest,
    Chatter,
    OverClassification,
    CopyingToAll,
    LateMassNotification,
    EmptyNotices,
    Silence,
    AnnouncingEverything,
    NeverRestoring,
    NeverAttributing,
    NeedlessRequests,
    UnderClassification,
    OverSharing,
    NeverSharing,
}

use Trick::*;

/// Plays it to the end.
fn play(trick: Trick) -> Play {
    let mut play = Play::start_bound(GAME);
    if trick != Silence {
        first_hours(play.at("90m"), trick);
        note(&mut play, trick);
        defences(&mut play, trick);
        play.at("7h");
        for seat in ["ee-csirt", "ee-crisis", "ee-port"] {
            play.act(seat, r#"classify(incident: "theft", class: significant)"#);
        }
        if trick != NeverAttributing {
            let named = r#"attribute(incident: "theft", actor: "Quiet Tide", confidence: low, public: true)"#;
            play.at("8h").act("ee-mfa", named);
        }
    }
    extras(&mut play, trick);
    play.at("47h");
    play
}

fn first_hours(play: &mut Play, trick: Trick) {
    let class = match trick {
        OverClassification => Some("crisis"),
        UnderClassification => None,
        _ => Some("large_scale"),
    };
    let technical = ["ee-csirt", "lv-csirt", "ee-crisis", "lv-crisis", "ee-port", "lv-clinic"];
    for seat in technical {
        match class {
            Some(class) => play.act(seat, &format!(r#"classify(incident: "port", class: {class})"#)),
            None => play.act(seat, r#"classify(incident: "port", class: below_threshold)"#),
        };
    }
    // The default failure that auditors found: what is below the threshold is told to nobody and goes no higher.
    if trick == UnderClassification {
        return;
    }
    let claims = if trick == EmptyNotices { "" } else { "claims: (malicious: yes, cross_border: yes)" };
    if trick != LateMassNotification {
        for (seat, to) in [("ee-port", "EE/csirt"), ("lv-clinic", "LV/csirt")] {
            let notice = format!(
                r#"notify(regime: "nis2", step: "early_warning", incident: "port", to: ["{to}"], {claims})"#
            );
            play.act(seat, &notice);
        }
    }
    play.act("ee-csirt", r#"mode(mechanism: "csirts-network", mode: "alert", incident: "port")"#);
    let to = |one: &str| {
        if trick == CopyingToAll { r#""EE", "LV", "FI""#.to_owned() } else { format!("\"{one}\"") }
    };
    play.act("ee-csirt", &format!(r#"share(items: ["trace"], to: [{}])"#, to("lv-csirt")));
    play.act("lv-csirt", &format!(r#"share(items: ["key"], to: [{}])"#, to("ee-csirt")));
    for (from, whom) in [("ee-csirt", "lv-csirt"), ("lv-csirt", "ee-csirt")] {
        play.act(from, &format!(r#"sitrep(to: ["{whom}"], incident: "port", claims: (cause: malicious_action, severity: significant, cross_border: yes))"#));
    }
    for seat in ["ee-mfa", "lv-mfa"] {
        play.act(
            seat,
            r#"statement(incident: "port", claims: (advice: stay_alert), text: "We work on it.")"#,
        );
    }
    play.act("ee-csirt", r#"request(mechanism: "mutual-assistance", incident: "port", to: ["FI/csirt"], text: "Two analysts")"#);
    play.act("fi-csirt", r#"vote(case: "mutual-assistance", vote: for)"#);
}

/// What is classified: to the one who may have it, and to the others as a tear-line.
fn note(play: &mut Play, trick: Trick) {
    match trick {
        NeverSharing => {}
        OverSharing => {
            play.act("ee-mfa", r#"share(items: ["note"], to: ["ee-csirt", "lv-csirt", "lv-clinic"])"#);
        }
        _ => {
            play.act("ee-mfa", r#"share(items: ["note"], to: ["ee-csirt"])"#);
            play.act("ee-mfa", r#"release(item: "note", tear_line: true, text: "The clinic must look.")"#);
            play.act("lv-mfa", r#"vote(case: "originator-consent", vote: for)"#);
            play.at("165m")
                .act("ee-mfa", r#"share(items: ["note-tear-line"], to: ["lv-csirt", "lv-clinic"])"#);
        }
    }
}

fn defences(play: &mut Play, trick: Trick) {
    let told = if trick == AnnouncingEverything { r#""all""# } else { r#""LV/csirt""# };
    play.at("3h").act("ee-port", r#"defend(defence: "image", services: ["port"])"#);
    play.act("ee-port", &format!(r#"defend(defence: "cut", services: ["port"], announced_to: [{told}])"#));
    if trick != NeverRestoring {
        play.at("5h").act("ee-port", r#"defend(defence: "rebuild", services: ["port"])"#);
    }
    if trick == AnnouncingEverything {
        play.act("lv-clinic", r#"defend(defence: "patch", services: ["clinic"], announced_to: ["all"])"#);
        play.act("ee-port", r#"defend(defence: "patch", services: ["port"], announced_to: ["all"])"#);
    }
}

fn extras(play: &mut Play, trick: Trick) {
    match trick {
        Chatter => {
            for hour in 9..20 {
                play.at(&format!("{hour}h"));
                for seat in ["ee-csirt", "lv-csirt", "fi-csirt", "ee-crisis"] {
                    play.act(seat, r#"message(to: ["all"], text: "We are still here.")"#);
                    play.act(seat, r#"ask(to: ["all"], text: "Any news?")"#);
                }
            }
        }
        // The whole list, when the time allowed is over twice.
        LateMassNotification => {
            for seat in ["ee-port", "lv-clinic"] {
                let notice = r#"notify(regime: "nis2", step: "early_warning", incident: "port", to: ["all"], claims: (malicious: yes, cross_border: yes))"#;
                play.at("40h").act(seat, notice);
            }
        }
        NeedlessRequests => {
            for hour in 9..12 {
                let asks = r#"request(mechanism: "mutual-assistance", incident: "port", to: ["EE/csirt"], text: "Just in case")"#;
                play.at(&format!("{hour}h")).act("fi-csirt", asks);
                play.act("ee-csirt", r#"vote(case: "mutual-assistance", vote: for)"#);
            }
        }
        _ => {}
    }
}

fn overall(play: &Play) -> u32 {
    play.score().overall.map_or(0, |share| share.0)
}

/// The trick earns nothing overall, and costs the measure that it aims at.
fn does_not_pay(trick: Trick, aims_at: Measure) {
    let (honest, tricked) = (play(Honest), play(trick));
    let table = |play: &Play| -> String {
        let all = play.score().measures;
        all.iter().map(|m| format!("\n  {:?} {:?}", m.measure, m.value.map(Ppm::as_f64))).collect()
    };
    let shown = format!("{trick:?}: honest{}\ntricked{}", table(&honest), table(&tricked));
    assert!(
        overall(&tricked) <= overall(&honest),
        "{} over {}: {shown}",
        overall(&tricked),
        overall(&honest)
    );
    let (before, after) = (honest.value(aims_at), tricked.value(aims_at));
    assert!(before.is_some() && after.unwrap_or(0) < before.unwrap_or(0), "{aims_at:?}: {shown}");
}

#[test]
fn chatter_does_not_pay() {
    let (honest, chatter) = (play(Honest), play(Chatter));
    assert!(overall(&chatter) <= overall(&honest), "{} over {}", overall(&chatter), overall(&honest));
    for measure in Measure::ALL {
        let (before, after) = (honest.value(*measure), chatter.value(*measure));
        assert!(after <= before, "{measure}: {after:?} after {before:?}");
    }
    let network = |play: &Play| {
        super::super::network::network(&play.board, &play.exercise.script, play.exercise.state.now)
    };
    assert!(network(&chatter).precision < network(&honest).precision);
}

#[test]
fn over_classification_does_not_pay() {
    does_not_pay(OverClassification, Measure::Classification);
}

#[test]
fn copying_everything_to_everyone_does_not_pay() {
    does_not_pay(CopyingToAll, Measure::Information);
}

#[test]
fn late_mass_notification_does_not_pay() {
    does_not_pay(LateMassNotification, Measure::Notification);
    does_not_pay(LateMassNotification, Measure::RightContact);
}

#[test]
fn empty_notices_do_not_pay() {
    does_not_pay(EmptyNotices, Measure::Notification);
}

#[test]
fn silence_does_not_pay() {
    for measure in [
        Measure::Classification,
        Measure::Notification,
        Measure::Information,
        Measure::RightContact,
        Measure::Escalation,
        Measure::PublicLine,
        Measure::Evidence,
        Measure::Attribution,
    ] {
        does_not_pay(Silence, measure);
    }
}

#[test]
fn announcing_every_side_effect_to_everybody_does_not_pay() {
    does_not_pay(AnnouncingEverything, Measure::SideEffects);
}

#[test]
fn never_restoring_does_not_pay() {
    does_not_pay(NeverRestoring, Measure::Evidence);
}

#[test]
fn never_attributing_does_not_pay_where_it_is_due() {
    does_not_pay(NeverAttributing, Measure::Attribution);
}

#[test]
fn needless_requests_do_not_pay() {
    does_not_pay(NeedlessRequests, Measure::Assistance);
}

#[test]
fn telling_everybody_what_is_classified_does_not_pay() {
    does_not_pay(OverSharing, Measure::Confidentiality);
}

#[test]
fn never_sharing_what_is_classified_does_not_pay() {
    does_not_pay(NeverSharing, Measure::Confidentiality);
    does_not_pay(NeverSharing, Measure::Information);
}

/// Under-classified, told to nobody, never escalated: what the European Court of Auditors found.
#[test]
fn the_default_failure_costs_a_quarter_of_the_score_and_all_three_measures() {
    for measure in [Measure::Classification, Measure::Notification, Measure::Escalation] {
        does_not_pay(UnderClassification, measure);
    }
    let lost = overall(&play(Honest)).saturating_sub(overall(&play(UnderClassification)));
    assert!(lost >= 250_000, "{lost}");
}
