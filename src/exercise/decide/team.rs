//! What the people of a seat order among themselves, and who sits down and releases by control's word.

use crate::base::limits;
use crate::exercise::fact::{Fact, Phase};
use crate::exercise::order::{OrderId, Verb};
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::state::State;
use crate::exercise::team::{DraftEnd, KEYS_OF_THE_HOUSE, NOBODY, Team, TeamFact, TeamState};
use crate::scenario::script::{Script, SeatId};

use super::control::seat_of;
use super::{decide_verb, feedback, may_act, verb_text};

/// Whether what is ordered under this id may go out from the seat, and is no mere draft.
pub(super) fn may_release(state: &State, seat: SeatId, id: OrderId) -> Result<(), Refusal> {
    let team = state.seats.get(seat).map(|seat| &seat.team);
    if team.is_none_or(|team| team.releases(id.key)) {
        return Ok(());
    }
    let releaser = team.and_then(|team| team.releaser).unwrap_or(NOBODY);
    Err(Refusal::new(Rule::NotYourPower, format!("Person {releaser} of this seat releases what it decides"))
        .needing("Lay it before them as a draft, or let them hand on who releases"))
}

pub(super) fn decide(
    script: &Script,
    state: &State,
    seat: SeatId,
    id: OrderId,
    act: &Team,
) -> Result<Vec<Fact>, Refusal> {
    let team = &state.seats[seat].team;
    let person = team.person(id.key);
    match act {
        Team::Draft { verb } => draft(state, seat, person, verb),
        Team::Release { draft, verb } => {
            may_act(state, seat)?;
            may_release(state, seat, id)?;
            let waits = waiting(team, *draft)?;
            let how = if waits == verb.as_ref() { DraftEnd::Released } else { DraftEnd::Changed };
            let mut facts = vec![Fact::Team(seat, TeamFact::DraftEnded(*draft, how, person))];
            facts.extend(decide_verb(script, state, seat, verb)?);
            Ok(facts)
        }
        Team::GiveBack { draft, reason } => {
            waiting(team, *draft)?;
            let own = team.drafts.get(draft).is_some_and(|waits| waits.by == person && person != NOBODY);
            if !own {
                may_release(state, seat, id)?;
            }
            words("reason", reason)?;
            Ok(vec![Fact::Team(seat, TeamFact::DraftEnded(*draft, DraftEnd::GivenBack, person))])
        }
        Team::Feedback { answers } => feedback::decide(state, seat, person, answers),
        Team::HandOn { to } => {
            may_release(state, seat, id)?;
            Ok(vec![Fact::Team(seat, TeamFact::Releases(Some(person_at("to", *to)?)))])
        }
    }
}

/// While the clock stands one may draft; the draft waits.
fn draft(state: &State, seat: SeatId, person: u16, verb: &Verb) -> Result<Vec<Fact>, Refusal> {
    if state.no_play || state.seats[seat].no_play {
        return Err(Refusal::new(Rule::NoPlay, "NO PLAY: a real matter interrupts the exercise"));
    }
    if state.phase == Phase::Ended {
        return Err(Refusal::new(Rule::NotRunning, "The exercise has ended"));
    }
    words("text", verb_text(verb))?;
    if state.seats[seat].team.drafts.len() >= limits::DRAFTS {
        let why = format!("{} drafts of this seat wait already", limits::DRAFTS);
        return Err(Refusal::new(Rule::OutOfRange, why).needing("Some must be released or given back first"));
    }
    Ok(vec![Fact::Team(seat, TeamFact::Drafted(person))])
}

fn waiting(team: &TeamState, draft: u32) -> Result<&Verb, Refusal> {
    let waits = team.drafts.get(&draft).map(|draft| draft.verb.as_ref());
    waits.ok_or_else(|| Refusal::at(Rule::TooLate, "draft", "No draft of this number waits at this seat"))
}

fn words(field: &str, text: &str) -> Result<(), Refusal> {
    if text.chars().count() > limits::PLAYER_TEXT {
        let why = format!("The text is longer than {} characters", limits::PLAYER_TEXT);
        return Err(Refusal::at(Rule::OutOfRange, field, why));
    }
    Ok(())
}

fn person_at(field: &str, person: u16) -> Result<u16, Refusal> {
    if person == NOBODY || person > limits::PEOPLE {
        let why = format!("People of a seat are numbered from 1 to {}", limits::PEOPLE);
        return Err(Refusal::at(Rule::OutOfRange, field, why));
    }
    Ok(person)
}

/// A person orders under this key from now on. With the second one at a seat it is said who releases: the first.
pub(super) fn sit(
    script: &Script,
    state: &State,
    seat: &str,
    person: u16,
    key: u64,
) -> Result<Vec<Fact>, Refusal> {
    let seat = seat_of(script, seat)?;
    let team = &state.seats[seat].team;
    person_at("person", person)?;
    if key < KEYS_OF_THE_HOUSE {
        return Err(Refusal::at(Rule::OutOfRange, "key", "This key is the exercise's own"));
    }
    if team.keys.get(&key).is_some_and(|has| *has != person) {
        return Err(Refusal::at(Rule::TooLate, "key", "Somebody else of this seat orders under this key"));
    }
    if team.keys.len() >= limits::KEYS && !team.keys.contains_key(&key) {
        return Err(Refusal::at(Rule::OutOfRange, "key", "Too many desks were opened at this seat"));
    }
    let mut facts = vec![Fact::Team(seat, TeamFact::Seated(person, key))];
    let mut others = team.keys.values().filter(|other| **other != person);
    if let (false, Some(first)) = (team.said, others.next()) {
        facts.push(Fact::Team(seat, TeamFact::Releases(Some(*first))));
    }
    Ok(facts)
}

/// Control says who releases.
pub(super) fn releaser(script: &Script, seat: &str, person: Option<u16>) -> Result<Vec<Fact>, Refusal> {
    let seat = seat_of(script, seat)?;
    let person = person.map(|person| person_at("person", person)).transpose()?;
    Ok(vec![Fact::Team(seat, TeamFact::Releases(person))])
}
