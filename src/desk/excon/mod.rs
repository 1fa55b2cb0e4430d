//! Exercise control's desk: what time is it, what comes next, who is late, where does it burn.
//!
//! It reads everything and pushes acts of control. The map is not its own: it leaves a rectangle free and says which.
//! Keys while no text field has the focus: Space starts and stops the clock, 1–8 choose a tab, J and K walk through the
//! injects, F fires, H holds, and Escape leads back.

mod acts;
mod adjust;
mod compose;
mod decided;
mod decisions;
mod digest;
mod door;
mod inject;
mod journal;
mod legend;
mod msel;
mod next_up;
mod observe;
mod repair;
mod score;
mod sending;
mod status;
mod timeline;
mod top;
mod tree;
mod white_cell;
mod written;

use std::sync::Arc;

use egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, Rect, ScrollArea, Ui};

use super::Theme;
use super::line::Line;
use super::names::Names;
use super::widgets::marking::marking_panel_ui;
use super::widgets::{banner, toggle};
use crate::base::Table;
use crate::exercise::directory::Directory;
use crate::exercise::fact::{Phase, Record};
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;
use crate::exercise::state::State;
use crate::exercise::view::View;
use crate::scenario::script::{InjectId, Script, SeatId};
use crate::score::{Sample, Score};
use crate::wire::{AccessOrder, ClockFace};

pub(in crate::desk) use acts::{Acts, Subject};
pub(in crate::desk) use compose::{moment, moment_ui};
pub use digest::{Digest, MselLine};
pub use door::Room;
pub(in crate::desk) use door::SeatPeople;
pub(in crate::desk) use inject::Expectation;
pub(in crate::desk) use observe::{Aloud, AloudForm};
pub(in crate::desk) use score::{bar, points};
pub(in crate::desk) use sending::{Answers, Sending, lacks};
pub(in crate::desk) use written::Written;

/// What the desk reads.
#[derive(Clone, Copy)]
pub struct ExconInput<'a> {
    /// The scenario.
    pub script: &'a Script,
    /// Its public part, for names and forms.
    pub directory: &'a Directory,
    /// All that is true now.
    pub state: &'a State,
    /// Every record.
    pub records: &'a [Arc<Record>],
    /// Every seat's own picture.
    pub views: &'a Table<SeatId, View>,
    /// The score now.
    pub score: Option<&'a Score>,
    /// The course of the score.
    pub history: &'a [Sample],
    /// How late it is, with [`ClockFace::now`] moved on to this frame.
    pub clock: ClockFace,
    /// Seats whose desk is connected, by id.
    pub present: &'a [String],
    /// Acts of this desk that are not answered yet.
    pub pending: usize,
    /// The last act of this desk if it was refused, and why; none once it was dismissed.
    pub refused: Option<(&'a Control, &'a Refusal)>,
    /// Why nothing goes on: the journal cannot be written.
    pub fault: Option<&'a str>,
    /// Who is at which seat, and the door that they come by.
    pub room: Room<'a>,
    /// How the line to the exercise stands.
    pub line: Line,
    /// What whoever sits here is called where they are a controller, who plays the injects and the White Cell; none at
    /// exercise control's own desk.
    pub controller: Option<&'a str>,
}

impl<'a> ExconInput<'a> {
    /// Whether clock, world, staffing, door and records are this desk's to change.
    fn leads(&self) -> bool {
        self.controller.is_none()
    }

    /// What became of acts of this desk.
    fn answers(&self) -> Answers<'a> {
        Answers { pending: self.pending, refused: self.refused }
    }

    /// Names for people.
    pub fn names(&self) -> Names<'a> {
        Names::new(self.directory)
    }
}

/// What the person wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Out {
    /// An act of control.
    Act(Box<Control>),
    /// Look over a seat's shoulder.
    LookOver(String),
    /// The refusal was read.
    Dismiss,
    /// Something of the door.
    Door(AccessOrder),
}

/// What the map shows beside the states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers {
    /// Fill by the worst of a state's services.
    pub services: bool,
    /// Who knows of the incidents.
    pub awareness: bool,
    /// Clocks that run or lapsed.
    pub obligations: bool,
    /// What goes from state to state.
    pub messages: bool,
}

impl Default for Layers {
    fn default() -> Self {
        Self { services: true, awareness: false, obligations: false, messages: true }
    }
}

/// A tab at the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What comes next.
    #[default]
    NextUp,
    /// What seats decided.
    Decisions,
    /// What waits for an answer in role.
    WhiteCell,
    /// Observations, and what was said aloud.
    Observations,
    /// The measures with their reasons.
    Score,
    /// Every record.
    Journal,
    /// Repair: services, flags, knowledge, approvals.
    Adjust,
    /// Who is at the seats, links, knocks.
    Door,
}

impl Tab {
    /// Whether the desk has it: what repairs the world and keeps the door is for who leads.
    fn is_for(self, input: &ExconInput<'_>) -> bool {
        input.leads() || !matches!(self, Self::Adjust | Self::Door)
    }
}

const TAB_KEYS: [(Key, Tab); 8] = [
    (Key::Num1, Tab::NextUp),
    (Key::Num2, Tab::Decisions),
    (Key::Num3, Tab::WhiteCell),
    (Key::Num4, Tab::Observations),
    (Key::Num5, Tab::Score),
    (Key::Num6, Tab::Journal),
    (Key::Num7, Tab::Adjust),
    (Key::Num8, Tab::Door),
];

/// The desk's own state.
#[derive(Clone, Debug, Default)]
pub struct ExconDesk {
    digest: Digest,
    /// The tab at the right.
    pub tab: Tab,
    /// What the map shows.
    pub layers: Layers,
    /// ISO code of the state that is looked at.
    pub chosen_state: Option<String>,
    top: top::Top,
    /// Height of the bar on top, as last drawn.
    top_height: f32,
    next_up: next_up::NextUp,
    compose: Option<compose::Compose>,
    decisions: decisions::Decisions,
    white_cell: white_cell::WhiteCell,
    observe: observe::Observe,
    score: score::ScoreTab,
    journal: journal::Journal,
    adjust: adjust::Adjust,
    door: door::DoorTab,
    timeline: timeline::Timeline,
}

impl ExconDesk {
    /// Draws the desk into all of `ui`; gives the rectangle that it left free for the map.
    pub fn ui(&mut self, ui: &mut Ui, input: &ExconInput<'_>, out: &mut Vec<Out>) -> Rect {
        input.line.lay(ui);
        self.digest.take_in(input);
        self.keys(ui, input, out);
        let theme = Theme::of(ui);
        let (space, c) = (&theme.shape.space, &theme.colors);
        let panel = Frame::new().fill(c.surfaces.panel.0).inner_margin(Margin::same(space.m as i8));
        let about = &input.script.about;
        marking_panel_ui(ui, about.title.get("en"), about.handling);
        let top = Panel::top("excon top").frame(panel).show(ui, |ui| top::top_ui(ui, self, input, out));
        let height = top.response.rect.height();
        if (std::mem::replace(&mut self.top_height, height) - height).abs() > 0.5 {
            // A banner came or went: what was laid out for the old height is never seen.
            ui.ctx().request_discard("the bar on top has another height");
        }
        Panel::bottom("excon status")
            .frame(
                Frame::new()
                    .fill(c.surfaces.panel.0)
                    .inner_margin(Margin::symmetric(space.m as i8, space.xs as i8)),
            )
            .show(ui, |ui| status::status_ui(ui, input, out));
        let wide = ui.available_width();
        let column = |points: f32, share: f32| theme.grown(points).min(wide * share);
        Panel::left("excon seats")
            .exact_size(column(280.0, 0.24))
            .resizable(false)
            .frame(panel)
            .show(ui, |ui| tree::tree_ui(ui, self, input, out));
        Panel::right("excon tabs")
            .exact_size(column(440.0, 0.32))
            .resizable(false)
            .frame(panel)
            .show(ui, |ui| self.tabs_ui(ui, input, out));
        let mut map = Rect::NOTHING;
        CentralPanel::no_frame().show(ui, |ui| {
            let height = (ui.available_height() * 0.45).max(theme.grown(160.0));
            Panel::bottom("excon timeline")
                .exact_size(height)
                .resizable(false)
                .frame(panel)
                .show(ui, |ui| timeline::timeline_ui(ui, self, input));
            Panel::top("excon layers")
                .show_separator_line(false)
                .frame(
                    Frame::new()
                        .fill(c.surfaces.bg.0)
                        .inner_margin(Margin::symmetric(space.m as i8, space.xs as i8)),
                )
                .show(ui, |ui| layers_ui(ui, &mut self.layers));
            map = ui.available_rect_before_wrap();
            legend::legend_ui(ui, map, self.layers);
        });
        map
    }

    /// Chooses an inject and shows it among what comes next.
    pub fn choose(&mut self, inject: InjectId) {
        self.tab = Tab::NextUp;
        self.compose = None;
        self.next_up.choose(inject);
    }

    fn tabs_ui(&mut self, ui: &mut Ui, input: &ExconInput<'_>, out: &mut Vec<Out>) {
        let waiting = self.digest.white_cell.len();
        let cell = if waiting == 0 { "White Cell".to_owned() } else { format!("White Cell {waiting}") };
        let waits = input.room.door.map_or(0, |door| door.knocks.len());
        let knocks = if waits == 0 { "Door".to_owned() } else { format!("Door {waits}") };
        let tabs = [
            (Tab::NextUp, "Next up"),
            (Tab::Decisions, "Decisions"),
            (Tab::WhiteCell, cell.as_str()),
            (Tab::Observations, "Observations"),
            (Tab::Score, "Score"),
            (Tab::Journal, "Journal"),
            (Tab::Adjust, "Adjust"),
            (Tab::Door, knocks.as_str()),
        ];
        let tabs: Vec<(Tab, &str)> = tabs.into_iter().filter(|(tab, _)| tab.is_for(input)).collect();
        toggle::choice_chips_ui(ui, &mut self.tab, &tabs);
        if let Some((_, refusal)) = input.refused {
            banner::banner_ui(
                ui,
                banner::Tone::Alert,
                &refusal.message,
                refusal.needed.as_deref().unwrap_or(""),
            );
            if ui.button("I have read it").clicked() {
                out.push(Out::Dismiss);
            }
        }
        ui.add_space(Theme::of(ui).shape.space.xs);
        match self.tab {
            Tab::NextUp => next_up::next_up_ui(ui, self, input, out),
            Tab::Decisions => {
                let wrong = decisions::decisions_ui(ui, &mut self.decisions, &self.digest, input, out);
                self.correct(wrong, input);
            }
            Tab::WhiteCell => white_cell::white_cell_ui(ui, &mut self.white_cell, &self.digest, input, out),
            Tab::Observations => observe::observe_ui(ui, &mut self.observe, &self.digest, input, out),
            Tab::Score => score::score_ui(ui, &mut self.score, input),
            Tab::Journal => {
                let wrong = journal::journal_ui(ui, &mut self.journal, &self.digest, input, out);
                self.correct(wrong, input);
            }
            Tab::Adjust => adjust::adjust_ui(ui, &mut self.adjust, input, out),
            Tab::Door => door::door_ui(ui, &mut self.door, input, out),
        }
    }

    /// Opens the form that puts a record down again.
    fn correct(&mut self, wrong: Option<usize>, input: &ExconInput<'_>) {
        let record = wrong.and_then(|place| input.records.get(place));
        if let Some(form) = record.and_then(|record| observe::Observe::correcting(record, input)) {
            self.observe = form;
            self.tab = Tab::Observations;
        }
    }

    fn keys(&mut self, ui: &Ui, input: &ExconInput<'_>, out: &mut Vec<Out>) {
        if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        // Space also presses the button that has the focus: it is the clock's only while nothing has it.
        if input.leads() && input.line.stands() && ui.memory(|m| m.focused().is_none()) && pressed(Key::Space)
        {
            let act = if input.clock.phase == Phase::Running { Control::Pause } else { Control::Start };
            out.push(Out::Act(Box::new(act)));
        }
        for (key, tab) in TAB_KEYS {
            if tab.is_for(input) && pressed(key) {
                self.tab = tab;
            }
        }
        if pressed(Key::Escape) {
            self.compose = None;
            self.next_up.back();
        }
        if self.tab == Tab::NextUp {
            self.next_up.keys(&self.digest, input, &pressed, out);
        }
    }
}

fn layers_ui(ui: &mut Ui, layers: &mut Layers) {
    let theme = Theme::of(ui);
    ScrollArea::horizontal().id_salt("layers").auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(theme.note("Map"));
            toggle::toggle_chip_ui(ui, &mut layers.services, "Service state");
            toggle::toggle_chip_ui(ui, &mut layers.awareness, "Awareness");
            toggle::toggle_chip_ui(ui, &mut layers.obligations, "Obligations");
            toggle::toggle_chip_ui(ui, &mut layers.messages, "Messages");
        });
    });
}
