//! A server in this process, with limits and a disk of the test's own.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use startex::host::{Host, InMemory, Keeper, Opening, Records, Stored};
use startex::net::JoinLink;
use startex::net::server::roster::Clock;
use startex::net::server::{self, Access, EXCON, Exercise, Identity, Limits, Public, Roster, Server};
use startex::record::journal::Header;
use startex::scenario::load;
use startex::store::now_ms;
use startex::wire::SeatTwice;

const EUROPE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/world/europe.ron");

pub(crate) struct House {
    // The server goes first, then the exercise.
    _server: Server,
    _host: Arc<Host>,
    links: BTreeMap<String, JoinLink>,
}

impl House {
    /// Keeps nothing.
    pub(crate) fn open(dir: &Path, limits: Limits, tls: bool) -> Self {
        Self::with(dir, limits, tls, |_| Box::new(InMemory))
    }

    pub(crate) fn with(
        dir: &Path,
        limits: Limits,
        tls: bool,
        keeper: impl FnOnce(Header) -> Box<dyn Keeper>,
    ) -> Self {
        Self::in_time_of(now_ms, dir, limits, tls, keeper)
    }

    /// The calendar is the test's own: names and notes are kept for 30 days by it.
    pub(crate) fn in_time_of(
        clock: Clock,
        dir: &Path,
        limits: Limits,
        tls: bool,
        keeper: impl FnOnce(Header) -> Box<dyn Keeper>,
    ) -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap();
        let sources = BTreeMap::from([
            ("main.ron".to_owned(), read(super::program::LIVE)),
            ("world/europe.ron".to_owned(), read(EUROPE)),
        ]);
        let loaded = load(&sources, "main.ron");
        let script = loaded.script.unwrap();
        let header = Header::new(&script, "main.ron".to_owned(), loaded.sources, 7);
        let keeper = keeper(header.clone());
        let opening =
            Opening { script: Arc::clone(&script), header, staffing: vec![], records: Records::None, keeper };
        let host = Arc::new(Host::start(opening, || ()).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let identity = tls.then(|| server::make().and_then(Identity::pinned).unwrap());
        let pin = identity.as_ref().and_then(|identity| identity.pin);
        let public = Public { tls, host: "127.0.0.1".to_owned(), port, pin };
        let mut access = Access::open(&dir.join("seats")).unwrap();
        let desks = std::iter::once(EXCON.to_owned()).chain(script.seats.rows().map(|seat| seat.id.clone()));
        let links = desks.map(|desk| {
            let link = public.link(access.issue(&desk).unwrap());
            (desk, link)
        });
        let links = links.collect();
        let exercise: Arc<dyn Exercise> = host.clone();
        let open = server::Opening {
            host: exercise,
            access,
            roster: Roster::open(&dir.join("roster"), 30, clock).unwrap(),
            twice: SeatTwice::Share,
            identity,
            public,
            proxied: false,
            limits,
        };
        Self { _server: Server::start(listener, open).unwrap(), _host: host, links }
    }

    pub(crate) fn link(&self, desk: &str) -> JoinLink {
        self.links[desk].clone()
    }

    /// A journal in this folder.
    pub(crate) fn stored(dir: &Path, header: Header) -> Stored {
        Stored::create(&dir.join("house.journal"), header).unwrap()
    }
}
