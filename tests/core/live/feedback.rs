//! The questionnaire after ENDEX: who may answer it, that nobody's answers reach anybody but control, and what the report
//! makes of them for whom.

use super::*;
use startex::exercise::fact::Cause;
use startex::exercise::order::Team;
use startex::exercise::team::Answer;
use startex::report::{Audience, Gather, Provenance, report};
use startex::wire::text::Down;

const WORDS: &str = "Nobody answered the telephone in Riga";

fn answers(script: &Script, rating: u8) -> Vec<Answer> {
    let asked = |text: &startex::base::Text| text.get("en").to_owned();
    let statement = asked(&script.questionnaire.statements[0]);
    let question = asked(&script.questionnaire.questions[0]);
    vec![
        Answer { asked: statement, rating: Some(rating), text: String::new() },
        Answer { asked: question, rating: None, text: WORDS.to_owned() },
    ]
}

fn give(room: &mut Room, answers: Vec<Answer>) -> Outcome {
    let frame = room.seat.1.act(Act::Team(Team::Feedback { answers }));
    room.session.receive(room.seat.0, frame, room.wall_ms);
    room.turn();
    room.seat.1.orders.settled.back().unwrap().outcome.clone()
}

fn told(room: &Room, audience: Audience) -> startex::report::model::Feedback {
    let (script, open) = (room.session.script(), room.excon.1.open.as_ref().unwrap());
    let mut gather = Gather::default();
    let mut state = startex::exercise::state::State::new(script, 7);
    for record in &open.records {
        startex::exercise::apply::replay(script, &mut state, record).unwrap();
        gather.fold(script, &state, record);
    }
    let report = report(script, &state, &gather, &Provenance::default(), audience);
    assert!(startex::report::html(&report).contains("What participants said"));
    assert!(startex::report::markdown(&report).contains("What participants said"));
    report.feedback
}

#[test]
fn a_questionnaire_is_answered_after_endex_and_the_latest_word_of_a_person_counts() {
    let mut room = Room::started(60);
    let script = Arc::clone(room.session.script());
    assert!(!script.questionnaire.is_empty(), "one comes with the program");
    assert!(matches!(give(&mut room, answers(&script, 4)), Outcome::Refused(_)), "not while it is played");
    room.control(Control::Endex);
    for wrong in [
        Vec::new(),
        answers(&script, 6),
        answers(&script, 0),
        [answers(&script, 3), answers(&script, 3)].concat(),
        vec![Answer { asked: "Anything".to_owned(), ..Answer::default() }],
    ] {
        assert!(matches!(give(&mut room, wrong.clone()), Outcome::Refused(_)), "{wrong:?}");
    }
    let before = room.session.state().seats.clone();
    assert_eq!(give(&mut room, answers(&script, 2)), Outcome::Taken);
    assert_eq!(give(&mut room, answers(&script, 4)), Outcome::Taken);
    let seat = room.session.seat("ee-csirt").unwrap();
    assert_eq!(
        room.session.state().seats[seat].team,
        before[seat].team,
        "it changes nothing in the exercise"
    );
    let feedback = told(&room, Audience::Excon);
    assert_eq!((feedback.people, feedback.statements[0].counts), (Some(1), [0, 0, 0, 1, 0]));
    assert_eq!(feedback.statements[0].mean, Some(400));
    assert_eq!(feedback.questions[0].said, [WORDS]);
    // It may still be answered once the debrief is signed off: it is no part of that.
    let off = Control::SignOff { by: "lead".to_owned(), on: String::new(), text: String::new() };
    assert_eq!(room.control(off), Outcome::Taken);
    assert_eq!(give(&mut room, answers(&script, 5)), Outcome::Taken);
}

#[test]
fn answers_reach_nobody_but_control_and_counts_the_others_only_where_five_have_answered() {
    let mut room = Room::started(60);
    let script = Arc::clone(room.session.script());
    room.control(Control::Endex);
    let (lv, ee) = (room.session.seat("lv-csirt").unwrap(), room.session.seat("ee-csirt").unwrap());
    let others = [Desk::Seat(lv), Desk::Seat(ee), Desk::Room, Desk::Moderator(script.names.states["EE"])];
    let conns = others.map(|desk| room.session.connect(desk));
    for conn in conns {
        let all = BTreeMap::new();
        room.session.receive(conn, FromDesk::Resume { from: 0 }, room.wall_ms);
        room.session.receive(conn, FromDesk::ResumeOf(all), room.wall_ms);
    }
    let state = Audience::State(script.names.states["EE"]);
    for person in 1..=5 {
        let conn = room.session.connect_as(Desk::Seat(lv), person);
        let id = OrderId { key: 90_000 + u64::from(person), counter: 1 };
        let act = Act::Team(Team::Feedback { answers: answers(&script, 3) });
        room.session.receive(conn, FromDesk::Order { id, act }, room.wall_ms);
        room.turn();
        assert_eq!(told(&room, Audience::Excon).people, Some(usize::from(person)));
        for audience in [state, Audience::Plenary] {
            assert_eq!(told(&room, audience).people, None, "the debrief is not signed off");
        }
    }
    room.control(Control::SignOff { by: "lead".to_owned(), on: String::new(), text: String::new() });
    let released = told(&room, state);
    assert_eq!((released.people, released.statements[0].counts), (Some(5), [0, 0, 5, 0, 0]));
    assert!(released.questions.is_empty(), "words are control's");
    for conn in conns {
        let frames = room.session.frames(conn, room.wall_ms, usize::MAX);
        assert!(frames.len() > 2);
        for frame in frames {
            let text = Down::Desk(frame).encode();
            assert!(!text.contains(WORDS) && !text.contains("feedback"), "{text:.300}");
        }
    }
    let given = |record: &&Record| match &record.cause {
        Cause::Order(order) => matches!(order.act, Act::Team(Team::Feedback { .. })),
        Cause::Due(_) => false,
    };
    assert_eq!(room.stored.iter().filter(given).count(), 5, "they are in the journal");
}

#[test]
fn a_scenario_asks_what_it_likes_or_nothing() {
    let of = |field: &str| {
        let mut sources = header().sources;
        sources
            .insert("main.ron".to_owned(), SCENARIO.replacen("pace: 12,", &format!("pace: 12,\n{field}"), 1));
        let loaded = load(&sources, "main.ron");
        loaded.script.unwrap_or_else(|| panic!("{:#?}", loaded.findings))
    };
    let own =
        of("questionnaire: (statements: [\"It was loud\"], questions: [(en: \"Why?\", et: \"Miks?\")]),");
    assert_eq!(own.questionnaire.statements[0].get("en"), "It was loud");
    assert_eq!(own.questionnaire.questions[0].get("et"), "Miks?");
    assert!(of("questionnaire: (),").questionnaire.is_empty());
    assert_eq!(Directory::new(&own).questionnaire, own.questionnaire);
}
