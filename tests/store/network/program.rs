//! The program as a server, and a client of it made of the mirror that every desk has.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use startex::exercise::order::Act;
use startex::exercise::view::View;
use startex::wire::text::{Denied, Down, Join, SUBPROTOCOL, Up};
use startex::wire::{ExconMirror, FromDesk, Outcome, SeatMirror, ToDesk};
use tungstenite::client::IntoClientRequest;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket, connect};

const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/core/live/live.ron");

/// A running server.
pub(crate) struct Served {
    child: Option<Child>,
    pub(crate) links: BTreeMap<String, String>,
    address: String,
}

impl Served {
    pub(crate) fn start(dir: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_startex"))
            .args(["serve", SCENARIO, "--listen", "127.0.0.1:0", "--journal"])
            .arg(dir.join("net.journal"))
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("serves on ") {
            let from = said.len();
            assert!(err.read_line(&mut said).unwrap() > 0, "it did not start: {said}");
            assert!(said.len() > from);
        }
        let address = said.split("serves on ").nth(1).unwrap().split(';').next().unwrap();
        let address = address.split("://").nth(1).unwrap().to_owned();
        // What it says later is read, so that it never waits for us.
        std::thread::spawn(move || {
            err.lines().map_while(Result::ok).for_each(|line| eprintln!("server: {line}"));
        });
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut links = BTreeMap::new();
        let fresh = !dir.join("started").exists() || more.contains(&"--reissue");
        std::fs::write(dir.join("started"), "").unwrap();
        let expected = if !fresh {
            0
        } else if more.contains(&"--reissue") {
            1
        } else {
            3
        };
        for _ in 0..expected {
            let mut line = String::new();
            out.read_line(&mut line).unwrap();
            let (desk, link) = line.trim().split_once(' ').unwrap();
            links.insert(desk.to_owned(), link.to_owned());
        }
        Self { child: Some(child), links, address }
    }

    pub(crate) fn secret(&self, desk: &str) -> &str {
        let secret = self.links[desk].split("secret=").nth(1).unwrap();
        secret.split('&').next().unwrap()
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Ends it as a system does, and it ends well.
    pub(crate) fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let id = child.id().to_string();
            assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
            assert!(child.wait().unwrap().success());
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}

enum Mirror {
    Excon(Box<ExconMirror>),
    Seat(Box<SeatMirror>),
}

/// A desk that has joined.
pub(crate) struct Joined {
    desk: String,
    socket: WebSocket<MaybeTlsStream<std::net::TcpStream>>,
    mirror: Mirror,
    greeted: bool,
}

fn dial(served: &Served) -> WebSocket<MaybeTlsStream<std::net::TcpStream>> {
    let mut request = format!("ws://{}/ws", served.address).into_client_request().unwrap();
    request.headers_mut().insert("Sec-WebSocket-Protocol", SUBPROTOCOL.parse().unwrap());
    connect(request).unwrap().0
}

fn say(socket: &mut WebSocket<MaybeTlsStream<std::net::TcpStream>>, frame: &Up) {
    socket.send(Message::text(frame.encode())).unwrap();
}

impl Joined {
    pub(crate) fn new(served: &Served, desk: &str, key: u64) -> Self {
        let mirror = match desk {
            "excon" => Mirror::Excon(Box::new(ExconMirror::new(key))),
            _ => Mirror::Seat(Box::new(SeatMirror::new(key))),
        };
        let mut joined = Self { desk: desk.to_owned(), socket: dial(served), mirror, greeted: false };
        joined.join(served);
        joined
    }

    /// What a client hears that says this first.
    pub(crate) fn denied(served: &Served, secret: &str, version: u32, instead: &str) -> Denied {
        let mut socket = dial(served);
        if instead.is_empty() {
            say(&mut socket, &Up::Join(Join { version, secret: secret.to_owned() }));
        } else {
            socket.send(Message::text(instead[..1_000].to_owned())).unwrap();
        }
        match Down::decode(socket.read().unwrap().to_text().unwrap()).unwrap() {
            Some(Down::Denied(denied)) => denied,
            other => panic!("{other:?}"),
        }
    }

    fn join(&mut self, served: &Served) {
        self.greeted = false;
        let secret = served.secret(&self.desk).to_owned();
        say(&mut self.socket, &Up::Join(Join { version: 1, secret }));
        while !self.greeted {
            self.hear();
        }
    }

    /// Joins again on a new line.
    pub(crate) fn again(&mut self, served: &Served) {
        self.socket = dial(served);
        self.join(served);
    }

    fn hear(&mut self) {
        let Message::Text(text) = self.socket.read().unwrap() else { return };
        let frame = match Down::decode(&text).unwrap() {
            Some(Down::Desk(frame)) => frame,
            other => panic!("{} heard {other:?}", self.desk),
        };
        self.greeted |= matches!(frame, ToDesk::Hello(_));
        let said = match &mut self.mirror {
            Mirror::Excon(mirror) => mirror.receive(frame).unwrap(),
            Mirror::Seat(mirror) => mirror.receive(frame),
        };
        said.into_iter().for_each(|frame| say(&mut self.socket, &Up::Desk(frame)));
    }

    fn frame(&mut self, act: Act) -> FromDesk {
        match (&mut self.mirror, act) {
            (Mirror::Excon(mirror), Act::Control(control)) => mirror.control(control),
            (Mirror::Seat(mirror), act) => mirror.act(act),
            (Mirror::Excon(_), Act::Verb(verb)) => panic!("control does not decide {verb:?}"),
        }
    }

    fn orders(&self) -> &startex::wire::Orders {
        match &self.mirror {
            Mirror::Excon(mirror) => &mirror.orders,
            Mirror::Seat(mirror) => &mirror.orders,
        }
    }

    /// Gives an order and waits for what becomes of it.
    pub(crate) fn order(&mut self, act: Act) -> Outcome {
        let frame = self.frame(act);
        say(&mut self.socket, &Up::Desk(frame));
        self.settle();
        self.orders().settled.back().unwrap().outcome.clone()
    }

    /// Until nothing waits for an answer.
    pub(crate) fn settle(&mut self) {
        while !self.orders().waiting.is_empty() {
            self.hear();
        }
    }

    /// Gives an order, and hears nothing of it.
    pub(crate) fn send_and_break(&mut self, act: Act) {
        let frame = self.frame(act);
        say(&mut self.socket, &Up::Desk(frame));
        // Whether it has arrived, nobody knows.
        if let MaybeTlsStream::Plain(line) = self.socket.get_ref() {
            line.shutdown(std::net::Shutdown::Both).unwrap();
        }
    }

    pub(crate) fn until(&mut self, enough: impl Fn(&View) -> bool) {
        loop {
            match &self.mirror {
                Mirror::Seat(mirror) if !enough(&mirror.view) => self.hear(),
                _ => return,
            }
        }
    }

    /// The words in its inbox.
    pub(crate) fn texts(&self) -> Vec<String> {
        match &self.mirror {
            Mirror::Seat(mirror) => {
                mirror.view.inbox.iter().map(|item| item.post.text.get("en").to_owned()).collect()
            }
            Mirror::Excon(_) => Vec::new(),
        }
    }
}
