//! What people rate, beside what the figures suggest.

use crate::base::Ppm;
use crate::exercise::evaluation::{CONTROL, Criterion};
use crate::exercise::order::{Control, Mark, RaterRole, Rating, Staffing};
use crate::score::Score;
use crate::score::evaluation::{Standing, TaskEvaluation};

use super::Play;

/// Two tasks: one is shown by two expected actions and the notices, the other by nothing.
const PARTS: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    injects: [
        (id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still.",
         expects: [
            (who: ["ee-csirt", "fi-csirt"], of: each, what: sitrep, by: "2h", objective: "tell"),
            (who: ["ee-mfa"], what: statement, by: "2h", objective: "other"),
         ]),
        (id: "INJ-2", at: "2h", to: ["ee-crisis"], says: "And now?",
         expects: [(what: decide, by: "4h")]),
        (id: "INJ-3", at: "40h", to: ["ee-crisis"], says: "And at last?",
         expects: [(what: decide, by: "12h")]),
    ],
    objectives: [
        (id: "tell", capability: "Information", text: "Those who need to know are told.",
         tasks: [(says: "Report", shown_by: ["INJ-1", "INJ-2", "INJ-3"]), "Stay calm"]),
        (id: "other", capability: "Information", text: "The public is told."),
    ],
"#;

const REPORT: &str = r#"sitrep(to: ["lv-csirt"], incident: "port", claims: (severity: significant))"#;

fn appoint(play: &mut Play, rater: &str, role: RaterRole, states: &[&str]) {
    let states = states.iter().map(|s| (*s).to_owned()).collect();
    play.control(Control::Appoint { rater: rater.to_owned(), role: Some(role), states });
}

fn rate(by: &str, state: Option<&str>, rating: Option<Rating>) -> Control {
    Control::RateTask {
        by: by.to_owned(),
        objective: "tell".to_owned(),
        task: 0,
        state: state.map(str::to_owned),
        rating,
        evidence: vec![1],
        text: "As I saw it".to_owned(),
    }
}

fn task(score: &Score, place: usize, state: Option<u32>) -> TaskEvaluation {
    let found = score.evaluation.tasks.iter().find(|t| t.task == place && t.state.map(|s| s.0) == state);
    found.cloned().unwrap()
}

#[test]
fn expected_actions_of_its_injects_make_the_suggestion_of_a_task() {
    let mut play = Play::start(PARTS);
    play.at("2h").act("ee-csirt", REPORT);
    play.at("4h").act("fi-csirt", REPORT);
    play.at("5h").act("ee-crisis", r#"decide(text: "Trucks go by the northern gate")"#);
    play.at("47h");
    // Estonia in time (1), Finland an hour late of two (½), together one; the decision in time (1); the last is open;
    // the statement tests another objective. (¾ + 1) ÷ 2 = 0.875: S.
    let score = play.score();
    let all = task(&score, 0, None);
    assert_eq!(all.suggested.mean, Some(Ppm(875_000)));
    assert_eq!(all.suggested.rating, Some(Rating::SomeChallenges));
    assert_eq!((all.suggested.assessed, all.suggested.of), (3, 4), "what is open is not assessed");
    let signs: Vec<_> = all.suggested.signs.iter().map(|s| (s.got.map(|g| g.0), s.weight)).collect();
    let (one, half) = (Some(1_000_000), Some(500_000));
    assert_eq!(signs, [(one, 500_000), (half, 500_000), (one, 1_000_000), (None, 1_000_000)]);
    assert!(all.suggested.signs.iter().all(|sign| sign.record.is_some()), "each leads to its entry");
    let estonia = task(&score, 0, Some(0)).suggested;
    assert_eq!((estonia.mean, estonia.rating), (Some(Ppm::ONE), Some(Rating::Performed)));
    let finland = task(&score, 0, Some(1)).suggested;
    assert_eq!((finland.mean, finland.rating), (Some(Ppm(500_000)), Some(Rating::MajorChallenges)));
    // What nothing shows has no suggestion, and is no success.
    let calm = task(&score, 1, None);
    assert_eq!((calm.suggested.rating, calm.suggested.of, calm.standing), (None, 0, Standing::Unrated));
    assert!(!score.evaluation.tasks.iter().any(|t| t.task == 1 && t.state.is_some()));
}

#[test]
fn a_void_act_shows_nothing_of_a_task() {
    let mut play = Play::start(PARTS);
    let record = play.at("2h").act("ee-csirt", REPORT);
    play.at("9h").void(record);
    let all = task(&play.score(), 0, None).suggested;
    assert_eq!((all.mean, all.rating), (Some(Ppm(0)), Some(Rating::Unable)));
}

#[test]
fn raters_who_differ_leave_a_task_disputed_until_the_lead_decides() {
    let mut play = Play::start(PARTS);
    appoint(&mut play, "Evaluator 1", RaterRole::Evaluator, &[]);
    appoint(&mut play, "Evaluator 2", RaterRole::Evaluator, &[]);
    appoint(&mut play, "Lead", RaterRole::Lead, &[]);
    play.at("5h");
    let standing = |play: &Play| task(&play.score(), 0, None).standing;
    play.control(rate("Evaluator 1", None, Some(Rating::Performed)));
    assert_eq!(standing(&play), Standing::Agreed(Rating::Performed));
    let second = play.control(rate("Evaluator 2", None, Some(Rating::MajorChallenges)));
    assert_eq!(standing(&play), Standing::Disputed);
    assert_eq!(play.score().evaluation.disputed(), 1);
    // The latest word of a rater counts; a void one counts no more.
    let third = play.control(rate("Evaluator 2", None, Some(Rating::Performed)));
    assert_eq!(standing(&play), Standing::Agreed(Rating::Performed));
    play.void(third);
    assert_eq!(standing(&play), Standing::Disputed);
    play.control(rate("Lead", None, Some(Rating::SomeChallenges)));
    assert_eq!(standing(&play), Standing::Decided(Some(Rating::SomeChallenges)));
    play.void(second);
    let found = task(&play.score(), 0, None);
    assert_eq!(found.ratings.len(), 2, "the first evaluator and the lead");
    assert_eq!(found.ratings[0].evidence, [1]);
    // The older, shorter form is control's own word.
    let (objective, text) = ("tell".to_owned(), String::new());
    play.control(Control::Rate { objective, task: 0, rating: Rating::Unable, text });
    assert_eq!(task(&play.score(), 0, None).ratings[2].rater, CONTROL);
}

#[test]
fn ratings_move_no_figure() {
    let mut play = Play::start(PARTS);
    play.at("2h").act("ee-csirt", REPORT);
    play.at("47h");
    let before = play.score();
    play.control(rate(CONTROL, None, Some(Rating::Unable)));
    let after = play.score();
    assert_eq!((before.overall, &before.measures), (after.overall, &after.measures));
}

#[test]
fn only_those_appointed_rate_and_only_what_is_theirs() {
    let mut play = Play::start(PARTS);
    assert_eq!(
        play.refused(rate("Evaluator 1", None, None)),
        "`Evaluator 1` is no evaluator of this exercise"
    );
    appoint(&mut play, "Evaluator 1", RaterRole::Evaluator, &["EE"]);
    let other = "This evaluator rates other states";
    assert_eq!(play.refused(rate("Evaluator 1", Some("FI"), None)), other);
    assert_eq!(play.refused(rate("Evaluator 1", None, None)), other, "all together are not one state's");
    play.control(rate("Evaluator 1", Some("EE"), Some(Rating::Performed)));
    assert_eq!(task(&play.score(), 0, Some(0)).standing, Standing::Agreed(Rating::Performed));
    play.control(Control::Appoint { rater: "Evaluator 1".to_owned(), role: None, states: Vec::new() });
    assert_eq!(
        play.refused(rate("Evaluator 1", Some("EE"), None)),
        "`Evaluator 1` is no evaluator of this exercise"
    );
    let far = Control::RateTask {
        by: CONTROL.to_owned(),
        objective: "tell".to_owned(),
        task: 7,
        state: None,
        rating: None,
        evidence: Vec::new(),
        text: String::new(),
    };
    assert_eq!(play.refused(far), "The objective has no such task");
}

#[test]
fn words_wait_for_raters_by_the_criteria_of_their_kind() {
    let mut play = Play::start(PARTS);
    play.at("2h");
    play.staff("fi-mfa", Staffing::Bot("by_the_book".to_owned()));
    let said = play.act("ee-mfa", r#"statement(text: "Stay away from the port until noon.")"#);
    play.act("fi-mfa", r#"statement(text: "We follow the matter.")"#);
    let bare = play.act("ee-csirt", REPORT);
    let aloud = play.at("3h").said("ee-crisis", "2h30m", r#"decide(text: "Close the gate")"#);
    let queue = play.score().evaluation.words;
    let waiting: Vec<_> = queue.iter().map(|w| (w.record, w.criteria.len())).collect();
    assert_eq!(waiting, [(said, 3), (aloud, 3)], "no bot's words, and no claims alone");
    assert_eq!(queue[1].at, crate::base::At(9_000_000), "when it was said, not when it was put down");
    assert!(queue.iter().all(crate::score::evaluation::WordsEvaluation::waits));
    let mark = |criterion, rating| Mark { criterion, rating: Some(rating) };
    let words = |by: &str, record, marks: &[Mark]| Control::RateWords {
        by: by.to_owned(),
        record,
        marks: marks.to_vec(),
        text: String::new(),
    };
    let wrong = "These words are not rated by grounds";
    assert_eq!(play.refused(words(CONTROL, said, &[mark(Criterion::Grounds, Rating::Unable)])), wrong);
    let none = "This record holds no words that are this evaluator's to rate";
    assert_eq!(play.refused(words(CONTROL, 1, &[mark(Criterion::Accuracy, Rating::Unable)])), none);
    appoint(&mut play, "Evaluator LV", RaterRole::Evaluator, &["LV"]);
    let foreign = words("Evaluator LV", said, &[mark(Criterion::Accuracy, Rating::Unable)]);
    // Nor does anybody hear by it that there are words of others in a record.
    assert_eq!(play.refused(foreign), none);
    play.control(words(CONTROL, said, &[mark(Criterion::Accuracy, Rating::Performed)]));
    let first = play.score().evaluation.words[0].clone();
    let standing: Vec<_> = first.criteria.iter().map(|c| c.standing).collect();
    assert_eq!(standing, [Standing::Agreed(Rating::Performed), Standing::Unrated, Standing::Unrated]);
    assert!(first.waits(), "what is half rated waits");
    assert!(play.score().evaluation.words.iter().all(|w| w.record != bare));
}

#[test]
fn the_lead_signs_where_there_is_one() {
    let mut play = Play::start(PARTS);
    appoint(&mut play, "Lead", RaterRole::Lead, &[]);
    play.control(Control::Endex);
    let sign = |by: &str| Control::SignOff { by: by.to_owned(), on: "today".to_owned(), text: String::new() };
    assert_eq!(play.refused(sign("Somebody")), "The lead evaluator signs the debrief off");
    play.control(rate("Lead", None, Some(Rating::Performed)));
    play.control(sign("Lead"));
    assert_eq!(play.refused(rate("Lead", None, None)), "The debrief is signed off, and stands as it is");
    // A consent changes no figure: it may be given after the sign-off, and be taken back.
    let consent = |on| Control::Consent { state: "EE".to_owned(), on, text: "Head of delegation".to_owned() };
    play.control(consent(true));
    assert_eq!(play.exercise.state.consents.len(), 1);
    assert_eq!(play.refused(consent(true)), "The state has consented already");
    play.control(consent(false));
    assert!(play.exercise.state.consents.is_empty());
}
