//! The live exercise on the screen: exercise control and every seat, each behind its own link, one of them shown.

use std::hash::{BuildHasher, Hasher, RandomState};

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use egui::{ComboBox, Frame, Margin, Panel, Ui};

use super::chair::{Chair, lost_ui, refusal};
use super::debrief::{Debrief, Wish};
use super::lobby::Kept;
use super::look::Look;
use super::shell::Screen;
use super::{map, ui};
use crate::desk::Theme;
use crate::desk::excon::{self, ExconDesk, ExconInput};
use crate::exercise::directory::Directory;
use crate::exercise::fact::Phase;
use crate::exercise::order::{Act, Control, Desk, OrderId};
use crate::exercise::refusal::Refusal;
use crate::host::Host;
use crate::net::client::{Client, Mirror};
use crate::scenario::script::Script;
use crate::stage::{StageArea, StageView};
use crate::wire::ExconMirror;

/// The exercise that is open.
#[derive(Resource, Default)]
pub(super) struct Exercise(Option<Live>);

/// A live exercise with the desks that this window has open.
struct Live {
    host: Host,
    title: String,
    control: Client,
    control_desk: ExconDesk,
    debrief: Debrief,
    directory: Directory,
    /// The refusal of control's that was read.
    dismissed: Option<OrderId>,
    /// Every seat by id, with its title; its desk once somebody looked at it.
    seats: Vec<(String, String, Option<Box<Chair>>)>,
    /// The seat that is shown; none is exercise control.
    shown: Option<usize>,
    /// The phase at the last look.
    seen: Phase,
}

/// What was asked for at the frame of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leave {
    Stay,
    Debrief,
    Lobby,
}

impl Exercise {
    /// An exercise was opened: exercise control sits down first.
    pub(super) fn begin(&mut self, host: Host, script: &Script) {
        let control =
            Client::new(host.connect(Desk::Excon), Mirror::Excon(Box::new(ExconMirror::new(key()))));
        let seats = script.seats.rows();
        self.0 = Some(Live {
            host,
            title: script.about.title.to_string(),
            control,
            control_desk: ExconDesk::default(),
            debrief: Debrief::default(),
            directory: Directory::new(script),
            dismissed: None,
            seats: seats.map(|seat| (seat.id.clone(), seat.title.to_string(), None)).collect(),
            shown: None,
            seen: Phase::Ready,
        });
    }

    /// Shows the desk of the seat with this id.
    pub(super) fn sit(&mut self, seat: &str) {
        if let Some(live) = &mut self.0 {
            let shown = live.seats.iter().position(|(id, ..)| id == seat);
            live.show(shown);
        }
    }

    /// Whether every open desk has taken in all of an exercise with so many records.
    pub(super) fn has_all(&self, records: usize) -> bool {
        let Some(live) = &self.0 else { return false };
        let Mirror::Excon(control) = &live.control.mirror else { return false };
        let Some(open) = control.open.as_ref().filter(|open| open.records.len() >= records) else {
            return false;
        };
        let mut seats = open.script.seats.iter().zip(&live.seats);
        seats.all(|((seat, _), (.., chair))| chair.as_ref().is_none_or(|c| c.knows(&open.views[seat])))
    }
}

/// A key for the orders of a desk that is opened: never one of the house's own.
fn key() -> u64 {
    chance() | 1 << 63
}

/// A number by chance, from the machine: a window is no part of the rules.
pub(super) fn chance() -> u64 {
    RandomState::new().build_hasher().finish()
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Exercise>()
        .add_systems(Update, hear.run_if(not(in_state(Screen::Lobby))))
        .add_systems(
            EguiPrimaryContextPass,
            draw.after(ui::BeforeScreens).run_if(not(in_state(Screen::Lobby))),
        );
}

/// Every desk that is open takes in what came for it, whether it is shown or not.
fn hear(mut exercise: ResMut<Exercise>, mut windows: Query<&mut Window>) {
    let Some(live) = &mut exercise.0 else { return };
    live.control.pump();
    for chair in live.seats.iter_mut().filter_map(|(_, _, chair)| chair.as_mut()) {
        chair.client.pump();
    }
    let title = format!("EXERCISE · {} · Startex", live.title);
    for mut window in &mut windows {
        if window.title != title {
            window.title.clone_from(&title);
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "a Bevy system takes what it needs as arguments")]
fn draw(
    mut contexts: EguiContexts,
    mut exercise: ResMut<Exercise>,
    screen: Res<State<Screen>>,
    mut next: ResMut<NextState<Screen>>,
    mut area: ResMut<StageArea>,
    mut view: ResMut<StageView>,
    mut look: ResMut<Look>,
    kept: Option<Res<Kept>>,
) -> Result {
    let Some(live) = &mut exercise.0 else {
        NextState::set_if_neq(&mut next, Screen::Lobby);
        return Ok(());
    };
    let mut leave = Leave::Stay;
    // The timeline is there as soon as ENDEX is, whichever desk is shown.
    if live.hot_wash() && *screen.get() == Screen::Exercise {
        next.set(Screen::Debrief);
    }
    let mut free = None;
    let mut chosen = *look;
    ui::root_ui(&mut contexts, |ui| {
        leave = live.frame_ui(ui, *screen.get(), &mut chosen);
        match screen.get() {
            Screen::Debrief => {
                if live.debrief_ui(ui, kept.as_deref()) {
                    leave = Leave::Lobby;
                }
            }
            Screen::Exercise | Screen::Lobby => free = live.desk_ui(ui),
        }
        if leave != Leave::Stay {
            ui.ctx().request_repaint();
        }
    })?;
    look.set_if_neq(chosen);
    area.set_if_neq(map::area(free));
    if free.is_some()
        && let Some(shown) = live.map()
    {
        view.set_if_neq(shown);
    }
    match leave {
        Leave::Stay => {}
        Leave::Debrief => {
            let other = if *screen.get() == Screen::Debrief { Screen::Exercise } else { Screen::Debrief };
            next.set(other);
        }
        // Dropping the host stores everything and stops the thread.
        Leave::Lobby => {
            exercise.0 = None;
            area.set_if_neq(StageArea(None));
            next.set(Screen::Lobby);
        }
    }
    Ok(())
}

impl Live {
    /// Desk switch and the way out: the same on every desk. The marking is each desk's own.
    fn frame_ui(&mut self, ui: &mut Ui, screen: Screen, look: &mut Look) -> Leave {
        let theme = Theme::of(ui);
        let space = &theme.shape.space;
        let mut leave = Leave::Stay;
        let bar = Frame::new()
            .fill(theme.colors.surfaces.raised.0)
            .inner_margin(Margin::symmetric(space.m as i8, space.xs as i8));
        Panel::bottom("exercise desks").frame(bar).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(theme.muted("Desk"));
                self.switch_ui(ui);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui.button("Leave to the lobby").clicked() {
                        leave = Leave::Lobby;
                    }
                    let word = if screen == Screen::Debrief { "Back to the desk" } else { "Debrief" };
                    let over = self.phase() == Phase::Ended || screen == Screen::Debrief;
                    if ui.add_enabled(over, egui::Button::new(word)).clicked() {
                        leave = Leave::Debrief;
                    }
                    ui.separator();
                    look.ui(ui);
                });
            });
        });
        leave
    }

    fn phase(&self) -> Phase {
        match &self.control.mirror {
            Mirror::Excon(mirror) => mirror.clock.phase,
            Mirror::Seat(_) => Phase::Ready,
        }
    }

    fn switch_ui(&mut self, ui: &mut Ui) {
        let name = |shown: Option<usize>| match shown {
            None => "Exercise control",
            Some(n) => self.seats.get(n).map_or("", |(_, title, _)| title.as_str()),
        };
        let mut chosen = self.shown;
        let combo = ComboBox::from_id_salt("desk switch").width(320.0).selected_text(name(chosen)).show_ui(
            ui,
            |ui| {
                ui.selectable_value(&mut chosen, None, name(None));
                for n in 0..self.seats.len() {
                    ui.selectable_value(&mut chosen, Some(n), name(Some(n)));
                }
            },
        );
        let (enabled, said) = (ui.is_enabled(), format!("Desk: {}", name(self.shown)));
        combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, enabled, &said));
        if chosen != self.shown {
            self.show(chosen);
            ui.ctx().request_repaint();
        }
    }

    /// Shows another desk; a seat's is opened when it is first looked at.
    fn show(&mut self, shown: Option<usize>) {
        if let Some((id, _, chair)) = shown.and_then(|n| self.seats.get_mut(n))
            && chair.is_none()
            && let Some(end) = self.host.connect_seat(id)
        {
            *chair = Some(Box::new(Chair::new(end, key())));
        }
        self.shown = shown;
    }

    /// Draws the desk that is shown; gives the rectangle that it left for the map.
    fn desk_ui(&mut self, ui: &mut Ui) -> Option<egui::Rect> {
        if let Some((_, _, Some(chair))) = self.shown.and_then(|n| self.seats.get_mut(n)) {
            chair.ui(ui);
            return None;
        }
        self.control_ui(ui)
    }

    fn control_ui(&mut self, ui: &mut Ui) -> Option<egui::Rect> {
        lost_ui(ui, self.control.lost.as_deref());
        let Mirror::Excon(mirror) = &self.control.mirror else { return None };
        let open = mirror.open.as_ref()?;
        self.debrief.count(open, mirror.clock.now);
        let (read, refused) = last_refused(mirror, self.dismissed);
        let input = ExconInput {
            script: &open.script,
            directory: &self.directory,
            state: &open.state,
            records: &open.records,
            views: &open.views,
            score: self.debrief.score(),
            history: open.board.history(),
            clock: mirror.clock,
            present: &mirror.present,
            pending: mirror.orders.waiting.len(),
            refused: refused.as_ref().map(|(control, why)| (*control, why)),
            fault: mirror.fault.as_deref(),
        };
        let mut out = Vec::new();
        let free = self.control_desk.ui(ui, &input, &mut out);
        for out in out {
            match out {
                excon::Out::Act(control) => self.control.control(*control),
                excon::Out::LookOver(seat) => self.show(self.seats.iter().position(|(id, ..)| *id == seat)),
                excon::Out::Dismiss => self.dismissed = read,
            }
        }
        Some(free)
    }

    /// What the map shows to control.
    fn map(&self) -> Option<StageView> {
        match &self.control.mirror {
            Mirror::Excon(mirror) => {
                let open = mirror.open.as_ref()?;
                let now = mirror.clock.now;
                Some(map::view(
                    open,
                    now,
                    self.control_desk.layers,
                    self.control_desk.chosen_state.as_deref(),
                ))
            }
            Mirror::Seat(_) => None,
        }
    }

    /// Says whether the person wants to leave.
    fn debrief_ui(&mut self, ui: &mut Ui, kept: Option<&Kept>) -> bool {
        let stored = self.host.stored();
        let mut read = None;
        let wishes = match &self.control.mirror {
            Mirror::Excon(mirror) => {
                let (last, refused) = last_refused(mirror, self.dismissed);
                read = last;
                let refused = refused.as_ref().map(|(control, why)| (*control, why));
                self.debrief.ui(ui, mirror, &self.directory, (kept, stored.as_ref()), refused)
            }
            Mirror::Seat(_) => Vec::new(),
        };
        let mut leave = false;
        for wish in wishes {
            match wish {
                Wish::Act(control) => self.control.control(*control),
                Wish::Dismiss => self.dismissed = read,
                Wish::Leave => leave = true,
            }
        }
        leave
    }

    /// Whether ENDEX has come since somebody asked: the hot wash begins. An exercise that had ended when it was opened
    /// is looked at wherever the person goes.
    fn hot_wash(&mut self) -> bool {
        let phase = self.phase();
        let before = std::mem::replace(&mut self.seen, phase);
        phase == Phase::Ended && matches!(before, Phase::Running | Phase::Paused)
    }
}

/// The last order of control's desk that nobody has read the answer of, and why it was refused, if it was.
fn last_refused(
    mirror: &ExconMirror,
    dismissed: Option<OrderId>,
) -> (Option<OrderId>, Option<(&Control, Refusal)>) {
    let last = mirror.orders.settled.back().filter(|last| dismissed != Some(last.order.id));
    let refused = last.and_then(|last| match &last.order.act {
        Act::Control(control) => Some((control, refusal(&last.outcome)?)),
        Act::Verb(_) => None,
    });
    (last.map(|last| last.order.id), refused)
}
