//! The MSEL: injects, expected actions, rules.

use crate::base::excerpt::own_word;
use crate::exercise::fact::{ExpectId, Fact, Watch};
use crate::report::names::{Names, capital, quoted, said};

use super::Weight::{Act, Plumbing, Small, Turn};
use super::{Sentence, Told, what};

pub(super) fn tell(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let n = &told.names;
    match fact {
        Fact::Delivered(inject, to) => {
            Sentence::new(Turn, format!("{} reached {}", n.inject(*inject), n.seats(to)))
        }
        Fact::Held(inject, true) => Sentence::new(Act, format!("{} is held back", n.inject(*inject))),
        Fact::Held(inject, false) => {
            Sentence::new(Act, format!("{} is no longer held back", n.inject(*inject)))
        }
        Fact::Skipped(inject) => Sentence::new(Act, format!("{} was taken out", n.inject(*inject))),
        Fact::Readdressed(inject, to) => {
            Sentence::new(Act, format!("{} goes to {} now", n.inject(*inject), n.seats(to)))
        }
        Fact::Retold(inject, text) => {
            Sentence::new(Act, format!("{} was reworded{}", n.inject(*inject), said(&text.to_string())))
        }
        Fact::Composed(inject) => Sentence::new(
            Act,
            format!(
                "Exercise control wrote an inject from {} to {}{}",
                inject.from,
                n.seats(&inject.to),
                said(&inject.says.to_string())
            ),
        ),
        Fact::ExpectOpened { inject, place, due, .. } => {
            let spec = n.script.injects.get(*inject).and_then(|i| i.expects.get(usize::from(*place)));
            let (who, act) = spec.map_or(("somebody".to_owned(), "act".to_owned()), |s| {
                (n.seats(&s.who), what::words(n, &s.what))
            });
            Sentence::new(Small, format!("Expected of {who} by {}: {act}", n.clock(*due)))
        }
        Fact::ExpectMet(expect, seat) => {
            Sentence::new(Act, format!("{} did what was expected: {}", n.seat(*seat), expected(n, *expect)))
        }
        Fact::ExpectLapsed(expect) => {
            let who = whom(n, *expect);
            Sentence::new(Turn, format!("Not done in time{who}: {}", expected(n, *expect)))
        }
        Fact::Became(watch) => {
            Sentence::new(Small, format!("The condition of {} came true", watched(n, *watch)))
        }
        Fact::NoLonger(watch) => {
            Sentence::new(Small, format!("The condition of {} holds no more", watched(n, *watch)))
        }
        Fact::RuleActed(rule) => {
            let rule = capital(&n.rule(*rule));
            Sentence::new(Act, format!("{rule} acted"))
        }
        Fact::Flag(flag, on) => {
            let name = n.script.flags.get(*flag).map(|f| own_word(f)).unwrap_or_default();
            Sentence::new(Small, format!("Flag {name} was {}", if *on { "set" } else { "cleared" }))
        }
        Fact::News(text) => Sentence::new(Turn, format!("News for everybody: {}", quoted(&text.to_string()))),
        Fact::ProbeAsked(question, round) => {
            let ask = n.script.questions.get(*question).map(|q| q.ask.to_string()).unwrap_or_default();
            Sentence::new(
                Act,
                format!("Awareness question {}, round {}", quoted(&ask), u32::from(*round) + 1),
            )
        }
        Fact::ProbeAnswered(question, _, seat, answer) => {
            let spec = n.script.questions.get(*question);
            let answer = spec.and_then(|q| q.answers.get(usize::from(*answer)));
            let answer = answer.map(|a| quoted(&a.to_string())).unwrap_or_default();
            Sentence::new(Small, format!("{} answered an awareness question: {answer}", n.seat(*seat)))
        }
        Fact::ProbeClosed(question, _) => {
            let ask = n.script.questions.get(*question).map(|q| q.ask.to_string()).unwrap_or_default();
            Sentence::new(Plumbing, format!("Awareness question {} closed", quoted(&ask)))
        }
        _ => None,
    }
}

/// What an opened expectation asks for.
pub(super) fn expected(n: &Names<'_>, expect: ExpectId) -> String {
    let spec =
        n.state.expects.get(expect).and_then(|row| {
            n.script.injects.get(row.inject).and_then(|i| i.expects.get(usize::from(row.place)))
        });
    spec.map_or("an expected action".to_owned(), |spec| what::words(n, &spec.what))
}

/// Of whom it was expected.
fn whom(n: &Names<'_>, expect: ExpectId) -> String {
    let spec =
        n.state.expects.get(expect).and_then(|row| {
            n.script.injects.get(row.inject).and_then(|i| i.expects.get(usize::from(row.place)))
        });
    match spec.map(|spec| spec.who.as_slice()) {
        None | Some([]) => String::new(),
        Some(seats) => format!(" by {}", n.seats(seats)),
    }
}

fn watched(n: &Names<'_>, watch: Watch) -> String {
    match watch {
        Watch::Rule(rule) => n.rule(rule),
        Watch::Inject(inject) => n.inject(inject),
    }
}
