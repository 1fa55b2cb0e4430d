//! The people of a seat: whose order it is that a desk sends, and whether it goes out or lies before whoever releases.

use crate::base::limits::PEOPLE;
use crate::exercise::Answer;
use crate::exercise::fact::Phase;
use crate::exercise::order::{Act, Control, Desk, OrderId, Staffing, Team};
use crate::exercise::role;
use crate::exercise::team::NOBODY;
use crate::scenario::script::SeatId;

use super::Session;

impl Session {
    /// What becomes of an act of this person before the exercise sees it.
    ///
    /// # Errors
    /// Why nobody may order this under this id.
    pub(super) fn of_person(
        &mut self,
        desk: Desk,
        person: u16,
        id: OrderId,
        act: Act,
    ) -> Result<Act, String> {
        if let Some((seat, to)) = self.hands_to(desk, &act)
            && !self.is_known(seat, to)
        {
            return Err(format!("Nobody with the number {to} is at this seat, or was: who is there decides"));
        }
        let Desk::Seat(seat) = desk else { return of_role(desk, act) };
        self.bind(seat, person, id)?;
        if let Act::Team(Team::HandOn { to }) = act {
            self.step_in(seat, person, to);
        }
        let releases = self.exercise.state.seats[seat].team.releases(id.key);
        Ok(match act {
            Act::Verb(verb) if !releases => Act::Team(Team::Draft { verb }),
            act => act,
        })
    }

    /// Whom an act makes the one who releases at a seat, where the desk may do that there.
    fn hands_to(&self, desk: Desk, act: &Act) -> Option<(SeatId, u16)> {
        match (desk, act) {
            (Desk::Seat(seat), Act::Team(Team::HandOn { to })) => Some((seat, *to)),
            (_, Act::Control(Control::Releaser { seat, person: Some(to) })) => {
                let seat = self.seat(seat)?;
                let of = self.exercise.script.seats[seat].state;
                let may = desk.sees_all() || matches!(desk, Desk::Moderator(own) if of == Some(own));
                may.then_some((seat, *to))
            }
            _ => None,
        }
    }

    /// Whether this person is at the seat, or has ordered there. Else nothing would ever be released.
    fn is_known(&self, seat: SeatId, person: u16) -> bool {
        let ordered = self.exercise.state.seats[seat].team.keys.values().any(|known| *known == person);
        let there = |seated: &super::Seated| seated.desk == Desk::Seat(seat) && seated.person == person;
        // Numbers beyond all bounds have words of their own.
        ordered || !(1..=PEOPLE).contains(&person) || self.desks.values().any(there)
    }

    /// With their first order under a key a person stands in the journal.
    fn bind(&mut self, seat: SeatId, person: u16, id: OrderId) -> Result<(), String> {
        let known = self.exercise.state.seats[seat].team.keys.get(&id.key).copied();
        match known {
            Some(known) if known == person => return Ok(()),
            Some(_) => return Err("This key is another person's: choose one at random".to_owned()),
            None if person == NOBODY => return Ok(()),
            None => {}
        }
        let seat = self.exercise.script.seats[seat].id.clone();
        match self.house(Control::Sit { seat, person, key: id.key }) {
            Answer::Refused(_, refusal) => Err(refusal.message),
            Answer::Taken(_) | Answer::Repeat(_) => Ok(()),
        }
    }

    /// Somebody has taken the seat over at the door: what was released by whoever had it is theirs to release from now on.
    /// Whoever has not said who they are cannot be told from anybody else: then each decides alone.
    pub fn hand_over(&mut self, seat: SeatId, person: u16, wall_ms: u64) {
        let releaser = self.exercise.state.seats[seat].team.releaser;
        let person = (person != NOBODY).then_some(person);
        if releaser.is_some() && releaser != person && self.fault.is_none() {
            self.advance(wall_ms);
            let seat = self.exercise.script.seats[seat].id.clone();
            self.house(Control::Releaser { seat, person });
            self.settle();
        }
    }

    /// Somebody has come to a seat from their own machine: from now on no bot decides in their name. Who goes again leaves
    /// the seat to control, which may give it back to a bot.
    pub fn sits_down(&mut self, desk: Desk, wall_ms: u64) {
        let Desk::Seat(seat) = desk else { return };
        let played = matches!(self.exercise.state.seats[seat].staffing, Staffing::Bot(_));
        if played && self.fault.is_none() && self.exercise.state.phase != Phase::Ended {
            self.advance(wall_ms);
            let seat = self.exercise.script.seats[seat].id.clone();
            self.house(Control::Staff { seat, staffing: Staffing::Person });
            self.settle();
        }
        self.shares(seat, wall_ms);
    }

    /// With the second person who says their name the one who was there first releases, whoever of them writes first.
    fn shares(&mut self, seat: SeatId, wall_ms: u64) {
        let team = &self.exercise.state.seats[seat].team;
        let over = self.fault.is_some() || self.exercise.state.phase == Phase::Ended;
        if over || team.said || team.releaser.is_some() {
            return;
        }
        let here = self.desks.values().filter(|seated| seated.desk == Desk::Seat(seat));
        let mut people: Vec<u16> = here.map(|seated| seated.person).filter(|n| *n != NOBODY).collect();
        // Whoever ordered before was there before.
        people.splice(0..0, team.keys.values().copied());
        if let Some(first) = people.first().copied().filter(|first| people.iter().any(|n| n != first)) {
            self.advance(wall_ms);
            let seat = self.exercise.script.seats[seat].id.clone();
            self.house(Control::Releaser { seat, person: Some(first) });
            self.settle();
        }
    }

    /// Where whoever releases is not there, a colleague may step in: nobody waits for somebody who has gone home.
    fn step_in(&mut self, seat: SeatId, person: u16, to: u16) {
        let releaser = self.exercise.state.seats[seat].team.releaser;
        if person == NOBODY || to != person || releaser.is_none_or(|releaser| releaser == person) {
            return;
        }
        let there =
            |seated: &super::Seated| seated.desk == Desk::Seat(seat) && Some(seated.person) == releaser;
        if !self.desks.values().any(there) {
            let seat = self.exercise.script.seats[seat].id.clone();
            self.house(Control::Releaser { seat, person: Some(person) });
        }
    }
}

/// An act of a desk that is no seat's. Under which name an evaluator rates follows from the link, whatever the act says.
fn of_role(desk: Desk, mut act: Act) -> Result<Act, String> {
    match &mut act {
        Act::Control(Control::Sit { .. }) => {
            return Err("Who sits where is for the door to say: give out another link".to_owned());
        }
        Act::Control(Control::RateTask { by, .. } | Control::RateWords { by, .. }) => {
            if let Desk::Evaluator(number) = desk {
                *by = role::rater(number);
            }
        }
        _ => {}
    }
    Ok(act)
}
