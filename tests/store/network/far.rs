//! The desk of a window whose exercise runs on another machine: how it knows the server, and a line that comes back.

use std::path::Path;
use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control, Verb};
use startex::exercise::role::Role;
use startex::net::JoinLink;
use startex::net::client::{Client, Mirror};
use startex::net::remote::{Connection, Remote, Way, Who};
use startex::net::server;
use startex::wire::{
    AccessOrder, Admission, ExconMirror, Orders, Outcome, SeatMirror, SeatTwice, WatchMirror,
};

use super::client::Joined;
use super::program::Served;
use super::wire::{Wire, proxy};

const PATIENCE: Duration = Duration::from_secs(60);

/// A desk at the end of a line.
pub(super) struct Far {
    remote: Remote,
    pub(super) client: Client,
}

impl Far {
    pub(super) fn join(link: JoinLink, way: Way, key: u64) -> Self {
        Self::at(link, way, key, Mirror::Seat(Box::new(SeatMirror::new(key))))
    }

    /// The desk of control.
    pub(super) fn control(link: JoinLink, way: Way, key: u64) -> Self {
        Self::at(link, way, key, Mirror::Excon(Box::new(ExconMirror::new(key))))
    }

    fn at(link: JoinLink, way: Way, key: u64, mirror: Mirror) -> Self {
        let (end, remote) = Remote::join(link, way, Who::nobody(key), || ()).unwrap();
        Self { remote, client: Client::new(end, mirror) }
    }

    pub(super) fn seat(&self) -> &SeatMirror {
        let Mirror::Seat(seat) = &self.client.mirror else { panic!("it is a seat") };
        seat
    }

    /// Its own orders.
    pub(super) fn orders(&self) -> &Orders {
        match &self.client.mirror {
            Mirror::Seat(seat) => &seat.orders,
            Mirror::Excon(control) => &control.orders,
            Mirror::Watch(watch) => &watch.orders,
        }
    }

    pub(super) fn until(&mut self, what: &str, done: impl Fn(&SeatMirror, &Connection) -> bool) {
        self.wait(what, |far| done(far.seat(), &far.remote.connection()));
    }

    /// How the line stands.
    pub(super) fn stands(&self) -> bool {
        self.remote.connection().stands()
    }

    pub(super) fn wait(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !done(self) {
            assert!(began.elapsed() < PATIENCE, "{what}: {:?}", self.remote.connection());
            self.client.pump();
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Why the line does not come about.
    fn broken(&mut self) -> String {
        self.until("broken", |_, line| matches!(line, Connection::Broken { .. } | Connection::Ended(_)));
        match self.remote.connection() {
            Connection::Broken { why, .. } | Connection::Ended(why) => why,
            other => panic!("{other:?}"),
        }
    }
}

/// A message to the other state.
pub(super) fn say(text: &str) -> Verb {
    Verb::Message { to: vec!["lv-csirt".into()], tlp: None, reply_to: None, text: text.into() }
}

fn straight(link: &JoinLink) -> Way {
    Way::to(link, None).unwrap()
}

#[test]
fn what_is_decided_while_the_line_is_down_goes_out_once_and_in_order_when_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = Served::start(dir.path(), &["--tls"]);
    let mut excon = Joined::new(&served.link("excon"), 80_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let wire = Wire::to(served.link("ee-csirt").port);
    let link = JoinLink { port: wire.port, ..served.link("ee-csirt") };
    let way = straight(&link);
    let mut far = Far::join(link, way, 80_002);
    assert_eq!(far.remote.heard(), None);
    far.until("hello", |seat, line| line.stands() && seat.seat == "ee-csirt");
    far.client.decide(say("one"));
    far.until("one", |seat, _| seat.orders.settled.len() == 1);

    // The wire is cut under an order, and more are written before it is back; then the server dies, too.
    far.client.decide(say("two"));
    wire.cut();
    far.until("cut", |_, line| !line.stands());
    // The last that was heard grows old, and no try that fails makes it young.
    std::thread::sleep(Duration::from_millis(1_500));
    assert!(
        far.remote.heard().is_some_and(|ago| ago >= Duration::from_millis(1_400)),
        "{:?}",
        far.remote.heard()
    );
    far.client.decide(say("three"));
    far.client.decide(say("four"));
    served.kill();
    let served = Served::start(dir.path(), &["--tls"]);
    let mut excon = Joined::new(&served.link("excon"), 80_003);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    wire.lead(served.link("ee-csirt").port);
    far.until("back", |seat, line| line.stands() && seat.orders.waiting.is_empty());
    assert!(
        far.remote.heard().is_some_and(|ago| ago < Duration::from_millis(1_400)),
        "{:?}",
        far.remote.heard()
    );
    assert!(far.seat().orders.settled.iter().all(|s| matches!(s.outcome, Outcome::Taken | Outcome::Known)));

    let mut other = Joined::new(&served.link("lv-csirt"), 80_004);
    let of_ours = |text: &String| ["one", "two", "three", "four"].contains(&text.as_str());
    other.until(|other| other.inbox().iter().filter(|text| of_ours(text)).count() >= 4);
    let sent: Vec<String> = other.inbox().into_iter().filter(of_ours).collect();
    assert_eq!(sent, ["one", "two", "three", "four"]);
}

#[test]
fn a_proxy_that_wants_a_name_is_given_it_and_says_so_where_it_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &["--tls"]);
    // base64 of `desk:secret`.
    let port = proxy("ZGVzazpzZWNyZXQ=");
    let link = served.link("ee-csirt");
    let way = Way::by_proxy(&link, None, &format!("http://desk:secret@127.0.0.1:{port}")).unwrap();
    Far::join(link.clone(), way, 80_010).until("through the proxy", |_, line| line.stands());
    let way = Way::by_proxy(&link, None, &format!("http://127.0.0.1:{port}")).unwrap();
    let why = Far::join(link, way, 80_011).broken();
    assert!(why.contains("wants a name and a password"), "{why}");
}

#[test]
fn a_server_is_known_by_the_fingerprint_of_the_link_or_by_an_authority_and_no_other_is_believed() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &["--tls"]);
    let link = served.link("ee-csirt");
    let forged = JoinLink { pin: Some([7; 32]), ..link.clone() };
    let way = straight(&forged);
    let why = Far::join(forged, way, 80_020).broken();
    assert!(why.contains("is not the server of the link") && why.contains("--ca"), "{why}");
    drop(served);

    let (cert, key) = server::make().unwrap();
    let at = |name: &str| dir.path().join(name);
    std::fs::write(at("cert.pem"), cert).unwrap();
    std::fs::write(at("key.pem"), key).unwrap();
    let other = tempfile::tempdir().unwrap();
    let shown = |path: &Path| path.display().to_string();
    let (cert, key) = (shown(&at("cert.pem")), shown(&at("key.pem")));
    let served = Served::start(other.path(), &["--cert", &cert, "--key", &key]);
    let link = JoinLink { host: "localhost".into(), ..served.link("ee-csirt") };
    assert_eq!(link.pin, None);
    let way = Way::to(&link, Some(&at("cert.pem"))).unwrap();
    Far::join(link.clone(), way, 80_021).until("by its authority", |_, line| line.stands());
    // The authorities of this machine do not know it.
    if let Ok(way) = Way::to(&link, None) {
        let why = Far::join(link, way, 80_022).broken();
        assert!(why.contains("no authority of this machine"), "{why}");
    }
}

#[test]
fn a_desk_that_is_let_go_is_told_why_and_does_not_come_again() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &[]);
    let link = JoinLink { secret: "0a1b2c3d-no-such-secret-0".into(), ..served.link("ee-csirt") };
    let way = straight(&link);
    let mut far = Far::join(link, way, 80_030);
    let why = far.broken();
    assert!(matches!(far.remote.connection(), Connection::Ended(_)), "{why}");
    assert!(why.contains("not valid"), "{why}");
}

/// What control's desk orders of the door from its window comes to the door, and what the door says comes back.
#[test]
fn control_keeps_the_door_from_a_desk_on_another_machine() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &[]);
    let link = served.link("excon");
    let (end, remote) = Remote::join(link.clone(), straight(&link), Who::nobody(80_040), || ()).unwrap();
    let mut client = Client::new(end, Mirror::Excon(Box::new(ExconMirror::new(80_040))));
    let until = |client: &mut Client, what: &str, done: &dyn Fn(&ExconMirror) -> bool| {
        let began = Instant::now();
        loop {
            let Mirror::Excon(mirror) = &client.mirror else { panic!("it is control") };
            if done(mirror) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{what}: {:?}", remote.connection());
            client.pump();
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    until(&mut client, "the rule at the door", &|control| control.door.open && control.open.is_some());
    client.door(AccessOrder::SeatTwice(SeatTwice::Ask));
    until(&mut client, "the new rule", &|control| control.door.twice == SeatTwice::Ask);
    let who = Who { client: 80_041, name: Some("Anna Tamm".to_owned()) };
    let seat = served.link("ee-csirt");
    let (_end, _anna) = Remote::join(seat.clone(), straight(&seat), who, || ()).unwrap();
    until(&mut client, "Anna", &|control| {
        control.door.people.values().any(|name| name == "Anna Tamm")
            && control.here.iter().any(|chair| chair.seat == "ee-csirt" && chair.person == 1)
    });
    let knocking = Who::nobody(80_042);
    let (_also, _knocks) = Remote::join(seat.clone(), straight(&seat), knocking, || ()).unwrap();
    until(&mut client, "a knock", &|control| !control.door.knocks.is_empty());
    let Mirror::Excon(control) = &client.mirror else { panic!("it is control") };
    let knock = *control.door.knocks.keys().next().unwrap();
    client.door(AccessOrder::Admit { knock, how: Admission::Share });
    until(&mut client, "two at the seat", &|control| {
        control.here.len() == 2 && control.door.knocks.is_empty()
    });
    client.door(AccessOrder::Reissue { seat: "ee-csirt".to_owned() });
    until(&mut client, "the new link", &|control| control.door.links.contains_key("ee-csirt"));
    client.door(AccessOrder::Revoke { seat: "nobody".to_owned() });
    until(&mut client, "a refusal", &|control| control.door.said.iter().any(|said| said.contains("no seat")));
}

/// The pictures come to whoever watches from a window, and what they order goes out.
#[test]
fn a_moderator_watches_and_orders_from_a_desk_on_another_machine() {
    let dir = tempfile::tempdir().unwrap();
    let served = super::running(dir.path(), &["--moderators"]);
    let link = served.link("moderator-EE");
    let (end, remote) = Remote::join(link.clone(), straight(&link), Who::nobody(80_050), || ()).unwrap();
    let role = Role::Moderator("EE".to_owned());
    let mut client = Client::new(end, Mirror::Watch(Box::new(WatchMirror::new(role, 80_050))));
    let until = |client: &mut Client, what: &str, done: &dyn Fn(&WatchMirror) -> bool| {
        let began = Instant::now();
        loop {
            let Mirror::Watch(mirror) = &client.mirror else { panic!("it watches") };
            if done(mirror) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{what}: {:?}", remote.connection());
            client.pump();
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    until(&mut client, "the pictures", &|watch| watch.seats.values().any(|seat| seat.view.entries > 0));
    client.no_play();
    until(&mut client, "the answer", &|watch| {
        watch.orders.settled.iter().any(|settled| settled.outcome == Outcome::Taken)
    });
}
