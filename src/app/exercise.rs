//! The live exercise on the screen: exercise control and every seat, each behind its own link, one of them shown.

use std::hash::{BuildHasher, Hasher, RandomState};

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use egui::{ComboBox, Frame, Margin, Panel, Ui};

use super::debrief::Debrief;
use super::shell::Screen;
use super::{map, ui};
use crate::base::At;
use crate::desk::Theme;
use crate::desk::excon::{self, ExconDesk, ExconInput};
use crate::desk::seat::{self, Fate, SeatDesk, SeatInput, Sent};
use crate::desk::widgets::banner::{Tone, banner_ui};
use crate::exercise::directory::Directory;
use crate::exercise::fact::Phase;
use crate::exercise::order::{Act, Desk, OrderId, Verb};
use crate::exercise::refusal::{Refusal, Rule};
use crate::host::Host;
use crate::net::client::{Client, Mirror};
use crate::scenario::script::Script;
use crate::stage::{StageArea, StageView};
use crate::wire::{ExconMirror, Orders, Outcome, SeatMirror};

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
}

/// A seat's desk: its own link, its own mirror, its own drafts.
struct Chair {
    client: Client,
    desk: SeatDesk,
    tags: Vec<(OrderId, u32)>,
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
        });
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
        .add_systems(EguiPrimaryContextPass, draw.run_if(not(in_state(Screen::Lobby))));
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

fn draw(
    mut contexts: EguiContexts,
    mut exercise: ResMut<Exercise>,
    screen: Res<State<Screen>>,
    mut next: ResMut<NextState<Screen>>,
    mut area: ResMut<StageArea>,
    mut view: ResMut<StageView>,
) -> Result {
    let Some(live) = &mut exercise.0 else {
        NextState::set_if_neq(&mut next, Screen::Lobby);
        return Ok(());
    };
    let mut leave = Leave::Stay;
    let mut free = None;
    ui::root_ui(&mut contexts, |ui| {
        leave = live.frame_ui(ui, *screen.get());
        match screen.get() {
            Screen::Debrief => {
                if live.debrief_ui(ui) {
                    leave = Leave::Lobby;
                }
            }
            Screen::Exercise | Screen::Lobby => free = live.desk_ui(ui),
        }
        if leave != Leave::Stay {
            ui.ctx().request_repaint();
        }
    })?;
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
    fn frame_ui(&mut self, ui: &mut Ui, screen: Screen) -> Leave {
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
            let client = Client::new(end, Mirror::Seat(Box::new(SeatMirror::new(key()))));
            *chair = Some(Box::new(Chair { client, desk: SeatDesk::default(), tags: Vec::new() }));
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
        let refused = mirror.orders.settled.back().and_then(|settled| match &settled.outcome {
            Outcome::Refused(refusal) => Some((settled.order.id, refusal)),
            _ => None,
        });
        let refused = refused.filter(|(id, _)| self.dismissed != Some(*id));
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
            refusal: refused.map(|(_, refusal)| refusal),
            fault: mirror.fault.as_deref(),
        };
        let mut out = Vec::new();
        let free = self.control_desk.ui(ui, &input, &mut out);
        let read = refused.map(|(id, _)| id);
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
                Some(map::view(open, self.control_desk.layers, self.control_desk.chosen_state.as_deref()))
            }
            Mirror::Seat(_) => None,
        }
    }

    /// Says whether the person wants to leave.
    fn debrief_ui(&mut self, ui: &mut Ui) -> bool {
        match &self.control.mirror {
            Mirror::Excon(mirror) => self.debrief.ui(ui, mirror, &self.directory),
            Mirror::Seat(_) => false,
        }
    }
}

impl Chair {
    fn ui(&mut self, ui: &mut Ui) {
        lost_ui(ui, self.client.lost.as_deref());
        let Mirror::Seat(mirror) = &self.client.mirror else { return };
        let sent = sent(&mirror.orders, &self.tags);
        let input = SeatInput {
            me: &mirror.seat,
            directory: &mirror.directory,
            view: &mirror.view,
            now: mirror.clock.now.max(At::STARTEX),
            orders: &sent,
            connected: self.client.lost.is_none() && mirror.fault.is_none(),
        };
        let mut out = Vec::new();
        self.desk.ui(ui, &input, &mut out);
        for out in out {
            match out {
                seat::Out::Send { tag, verb } => self.send(tag, *verb),
                seat::Out::NoPlay => self.client.no_play(),
            }
        }
    }

    fn send(&mut self, tag: u32, verb: Verb) {
        self.client.decide(verb);
        if let Mirror::Seat(mirror) = &self.client.mirror
            && let Some(waiting) = mirror.orders.waiting.last()
        {
            self.tags.push((waiting.id, tag));
        }
    }
}

fn lost_ui(ui: &mut Ui, lost: Option<&str>) {
    if let Some(why) = lost {
        Panel::top("lost").show(ui, |ui| {
            banner_ui(ui, Tone::Alert, "This desk hears nothing any more", why);
        });
    }
}

/// The orders of a seat as its desk shows them.
fn sent(orders: &Orders, tags: &[(OrderId, u32)]) -> Vec<Sent> {
    let tag = |id: OrderId| tags.iter().find(|(of, _)| *of == id).map_or(0, |(_, tag)| *tag);
    let verb = |act: &Act| match act {
        Act::Verb(verb) => Some(verb.clone()),
        Act::Control(_) => None,
    };
    let settled = orders.settled.iter().filter_map(|settled| {
        let fate = match &settled.outcome {
            Outcome::Taken | Outcome::Known => Fate::Done,
            Outcome::Refused(refusal) => Fate::Refused(refusal.clone()),
            Outcome::NotTaken(why) => Fate::Refused(Refusal::new(Rule::TooLate, why.clone())),
        };
        let order = &settled.order;
        Some(Sent { tag: tag(order.id), at: order.sent, verb: verb(&order.act)?, fate })
    });
    let waiting = orders.waiting.iter().filter_map(|order| {
        Some(Sent { tag: tag(order.id), at: order.sent, verb: verb(&order.act)?, fate: Fate::Pending })
    });
    settled.chain(waiting).collect()
}
