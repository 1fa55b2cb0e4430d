//! `startex serve`: an exercise for many machines, without a window.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::exercise::fact::Phase;
use crate::exercise::order::Desk;
use crate::host::{self, Host, Reopened, Stored};
use crate::net::Lost;
use crate::net::server::{Access, EXCON, Identity, News, Opening, SeatTwice, Server, make};
use crate::record::journal::{Header, Options, RULES};
use crate::scenario::script::Script;
use crate::wire::ToDesk;

use super::{Failure, Outcome, args, scenario};

/// Between two looks at the clock, in milliseconds.
const LOOK_MS: u64 = 200;
/// After ENDEX desks have so long to hear of it, in milliseconds.
const FAREWELL_MS: u64 = 2_000;

pub(super) fn main(args: &args::Serve) -> Outcome {
    let plain = args.plain || (args.listen.ip().is_loopback() && args.cert.is_none() && !args.tls);
    let opening = if args.journal.exists() { again(&args.journal)? } else { anew(args)? };
    let script = Arc::clone(&opening.script);
    let seats = args.seats.clone().unwrap_or_else(|| beside(&args.journal));
    let mut access = Access::open(&seats).map_err(Failure::usage)?;
    let identity = if plain { None } else { Some(identity(args, &mut access)?) };
    let issued = issue(args, &script, &mut access)?;
    let listener = TcpListener::bind(args.listen)
        .map_err(|why| Failure::usage(format!("{} cannot be listened on: {why}", args.listen)))?;

    let news = News::default();
    let bell = news.clone();
    let host = Arc::new(Host::start(opening, move || bell.ring()).map_err(Failure::usage)?);
    let watch = host.connect(Desk::Excon);
    let pin = identity.as_ref().and_then(|of| of.pin.clone());
    let exercise: Arc<dyn crate::net::server::Exercise> = host.clone();
    let open = Opening { host: exercise, news, access, twice: args.seat_twice.into(), identity };
    let server = Server::start(listener, open).map_err(Failure::usage)?;
    print_links(args, server.address(), plain, pin.as_deref(), &issued);
    wait(&watch)?;
    drop(server);
    drop(watch);
    // The connections are gone, and with them everybody else who had the exercise: now it stores and stops.
    drop(host);
    Ok(0)
}

fn anew(args: &args::Serve) -> Result<host::Opening, Failure> {
    let read = scenario::read_good(&args.file, args.assets.as_deref())?;
    let script = read.loaded.script.ok_or_else(|| Failure::wrong(format!("{} cannot be run", read.shown)))?;
    let header = Header {
        rules: RULES,
        seed: args.seed,
        scenario: script.about.id.clone(),
        main: read.main,
        sources: read.loaded.sources,
        script: script.hash,
        options: Options::default(),
    };
    let keeper = Stored::create(&args.journal, header.clone()).map_err(Failure::usage)?;
    let (staffing, records) = (Vec::new(), Vec::new());
    Ok(host::Opening { script, header, staffing, records, keeper: Box::new(keeper) })
}

/// Goes on with the journal; the scenario is the one that stands in it.
fn again(journal: &Path) -> Result<host::Opening, Failure> {
    let Reopened { keeper, script, header, records } = Stored::open(journal).map_err(Failure::usage)?;
    eprintln!("startex: goes on with {}; control lets it run again", journal.display());
    Ok(host::Opening { script, header, staffing: Vec::new(), records, keeper: Box::new(keeper) })
}

fn beside(journal: &Path) -> PathBuf {
    let mut path = journal.as_os_str().to_owned();
    path.push(".seats");
    path.into()
}

fn identity(args: &args::Serve, access: &mut Access) -> Result<Identity, Failure> {
    let (Some(cert), Some(key)) = (&args.cert, &args.key) else {
        return access.made(make).and_then(Identity::pinned).map_err(Failure::usage);
    };
    let read = |path: &Path| {
        std::fs::read_to_string(path)
            .map_err(|why| Failure::usage(format!("{} cannot be read: {why}", path.display())))
    };
    Ok(Identity::given(read(cert)?, read(key)?))
}

/// New secrets: for desks that have none, and for those that are named.
fn issue(args: &args::Serve, script: &Script, access: &mut Access) -> Result<Vec<(String, String)>, Failure> {
    let desks = || std::iter::once(EXCON).chain(script.seats.rows().map(|seat| seat.id.as_str()));
    if let Some(unknown) = args.reissue.iter().find(|named| !desks().any(|desk| desk == named.as_str())) {
        return Err(Failure::usage(format!("there is no seat `{unknown}` to give a new link to")));
    }
    let mut issued = Vec::new();
    for desk in desks() {
        if !access.has(desk) || args.reissue.iter().any(|named| named == desk) {
            issued.push((desk.to_owned(), access.issue(desk).map_err(Failure::usage)?));
        }
    }
    access.save().map_err(Failure::usage)?;
    Ok(issued)
}

fn print_links(
    args: &args::Serve,
    address: SocketAddr,
    plain: bool,
    pin: Option<&str>,
    issued: &[(String, String)],
) {
    let scheme = if plain { "http" } else { "https" };
    let place =
        args.name.as_ref().map_or_else(|| address.to_string(), |name| format!("{name}:{}", address.port()));
    let pin = pin.map(|pin| format!("&pin={pin}")).unwrap_or_default();
    for (desk, secret) in issued {
        println!("{desk} {scheme}://{place}/join#secret={secret}{pin}");
    }
    eprintln!("startex: serves on {scheme}://{address}; links are shown once, when they are new");
}

/// Until ENDEX, or until somebody ends the program.
fn wait(watch: &crate::net::DeskEnd) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|why| Failure::usage(format!("signals cannot be heard: {why}")))?;
    runtime.block_on(async {
        let mut look = tokio::time::interval(std::time::Duration::from_millis(LOOK_MS));
        let stop = stopped();
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => return,
                _ = look.tick() => if has_ended(watch) {
                    eprintln!("startex: ENDEX");
                    tokio::time::sleep(std::time::Duration::from_millis(FAREWELL_MS)).await;
                    return;
                },
            }
        }
    });
    Ok(())
}

fn has_ended(watch: &crate::net::DeskEnd) -> bool {
    let mut ended = false;
    loop {
        match watch.next() {
            Ok(Some(ToDesk::Clock(face))) => ended |= face.phase == Phase::Ended,
            Ok(Some(_)) => {}
            Ok(None) => return ended,
            Err(Lost) => return true,
        }
    }
}

#[cfg(unix)]
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut end) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = end.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn stopped() {
    // Where it cannot be heard, the journal holds what was acknowledged.
    let _ = tokio::signal::ctrl_c().await;
}

impl From<args::Twice> for SeatTwice {
    fn from(twice: args::Twice) -> Self {
        match twice {
            args::Twice::Share => Self::Share,
            args::Twice::TakeOver => Self::TakeOver,
            args::Twice::Refuse => Self::Refuse,
        }
    }
}
