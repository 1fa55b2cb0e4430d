//! The lobby's screen: what is on the shelf, and what a person chose opened.

use std::path::Path;

use bevy::prelude::*;
use bevy::winit::{EventLoopProxyWrapper, WinitUserEvent};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use super::exercise::Exercise;
use super::shell::Screen;
use super::{shelf, ui};
use crate::desk::lobby::{Card, JournalCard, Lobby, LobbyInput, Out};
use crate::exercise::order::Staffing;
use crate::host::{Host, Opening, Stored};

/// The lobby with what it has to offer.
#[derive(Resource, Default)]
struct Shelf {
    scenarios: Vec<shelf::Scenario>,
    cards: Vec<Card>,
    journals: Vec<JournalCard>,
    trouble: Option<String>,
    panel: Lobby,
    wanted: Vec<Out>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Shelf>()
        .add_systems(OnEnter(Screen::Lobby), look)
        .add_systems(EguiPrimaryContextPass, draw.run_if(in_state(Screen::Lobby)))
        .add_systems(PreUpdate, open.run_if(in_state(Screen::Lobby)));
}

/// Looks at the shelf anew: an exercise may have been left on it.
fn look(mut shelf: ResMut<Shelf>) {
    if shelf.scenarios.is_empty() {
        shelf.scenarios = shelf::scenarios();
        shelf.cards = shelf.scenarios.iter().map(|scenario| scenario.card.clone()).collect();
    }
    shelf.journals = shelf::journals();
}

fn draw(mut contexts: EguiContexts, mut shelf: ResMut<Shelf>) -> Result {
    let Shelf { cards, journals, trouble, panel, wanted, .. } = &mut *shelf;
    let before = wanted.len();
    let input = LobbyInput { cards, journals, trouble: trouble.as_deref() };
    ui::root_ui(&mut contexts, |ui| {
        panel.ui(ui, &input, wanted);
        if wanted.len() > before {
            ui.ctx().request_repaint();
        }
    })
}

/// Does what was asked for, outside of the pass: it may take a moment.
fn open(
    mut shelf: ResMut<Shelf>,
    mut exercise: ResMut<Exercise>,
    mut screen: ResMut<NextState<Screen>>,
    proxy: Option<Res<EventLoopProxyWrapper>>,
) {
    for out in std::mem::take(&mut shelf.wanted) {
        let proxy = proxy.as_ref().map(|proxy| (***proxy).clone());
        let wake = move || {
            if let Some(proxy) = &proxy {
                // A loop that has ended needs no waking.
                let _ = proxy.send_event(WinitUserEvent::WakeUp);
            }
        };
        let opened = match out {
            Out::Open { scenario, seed, staffing } => fresh(&shelf, &scenario, seed, staffing),
            Out::Resume(path) => again(Path::new(&path)),
        };
        let started = opened.and_then(|opening| {
            let script = std::sync::Arc::clone(&opening.script);
            Host::start(opening, wake).map(|host| (host, script))
        });
        match started {
            Ok((host, script)) => {
                shelf.trouble = None;
                exercise.begin(host, &script);
                screen.set(Screen::Exercise);
            }
            Err(why) => shelf.trouble = Some(why),
        }
    }
}

fn fresh(
    shelf: &Shelf,
    id: &str,
    seed: Option<u64>,
    staffing: Vec<(String, Staffing)>,
) -> Result<Opening, String> {
    let found = shelf.scenarios.iter().find(|scenario| scenario.card.id == id);
    let found = found.ok_or_else(|| format!("there is no scenario `{id}`"))?;
    let seed = seed.unwrap_or_else(super::exercise::chance);
    let (Some(script), Some(header)) = (found.loaded.script.clone(), found.header(seed)) else {
        return Err(format!("{} has errors: mend them first", found.card.title));
    };
    let path = shelf::new_journal(&shelf::journals_folder()?, id);
    let keeper = Box::new(Stored::create(&path, header.clone())?);
    Ok(Opening { script, header, staffing, records: Vec::new(), keeper })
}

fn again(path: &Path) -> Result<Opening, String> {
    let back = Stored::open(path)?;
    Ok(Opening {
        script: back.script,
        header: back.header,
        staffing: Vec::new(),
        records: back.records,
        keeper: Box::new(back.keeper),
    })
}
