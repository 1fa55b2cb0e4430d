//! Things on the agenda, in words.

use crate::exercise::fact::Due;
use crate::report::names::{Names, quoted};

use super::msel::expected;

/// What is due.
pub(super) fn words(n: &Names<'_>, due: &Due) -> String {
    let question = |id: &crate::scenario::script::QuestionId| {
        let ask = n.script.questions.get(*id).map(|q| q.ask.to_string()).unwrap_or_default();
        format!("awareness question {}", quoted(&ask))
    };
    match due {
        Due::Tick => "the next step of the simulated world".to_owned(),
        Due::Inject(inject) => n.inject(*inject),
        Due::Expect(expect) => format!("the deadline for an expected action: {}", expected(n, *expect)),
        Due::Rule(rule) => n.rule(*rule),
        Due::Look => "a moment that a condition asks for".to_owned(),
        Due::Stage(stage) => format!("the beginning of {}", n.stage(*stage)),
        Due::Find(item, seat) => format!("{} finding out {}", n.seat(*seat), n.intel(*item)),
        Due::Duty(duty) => n.state.duties.get(*duty).map_or("a deadline".to_owned(), |d| {
            format!("the deadline of {} for {}", n.seat(d.seat), n.step(d.regime, d.step))
        }),
        Due::Vote(case) => format!("the end of the time to answer {}", n.case_words(*case)),
        Due::Land(case) => format!("the effect of {}", n.case_words(*case)),
        Due::Defence(defence, services, _) => {
            format!("the end of {} at {}", n.defence(*defence), n.services(services))
        }
        Due::Rebuff(seat, mechanism, _) => {
            format!("the answer of {} to {}", n.mechanism(*mechanism), n.seat(*seat))
        }
        Due::Probe(id, _) => question(id),
        Due::ProbeEnd(id, _) => format!("the close of {}", question(id)),
        Due::Strike(stage, service) => format!("{} coming to {}", n.stage(*stage), n.service(*service)),
        Due::Hop(stage) => format!("the next service for {}", n.stage(*stage)),
        Due::Seen(_, service) => format!("the time when a theft from {} is found", n.service(*service)),
        Due::Content(content) => format!("the beginning of {}", n.content(*content)),
        Due::Provider(case) => format!("the provider's answer to {}", n.case_words(*case)),
        Due::SkipEnd => "the end of the skip".to_owned(),
        Due::Endex => "ENDEX".to_owned(),
    }
}
