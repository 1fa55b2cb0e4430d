//! The live exercise on its own thread, and the window that is its client.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use startex::exercise::fact::Phase;
use startex::exercise::order::{Control, Desk};
use startex::host::{Host, InMemory, Opening, Records, Stored};
use startex::library;
use startex::net::client::{Client, Mirror};
use startex::record::journal::Header;
use startex::scenario::load;
use startex::wire::{ExconMirror, SeatMirror};

fn opening() -> Opening {
    let found = library::find("quickstart", None).unwrap();
    let loaded = load(found.sources.as_ref(), &found.main);
    let script = loaded.script.unwrap();
    let header = Header::new(&script, found.main, loaded.sources, 1);
    Opening { script, header, staffing: Vec::new(), records: Records::None, keeper: Box::new(InMemory) }
}

fn excon(host: &Host) -> Client {
    Client::new(host.connect(Desk::Excon), Mirror::Excon(Box::new(ExconMirror::new(1 << 40))))
}

/// Pumps until it holds, for 20 s at most: the machine may be busy.
fn until(clients: &mut [&mut Client], holds: impl Fn(&[&mut Client]) -> bool) -> bool {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(20) {
        for client in clients.iter_mut() {
            client.pump();
        }
        if holds(clients) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

fn control(client: &Client) -> &ExconMirror {
    match &client.mirror {
        Mirror::Excon(mirror) => mirror,
        _ => panic!("this is no desk of exercise control"),
    }
}

fn seat(client: &Client) -> &SeatMirror {
    match &client.mirror {
        Mirror::Seat(mirror) => mirror,
        _ => panic!("this is no seat"),
    }
}

#[test]
fn an_exercise_runs_on_its_own_thread_and_every_desk_sees_its_own() {
    let woken = Arc::new(AtomicUsize::new(0));
    let bell = Arc::clone(&woken);
    let host = Host::start(opening(), move || {
        bell.fetch_add(1, Ordering::Relaxed);
    })
    .unwrap();
    let mut control_desk = excon(&host);
    let end = host.connect_seat("si-csirt").unwrap();
    let mut seat_desk = Client::new(end, Mirror::Seat(Box::new(SeatMirror::new(1 << 41))));
    control_desk.control(Control::Pace { minutes: 600 });
    control_desk.control(Control::Start);
    assert!(until(&mut [&mut control_desk, &mut seat_desk], |c| !seat(c[1]).view.inbox.is_empty()));
    assert_eq!(control(&control_desk).clock.phase, Phase::Running);
    assert!(woken.load(Ordering::Relaxed) > 0);
    control_desk.control(Control::Endex);
    assert!(until(&mut [&mut control_desk, &mut seat_desk], |c| seat(c[1]).view.phase == Phase::Ended));
    host.stop();
    assert!(until(&mut [&mut control_desk], |c| c[0].lost.is_some()), "a desk hears that it is over");
}

#[test]
fn an_exercise_that_was_closed_goes_on_from_its_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.startex");
    let mut first = opening();
    first.keeper = Box::new(Stored::create(&path, first.header.clone()).unwrap());
    let host = Host::start(first, || ()).unwrap();
    let mut desk = excon(&host);
    desk.control(Control::Start);
    desk.control(Control::SkipTo { at: startex::base::At::STARTEX + startex::base::Span::mins(30) });
    assert!(until(&mut [&mut desk], |c| control(c[0]).orders.settled.len() == 2));
    let seen = control(&desk).open.as_ref().unwrap().records.len();
    host.stop();

    let back = Stored::open(&path).unwrap();
    assert!(back.records.count() >= seen, "all that was acknowledged is there");
    let host = Host::start(back.into(), || ()).unwrap();
    let mut desk = excon(&host);
    assert!(until(&mut [&mut desk], |c| {
        control(c[0]).open.as_ref().is_some_and(|open| open.state.phase == Phase::Paused)
    }));
    assert!(control(&desk).open.as_ref().unwrap().records.len() > seen);
}

fn startex(folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_startex"));
    command.env("XDG_DATA_HOME", folder);
    command
}

#[test]
fn without_a_display_the_quick_start_is_played_and_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = startex(folder.path())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    if cfg!(target_os = "linux") {
        assert!(output.status.success(), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("there is no display"));
        assert!(String::from_utf8_lossy(&output.stdout).contains("Quick start"));
    }
}

#[test]
fn a_display_that_does_not_answer_is_named_and_the_quick_start_is_played_too() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let silent = |command: &mut Command| {
        command
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env("DISPLAY", ":4999")
            .output()
            .unwrap()
    };
    let output = silent(&mut startex(folder.path()));
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("the display `:4999` that DISPLAY names does not answer"), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Quick start"));
    let link = format!("http://127.0.0.1:1/join#secret={}", "A".repeat(43));
    let output = silent(startex(folder.path()).args(["join", &link]));
    assert!(!output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("no desk can be opened"), "{said}");
}

/// Whether there is a display; aloud where there is none, and a failure where one must be.
pub(crate) fn display_or_say(test: &str) -> bool {
    let must = std::env::var_os("STARTEX_REQUIRE_DISPLAY").is_some_and(|must| must == "1");
    match startex::app::Display::call() {
        Ok(_) => true,
        Err(why) if must => panic!("a display is required: {why}"),
        Err(why) => {
            eprintln!("{why}: {test} was NOT tested");
            false
        }
    }
}

#[test]
fn the_real_window_opens_and_stays() {
    if !display_or_say("the real window") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut window = startex(folder.path()).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(8));
    let ended = window.try_wait().unwrap();
    window.kill().unwrap();
    window.wait().unwrap();
    assert!(ended.is_none(), "the window closed by itself: {ended:?}");
}
