//! Clients: a desk made of the mirror that every desk has, and a bare line for those who mean no good.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::{ClientConnection, StreamOwned};
use startex::exercise::order::Act;
use startex::exercise::role::Role;
use startex::exercise::view::View;
use startex::net::{JoinLink, trust};
use startex::wire::text::{Denied, Down, Join, SUBPROTOCOL, Up};
use startex::wire::{
    AccessNews, AccessOrder, ExconMirror, FromDesk, Line, Outcome, SeatMirror, ToDesk, WatchMirror,
};
use tungstenite::client::IntoClientRequest;
use tungstenite::{Message, WebSocket};

/// Longer than this nothing takes that comes at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// Bytes to a server and back.
pub(crate) trait Bytes: Read + Write + Send {}
impl<T: Read + Write + Send> Bytes for T {}

pub(crate) type Socket = WebSocket<Box<dyn Bytes>>;

/// A line to where a link leads, with TLS and the pin of the link where it has one.
pub(crate) fn line(link: &JoinLink) -> (Box<dyn Bytes>, TcpStream) {
    try_line(link).unwrap()
}

fn try_line(link: &JoinLink) -> std::io::Result<(Box<dyn Bytes>, TcpStream)> {
    let tcp = TcpStream::connect((link.host.as_str(), link.port))?;
    tcp.set_read_timeout(Some(PATIENCE)).unwrap();
    tcp.set_nodelay(true).unwrap();
    let also = tcp.try_clone().unwrap();
    let Some(pin) = link.pin else { return Ok((Box::new(tcp), also)) };
    let name = trust::server_name(&link.host).unwrap();
    let tls = ClientConnection::new(Arc::new(trust::pinned(pin).unwrap()), name).unwrap();
    Ok((Box::new(StreamOwned::new(tls, tcp)), also))
}

/// A WebSocket to where a link leads.
pub(crate) fn dial(link: &JoinLink) -> (Socket, TcpStream) {
    dial_as(link, SUBPROTOCOL).unwrap()
}

/// A WebSocket of this version.
pub(crate) fn dial_as(link: &JoinLink, version: &str) -> Result<(Socket, TcpStream), String> {
    let (bytes, tcp) = try_line(link).map_err(|why| why.to_string())?;
    let mut request = link.socket().into_client_request().unwrap();
    request.headers_mut().insert("Sec-WebSocket-Protocol", version.parse().unwrap());
    match tungstenite::client(request, bytes) {
        Ok((socket, _)) => Ok((socket, tcp)),
        Err(tungstenite::HandshakeError::Failure(tungstenite::Error::Http(response))) => {
            let body = response.body().clone().unwrap_or_default();
            Err(format!("{} {}", response.status(), String::from_utf8_lossy(&body)))
        }
        Err(why) => Err(why.to_string()),
    }
}

/// The next text of the server; none where it has ended the connection.
pub(crate) fn next_text(socket: &mut Socket) -> Option<String> {
    loop {
        match socket.read() {
            Ok(Message::Text(text)) => return Some(text.as_str().to_owned()),
            Ok(Message::Close(_)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// What a client hears whose first text is this one.
pub(crate) fn denied(link: &JoinLink, first: &str) -> Denied {
    let (mut socket, _tcp) = dial(link);
    socket.send(Message::text(first.to_owned())).unwrap();
    why(&mut socket)
}

/// Why the connection ends, after whatever else comes.
pub(crate) fn why(socket: &mut Socket) -> Denied {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let text = next_text(socket).expect("the line ended without a word");
        if let Some(Down::Denied(denied)) = Down::decode(&text).unwrap() {
            return denied;
        }
    }
    panic!("it does not end");
}

/// The first text of somebody with this secret.
pub(crate) fn join(secret: &str, version: u32) -> String {
    Up::Join(Join { version, secret: secret.to_owned(), client: None, name: None, directory: None }).encode()
}

pub(crate) enum Mirror {
    Excon(Box<ExconMirror>),
    Seat(Box<SeatMirror>),
    Watch(Box<WatchMirror>),
}

/// A desk that has joined.
pub(crate) struct Joined {
    key: u64,
    pub(crate) socket: Socket,
    pub(crate) tcp: TcpStream,
    line: Line,
    name: Option<String>,
    pub(crate) mirror: Mirror,
    /// Everything that the server ever sent, text by text.
    pub(crate) texts: Vec<String>,
    /// What the door said.
    pub(crate) door: Vec<AccessNews>,
    /// Whether it was told to wait.
    pub(crate) waited: bool,
}

impl Joined {
    pub(crate) fn new(link: &JoinLink, key: u64) -> Self {
        Self::try_new(link, key).unwrap()
    }

    pub(crate) fn try_new(link: &JoinLink, key: u64) -> Result<Self, String> {
        let mut joined = Self::dialled(link, key, None)?;
        joined.greeted().map_err(|why| why.to_string())?;
        Ok(joined)
    }

    /// Somebody who says their name.
    pub(crate) fn named(link: &JoinLink, key: u64, name: &str) -> Self {
        let mut joined = Self::dialled(link, key, Some(name.to_owned())).unwrap();
        joined.greeted().unwrap();
        joined
    }

    /// Has said who it is, and hears nothing yet.
    pub(crate) fn knocking(link: &JoinLink, key: u64) -> Self {
        Self::dialled(link, key, None).unwrap()
    }

    /// The same of somebody who says their name.
    pub(crate) fn knocking_as(link: &JoinLink, key: u64, name: &str) -> Self {
        Self::dialled(link, key, Some(name.to_owned())).unwrap()
    }

    fn dialled(link: &JoinLink, key: u64, name: Option<String>) -> Result<Self, String> {
        let mirror = Mirror::Seat(Box::new(SeatMirror::new(key)));
        let (socket, tcp) = dial_as(link, SUBPROTOCOL)?;
        let line = Line::new(&link.secret, key).named(name.clone());
        let (texts, door) = (Vec::new(), Vec::new());
        let mut joined = Self { key, socket, tcp, line, name, mirror, texts, door, waited: false };
        joined.send(joined.line.first());
        Ok(joined)
    }

    fn send(&mut self, text: String) {
        // The line may have ended: then what was sent is sent again on the next one.
        let _ = self.socket.send(Message::text(text));
    }

    /// Until the exercise has said hello.
    pub(crate) fn greeted(&mut self) -> Result<(), Denied> {
        while self.line.greeted().is_none() {
            self.hear()?;
        }
        Ok(())
    }

    /// Joins again on a new line.
    pub(crate) fn again(&mut self, link: &JoinLink) {
        self.try_again(link).unwrap();
    }

    pub(crate) fn try_again(&mut self, link: &JoinLink) -> Result<(), String> {
        (self.socket, self.tcp) = dial_as(link, SUBPROTOCOL)?;
        self.line = Line::new(&link.secret, self.key).named(self.name.clone());
        self.send(self.line.first());
        self.greeted().map_err(|why| why.to_string())
    }

    /// Takes the next text in.
    pub(crate) fn hear(&mut self) -> Result<(), Denied> {
        let ended = || Denied::new(startex::wire::text::Code::Other, "the line ended");
        let text = next_text(&mut self.socket).ok_or_else(ended)?;
        let frame = self.line.hear(&text)?;
        self.texts.push(text);
        let said = match frame {
            Some(Down::Desk(frame)) => self.take(frame),
            Some(Down::Access(news)) => {
                self.door.push(news);
                Vec::new()
            }
            Some(Down::Wait(_)) => {
                self.waited = true;
                Vec::new()
            }
            _ => Vec::new(),
        };
        for frame in said {
            self.say(frame);
        }
        Ok(())
    }

    fn take(&mut self, frame: ToDesk) -> Vec<FromDesk> {
        if let ToDesk::Hello(hello) = &frame
            && hello.seat.is_none()
            && matches!(self.mirror, Mirror::Seat(_))
        {
            self.mirror = match hello.role.clone() {
                Some(role) if !matches!(role, Role::Controller(_)) => {
                    Mirror::Watch(Box::new(WatchMirror::new(role, self.key)))
                }
                _ => Mirror::Excon(Box::new(ExconMirror::new(self.key))),
            };
        }
        match &mut self.mirror {
            Mirror::Excon(mirror) => mirror.receive(frame).unwrap(),
            Mirror::Seat(mirror) => mirror.receive(frame),
            Mirror::Watch(mirror) => mirror.receive(frame),
        }
    }

    /// Sends a frame, if the connection has come so far.
    pub(crate) fn say(&mut self, frame: FromDesk) {
        if let Some(greeted) = self.line.greeted() {
            let text = greeted.say(frame);
            self.send(text);
        }
    }

    /// Orders something of the door, and waits for what it says of that.
    pub(crate) fn access(&mut self, order: AccessOrder, is: impl Fn(&AccessNews) -> bool) -> AccessNews {
        let text = self.line.greeted().unwrap().access(order);
        self.door.clear();
        self.send(text);
        self.until(|desk| desk.door.iter().any(&is));
        self.door.iter().find(|news| is(news)).cloned().unwrap()
    }

    fn frame(&mut self, act: Act) -> FromDesk {
        match (&mut self.mirror, act) {
            (Mirror::Excon(mirror), Act::Control(control)) => mirror.control(control),
            (Mirror::Seat(mirror), act) => mirror.act(act),
            (Mirror::Watch(mirror), act) => mirror.orders.send(act, mirror.clock.now),
            (Mirror::Excon(_), act) => panic!("control does not decide {act:?}"),
        }
    }

    pub(crate) fn orders(&self) -> &startex::wire::Orders {
        match &self.mirror {
            Mirror::Excon(mirror) => &mirror.orders,
            Mirror::Seat(mirror) => &mirror.orders,
            Mirror::Watch(mirror) => &mirror.orders,
        }
    }

    pub(crate) fn fault(&self) -> Option<&str> {
        match &self.mirror {
            Mirror::Excon(mirror) => mirror.fault.as_deref(),
            Mirror::Seat(mirror) => mirror.fault.as_deref(),
            Mirror::Watch(mirror) => mirror.fault.as_deref(),
        }
    }

    /// Gives an order, and does not wait.
    pub(crate) fn send_order(&mut self, act: Act) {
        let frame = self.frame(act);
        self.say(frame);
    }

    /// Gives an order and waits for what becomes of it.
    pub(crate) fn order(&mut self, act: Act) -> Outcome {
        self.send_order(act);
        self.settle();
        self.orders().settled.back().unwrap().outcome.clone()
    }

    /// Until nothing waits for an answer.
    pub(crate) fn settle(&mut self) {
        while !self.orders().waiting.is_empty() {
            self.hear().unwrap();
        }
    }

    /// Gives an order, and hears nothing of it.
    pub(crate) fn send_and_break(&mut self, act: Act) {
        self.send_order(act);
        // Whether it has arrived, nobody knows.
        let _ = self.tcp.shutdown(std::net::Shutdown::Both);
    }

    pub(crate) fn view(&self) -> &View {
        match &self.mirror {
            Mirror::Seat(mirror) => &mirror.view,
            Mirror::Excon(_) | Mirror::Watch(_) => panic!("it has no view of its own"),
        }
    }

    pub(crate) fn until(&mut self, enough: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !enough(self) {
            assert!(began.elapsed() < PATIENCE, "it does not come to that");
            self.hear().unwrap();
        }
    }

    /// The words in its inbox.
    pub(crate) fn inbox(&self) -> Vec<String> {
        self.view().inbox.iter().map(|item| item.post.text.get("en").to_owned()).collect()
    }
}
