//! The live exercise on the screen: exercise control and every seat, each behind its own link, one of them shown. It runs
//! on this machine, or on another one that a join link leads to: then there is the one desk that the link is for.

use std::hash::{BuildHasher, Hasher, RandomState};

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use egui::{ComboBox, Frame, Margin, Panel, Ui};

use super::chair::Chair;
use super::control::Control;
use super::far::Far;
use super::lobby::Kept;
use super::look::Look;
use super::shell::Screen;
use super::watcher::Watcher;
use super::{map, ui};
use crate::desk::Theme;
use crate::exercise::fact::Phase;
use crate::exercise::order::Desk;
use crate::exercise::role::Role;
use crate::host::Host;
use crate::net::DeskEnd;
use crate::net::remote::Remote;
use crate::record::Tip;
use crate::scenario::script::Script;
use crate::stage::{StageArea, StageView};
use crate::wire::{Hello, ToDesk};

/// The exercise that is open.
#[derive(Resource, Default)]
pub(super) struct Exercise(Option<Live>);

/// Where the exercise runs.
enum Source {
    /// On this machine. Dropping it stores everything and stops its thread.
    Here(Host),
    /// On another one.
    There(Far),
}

/// A live exercise with the desks that this window has open.
struct Live {
    source: Source,
    title: String,
    control: Option<Control>,
    /// The desk of an evaluator, an observer, the room or a moderator, where the link is for one.
    watcher: Option<Box<Watcher>>,
    /// Every seat by id, with its title; its desk once somebody looked at it.
    seats: Vec<(String, String, Option<Box<Chair>>)>,
    /// The seat that is shown; none is exercise control.
    shown: Option<usize>,
}

/// What was asked for at the frame of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leave {
    Stay,
    Debrief,
    Lobby,
}

impl Exercise {
    /// An exercise was opened on this machine: exercise control sits down first.
    pub(super) fn begin(&mut self, host: Host, script: &Script) {
        let control = Control::new(host.connect(Desk::Excon), key());
        let seats = script.seats.rows();
        self.0 = Some(Live {
            source: Source::Here(host),
            title: script.about.title.to_string(),
            control: Some(control),
            watcher: None,
            seats: seats.map(|seat| (seat.id.clone(), seat.title.to_string(), None)).collect(),
            shown: None,
        });
    }

    /// An exercise on another machine is being joined; whose desk this is, its first frame says.
    pub(super) fn join(&mut self, remote: Remote, end: DeskEnd, server: String) {
        self.0 = Some(Live {
            source: Source::There(Far::new(remote, end, server)),
            title: String::new(),
            control: None,
            watcher: None,
            seats: Vec::new(),
            shown: None,
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
        let Some(control) = live.control.as_ref().and_then(Control::mirror) else { return false };
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
    live.greet();
    if let Some(control) = &mut live.control {
        control.client.pump();
    }
    if let Some(watcher) = &mut live.watcher {
        watcher.client.pump();
    }
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
    if live.control.as_mut().is_some_and(Control::hot_wash) && *screen.get() == Screen::Exercise {
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
        Leave::Lobby => {
            exercise.0 = None;
            area.set_if_neq(StageArea(None));
            next.set(Screen::Lobby);
        }
    }
    Ok(())
}

impl Live {
    /// Sits down at the desk that the other machine says this is.
    fn greet(&mut self) {
        let Source::There(far) = &mut self.source else { return };
        let Some((hello, early)) = far.greeting() else { return };
        let Some(end) = far.unknown.take() else { return };
        self.title = hello.title();
        self.sit_down(end, hello);
        // The door speaks to control before the exercise does.
        if let Some(control) = &mut self.control {
            early.into_iter().for_each(|frame| control.client.hear(frame));
        }
    }

    fn sit_down(&mut self, end: DeskEnd, hello: Box<Hello>) {
        if let Some(role) = hello.role.clone().filter(|role| !matches!(role, Role::Controller(_))) {
            let watcher = self.watcher.insert(Box::new(Watcher::new(end, role, key())));
            watcher.client.hear(ToDesk::Hello(hello));
            return;
        }
        let (Some(seat), Some(title)) = (hello.seat.clone(), hello.chair()) else {
            let control = self.control.insert(Control::new(end, key()));
            control.client.hear(ToDesk::Hello(hello));
            return;
        };
        let mut chair = Box::new(Chair::new(end, key()));
        chair.client.hear(ToDesk::Hello(hello));
        self.seats.push((seat, title, Some(chair)));
        self.shown = Some(0);
    }

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
                if matches!(self.source, Source::Here(_)) {
                    ui.label(theme.muted("Desk"));
                    // Whoever takes a desk while they look back wants to see it.
                    if self.switch_ui(ui) && screen == Screen::Debrief {
                        leave = Leave::Debrief;
                    }
                } else {
                    ui.label(theme.muted(format!("Desk: {}", self.name(self.shown))));
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui.button("Leave to the lobby").clicked() {
                        leave = Leave::Lobby;
                    }
                    if let Some(control) = self.control.as_ref().filter(|control| control.debriefs()) {
                        let word = if screen == Screen::Debrief { "Back to the desk" } else { "Debrief" };
                        let over = control.phase() == Phase::Ended || screen == Screen::Debrief;
                        if ui.add_enabled(over, egui::Button::new(word)).clicked() {
                            leave = Leave::Debrief;
                        }
                    }
                    ui.separator();
                    look.ui(ui);
                });
            });
        });
        leave
    }

    fn name(&self, shown: Option<usize>) -> &str {
        match shown {
            None if self.watcher.is_some() => self.watcher.as_ref().map_or("", |watcher| watcher.title()),
            None => self.control.as_ref().map_or("not known yet", Control::title),
            Some(n) => self.seats.get(n).map_or("", |(_, title, _)| title.as_str()),
        }
    }

    /// Whether another desk was chosen.
    fn switch_ui(&mut self, ui: &mut Ui) -> bool {
        let mut chosen = self.shown;
        let combo = ComboBox::from_id_salt("desk switch")
            .width(320.0)
            .selected_text(self.name(chosen))
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut chosen, None, self.name(None));
                for n in 0..self.seats.len() {
                    ui.selectable_value(&mut chosen, Some(n), self.name(Some(n)));
                }
            });
        let (enabled, said) = (ui.is_enabled(), format!("Desk: {}", self.name(self.shown)));
        combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, enabled, &said));
        let other = chosen != self.shown;
        if other {
            self.show(chosen);
            ui.ctx().request_repaint();
        }
        other
    }

    /// Shows another desk; a seat's is opened when it is first looked at.
    fn show(&mut self, shown: Option<usize>) {
        if let Source::Here(host) = &self.source
            && let Some((id, _, chair)) = shown.and_then(|n| self.seats.get_mut(n))
            && chair.is_none()
            && let Some(end) = host.connect_seat(id)
        {
            *chair = Some(Box::new(Chair::new(end, key())));
        }
        self.shown = shown;
    }

    /// Draws the desk that is shown; gives the rectangle that it left for the map.
    fn desk_ui(&mut self, ui: &mut Ui) -> Option<egui::Rect> {
        let far = match &self.source {
            Source::There(far) => Some(far),
            Source::Here(_) => None,
        };
        if let Some((_, _, Some(chair))) = self.shown.and_then(|n| self.seats.get_mut(n)) {
            chair.ui(ui, far);
            return None;
        }
        if let (Some(watcher), Some(far)) = (&mut self.watcher, far) {
            return watcher.ui(ui, far);
        }
        let Some(control) = &mut self.control else {
            if let Some(far) = far {
                far.waiting_ui(ui);
            }
            return None;
        };
        let (free, look_over) = control.ui(ui, far);
        if let Some(seat) = look_over {
            self.show(self.seats.iter().position(|(id, ..)| *id == seat));
        }
        free
    }

    /// What the map shows at the desk that is shown.
    fn map(&self) -> Option<StageView> {
        let watched = self.watcher.as_ref().map(|watcher| watcher.map());
        watched.or_else(|| self.control.as_ref().and_then(Control::map))
    }

    /// Where the journal ends, where it is on this machine.
    fn stored(&self) -> Option<Tip> {
        match &self.source {
            Source::Here(host) => host.stored(),
            Source::There(_) => None,
        }
    }

    /// Says whether the person wants to leave.
    fn debrief_ui(&mut self, ui: &mut Ui, kept: Option<&Kept>) -> bool {
        let stored = self.stored();
        let Self { source, control, .. } = self;
        let far = match source {
            Source::There(far) => Some(&*far),
            Source::Here(_) => None,
        };
        control.as_mut().is_some_and(|control| control.debrief_ui(ui, far, (kept, stored.as_ref())))
    }
}
