//! `startex serve`: an exercise for many machines, without a window.

mod links;
mod stay;
mod welcome;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::host::{self, Host, Records, Stored};
use crate::net::server::{Access, Exercise, Identity, Limits, Opening, Public, Roster, Server, make};
use crate::store::now_ms;
use crate::wire::SeatTwice;

use super::print::say;
use super::{Failure, Outcome, args, scenario};
use welcome::Begun;

pub(super) fn main(args: &args::Serve) -> Outcome {
    let seats = args.seats.clone().unwrap_or_else(|| beside(&args.journal));
    let mut access = Access::open(&seats).map_err(Failure::usage)?;
    let listener = TcpListener::bind(args.listen)
        .map_err(|why| {
            let mend = match why.kind() {
                std::io::ErrorKind::AddrInUse => "another program listens there: choose another port with --listen, or port 0 for any that is free",
                _ => "choose an address of this machine with --listen, like 0.0.0.0:8443",
            };
            Failure::usage(format!("{} cannot be listened on: {why}; {mend}", args.listen))
        })?;
    let address = listener.local_addr().map_err(|why| Failure::usage(why.to_string()))?;
    let plain =
        args.behind_proxy.is_some() || (address.ip().is_loopback() && args.cert.is_none() && !args.tls);
    let identity = if plain { None } else { Some(identity(args, &mut access)?) };
    let public = public(args, address, identity.as_ref())?;
    // Only now is anything written: what was called wrongly leaves nothing behind.
    let opening = if args.journal.exists() { again(args)? } else { anew(args)? };
    let script = Arc::clone(&opening.script);
    let issued = links::issue(args, &script, &mut access)?;
    let limits = Limits { connections: files(args.connections as usize), ..Limits::default() };

    let roster = Roster::open(&Roster::beside(&args.journal), args.retain, now_ms).map_err(Failure::usage)?;
    // No desk sits in this process: each of the others has a bell of its own.
    let host = Arc::new(Host::start(opening, || ()).map_err(Failure::usage)?);
    let exercise: Arc<dyn Exercise> = host.clone();
    let open = Opening {
        host: exercise,
        access,
        roster,
        twice: args.seat_twice.into(),
        identity,
        public: public.clone(),
        proxied: args.behind_proxy.is_some(),
        limits,
    };
    let server = Server::start(listener, open).map_err(Failure::usage)?;
    let page = links::tell(args, &script, &public, &issued)?;
    say!("startex: serves on {}://{address}; Ctrl+C stops it", if plain { "http" } else { "https" });
    let phase = host.standing().map_err(Failure::usage)?.clock.phase;
    Begun { script: &script, journal: &args.journal, phase, links: issued.len(), page }.tell();
    stay::wait(&host, &server, args.linger)?;
    drop(server);
    // The connections are gone, and with them everybody else who had the exercise: now it stores and stops.
    drop(host);
    Ok(0)
}

fn anew(args: &args::Serve) -> Result<host::Opening, Failure> {
    let (script, header) = scenario::read_to_run(&args.file, args.assets.as_deref(), args.seed, None)?;
    let keeper = Stored::create(&args.journal, header.clone()).map_err(Failure::usage)?;
    let (staffing, records) = (Vec::new(), Records::None);
    Ok(host::Opening { script, header, staffing, records, keeper: Box::new(keeper) })
}

/// Goes on with the journal; the scenario is the one that stands in it.
fn again(args: &args::Serve) -> Result<host::Opening, Failure> {
    let journal = args.journal.as_path();
    let back = Stored::open(journal).map_err(Failure::usage)?;
    if args.file != "-" {
        // What cannot be read today was read when the exercise began.
        let asked =
            scenario::read(&args.file, args.assets.as_deref()).ok().and_then(|read| read.loaded.script);
        if let Some(asked) = asked.filter(|asked| asked.about.id != back.script.about.id) {
            return Err(Failure::usage(format!(
                "{} holds an exercise of `{}`, not of `{}`: name another journal, or write - for the scenario to go on with this one",
                journal.display(),
                back.script.about.id,
                asked.about.id
            )));
        }
    }
    Ok(back.into())
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

/// Where people find the server.
fn public(
    args: &args::Serve,
    address: std::net::SocketAddr,
    identity: Option<&Identity>,
) -> Result<Public, Failure> {
    if let Some(url) = &args.behind_proxy {
        return links::proxy(url).ok_or_else(|| {
            Failure::usage(format!(
                "`{url}` is no address of a proxy: write https://NAME or https://NAME:PORT"
            ))
        });
    }
    if args.name.is_none() && address.ip().is_unspecified() {
        let words = format!(
            "{} is every address of this machine and none that a link can lead to: say by --name which one people use",
            address.ip()
        );
        return Err(Failure::usage(words));
    }
    let host = args.name.clone().unwrap_or_else(|| address.ip().to_string());
    let pin = identity.and_then(|identity| identity.pin);
    Ok(Public { tls: identity.is_some(), host, port: address.port(), pin })
}

/// As many connections as the system lets this program have files open, a few kept for itself.
#[cfg(unix)]
fn files(wanted: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    const KEPT: u64 = 64;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let need = wanted as u64 + KEPT;
    if current.is_none_or(|current| current >= need) {
        return wanted;
    }
    let raised = maximum.map_or(need, |maximum| maximum.min(need));
    let got = match setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum }) {
        Ok(()) => raised,
        Err(_) => current.unwrap_or(raised),
    };
    if got < need {
        say!(
            "startex: this system lets it have {got} files open: {} connections at once",
            got - KEPT.min(got)
        );
    }
    usize::try_from(got.saturating_sub(KEPT)).unwrap_or(wanted).min(wanted)
}

#[cfg(not(unix))]
fn files(wanted: usize) -> usize {
    wanted
}

impl From<args::Twice> for SeatTwice {
    fn from(twice: args::Twice) -> Self {
        match twice {
            args::Twice::Share => Self::Share,
            args::Twice::TakeOver => Self::TakeOver,
            args::Twice::Refuse => Self::Refuse,
            args::Twice::Ask => Self::Ask,
        }
    }
}
