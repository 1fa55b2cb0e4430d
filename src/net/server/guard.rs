//! A connection that ends when the gate says so, or when the other side stops reading what is written to it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};

use super::gate::Place;
use super::limits::Limits;

/// A connection with somebody who watches over it.
#[derive(Debug)]
pub(super) struct Guarded {
    stream: TcpStream,
    guard: Guard,
    /// So long nothing of what is written may leave.
    send: Duration,
    /// Since nothing leaves.
    stuck: Option<Pin<Box<Sleep>>>,
}

/// Says when a connection must end; its place at the gate is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Guard {
    standing: Standing,
    _place: Place,
}

#[derive(Debug)]
enum Standing {
    /// Until it is said that they stay, or they have been one for too long.
    Stranger(oneshot::Receiver<()>, Pin<Box<Sleep>>),
    Known,
    Gone,
}

impl Guarded {
    /// A stranger, until `gone` says otherwise.
    pub(super) fn new(stream: TcpStream, place: Place, gone: oneshot::Receiver<()>, limits: &Limits) -> Self {
        let standing = Standing::Stranger(gone, Box::pin(sleep(limits.stranger())));
        Self { stream, guard: Guard { standing, _place: place }, send: limits.send, stuck: None }
    }

    /// The bare connection, and what must be asked whether it still stands.
    pub(super) fn into_parts(self) -> (TcpStream, Guard) {
        (self.stream, self.guard)
    }

    /// Nothing leaves: for so long that it is the end, or not yet.
    fn stalls(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let send = self.send;
        ready!(self.stuck.get_or_insert_with(|| Box::pin(sleep(send))).as_mut().poll(cx));
        Poll::Ready(io::Error::new(io::ErrorKind::TimedOut, "the other side does not read"))
    }
}

impl Guard {
    /// Whether the connection still stands; else the task wakes when it does not.
    ///
    /// # Errors
    /// Where it was let go.
    pub(super) fn stands(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        if let Standing::Stranger(word, late) = &mut self.standing {
            match (Pin::new(word).poll(cx), late.as_mut().poll(cx)) {
                (Poll::Ready(Ok(())), _) => self.standing = Standing::Known,
                (Poll::Ready(Err(_)), _) | (_, Poll::Ready(())) => self.standing = Standing::Gone,
                (Poll::Pending, Poll::Pending) => {}
            }
        }
        match self.standing {
            Standing::Stranger(..) | Standing::Known => Ok(()),
            Standing::Gone => Err(io::Error::new(io::ErrorKind::ConnectionAborted, "there is no room")),
        }
    }
}

impl AsyncRead for Guarded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.guard.stands(cx)?;
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.guard.stands(cx)?;
        match Pin::new(&mut self.stream).poll_write(cx, bytes) {
            Poll::Ready(sent) => {
                self.stuck = None;
                Poll::Ready(sent)
            }
            Poll::Pending => self.stalls(cx).map(Err),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
