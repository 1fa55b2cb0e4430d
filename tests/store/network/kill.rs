//! kill -9 of a real server, with clients that go on ordering: nothing that was acknowledged is lost or done twice.
//!
//! `STARTEX_KILLS=60` kills so many times; where nobody says how many, as often as there is time for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use startex::base::Dice;
use startex::net::JoinLink;
use startex::wire::Outcome;
use tungstenite::Message;

use super::client::{Joined, Mirror};
use super::program::Served;
use super::{message, start};

/// Clients that order all the while.
const CLIENTS: u64 = 4;
/// Where nobody asked for a number: so many kills at most, no more after that long, and so many on the slowest machine.
const KILLS: u64 = 20;
const CAP: Duration = Duration::from_secs(40);
const AT_LEAST: u64 = 6;

/// One client over all lives of the server: its mirror lives on, and what waits is sent again under its id.
struct Stubborn {
    who: u64,
    desk: Option<Joined>,
    sent: u64,
    acknowledged: Vec<String>,
}

impl Stubborn {
    /// Orders until the line breaks.
    fn play(&mut self, link: &JoinLink, over: &AtomicBool) {
        // The server may die before it says hello: then what waits goes with the next one.
        let mut desk = match self.desk.take() {
            Some(mut desk) => match desk.try_again(link) {
                Ok(()) => desk,
                Err(_) => {
                    self.desk = Some(desk);
                    return;
                }
            },
            None => match Joined::try_new(link, 200_000 + self.who) {
                Ok(desk) => desk,
                Err(_) => return,
            },
        };
        while !over.load(Ordering::Relaxed) {
            self.note(&desk);
            if desk.orders().waiting.len() < 8 {
                self.sent += 1;
                desk.send_order(message(&format!("order {}/{}", self.who, self.sent)));
                continue;
            }
            if desk.hear().is_err() {
                break;
            }
        }
        self.note(&desk);
        self.desk = Some(desk);
    }

    /// What it was told by now.
    fn note(&mut self, desk: &Joined) {
        let Mirror::Seat(mirror) = &desk.mirror else { return };
        for settled in &mirror.orders.settled {
            let Some(startex::exercise::order::Verb::Message { text, .. }) = settled.order.act.verb() else {
                continue;
            };
            match &settled.outcome {
                // Known: dealt with in an earlier life of the server.
                Outcome::Taken | Outcome::Known if !self.acknowledged.contains(text) => {
                    self.acknowledged.push(text.clone());
                }
                Outcome::Refused(why) => panic!("{text} was refused: {why}"),
                _ => {}
            }
        }
    }
}

#[test]
fn what_was_acknowledged_over_the_network_survives_kill_9_under_load() {
    let asked: Option<u64> = std::env::var("STARTEX_KILLS").ok().map(|text| text.parse().unwrap());
    let (dir, began, dice) = (tempfile::tempdir().unwrap(), Instant::now(), Dice { seed: 20_271_127 });
    let clients: Vec<Arc<Mutex<Stubborn>>> = (0..CLIENTS)
        .map(|who| Arc::new(Mutex::new(Stubborn { who, desk: None, sent: 0, acknowledged: Vec::new() })))
        .collect();
    let mut kills = 0;
    while kills < asked.unwrap_or(KILLS) {
        if asked.is_none() && kills >= AT_LEAST && began.elapsed() > CAP {
            break;
        }
        let mut served = Served::start(dir.path(), &[]);
        start(&served, 300_000 + kills);
        let (over, link) = (Arc::new(AtomicBool::new(false)), served.link("ee-csirt"));
        let threads: Vec<_> = clients
            .iter()
            .map(|client| {
                let (client, over, link) = (Arc::clone(client), Arc::clone(&over), link.clone());
                std::thread::spawn(move || client.lock().unwrap().play(&link, &over))
            })
            .collect();
        // Long enough for all to have come back; then at any moment.
        let excon = served.link("excon");
        // One that asked for too much was let go meanwhile, and comes back in the next life.
        while desks(&excon) < CLIENTS && threads.iter().all(|thread| !thread.is_finished()) {
            std::thread::sleep(Duration::from_millis(20));
        }
        std::thread::sleep(Duration::from_millis(dice.below(300, "kill", "ms", kills)));
        served.kill();
        over.store(true, Ordering::Relaxed);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        kills += 1;
    }
    let acknowledged: Vec<String> =
        clients.iter().flat_map(|client| client.lock().unwrap().acknowledged.clone()).collect();
    println!("{kills} kills, {} orders acknowledged", acknowledged.len());
    assert!(acknowledged.len() as u64 > 5 * kills, "a server without load shows nothing");
    let mut served = Served::start(dir.path(), &[]);
    let mut other = Joined::new(&served.link("lv-csirt"), 400_000);
    other.until(|other| {
        acknowledged.iter().all(|text| other.inbox().contains(text)) || other.inbox().len() > 90_000
    });
    let inbox = other.inbox();
    for text in &acknowledged {
        assert_eq!(inbox.iter().filter(|other| *other == text).count(), 1, "{text}");
    }
    // What was on its way may be there, once.
    let mut all = inbox.clone();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), inbox.len(), "something was done twice");
    served.stop();
    let said = crate::program::call(&["verify", served.journal.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    drop(other.socket.send(Message::Close(None)));
}

/// Desks of seats that are there, as control sees it.
fn desks(excon: &JoinLink) -> u64 {
    let seats = super::rest::ask(excon, "GET", "/api/v1/seats", &excon.secret, "");
    let seats: serde_json::Value = serde_json::from_slice(&seats.body).unwrap_or_default();
    let desks = seats["desks"].as_array().cloned().unwrap_or_default();
    desks.iter().filter(|d| d["desk"] == "ee-csirt").filter_map(|d| d["connections"].as_u64()).sum()
}
