//! A client's end of a connection, by its course: who it is, then `hello`, then everything else.
//!
//! **Architecture invariant:** no order leaves a client before `hello` has come on this very connection, because what
//! waits from an earlier one goes first. A frame of a desk can be made into text by [`Greeted`] alone, and only `hello`
//! makes one.

use std::sync::Arc;

use super::access::AccessOrder;
use super::book::Held;
use super::frame::{FromDesk, Hello, ToDesk, VERSION};
use super::text::{Code, Denied, Down, Join, Up};

/// A connection of a client. Sans-I/O: texts go in and come out.
#[derive(Debug)]
pub struct Line {
    join: Join,
    held: Option<Held>,
    greeted: Option<Greeted>,
}

/// The exercise has said `hello` on this connection: now a desk may speak.
#[derive(Debug)]
pub struct Greeted(());

impl Line {
    /// A new connection with the secret of a join link. `client` is drawn at random once when the program starts: it
    /// tells a desk that comes back from somebody else with the same link.
    pub fn new(secret: impl Into<String>, client: u64) -> Self {
        Self::again(secret, client, None)
    }

    /// As [`Self::new`], with the directory that an earlier connection brought: the server does not send it again.
    pub fn again(secret: impl Into<String>, client: u64, held: Option<Held>) -> Self {
        let (directory, name) = (held.as_ref().map(|held| held.hash.clone()), None);
        let join = Join { version: VERSION, secret: secret.into(), client: Some(client), name, directory };
        Self { join, held, greeted: None }
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
        let mut frame = Down::decode(text)?;
        match &mut frame {
            Some(Down::Denied(why)) => return Err(why.clone()),
            Some(Down::Desk(ToDesk::Hello(hello))) => {
                self.hold(hello)?;
                self.greeted = Some(Greeted(()));
            }
            _ => {}
        }
        Ok(frame)
    }

    /// Keeps the directory that came, or puts in the one that is held.
    fn hold(&mut self, hello: &mut Hello) -> Result<(), Denied> {
        match (&hello.directory, &self.held) {
            (Some(directory), _) => {
                let (hash, directory) = (hello.directory_hash.clone(), Arc::clone(directory));
                // A server of an earlier release names none.
                self.held = (!hash.is_empty()).then_some(Held { hash, directory });
            }
            (None, Some(held)) if held.hash == hello.directory_hash => {
                hello.directory = Some(Arc::clone(&held.directory));
            }
            (None, _) => {
                return Err(Denied::new(Code::Frame, "`hello` came without a directory that is held here"));
            }
        }
        Ok(())
    }

    /// The directory for the next connection, once it came.
    pub fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// Lets go of the directory, where somebody else keeps it.
    pub fn let_go(&mut self) {
        self.held = None;
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
