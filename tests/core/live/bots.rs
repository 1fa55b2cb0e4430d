//! Players that are no people.

use super::*;

/// Answers each post a minute after it came.
#[derive(Default)]
struct Echo(Vec<At>);

impl Player for Echo {
    fn hear(&mut self, entry: &Entry) {
        if matches!(entry.news, News::Post(_)) {
            self.0.push(entry.at + Span::mins(1));
        }
    }

    fn wakes_at(&self) -> Option<At> {
        self.0.first().copied()
    }

    fn act(&mut self, now: At) -> Vec<Verb> {
        let due = self.0.iter().filter(|at| **at <= now).map(|_| message("seen")).collect();
        self.0.retain(|at| *at > now);
        due
    }
}

struct Echoes;

impl Players for Echoes {
    fn player(&self, _: &Arc<Directory>, _: &str, doctrine: &str, _: Dice) -> Option<Box<dyn Player>> {
        (doctrine == "echo").then(|| Box::new(Echo::default()) as Box<dyn Player>)
    }
}

#[test]
fn a_bot_acts_at_its_own_time_until_a_person_sits_down() {
    let bot = ("ee-csirt".to_owned(), Staffing::Bot("echo".into()));
    let mut room = Room::new(Session::open(script(), header(), Box::new(Echoes), &[bot]));
    room.control(Control::Pace { minutes: 60 });
    room.control(Control::Start);
    room.play(30_000);
    let sent: Vec<At> = room.session.state().messages.rows().map(|m| m.at).collect();
    assert_eq!(sent, [minutes(11)], "a minute after the inject, not at the next look");
    room.control(Control::Staff { seat: "ee-csirt".into(), staffing: Staffing::Person });
    room.control(Control::Fire { inject: "INJ-LATE".into() });
    room.play(30_000);
    assert_eq!(room.session.state().messages.len(), 1);
}

#[test]
fn who_comes_to_a_seat_from_their_own_machine_plays_it_and_the_bot_leaves() {
    let seats = ["ee-csirt", "lv-csirt"].map(|seat| (seat.to_owned(), Staffing::Bot("echo".into())));
    let mut room = Room::new(Session::open(script(), header(), Box::new(Echoes), &seats));
    let names = &room.session.script().names.seats;
    let (comes, stays) = (names["ee-csirt"], names["lv-csirt"]);
    room.session.sits_down(Desk::Seat(comes), 0);
    room.session.sits_down(Desk::Excon, 0);
    room.control(Control::Pace { minutes: 60 });
    room.control(Control::Start);
    room.play(30_000);
    let state = room.session.state();
    assert_eq!(state.seats[comes].staffing, Staffing::Person);
    assert_eq!(state.seats[stays].staffing, Staffing::Bot("echo".into()), "nobody came there");
    assert!(state.messages.rows().all(|m| m.from != Some(comes)), "nothing was said in the person's name");
}
