//! A picture of a screen, drawn off-screen by the very systems that draw the window.

use std::time::{Duration, Instant};

use super::exercise::Exercise;
use super::lobby::{self, Brought};
use super::look::Look;
use super::offscreen::Offscreen;
use super::renderer;
use super::shell::{Screen, screens};
use crate::host::{Host, Opening};

/// A desk has all that there is for it after so long, or something is wrong.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks whether it has.
const PAUSE: Duration = Duration::from_millis(5);
/// Looks that are spent on what may still come, such as who is present.
const LAST: usize = 10;

/// What is drawn.
pub enum Shown {
    /// The lobby, with the scenario at this path, or the shipped one of this id, chosen.
    Lobby(String),
    /// Exercise control's desk.
    Control(Opening),
    /// The desk of the seat with this id.
    Seat(Opening, String),
    /// The debrief.
    Debrief(Opening),
}

/// The screen as a PNG of `width` × `height` pixels.
///
/// # Errors
/// Words where nothing on this machine can draw, or the exercise cannot be opened.
pub fn take(shown: Shown, (width, height): (u32, u32), look: Look) -> Result<Vec<u8>, String> {
    renderer::check()?;
    let (screen, opening, seat) = match shown {
        Shown::Lobby(path) => return lobby(path, (width, height), look),
        Shown::Control(opening) => (Screen::Exercise, opening, None),
        Shown::Seat(opening, seat) => (Screen::Exercise, opening, Some(seat)),
        Shown::Debrief(opening) => (Screen::Debrief, opening, None),
    };
    let mut offscreen = with_screens(screen, (width, height), look);
    let (script, records) = (opening.script.clone(), opening.records.count());
    let host = Host::start(opening, || ())?;
    let mut exercise = Exercise::default();
    exercise.begin(host, &script);
    if let Some(seat) = seat {
        exercise.sit(&seat);
    }
    offscreen.app.insert_resource(exercise);
    let began = Instant::now();
    let mut last = LAST;
    while last > 0 {
        offscreen.update();
        std::thread::sleep(PAUSE);
        if offscreen.app.world().resource::<Exercise>().has_all(records) {
            last -= 1;
        } else if began.elapsed() > PATIENCE {
            return Err("the desk did not hear all of the exercise in time".to_owned());
        }
    }
    offscreen.shoot()
}

fn lobby(path: String, size: (u32, u32), look: Look) -> Result<Vec<u8>, String> {
    let mut offscreen = with_screens(Screen::Lobby, size, look);
    offscreen.app.insert_resource(Brought::Scenarios(path));
    offscreen.update();
    if let Some(trouble) = lobby::trouble(offscreen.app.world()) {
        return Err(trouble);
    }
    offscreen.shoot()
}

fn with_screens(first: Screen, (width, height): (u32, u32), look: Look) -> Offscreen {
    let mut offscreen = Offscreen::new(width, height);
    // Nothing moves in a picture.
    offscreen.app.add_plugins(screens(first)).insert_resource(Look { still: true, ..look });
    offscreen
}
