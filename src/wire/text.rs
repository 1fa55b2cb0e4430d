//! The frames as text: JSON, a frame a message, as they go between machines. `docs/protocol.md` is the page that a
//! stranger writes a client from; a test holds its examples to this file.
//!
//! A frame is an object with one key, its kind. A kind or a field that is not known is passed over, so that either side
//! may be a later release of the same major version; only inside an order is nothing passed over, because a decision
//! is never carried out by half.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::At;
use crate::base::excerpt::quoted;
use crate::base::limits::{WIRE_UP, WIRE_VALUES};
use crate::exercise::entry::{Entry, News};
use crate::exercise::order::{Act, OrderId, Team};

use super::access::{AccessNews, AccessOrder};
use super::frame::{FromDesk, Picture, ToDesk, VERSION};

/// What a client asks for in `Sec-WebSocket-Protocol`.
pub const SUBPROTOCOL: &str = "startex.v1";
/// What stands before the number in the name of any version.
const FAMILY: &str = "startex.v";

/// What a client sends.
#[derive(Clone, Debug, PartialEq)]
pub enum Up {
    /// The first frame: who it is.
    Join(Join),
    /// What a desk says.
    Desk(FromDesk),
    /// An order that cannot be read: it is answered, so that the client need not wait for it.
    Unreadable {
        /// Its id.
        id: OrderId,
        /// What is wrong with it.
        why: String,
    },
    /// Asks for a [`Down::Pong`] with the same number.
    Ping(u64),
    /// Exercise control orders something of the door; or why the order cannot be read.
    Access(Result<AccessOrder, String>),
}

/// The first frame of a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// [`VERSION`] of the client.
    pub version: u32,
    /// The secret of its seat, as it stands in the join link.
    pub secret: String,
    /// Drawn at random when the program starts: who joins again under the same one comes back, and is nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<u64>,
    /// Who it is, for the roster of the exercise: the journal never has it. Who joins the same seat again under the same
    /// name is the same person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Hash of the directory that the client holds from before: `hello` leaves out the very same one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
}

/// What a server sends.
#[derive(Clone, Debug)]
pub enum Down {
    /// What a desk is told.
    Desk(ToDesk),
    /// Nothing more comes: why.
    Denied(Denied),
    /// The answer to [`Up::Ping`].
    Pong(u64),
    /// Before `hello`: what is waited for, in words for people.
    Wait(String),
    /// What the door tells exercise control.
    Access(AccessNews),
}

/// Why a connection ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Denied {
    /// For programs.
    pub code: Code,
    /// For people.
    pub message: String,
}

/// Why a connection ends, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The versions do not fit.
    Version,
    /// There is no such secret, or it was revoked.
    Secret,
    /// Somebody else has the seat, or took it.
    Taken,
    /// A frame is no frame, or comes out of turn.
    Frame,
    /// A frame is too large.
    Size,
    /// Too much at once.
    Rate,
    /// The server has no room, or stops.
    Closed,
    /// The desk may not do this.
    Role,
    /// A reason of a later release.
    #[serde(other)]
    Other,
}

impl Denied {
    /// A reason for programs and one for people.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Which of the versions that a client offers is spoken; they stand between commas.
///
/// # Errors
/// A sentence for people where none is.
pub fn agree(offered: &str) -> Result<&'static str, Denied> {
    let mut names = offered.split(',').map(str::trim);
    if names.any(|name| name == SUBPROTOCOL) {
        return Ok(SUBPROTOCOL);
    }
    let other = offered.split(',').map(str::trim).find(|name| name.starts_with(FAMILY));
    let said = other.map_or_else(|| "none of ours".to_owned(), |name| format!("`{name}`"));
    Err(Denied::new(
        Code::Version,
        format!(
            "this exercise speaks `{SUBPROTOCOL}` and the client offered {said}: use a client of this release"
        ),
    ))
}

/// Whether the client of this first frame is understood.
///
/// # Errors
/// A sentence for people where it is of another major version.
pub fn fits(join: &Join) -> Result<(), Denied> {
    if join.version == VERSION {
        return Ok(());
    }
    let words = format!(
        "this exercise speaks version {VERSION} and the client speaks version {}: use a client of this release",
        join.version
    );
    Err(Denied::new(Code::Version, words))
}

impl Up {
    /// The frame as text.
    pub fn encode(&self) -> String {
        match self {
            Self::Join(join) => one("join", join),
            Self::Desk(frame) => text(frame),
            // Only ever read; whoever sent it would send the order without what could not be read.
            Self::Unreadable { id, .. } => one("order", &serde_json::json!({ "id": id })),
            Self::Ping(number) => one("ping", number),
            Self::Access(Ok(order)) => one("access", order),
            Self::Access(Err(_)) => one("access", &Value::Null),
        }
    }

    /// Reads a client's frame; none where its kind is not known.
    ///
    /// # Errors
    /// Why it is no frame: the connection is of no use.
    pub fn decode(text: &str) -> Result<Option<Self>, Denied> {
        if text.len() > WIRE_UP {
            let words = format!("a frame has {} bytes; {WIRE_UP} are allowed", text.len());
            return Err(Denied::new(Code::Size, words));
        }
        // Nearly all frames are a desk's and as they should be: what else there may be to say of one is found out below.
        if let Ok(frame) = serde_json::from_str(text)
            && !matches!(frame, FromDesk::Door(_))
        {
            return Ok(Some(match frame {
                FromDesk::Order { id, act } => order(id, act, text),
                frame => Self::Desk(frame),
            }));
        }
        let Some((kind, body)) = opened(text)? else { return Ok(None) };
        Ok(Some(match kind.as_str() {
            "join" => Self::Join(read(&kind, body)?),
            "ping" => Self::Ping(read(&kind, body)?),
            "order" => order_of(body, text)?,
            "access" => Self::Access(
                serde_json::from_value(body).map_err(|why| format!("The order cannot be read: {why}")),
            ),
            "resume" | "resume_of" | "here" | "check" => Self::Desk(read(&kind, wrapped(&kind, body))?),
            _ => return Ok(None),
        }))
    }
}

impl Down {
    /// The frame as text.
    pub fn encode(&self) -> String {
        let mut text = Vec::new();
        self.write(&mut text);
        String::from_utf8(text).unwrap_or_default()
    }

    /// Appends the frame as text.
    pub fn write(&self, text: &mut Vec<u8>) {
        // Writing to memory cannot fail, and there is nothing in a frame that JSON cannot say.
        let _ = match self {
            Self::Desk(frame) => serde_json::to_writer(text, frame),
            Self::Denied(why) => serde_json::to_writer(text, &wrap("denied", why)),
            Self::Pong(number) => serde_json::to_writer(text, &wrap("pong", number)),
            Self::Wait(words) => serde_json::to_writer(text, &wrap("wait", words)),
            Self::Access(news) => serde_json::to_writer(text, &wrap("access", news)),
        };
    }

    /// Reads a server's frame; none where its kind is not known.
    ///
    /// # Errors
    /// Why it is no frame: the connection is of no use.
    pub fn decode(text: &str) -> Result<Option<Self>, Denied> {
        const OF_DESKS: [&str; 14] = [
            "hello", "header", "records", "answer", "score", "clock", "fault", "present", "here", "people",
            "watches", "guide", "injects", "staffed",
        ];
        // As with the frames of a client.
        if let Ok(frame) = serde_json::from_str(text)
            && !matches!(frame, ToDesk::Door(_))
        {
            return Ok(Some(Self::Desk(frame)));
        }
        let Some((kind, body)) = opened(text)? else { return Ok(None) };
        Ok(Some(match kind.as_str() {
            "denied" => Self::Denied(read(&kind, body)?),
            "pong" => Self::Pong(read(&kind, body)?),
            "wait" => Self::Wait(read(&kind, body)?),
            "access" => Self::Access(serde_json::from_value(body).unwrap_or(AccessNews::Later)),
            "entries" => Self::Desk(ToDesk::Entries(entries(body)?)),
            "picture" => Self::Desk(ToDesk::Picture(picture(body)?)),
            known if OF_DESKS.contains(&known) => Self::Desk(read(&kind, wrapped(&kind, body))?),
            _ => return Ok(None),
        }))
    }
}

/// Why nobody looks at an order that came as this text. Control may name the largest exercise seat by seat, and things as
/// the scenario does; a seat names them as they came to it, so that no guess at an author's id is ever answered.
fn fault(act: &Act, text: &str) -> Option<String> {
    let verb = match act {
        Act::Control(_) => return None,
        Act::Team(Team::Draft { verb } | Team::Release { verb, .. }) | Act::Verb(verb) => Some(verb),
        Act::Team(_) => None,
    };
    if values(text) > WIRE_VALUES {
        return Some(format!("An order has {WIRE_VALUES} values at most"));
    }
    let name = verb?.first_name()?;
    Some(format!("{} is no handle: name things as they came to the seat, like `#2`", quoted(&name)))
}

/// Values in a text that is JSON: they stand between commas.
fn values(json: &str) -> usize {
    // Most are far too short for that.
    if json.len() <= WIRE_VALUES {
        return 0;
    }
    let (mut count, mut quoted, mut bytes) = (1, false, json.bytes());
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => quoted = !quoted,
            b'\\' => drop(bytes.next()),
            b',' if !quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// An order whose id can be read is answered, whatever else it holds.
fn order_of(body: Value, text: &str) -> Result<Up, Denied> {
    #[derive(Deserialize)]
    struct Sent {
        id: OrderId,
        act: Value,
    }
    let Sent { id, act } = read("order", body)?;
    Ok(match serde_json::from_value(act) {
        Ok(act) => order(id, act, text),
        Err(why) => Up::Unreadable { id, why: format!("The order cannot be read: {why}") },
    })
}

/// An order, or why nobody looks at it.
fn order(id: OrderId, act: Act, text: &str) -> Up {
    match fault(&act, text) {
        Some(why) => Up::Unreadable { id, why },
        None => Up::Desk(FromDesk::Order { id, act }),
    }
}

/// Entries count on, whatever they tell: news of a later release take their number.
fn entries(body: Value) -> Result<Vec<Entry>, Denied> {
    #[derive(Deserialize)]
    struct Numbered {
        number: u32,
        at: At,
    }
    let all: Vec<Value> = read("entries", body)?;
    let one = |value: Value| match Entry::deserialize(&value) {
        Ok(entry) => Ok(entry),
        Err(_) => {
            read("entries", value).map(|Numbered { number, at }| Entry { number, at, news: News::Later })
        }
    };
    all.into_iter().map(one).collect()
}

/// The same for one of several pictures.
fn picture(body: Value) -> Result<Picture, Denied> {
    #[derive(Deserialize)]
    struct Sent {
        of: String,
        #[serde(default)]
        records: Vec<u64>,
        entries: Value,
    }
    let Sent { of, records, entries: sent } = read("picture", body)?;
    Ok(Picture { of, records, entries: entries(sent)? })
}

/// Kind and body of a frame; none where it has no kind that could be known.
fn opened(text: &str) -> Result<Option<(String, Value)>, Denied> {
    let frame: Map<String, Value> = serde_json::from_str(text)
        .map_err(|why| Denied::new(Code::Frame, format!("this is no frame: {why}")))?;
    if frame.len() != 1 {
        let words = format!("a frame has one key, its kind; this one has {}", frame.len());
        return Err(Denied::new(Code::Frame, words));
    }
    Ok(frame.into_iter().next())
}

fn wrapped(kind: &str, body: Value) -> Value {
    Value::Object(Map::from_iter([(kind.to_owned(), body)]))
}

fn read<T: for<'de> Deserialize<'de>>(kind: &str, body: Value) -> Result<T, Denied> {
    serde_json::from_value(body)
        .map_err(|why| Denied::new(Code::Frame, format!("the frame `{kind}` cannot be read: {why}")))
}

fn one(kind: &str, body: &impl Serialize) -> String {
    text(&wrap(kind, body))
}

fn wrap(kind: &str, body: &impl Serialize) -> Map<String, Value> {
    Map::from_iter([(kind.to_owned(), serde_json::to_value(body).unwrap_or_default())])
}

/// Frames have text for keys and finite numbers only: there is nothing in them that JSON cannot say.
fn text(frame: &impl Serialize) -> String {
    serde_json::to_string(frame).unwrap_or_default()
}
