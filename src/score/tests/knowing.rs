//! Classification, notification, common picture.

use crate::base::{At, Ppm, Span};
use crate::exercise::order::Control;
use crate::scenario::words::Measure::{Classification, CommonPicture, Notification};
use crate::score::Figure;

use super::{PORT, Play, by_order, points};

pub(super) const CLASSES: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: large_scale,
                 defensible: [significant, large_scale], evident_from: ["logs"])],
    intel: [(id: "logs", says: "Logs of the gates.", tlp: green, found_by: ["ee-csirt"], at: "2h", about: "port")],
    injects: [(id: "INJ-1", at: "1h", to: ["ee-csirt"], about: "port", says: "The gates stand still.")],
"#;

#[test]
fn the_class_counts_from_the_moment_at_which_the_seat_could_know() {
    let mut play = Play::start(CLASSES);
    play.at("90m");
    assert_eq!(play.value(Classification), None, "nobody can know yet");
    // Two hours unclassed, four right, four too high: 4 of 10.
    play.at("4h").act("ee-csirt", r#"classify(incident: "port", class: significant)"#);
    play.at("8h").act("ee-csirt", r#"classify(incident: "port", class: crisis)"#);
    play.at("12h");
    assert_eq!(play.value(Classification), Some(400_000));
    assert_eq!(play.detail(Classification, "under"), Some(Figure::Share(Ppm(200_000))));
    assert_eq!(play.detail(Classification, "over"), Some(Figure::Share(Ppm(400_000))));
    let measure = play.measure(Classification);
    assert_eq!((measure.assessed, measure.opportunities), (1, 1));
    assert_eq!(points(&measure.evidence), (400_000, -600_000));
}

#[test]
fn a_class_given_before_one_could_be_sure_counts_from_then() {
    let mut play = Play::start(CLASSES);
    play.at("1h").act("ee-csirt", r#"classify(incident: "port", class: large_scale)"#);
    play.at("12h");
    assert_eq!(play.value(Classification), Some(1_000_000));
}

#[test]
fn skips_and_no_play_leave_the_time_that_is_classed() {
    let mut play = Play::start(CLASSES);
    play.at("3h").control(Control::SkipTo { at: At::STARTEX + Span::hours(13) });
    play.at("13h").act("ee-csirt", r#"classify(incident: "port", class: significant)"#);
    play.at("16h").no_play(Some("ee-csirt"), true);
    play.at("30h");
    // One hour unclassed, three right; ten skipped and fourteen released do not count.
    assert_eq!(play.value(Classification), Some(750_000));
}

#[test]
fn a_void_record_counts_no_more_and_a_void_void_counts_again() {
    let mut play = Play::start(CLASSES);
    let record = play.at("2h").act("ee-csirt", r#"classify(incident: "port", class: significant)"#);
    assert!(by_order(&play.records, record));
    play.at("12h");
    assert_eq!(play.value(Classification), Some(1_000_000));
    let void = play.void(record);
    assert_eq!(play.value(Classification), Some(0));
    play.void(void);
    assert_eq!(play.value(Classification), Some(1_000_000));
}

const WARNING: &str = r#"notify(regime: "nis2", step: "early_warning", incident: "port", to: ["EE/csirt"],
    claims: (malicious: unknown, cross_border: yes))"#;

#[test]
fn a_duty_is_kept_to_its_deadline_and_fades_to_twice_its_deadline() {
    // The operator hears of it at 1 h and has 24 hours.
    let warned = |at: &str| {
        let mut play = Play::start(PORT);
        play.at(at).act("ee-port", WARNING);
        let score = play.measure(Notification);
        score
            .evidence
            .iter()
            .filter(|e| e.seat == Some(play.seat("ee-port")))
            .map(|e| e.points)
            .collect::<Vec<_>>()
    };
    // At 20 h three authorities and two operators are late or not due; the warning alone gains points.
    assert!(warned("20h").iter().all(|p| *p > 0));
    // 36 of 24 hours: half of it.
    let late = warned("37h");
    assert_eq!(late.len(), 2);
    assert!((late[0] + late[1]).abs() <= 1, "{late:?} is half gained, half lost");
}

#[test]
fn a_duty_that_is_not_due_is_not_assessed_and_done_early_is_whole() {
    let mut play = Play::start(PORT);
    play.at("90m");
    let open = play.measure(Notification);
    assert_eq!((open.value, open.assessed), (None, 0));
    assert!(open.opportunities > 0);
    play.act("ee-port", WARNING);
    let done = play.measure(Notification);
    assert_eq!((done.value, done.assessed), (Some(Ppm::ONE), 1));
}

#[test]
fn a_lapsed_deadline_counts_against_the_operator_and_an_empty_notice_is_none() {
    let mut play = Play::start(PORT);
    let empty = play.at("3h").act(
        "ee-port",
        r#"notify(regime: "nis2", step: "early_warning", incident: "port", to: ["EE/csirt"], text: "Something is up")"#,
    );
    play.at("26h");
    let score = play.measure(Notification);
    let port = play.seat("ee-port");
    let cost = score.evidence.iter().find(|e| e.seat == Some(port)).unwrap();
    assert_eq!(cost.record, empty, "what was said and is none is what it cost");
    assert!(cost.why.contains("a notice lacked what it must say"), "{}", cost.why);
    assert!(score.evidence.iter().any(|e| e.seat == Some(port) && e.points < 0));
    assert!(!score.evidence.iter().any(|e| e.seat == Some(port) && e.points > 0));
    // The empty warning opened no success for anybody: cross-border notices lapsed too.
    assert_eq!(score.value, Some(Ppm::ZERO));
}

#[test]
fn coverage_counts_each_recipient_that_is_owed() {
    let mut play = Play::start(PORT);
    // Estonia owes Latvia and ENISA a notice within 2 hours of 1 h; it tells Latvia alone.
    play.at("2h").act(
        "ee-csirt",
        r#"notify(regime: "nis2", step: "cross_border", incident: "port", to: ["LV/csirt"], claims: (cross_border: yes))"#,
    );
    play.at("4h");
    assert_eq!(play.of_state("EE", Notification), Some(Ppm(500_000)));
    assert_eq!(play.of_state("LV", Notification), Some(Ppm::ZERO));
}

#[test]
fn what_was_said_in_time_counts_though_it_was_put_down_late() {
    let mut play = Play::start(PORT);
    play.at("4h").said(
        "ee-csirt",
        "2h",
        r#"notify(regime: "nis2", step: "cross_border", incident: "port", to: ["LV/csirt", "EU/enisa"], claims: (cross_border: yes))"#,
    );
    play.at("5h");
    assert_eq!(play.of_state("EE", Notification), Some(Ppm::ONE));
}

const PROBE: &str = r#"
    questions: [(id: "Q1", at: ["2h"], open: "30m", ask: "One campaign or several?",
                 answers: ["one", "several", "cannot tell"], truth: ["one"],
                 to: ["ee-csirt", "fi-csirt", "lv-csirt"])],
"#;

#[test]
fn a_picture_is_accuracy_times_agreement() {
    let mut play = Play::start(PROBE);
    play.at("2h");
    for (seat, answer) in [("ee-csirt", 0), ("fi-csirt", 0), ("lv-csirt", 1)] {
        play.act(seat, &format!(r#"probe(question: "Q1", answer: {answer})"#));
    }
    play.at("3h");
    // Two of three right, one pair of three agrees.
    assert_eq!(play.detail(CommonPicture, "accuracy"), Some(Figure::Share(Ppm(666_666))));
    assert_eq!(play.detail(CommonPicture, "agreement"), Some(Figure::Share(Ppm(333_333))));
    let value = play.value(CommonPicture).unwrap();
    assert!((222_220..=222_222).contains(&value), "{value}");
}

#[test]
fn agreeing_on_what_is_wrong_is_shown_apart_and_scores_nothing() {
    let mut play = Play::start(PROBE);
    play.at("2h");
    for seat in ["ee-csirt", "fi-csirt", "lv-csirt"] {
        play.act(seat, r#"probe(question: "Q1", answer: 1)"#);
    }
    play.at("3h");
    assert_eq!(play.value(CommonPicture), Some(0));
    assert_eq!(play.detail(CommonPicture, "agreement"), Some(Figure::Share(Ppm::ONE)));
    assert_eq!(play.detail(CommonPicture, "agreed_but_wrong"), Some(Figure::Count(1)));
}

#[test]
fn a_report_is_held_against_the_truth_claim_by_claim() {
    let mut play = Play::start(PORT);
    // Cause right, severity right, cross-border wrong, malice not known: two of three.
    play.at("2h").act(
        "ee-csirt",
        r#"sitrep(to: ["LV/csirt"], incident: "port",
            claims: (cause: malicious_action, severity: significant, cross_border: no, malicious: unknown))"#,
    );
    assert_eq!(play.value(CommonPicture), Some(666_666));
}
