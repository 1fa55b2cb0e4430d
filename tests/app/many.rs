//! Many headless Bevy apps in one process: exercises that run side by side, each hosted in an app of its own, and desks
//! that join them over the network, each an app as well. What happens in one is seen by its own desks and by no other's.

use std::time::{Duration, Instant};

use bevy::app::{App, Update};
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::SingleThreadedExecutor;
use startex::exercise::fact::Phase;
use startex::exercise::order::{Control, Verb};
use startex::net::JoinLink;
use startex::net::client::{Client, Mirror};
use startex::net::remote::{Remote, Way, Who};
use startex::net::server::Limits;
use startex::wire::{ExconMirror, Outcome, SeatMirror};

use super::house::House;
use super::wire::Wire;

const PATIENCE: Duration = Duration::from_secs(60);
/// An update of a desk that takes longer than this is a frozen window.
const FROZEN: Duration = Duration::from_secs(1);

/// The line of a desk and what it knows.
#[derive(Resource)]
struct Line {
    remote: Remote,
    client: Client,
}

/// A desk: a Bevy app without a window.
struct Desk(App);

impl Desk {
    fn join(link: &JoinLink, key: u64, mirror: Mirror) -> Self {
        let way = Way::to(link, None).unwrap();
        let (end, remote) = Remote::join(link.clone(), way, Who::nobody(key), || ()).unwrap();
        let mut app = App::new();
        app.insert_resource(Line { remote, client: Client::new(end, mirror) }).add_systems(
            Update,
            |mut line: ResMut<Line>| {
                line.client.pump();
            },
        );
        // All desks are driven by this one thread, beside the hosts.
        for (_, schedule) in app.world_mut().resource_mut::<Schedules>().iter_mut() {
            schedule.set_executor(SingleThreadedExecutor::new());
        }
        Self(app)
    }

    fn control(link: &JoinLink, key: u64) -> Self {
        Self::join(link, key, Mirror::Excon(Box::new(ExconMirror::new(key))))
    }

    fn seat(link: &JoinLink, key: u64) -> Self {
        Self::join(link, key, Mirror::Seat(Box::new(SeatMirror::new(key))))
    }

    fn line(&self) -> &Line {
        self.0.world().resource::<Line>()
    }

    fn order(&mut self, order: Control) {
        self.0.world_mut().resource_mut::<Line>().client.control(order);
    }

    fn say(&mut self, to: &str, text: &str) {
        let verb = Verb::Message { to: vec![to.into()], tlp: None, reply_to: None, text: text.into() };
        self.0.world_mut().resource_mut::<Line>().client.decide(verb);
    }

    fn stands(&self) -> bool {
        self.line().remote.connection().stands()
    }

    /// Its own orders: how many wait, and what became of the others.
    fn orders(&self) -> (usize, Vec<Outcome>) {
        let orders = match &self.line().client.mirror {
            Mirror::Excon(mirror) => &mirror.orders,
            Mirror::Seat(mirror) => &mirror.orders,
            Mirror::Watch(mirror) => &mirror.orders,
        };
        (orders.waiting.len(), orders.settled.iter().map(|settled| settled.outcome.clone()).collect())
    }

    fn phase(&self) -> Phase {
        match &self.line().client.mirror {
            Mirror::Excon(mirror) => mirror.clock.phase,
            Mirror::Seat(mirror) => mirror.clock.phase,
            Mirror::Watch(mirror) => mirror.clock.phase,
        }
    }

    /// The words that came to a seat from other seats.
    fn inbox(&self) -> Vec<String> {
        let Mirror::Seat(mirror) = &self.line().client.mirror else { panic!("this is exercise control") };
        let from_seats = mirror.view.inbox.iter().filter(|item| item.post.from_seat.is_some());
        from_seats.map(|item| item.post.text.get("en").to_owned()).collect()
    }
}

/// Lets all apps go on until it holds; none of them is ever held up.
fn until(what: &str, desks: &mut [Desk], holds: impl Fn(&[Desk]) -> bool) {
    let began = Instant::now();
    while !holds(desks) {
        let lines: Vec<_> = desks.iter().map(|desk| desk.line().remote.connection()).collect();
        assert!(began.elapsed() < PATIENCE, "{what}: {lines:?}");
        for desk in &mut *desks {
            let update = Instant::now();
            desk.0.update();
            assert!(update.elapsed() < FROZEN, "{what}: a desk was frozen for {:?}", update.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Control, and two seats.
fn desks(house: &House, key: u64) -> [Desk; 3] {
    [
        Desk::control(&house.link("excon"), key),
        Desk::seat(&house.link("ee-csirt"), key + 1),
        Desk::seat(&house.link("lv-csirt"), key + 2),
    ]
}

#[test]
fn exercises_in_one_process_run_side_by_side_and_their_desks_see_their_own() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [first, second] = [0, 1].map(|n| House::open(folders[n].path(), Limits::default(), n == 1));
    let mut all: Vec<Desk> = Vec::new();
    all.extend(desks(&first, 95_001));
    all.extend(desks(&second, 95_101));
    until("all stand", &mut all, |all| all.iter().all(Desk::stands));
    all[0].order(Control::Start);
    until("the first runs", &mut all, |all| all[..3].iter().all(|desk| desk.phase() == Phase::Running));
    assert!(all[3..].iter().all(|desk| desk.phase() == Phase::Ready), "the second has not begun");
    all[3].order(Control::Start);
    until("both run", &mut all, |all| all.iter().all(|desk| desk.phase() == Phase::Running));
    all[1].say("lv-csirt", "of the first");
    all[4].say("lv-csirt", "of the second");
    until("both are read", &mut all, |all| !all[2].inbox().is_empty() && !all[5].inbox().is_empty());
    assert_eq!((all[2].inbox(), all[5].inbox()), (vec!["of the first".into()], vec!["of the second".into()]));
    // One exercise ends, with its host and its server; the other goes on.
    drop(first);
    until("the first is gone", &mut all, |all| all[..3].iter().all(|desk| !desk.stands()));
    all[4].say("lv-csirt", "and on");
    until("the second goes on", &mut all, |all| all[5].inbox().len() == 2);
    assert!(all[3..].iter().all(Desk::stands));
}

#[test]
fn a_desk_whose_line_breaks_is_not_frozen_and_what_it_wrote_meanwhile_goes_out_once() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::open(folder.path(), Limits::default(), true);
    let wire = Wire::to(house.link("ee-csirt").port);
    let mut all: Vec<Desk> = desks(&house, 95_201).into();
    let link = JoinLink { port: wire.port, ..house.link("ee-csirt") };
    all[1] = Desk::seat(&link, 95_301);
    until("all stand", &mut all, |all| all.iter().all(Desk::stands));
    all[0].order(Control::Start);
    until("it runs", &mut all, |all| all.iter().all(|desk| desk.phase() == Phase::Running));
    all[1].say("lv-csirt", "before");
    until("it is read", &mut all, |all| all[2].inbox().len() == 1);
    wire.cut();
    until("the line is down", &mut all, |all| !all[1].stands());
    all[1].say("lv-csirt", "meanwhile");
    all[2].say("ee-csirt", "where are you");
    until("the others go on", &mut all, |all| all[2].orders().0 == 0);
    assert_eq!(all[1].orders().0, 1);
    wire.lead(house.link("ee-csirt").port);
    until("it is back", &mut all, |all| all[1].stands() && all[1].orders().0 == 0);
    until("all is read", &mut all, |all| all[2].inbox().len() == 2 && all[1].inbox().len() == 1);
    assert_eq!(all[2].inbox(), ["before", "meanwhile"]);
    assert!(all[1].orders().1.iter().all(|outcome| matches!(outcome, Outcome::Taken | Outcome::Known)));
}
