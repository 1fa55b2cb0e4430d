//! A record in plain words, for those who see everything: who did what, or what happened.

use super::names::{Names, capital};
use super::seat::line;
use crate::base::excerpt::{count, own_word, quoted};
use crate::exercise::fact::{Cause, Due, Fact, Marking, Record};
use crate::exercise::order::{Act, Control, Team};
use crate::exercise::role;
use crate::exercise::team::pseudonym;
use crate::report::narrate::{rated_words, rating_words, signed_words};
use crate::scenario::script::{InjectId, Script, SeatId};

/// A record in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who acted; `Exercise` where nobody did.
    pub who: String,
    /// What.
    pub what: String,
    /// It was refused: nothing came of it.
    pub refused: bool,
}

/// Whether the record is a decision: an order of a seat, or one that was put down for a seat.
pub fn is_decision(record: &Record) -> bool {
    match &record.cause {
        Cause::Order(order) => order.act.decision().is_some(),
        Cause::Due(_) => false,
    }
}

/// The seat whose act a record is.
pub fn actor(script: &Script, record: &Record) -> Option<SeatId> {
    let Cause::Order(order) = &record.cause else { return None };
    match (&order.act, order.from) {
        (Act::Control(Control::RecordFor { seat, .. }), _) => script.names.seats.get(seat).copied(),
        (_, desk) => desk.seat(),
    }
}

/// The record in words.
pub fn record(script: &Script, names: &Names<'_>, record: &Record) -> Line {
    let seat = |id: SeatId| script.seats.get(id).map_or("a seat", |s| s.title.get("en")).to_owned();
    match &record.cause {
        Cause::Order(order) => {
            let by = order.from.seat().map_or_else(|| role::title(script, order.from), seat);
            let (who, what) = match &order.act {
                Act::Control(Control::RecordFor { seat: id, verb, .. }) => {
                    (format!("{}, recorded", names.seat(id)), line(verb, names))
                }
                Act::Control(control) => (by, control_line(control, names)),
                Act::Verb(verb) => (by, line(verb, names)),
                Act::Team(act) => (by, team_line(act, names)),
            };
            let what = [what].into_iter().chain(broken(script, &record.facts)).collect::<Vec<_>>().join(". ");
            Line { who, what, refused: record.facts.is_empty() }
        }
        Cause::Due(due) => {
            Line { who: "Exercise".to_owned(), what: due_line(script, due, &record.facts), refused: false }
        }
    }
}

/// Which markings that broke, and towards whom.
fn broken(script: &Script, facts: &[Fact]) -> impl Iterator<Item = String> {
    [Marking::Tlp, Marking::Pap, Marking::Clearance, Marking::Release].into_iter().filter_map(move |which| {
        let mut towards = Vec::new();
        let mut any = false;
        for fact in facts {
            let Fact::Breached { marking, to, .. } = fact else { continue };
            any |= *marking == which;
            let seat = to.filter(|_| *marking == which).and_then(|to| script.seats.get(to));
            towards.extend(seat.map(|seat| seat.title.get("en")));
        }
        towards.dedup();
        let whom = towards.join(", ");
        any.then(|| match which {
            Marking::Tlp => format!("Breach of TLP: not for {whom}"),
            Marking::Pap => "Breach of PAP: the actor could notice".to_owned(),
            Marking::Clearance => format!("Breach of classification: {whom} not cleared"),
            Marking::Release => format!("Breach of classification: no consent for {whom}"),
        })
    })
}

/// What an inject is called.
pub fn inject(script: &Script, id: InjectId) -> String {
    script.injects.get(id).map_or_else(
        || format!("Composed {}", id.0),
        |spec| if spec.title.is_empty() { spec.id.clone() } else { format!("{} {}", spec.id, spec.title) },
    )
}

fn due_line(script: &Script, due: &Due, facts: &[Fact]) -> String {
    let seat = |id: SeatId| script.seats.get(id).map_or("a seat", |s| s.title.get("en"));
    match due {
        Due::Tick => format!("The world moved on, {}", count(changes(facts), "change")),
        Due::Inject(id) if facts.iter().any(|f| matches!(f, Fact::Delivered(..))) => {
            format!("{} was delivered", inject(script, *id))
        }
        Due::Inject(id) => format!("{} did not come", inject(script, *id)),
        Due::Expect(_) if facts.iter().any(|f| matches!(f, Fact::ExpectLapsed(_))) => {
            "An expected action did not come in time".to_owned()
        }
        Due::Expect(_) => "An expected action had come in time".to_owned(),
        Due::Rule(id) => format!("Rule {}", own_word(script.rules.get(*id).map_or("", |r| r.id.as_str()))),
        Due::Look => "A moment that a condition asks for".to_owned(),
        Due::Stage(id) => {
            format!("Stage {} began", own_word(script.stages.get(*id).map_or("", |s| s.id.as_str())))
        }
        Due::Find(item, by) => {
            let says = script.intel.get(*item).map_or("", |i| i.says.get("en"));
            format!("{} found {}", seat(*by), quoted(says))
        }
        Due::Duty(_) if facts.is_empty() => "A duty was done in time".to_owned(),
        Due::Duty(_) => "A duty lapsed".to_owned(),
        Due::Vote(_) => "The time to vote on a case was over".to_owned(),
        Due::Land(_) => "A case took effect".to_owned(),
        Due::Defence(id, ..) => {
            format!("Defence done: {}", script.defences.get(*id).map_or("", |d| d.name.get("en")))
        }
        Due::Rebuff(by, mechanism, _) => {
            let title = script.mechanisms.get(*mechanism).map_or("a body", |m| m.title.get("en"));
            format!("{title} turned {} down", seat(*by))
        }
        Due::Probe(id, _) => {
            format!(
                "The question {} was put",
                quoted(script.questions.get(*id).map_or("", |q| q.ask.get("en")))
            )
        }
        Due::ProbeEnd(id, _) => {
            format!(
                "The question {} closed",
                quoted(script.questions.get(*id).map_or("", |q| q.ask.get("en")))
            )
        }
        Due::Strike(_, id) => {
            let name = script.services.get(*id).map_or("", |s| s.name.get("en"));
            format!("A stage came to {name}")
        }
        Due::Hop(_) => "Intruders tried the next service".to_owned(),
        Due::Seen(_, id) => {
            let name = script.services.get(*id).map_or("", |s| s.name.get("en"));
            format!("A theft from {name} came to light")
        }
        Due::Content(id) => {
            format!("Content {} came up", own_word(script.contents.get(*id).map_or("", |c| c.id.as_str())))
        }
        Due::Provider(_) => "A provider answered".to_owned(),
        Due::SkipEnd => "The skip has arrived".to_owned(),
        Due::Endex => "ENDEX".to_owned(),
    }
}

fn changes(facts: &[Fact]) -> usize {
    facts.iter().map(|f| if let Fact::Ticked(changes) = f { changes.len() } else { 0 }).sum()
}

fn team_line(act: &Team, names: &Names<'_>) -> String {
    match act {
        Team::Draft { verb } => format!("Draft: {}", line(verb, names)),
        Team::Release { verb, .. } => line(verb, names),
        Team::GiveBack { draft, reason } if reason.is_empty() => format!("Draft {draft} was given back"),
        Team::GiveBack { draft, reason } => format!("Draft {draft} was given back: {reason}"),
        Team::HandOn { to } => format!("Person {to} releases from now on"),
        Team::Feedback { .. } => "Answered the questionnaire".to_owned(),
    }
}

fn control_line(control: &Control, names: &Names<'_>) -> String {
    let list = |to: &[String]| to.iter().map(|a| names.address(a)).collect::<Vec<_>>().join(", ");
    match control {
        Control::Start => "The clock runs".to_owned(),
        Control::Pause => "The clock stands".to_owned(),
        Control::Pace { minutes } => format!("Pace {minutes}×"),
        Control::SkipTo { at } => format!("Skip to {}", names.directory.clock.show(*at)),
        Control::Endex => "ENDEX".to_owned(),
        Control::Fire { inject } => format!("Fired {inject}"),
        Control::Hold { inject, on: true } => format!("Held {inject}"),
        Control::Hold { inject, on: false } => format!("Let {inject} go"),
        Control::Skip { inject } => format!("Took {inject} out"),
        Control::Readdress { inject, to } => format!("{inject} goes to {}", list(to)),
        Control::Retell { inject, .. } => format!("Changed the words of {inject}"),
        Control::Compose { to, says, .. } => format!("Composed an inject to {}: {says}", list(to)),
        Control::Play { persona, to, text, .. } => format!("As {persona} to {}: {text}", list(to)),
        Control::RecordFor { seat, verb, .. } => format!("For {}: {}", names.seat(seat), line(verb, names)),
        Control::Staff { seat, .. } => format!("Another player at {}", names.seat(seat)),
        Control::NoPlay { seat: None, on: true } => "NO PLAY: everything stops".to_owned(),
        Control::NoPlay { seat: None, on: false } => "NO PLAY is over".to_owned(),
        Control::NoPlay { seat: Some(seat), on } => {
            format!("{} {}", names.seat(seat), if *on { "was released for a real matter" } else { "is back" })
        }
        Control::Adjust { service, reason, .. } => format!("Set {}: {reason}", names.service(service)),
        Control::Flag { flag, on } => {
            format!("Flag {} {}", own_word(flag), if *on { "set" } else { "cleared" })
        }
        Control::Reveal { item, to } => format!("Gave {} to {}", own_word(item), list(to)),
        Control::Grant { adopted, reason, .. } => {
            format!("Case {}: {reason}", if *adopted { "granted" } else { "turned down" })
        }
        Control::Void { record, reason } => format!("Record {record} is void: {reason}"),
        Control::Settle { .. } => "Put aside in the White Cell: no answer needed".to_owned(),
        Control::Observe { seat, text, .. } => {
            let about = seat.as_deref().map_or(String::new(), |s| format!(" of {}", names.seat(s)));
            format!("Observation{about}: {text}")
        }
        Control::Rate { objective, rating, .. } => {
            capital(&format!("rated {}: {}", own_word(objective), rating_words(*rating)))
        }
        Control::Appoint { rater, role: Some(role), .. } => format!("{rater} rates as {}", role.label()),
        Control::Appoint { rater, role: None, .. } => format!("{rater} rates no longer"),
        Control::RateTask { by, objective, task, rating, .. } => {
            let (task, how) = (task + 1, rated_words(*rating));
            format!("{by} on task {task} of {}: {how}", own_word(objective))
        }
        Control::RateWords { by, record, .. } => format!("{by} rated the words of record {record}"),
        Control::Consent { state, on, .. } => {
            let how = if *on { "consents" } else { "no longer consents" };
            format!("{state} {how} that its figures are shown under its name")
        }
        Control::SignOff { by, on, .. } => format!("The debrief was {}", signed_words(by, on)),
        Control::Reopen { reason } => format!("The sign-off was taken back: {reason}"),
        Control::Sit { seat, person, .. } => format!("{} sat down", pseudonym(seat, *person)),
        Control::Releaser { seat, person: Some(person) } => {
            format!("{} releases what {} decides", pseudonym(seat, *person), names.seat(seat))
        }
        Control::Releaser { seat, person: None } => {
            format!("Everybody at {} decides for themselves", names.seat(seat))
        }
    }
}
