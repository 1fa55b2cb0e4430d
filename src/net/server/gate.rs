//! The gate: every connection passes it, before TLS and before its first byte. It counts them, and where strangers
//! crowd in, it lets the oldest of the most crowded network go. Nobody stays a stranger for long. Nobody who has said who they are is ever let go here.

use std::collections::{BTreeMap, BTreeSet};
use std::future::{Ready, ready};
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};

/// Hands out places. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct Gate(Arc<Mutex<Crowd>>);

#[derive(Debug)]
struct Crowd {
    all: usize,
    all_at_most: usize,
    strangers_at_most: usize,
    /// So long somebody may be a stranger.
    patience: Duration,
    passed: u64,
    strangers: BTreeMap<SocketAddr, Stranger>,
    /// Numbers of strangers by network, oldest first.
    by_network: BTreeMap<IpAddr, BTreeSet<(u64, SocketAddr)>>,
    turned_away: u64,
}

#[derive(Debug)]
struct Stranger {
    number: u64,
    /// Told so, the connection stays whatever happens here; dropped, it ends.
    stay: oneshot::Sender<()>,
}

impl Gate {
    pub(super) fn new(all_at_most: usize, strangers_at_most: usize, patience: Duration) -> Self {
        let (strangers, by_network) = (BTreeMap::new(), BTreeMap::new());
        let crowd = Crowd {
            all: 0,
            all_at_most,
            strangers_at_most,
            patience,
            passed: 0,
            strangers,
            by_network,
            turned_away: 0,
        };
        Self(Arc::new(Mutex::new(crowd)))
    }

    fn crowd(&self) -> MutexGuard<'_, Crowd> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whoever is at the other end has said who they are, and it is true.
    pub(super) fn knows(&self, peer: SocketAddr) {
        self.crowd().forget(peer, true);
    }

    /// Connections, those of strangers among them, and those that were turned away or let go so far.
    pub(super) fn count(&self) -> (usize, usize, u64) {
        let crowd = self.crowd();
        (crowd.all, crowd.strangers.len(), crowd.turned_away)
    }

    fn enter(&self, peer: SocketAddr) -> Option<(Place, oneshot::Receiver<()>)> {
        let mut crowd = self.crowd();
        if crowd.all >= crowd.all_at_most || crowd.strangers.len() >= crowd.strangers_at_most {
            crowd.turned_away += 1;
            crowd.let_one_go();
        }
        // Who was let go is still counted until the connection has ended: a few over the limit, never many.
        if crowd.all >= crowd.all_at_most + crowd.strangers_at_most {
            return None;
        }
        let (stay, gone) = oneshot::channel();
        crowd.passed += 1;
        crowd.all += 1;
        let number = crowd.passed;
        crowd.by_network.entry(network(peer.ip())).or_default().insert((number, peer));
        crowd.strangers.insert(peer, Stranger { number, stay });
        Some((Place { gate: self.clone(), peer }, gone))
    }
}

impl Crowd {
    /// Takes somebody out of the strangers: they are known, or gone. Only who is gone may lose the connection.
    fn forget(&mut self, peer: SocketAddr, stays: bool) {
        let Some(stranger) = self.strangers.remove(&peer) else { return };
        let of = network(peer.ip());
        if let Some(there) = self.by_network.get_mut(&of) {
            there.remove(&(stranger.number, peer));
            if there.is_empty() {
                self.by_network.remove(&of);
            }
        }
        if stays {
            // It may have ended a moment ago.
            let _ = stranger.stay.send(());
        }
    }

    fn let_one_go(&mut self) {
        let most = self.by_network.values().max_by_key(|there| there.len());
        if let Some((_, peer)) = most.and_then(|there| there.first()).copied() {
            self.forget(peer, false);
        }
    }
}

/// Networks share an address (IPv4), or their users have many (a /64 of IPv6).
fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) >> 64 << 64)),
    }
}

/// A place at the gate; free again when it is dropped.
#[derive(Debug)]
struct Place {
    gate: Gate,
    peer: SocketAddr,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut crowd = self.gate.crowd();
        crowd.forget(self.peer, false);
        crowd.all = crowd.all.saturating_sub(1);
    }
}

impl<S> Accept<TcpStream, S> for Gate {
    type Stream = Guarded;
    type Service = S;
    type Future = Ready<io::Result<(Guarded, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        ready(self.guard(stream).map(|guarded| (guarded, service)))
    }
}

impl Gate {
    fn guard(&self, stream: TcpStream) -> io::Result<Guarded> {
        stream.set_nodelay(true)?;
        let full = || io::Error::new(io::ErrorKind::ConnectionRefused, "there is no room");
        let patience = self.crowd().patience;
        let (place, gone) = self.enter(stream.peer_addr()?).ok_or_else(full)?;
        let standing = Standing::Stranger(gone, Box::pin(sleep(patience)));
        Ok(Guarded { stream, guard: Guard { standing, _place: place } })
    }
}

/// A connection that ends when the gate says so.
#[derive(Debug)]
pub(super) struct Guarded {
    stream: TcpStream,
    guard: Guard,
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
    /// The bare connection, and what must be asked whether it still stands.
    pub(super) fn into_parts(self) -> (TcpStream, Guard) {
        (self.stream, self.guard)
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
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(network: u8, port: u16) -> SocketAddr {
        SocketAddr::from(([192, 0, 2, network], port))
    }

    #[test]
    fn a_flood_of_one_network_drowns_itself_and_nobody_who_is_known() {
        let gate = Gate::new(100, 4, Duration::from_secs(9));
        let (_place, mut known) = gate.enter(peer(1, 1)).unwrap();
        gate.knows(peer(1, 1));
        let (_other, mut other) = gate.enter(peer(2, 1)).unwrap();
        let mut flood: Vec<_> = (0..50).map(|port| gate.enter(peer(1, 100 + port)).unwrap()).collect();
        assert_eq!(known.try_recv(), Ok(()), "who is known stays");
        assert_eq!(
            other.try_recv(),
            Err(oneshot::error::TryRecvError::Empty),
            "another network is not touched"
        );
        let mut left = 0;
        for (_, word) in &mut flood {
            left += usize::from(word.try_recv() == Err(oneshot::error::TryRecvError::Empty));
        }
        assert_eq!(left, 3);
        drop(flood);
        assert_eq!(gate.count().0, 2);
        assert_eq!(gate.count().1, 1);
    }

    #[test]
    fn where_everybody_is_known_and_the_house_is_full_nobody_else_comes_in() {
        let gate = Gate::new(2, 1, Duration::from_secs(9));
        let mut places = Vec::new();
        for port in 1..=3 {
            places.push(gate.enter(peer(1, port)).unwrap());
            gate.knows(peer(1, port));
        }
        assert!(gate.enter(peer(1, 9)).is_none());
        drop(places);
        assert!(gate.enter(peer(1, 9)).is_some());
    }
}
