//! The lobby's screen: what is on the shelf, and what a person chose opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use bevy::prelude::*;
use bevy::winit::{EventLoopProxyWrapper, WinitUserEvent};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use super::exercise::Exercise;
use super::journals::Journals;
use super::look::Look;
use super::shell::Screen;
use super::{shelf, ui};
use crate::desk::Theme;
use crate::desk::lobby::{Card, Lobby, LobbyInput, Out};
use crate::exercise::order::Staffing;
use crate::host::{Host, Opening, Records, Stored};
use crate::net::remote::{Remote, Way, Who};
use crate::net::{DeskEnd, JoinLink, NoLink};

/// The folder of what a person keeps on this machine (journals, reports, settings), or why there is none. A picture has
/// no such resource: nobody's exercises are on it.
#[derive(Resource, Clone, Debug)]
pub(super) struct Kept(pub(super) Result<PathBuf, String>);

/// What the window was opened with.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub enum Brought {
    /// Nothing: the shipped scenarios are there.
    #[default]
    Nothing,
    /// A path of scenarios, or the id of a shipped one.
    Scenarios(String),
    /// A seat of an exercise on another machine.
    Join {
        /// The join link.
        link: String,
        /// Authorities to believe, in place of the fingerprint in the link: a PEM file.
        authorities: Option<PathBuf>,
        /// Who joins, for the roster of the exercise.
        name: Option<String>,
    },
}

/// The lobby with what it has to offer.
#[derive(Resource, Default)]
struct Shelf {
    scenarios: Vec<shelf::Scenario>,
    cards: Vec<Card>,
    journals: Journals,
    trouble: Option<String>,
    panel: Lobby,
    wanted: Vec<Out>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Shelf>()
        .init_resource::<Brought>()
        .add_systems(OnEnter(Screen::Lobby), look)
        .add_systems(EguiPrimaryContextPass, draw.after(ui::BeforeScreens).run_if(in_state(Screen::Lobby)))
        .add_systems(PreUpdate, (read_on, bring, open).chain().run_if(in_state(Screen::Lobby)));
}

/// Why the last thing that was asked for did not work.
pub(super) fn trouble(world: &World) -> Option<String> {
    world.get_resource::<Shelf>().and_then(|shelf| shelf.trouble.clone())
}

/// Looks at the shelf anew: an exercise may have been left on it.
fn look(mut shelf: ResMut<Shelf>, kept: Option<Res<Kept>>, proxy: Option<Res<EventLoopProxyWrapper>>) {
    if shelf.scenarios.is_empty() {
        shelf.scenarios = shelf::scenarios();
    }
    shelf.deal();
    if let Some(Ok(folder)) = kept.as_deref().map(|kept| &kept.0) {
        shelf.journals.look(folder, waking(proxy.as_deref()));
    }
}

/// Takes in the journals that were read meanwhile.
fn read_on(mut shelf: ResMut<Shelf>) {
    if shelf.journals.waits() {
        shelf.journals.take_in(Duration::ZERO);
    }
}

/// What gives the window a frame, from any thread.
fn waking(proxy: Option<&EventLoopProxyWrapper>) -> impl Fn() + Send + Sync + Clone + 'static {
    let proxy = proxy.map(|proxy| (**proxy).clone());
    move || {
        if let Some(proxy) = &proxy {
            // A loop that has ended needs no waking.
            let _ = proxy.send_event(WinitUserEvent::WakeUp);
        }
    }
}

/// Does what the window was opened for.
fn bring(mut brought: ResMut<Brought>, mut shelf: ResMut<Shelf>) {
    match std::mem::take(&mut *brought) {
        Brought::Nothing => {}
        Brought::Scenarios(path) => shelf.bring(&path),
        Brought::Join { link, authorities, name } => {
            shelf.wanted.push(Out::Join { link, authorities, name });
        }
    }
}

impl Shelf {
    /// Reads what lies at `path`, once more where it was read before, and chooses it.
    fn bring(&mut self, path: &str) {
        match shelf::at(path) {
            Ok(found) => {
                self.trouble = None;
                if let Some(first) = found.first() {
                    self.panel.choose(&first.card.id);
                }
                self.scenarios.retain(|known| found.iter().all(|new| new.card.id != known.card.id));
                self.scenarios.splice(0..0, found);
                self.deal();
            }
            Err(why) => self.trouble = Some(why),
        }
    }

    fn deal(&mut self) {
        self.cards = self.scenarios.iter().map(|scenario| scenario.card.clone()).collect();
    }
}

fn draw(mut contexts: EguiContexts, mut shelf: ResMut<Shelf>, mut look: ResMut<Look>) -> Result {
    let Shelf { cards, journals, trouble, panel, wanted, .. } = &mut *shelf;
    let before = wanted.len();
    let (journals, reading) = journals.cards();
    let input = LobbyInput { cards, journals, reading, trouble: trouble.as_deref() };
    let mut chosen = *look;
    ui::root_ui(&mut contexts, |ui| {
        foot_ui(ui, &mut chosen);
        panel.ui(ui, &input, wanted);
        if wanted.len() > before {
            ui.ctx().request_repaint();
        }
    })?;
    look.set_if_neq(chosen);
    Ok(())
}

/// The bar at the foot, where the desks have theirs.
fn foot_ui(ui: &mut Ui, look: &mut Look) {
    let theme = Theme::of(ui);
    let space = &theme.shape.space;
    let bar = Frame::new()
        .fill(theme.colors.surfaces.raised.0)
        .inner_margin(Margin::symmetric(space.m as i8, space.xs as i8));
    Panel::bottom("lobby foot").frame(bar).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(theme.muted(concat!("Version ", env!("CARGO_PKG_VERSION"))));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| look.ui(ui));
        });
    });
}

/// Does what was asked for, outside of the pass: it may take a moment.
fn open(
    mut shelf: ResMut<Shelf>,
    mut exercise: ResMut<Exercise>,
    mut screen: ResMut<NextState<Screen>>,
    kept: Option<Res<Kept>>,
    proxy: Option<Res<EventLoopProxyWrapper>>,
) {
    for out in std::mem::take(&mut shelf.wanted) {
        let wake = waking(proxy.as_deref());
        // Whoever looks back is shown the hot wash; the desks, where something may still be said, are a click away.
        let first = if matches!(out, Out::LookBack(_)) { Screen::Debrief } else { Screen::Exercise };
        let opened = match out {
            Out::Open { scenario, seed, staffing } => {
                fresh(&shelf, kept.as_deref(), &scenario, seed, staffing)
            }
            Out::Resume(path) | Out::LookBack(path) => again(Path::new(&path)),
            Out::Bring(path) => {
                shelf.bring(&path);
                continue;
            }
            Out::Join { link, authorities, name } => {
                match join(&link, authorities.as_deref(), name, wake) {
                    Ok((remote, end, server)) => {
                        shelf.trouble = None;
                        shelf.panel.forget_link();
                        exercise.join(remote, end, server);
                        screen.set(Screen::Exercise);
                    }
                    Err(why) => shelf.trouble = Some(why),
                }
                continue;
            }
        };
        let started = opened.and_then(|opening| {
            let script = std::sync::Arc::clone(&opening.script);
            Host::start(opening, wake).map(|host| (host, script))
        });
        match started {
            Ok((host, script)) => {
                shelf.trouble = None;
                exercise.begin(host, &script);
                screen.set(first);
            }
            Err(why) => shelf.trouble = Some(why),
        }
    }
}

fn fresh(
    shelf: &Shelf,
    kept: Option<&Kept>,
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
    let kept = kept.map_or_else(|| Err("nothing is kept here".to_owned()), |kept| kept.0.clone())?;
    let path = shelf::new_journal(&shelf::journals_folder(&kept)?, &script.about.id);
    let keeper = Box::new(Stored::create(&path, header.clone())?);
    Ok(Opening { script, header, staffing, records: Records::None, keeper })
}

/// Joins an exercise on another machine; gives the server's name, too.
fn join(
    link: &str,
    authorities: Option<&Path>,
    name: Option<String>,
    wake: impl Fn() + Send + Sync + 'static,
) -> Result<(Remote, DeskEnd, String), String> {
    let link: JoinLink = link.parse().map_err(|why: NoLink| why.to_string())?;
    let way = Way::to(&link, authorities)?;
    let server = link.server();
    let who = Who { client: super::exercise::chance(), name };
    let (end, remote) = Remote::join(link, way, who, wake)?;
    Ok((remote, end, server))
}

fn again(path: &Path) -> Result<Opening, String> {
    Stored::open(path).map(Opening::from)
}
