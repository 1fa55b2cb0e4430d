//! The gate: every connection passes it, before TLS and before its first byte. It counts them, and where strangers
//! crowd in, it lets the oldest of the most crowded network go. Nobody stays a stranger for long. Nobody who has said who they are is ever let go here.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::guard::Guarded;
use super::limits::Limits;

/// Hands out places. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct Gate(Arc<Mutex<Crowd>>);

#[derive(Debug)]
struct Crowd {
    limits: Limits,
    all: usize,
    passed: u64,
    /// By number.
    strangers: BTreeMap<u64, Stranger>,
    /// Numbers of strangers by network, oldest first.
    by_network: BTreeMap<IpAddr, BTreeSet<u64>>,
    /// Desks whose secrets programs have shown, by the number of the connection.
    programs: BTreeMap<u64, String>,
    /// Connections of programs by desk.
    by_desk: BTreeMap<String, usize>,
    turned_away: u64,
}

#[derive(Debug)]
struct Stranger {
    network: IpAddr,
    /// Told so, the connection stays whatever happens here; dropped, it ends.
    stay: oneshot::Sender<()>,
}

/// Whoever made a connection, as all that comes over it carries it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visitor {
    /// Of this connection alone: an address may be used again before the gate hears that its connection has ended.
    number: u64,
    /// The address at the other end.
    pub(super) from: SocketAddr,
}

impl Gate {
    pub(super) fn new(limits: &Limits) -> Self {
        Self(Arc::new(Mutex::new(Crowd {
            limits: *limits,
            all: 0,
            passed: 0,
            strangers: BTreeMap::new(),
            by_network: BTreeMap::new(),
            programs: BTreeMap::new(),
            by_desk: BTreeMap::new(),
            turned_away: 0,
        })))
    }

    fn crowd(&self) -> MutexGuard<'_, Crowd> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a new connection.
    ///
    /// # Errors
    /// Where there is none, or the connection has ended already.
    pub(super) fn guard(&self, stream: TcpStream) -> io::Result<(Guarded, Visitor)> {
        stream.set_nodelay(true)?;
        let full = || io::Error::new(io::ErrorKind::ConnectionRefused, "there is no room");
        let limits = self.crowd().limits;
        let (place, gone) = self.enter(stream.peer_addr()?).ok_or_else(full)?;
        let visitor = place.visitor;
        Ok((Guarded::new(stream, place, gone, &limits), visitor))
    }

    /// Whoever is at the other end has said who they are, it is true, and they may stay.
    pub(super) fn knows(&self, visitor: Visitor) {
        self.crowd().forget(visitor.number, true);
    }

    /// The same of a program with the secret of this desk; false where so many connections of programs have shown it
    /// already, and then it is known no better than before.
    pub(super) fn knows_program(&self, visitor: Visitor, desk: &str, most: usize) -> bool {
        let mut crowd = self.crowd();
        if crowd.programs.get(&visitor.number).is_some_and(|of| of == desk) {
            return true;
        }
        let there = crowd.by_desk.get(desk).copied().unwrap_or_default();
        if there >= most {
            return false;
        }
        // It may have shown another one before.
        crowd.forget_program(visitor.number);
        crowd.by_desk.insert(desk.to_owned(), there + 1);
        crowd.programs.insert(visitor.number, desk.to_owned());
        crowd.forget(visitor.number, true);
        true
    }

    /// Connections, those of strangers among them, and those that were turned away or let go so far.
    pub(super) fn count(&self) -> (usize, usize, u64) {
        let crowd = self.crowd();
        (crowd.all, crowd.strangers.len(), crowd.turned_away)
    }

    fn enter(&self, from: SocketAddr) -> Option<(Place, oneshot::Receiver<()>)> {
        let mut crowd = self.crowd();
        let Limits { connections, strangers, .. } = crowd.limits;
        if crowd.all >= connections || crowd.strangers.len() >= strangers {
            crowd.turned_away += 1;
            crowd.let_one_go();
        }
        // Who was let go is still counted until the connection has ended: a few over the limit, never many.
        if crowd.all >= connections + strangers {
            return None;
        }
        let (stay, gone) = oneshot::channel();
        crowd.passed += 1;
        crowd.all += 1;
        let (number, network) = (crowd.passed, network(from.ip()));
        crowd.by_network.entry(network).or_default().insert(number);
        crowd.strangers.insert(number, Stranger { network, stay });
        Some((Place { gate: self.clone(), visitor: Visitor { number, from } }, gone))
    }
}

impl Crowd {
    /// Takes somebody out of the strangers: they are known, or gone. Only who is gone may lose the connection.
    fn forget(&mut self, number: u64, stays: bool) {
        let Some(stranger) = self.strangers.remove(&number) else { return };
        if let Some(there) = self.by_network.get_mut(&stranger.network) {
            there.remove(&number);
            if there.is_empty() {
                self.by_network.remove(&stranger.network);
            }
        }
        if stays {
            // It may have ended a moment ago.
            let _ = stranger.stay.send(());
        }
    }

    /// A connection is none of a program any more.
    fn forget_program(&mut self, number: u64) {
        let Some(desk) = self.programs.remove(&number) else { return };
        if let Some(there) = self.by_desk.get_mut(&desk) {
            *there -= 1;
            if *there == 0 {
                self.by_desk.remove(&desk);
            }
        }
    }

    fn let_one_go(&mut self) {
        let most = self.by_network.values().max_by_key(|there| there.len());
        if let Some(number) = most.and_then(|there| there.first()).copied() {
            self.forget(number, false);
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
pub(super) struct Place {
    gate: Gate,
    visitor: Visitor,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut crowd = self.gate.crowd();
        crowd.forget(self.visitor.number, false);
        crowd.forget_program(self.visitor.number);
        crowd.all = crowd.all.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(network: u8, port: u16) -> SocketAddr {
        SocketAddr::from(([192, 0, 2, network], port))
    }

    fn gate(connections: usize, strangers: usize) -> Gate {
        Gate::new(&Limits { connections, strangers, ..Limits::default() })
    }

    #[test]
    fn a_flood_of_one_network_drowns_itself_and_nobody_who_is_known() {
        let gate = gate(100, 4);
        let (place, mut known) = gate.enter(peer(1, 1)).unwrap();
        gate.knows(place.visitor);
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
        let gate = gate(2, 1);
        let mut places = Vec::new();
        for port in 1..=3 {
            let (place, word) = gate.enter(peer(1, port)).unwrap();
            gate.knows(place.visitor);
            places.push((place, word));
        }
        assert!(gate.enter(peer(1, 9)).is_none());
        drop(places);
        assert!(gate.enter(peer(1, 9)).is_some());
    }

    #[test]
    fn an_address_that_comes_back_before_its_first_connection_has_ended_is_somebody_else() {
        let gate = gate(100, 4);
        let (first, mut stays) = gate.enter(peer(1, 1)).unwrap();
        let (second, _word) = gate.enter(peer(1, 1)).unwrap();
        assert_eq!((gate.count().1, stays.try_recv()), (2, Err(oneshot::error::TryRecvError::Empty)));
        gate.knows(second.visitor);
        drop(first);
        assert_eq!((gate.count().0, gate.count().1), (1, 0));
        // Nothing is left of the first that a flood could hide behind.
        let flood: Vec<_> = (0..50).map(|port| gate.enter(peer(1, 100 + port)).unwrap()).collect();
        assert_eq!(gate.count().1, 4);
        drop(flood);
        assert!(gate.crowd().by_network.is_empty());
    }

    #[test]
    fn programs_with_one_secret_have_so_many_connections_and_those_with_another_their_own() {
        let gate = gate(100, 100);
        let mut places: Vec<_> = (1..=3).map(|port| gate.enter(peer(1, port)).unwrap()).collect();
        let visitors: Vec<Visitor> = places.iter().map(|(place, _)| place.visitor).collect();
        assert!(gate.knows_program(visitors[0], "a", 2) && gate.knows_program(visitors[1], "a", 2));
        assert!(gate.knows_program(visitors[0], "a", 2), "again on the same connection");
        assert!(!gate.knows_program(visitors[2], "a", 2));
        assert_eq!(gate.count().1, 1, "who was refused is a stranger still");
        assert!(gate.knows_program(visitors[2], "b", 2));
        // A proxy brings others over the same connection.
        assert!(gate.knows_program(visitors[1], "b", 2) && !gate.knows_program(visitors[0], "b", 2));
        assert!(gate.knows_program(visitors[2], "a", 2));
        places.truncate(1);
        assert_eq!(gate.crowd().by_desk, BTreeMap::from([("a".to_owned(), 1)]));
    }
}
