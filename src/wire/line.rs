//! A client's end of a connection, by its course: who it is, then `hello`, then everything else.
//!
//! **Architecture invariant:** no order leaves a client before `hello` has come on this very connection, because what
//! waits from an earlier one goes first. A frame of a desk can be made into text by [`Greeted`] alone, and only `hello`
//! makes one.

use super::access::AccessOrder;
use super::frame::{FromDesk, ToDesk, VERSION};
use super::text::{Denied, Down, Join, Up};

/// A connection of a client. Sans-I/O: texts go in and come out.
#[derive(Debug)]
pub struct Line {
    join: Join,
    greeted: Option<Greeted>,
}

/// The exercise has said `hello` on this connection: now a desk may speak.
#[derive(Debug)]
pub struct Greeted(());

impl Line {
    /// A new connection with the secret of a join link. `client` is drawn at random once when the program starts: it
    /// tells a desk that comes back from somebody else with the same link.
    pub fn new(secret: impl Into<String>, client: u64) -> Self {
        let join = Join { version: VERSION, secret: secret.into(), client: Some(client), name: None };
        Self { join, greeted: None }
    }

    /// The same for somebody who says who they are.
    #[must_use]
    pub fn named(mut self, name: Option<String>) -> Self {
        self.join.name = name;
        self
    }

    /// The first text to send, and the only one before `hello`.
    pub fn first(&self) -> String {
        Up::Join(self.join.clone()).encode()
    }

    /// Takes a text of the server in; none where its kind is not known.
    ///
    /// # Errors
    /// Why the connection is of no use any more: the server ends it, or what came is no frame.
    pub fn hear(&mut self, text: &str) -> Result<Option<Down>, Denied> {
        let frame = Down::decode(text)?;
        match frame {
            Some(Down::Denied(why)) => return Err(why),
            Some(Down::Desk(ToDesk::Hello(_))) => self.greeted = Some(Greeted(())),
            _ => {}
        }
        Ok(frame)
    }

    /// What may speak, once it may. Before that an order stays among those that wait, and goes with them.
    pub fn greeted(&self) -> Option<&Greeted> {
        self.greeted.as_ref()
    }
}

impl Greeted {
    /// The text of a desk's frame.
    pub fn say(&self, frame: FromDesk) -> String {
        match frame {
            FromDesk::Door(order) => self.access(order),
            frame => Up::Desk(frame).encode(),
        }
    }

    /// The text of an order to the door; exercise control's alone.
    pub fn access(&self, order: AccessOrder) -> String {
        Up::Access(Ok(order)).encode()
    }

    /// The text of a ping.
    pub fn ping(&self, number: u64) -> String {
        Up::Ping(number).encode()
    }
}
