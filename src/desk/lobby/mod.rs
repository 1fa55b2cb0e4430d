//! The lobby: choose a scenario, see its check, say who sits where, open the exercise, go on with one, or look back on
//! one that has ended.

mod card;
mod journals;
mod model;
mod staff;

use std::collections::BTreeMap;

use egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, ScrollArea, TextEdit, Ui, Vec2};

use super::Theme;
use super::line::Line;
use super::theme::Voice;
use super::widgets::banner::{Tone, banner_ui};
use super::widgets::button::primary_button_ui;
use super::widgets::empty::{Empty, empty_ui};
use super::widgets::marking::marking_bar_ui;
use super::widgets::{icon, section::section_ui};
use crate::exercise::order::Staffing;

use journals::{Shelf, shelf_ui};

pub use model::{Card, FindingRow, JournalCard, SeatRow};

/// Id of the scenario that a newcomer should try.
pub const QUICK_START: &str = "quickstart";

/// What the lobby reads.
#[derive(Clone, Copy, Debug)]
pub struct LobbyInput<'a> {
    /// Scenarios, in the order in which they are shown.
    pub cards: &'a [Card],
    /// Journals of exercises that were opened before, the latest first.
    pub journals: &'a [JournalCard],
    /// Journals that are still being read: they come among the others.
    pub reading: usize,
    /// Why the last thing that was asked for did not work.
    pub trouble: Option<&'a str>,
}

/// What the person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Out {
    /// Open a scenario.
    Open {
        /// Its id.
        scenario: String,
        /// The seed of the dice; none: chosen at random.
        seed: Option<u64>,
        /// Who sits where, for every seat.
        staffing: Vec<(String, Staffing)>,
    },
    /// Go on with the exercise of this journal.
    Resume(String),
    /// Look back on the exercise of this journal, which has ended.
    LookBack(String),
    /// Read the scenarios at this path.
    Bring(String),
    /// Join an exercise on another machine.
    Join {
        /// The join link.
        link: String,
        /// Authorities to believe, in place of the fingerprint in the link: a PEM file.
        authorities: Option<std::path::PathBuf>,
        /// Who joins, for the roster of the exercise.
        name: Option<String>,
    },
}

/// The lobby's own state.
#[derive(Clone, Debug, Default)]
pub struct Lobby {
    chosen: Option<String>,
    /// Who joins, where somebody says it.
    name: String,
    path: String,
    seed: String,
    staffing: BTreeMap<(String, String), Staffing>,
    /// Whether all unfinished, and all finished exercises are shown.
    all: [bool; 2],
}

impl Lobby {
    /// Whoever looks at the lobby later does not read the link by which somebody joined.
    pub fn forget_link(&mut self) {
        self.path.clear();
    }

    /// Draws the lobby into all of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, input: &LobbyInput<'_>, out: &mut Vec<Out>) {
        // No exercise is behind the lobby that a line could lead to.
        Line::Stands.lay(ui);
        let theme = Theme::of(ui);
        let (space, c) = (&theme.shape.space, &theme.colors);
        let chosen = self.chosen(input);
        let title = chosen.map_or("", |card| card.title.as_str());
        let ceiling = chosen.and_then(|card| card.handling).unwrap_or_default();
        Panel::top("lobby marking")
            .frame(Frame::new())
            .show(ui, |ui| drop(marking_bar_ui(ui, title, ceiling)));
        let side = Frame::new().fill(c.surfaces.panel.0).inner_margin(Margin::same(space.l as i8));
        if let Some(card) = chosen {
            let width = theme.grown(420.0).min(ui.available_width() * 0.45);
            Panel::right("lobby staffing")
                .exact_size(width)
                .resizable(false)
                .frame(side)
                .show(ui, |ui| self.opening_ui(ui, card, out));
        }
        let middle = Frame::new().fill(c.surfaces.bg.0).inner_margin(Margin::same(space.xl as i8));
        CentralPanel::default().frame(middle).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| self.choice_ui(ui, input, out));
        });
    }

    /// Chooses a scenario by its id, as a click on its card does.
    pub fn choose(&mut self, id: &str) {
        self.chosen = Some(id.to_owned());
    }

    fn chosen<'a>(&self, input: &LobbyInput<'a>) -> Option<&'a Card> {
        let id = self.chosen.as_deref()?;
        input.cards.iter().find(|card| card.id == id)
    }

    fn choice_ui(&mut self, ui: &mut Ui, input: &LobbyInput<'_>, out: &mut Vec<Out>) {
        let theme = Theme::of(ui);
        let space = &theme.shape.space;
        ui.label(theme.say(Voice::Display, "Startex"));
        ui.label(theme.muted(
            "Rehearse a cyber crisis that crosses borders, and see how well the states worked together",
        ));
        ui.add_space(space.l);
        if let Some(trouble) = input.trouble {
            banner_ui(ui, Tone::Alert, "That did not work", trouble);
            ui.add_space(space.m);
        }
        self.quick_start_ui(ui, input, out);
        for (shelf, all) in Shelf::BOTH.into_iter().zip(&mut self.all) {
            shelf_ui(ui, shelf, input, all, out);
        }
        section_ui(ui, "Scenarios", &input.cards.len().to_string(), |_| ());
        if input.cards.is_empty() {
            let none = Empty {
                icon: icon::FOLDER_OPEN,
                sentence: "No scenarios found",
                hint: "Write one with startex new FILE, then open it with startex FILE",
                action: None,
            };
            empty_ui(ui, &none);
        }
        if let Some(id) = card::cards_ui(ui, input.cards, self.chosen.as_deref()) {
            self.chosen = Some(id);
        }
        self.bring_ui(ui, out);
    }

    /// Whether nobody was here before and nothing was chosen yet.
    fn is_new(&self, input: &LobbyInput<'_>) -> bool {
        input.journals.is_empty() && input.reading == 0 && self.chosen.is_none()
    }

    /// The obvious choice of somebody who was never here.
    fn quick_start_ui(&mut self, ui: &mut Ui, input: &LobbyInput<'_>, out: &mut Vec<Out>) {
        let card = input.cards.iter().find(|card| card.id == QUICK_START && card.errors == 0);
        let Some(card) = card.filter(|_| self.is_new(input)) else { return };
        let theme = Theme::of(ui);
        let (space, c) = (&theme.shape.space, &theme.colors);
        let frame = Frame::new()
            .fill(c.surfaces.panel.0)
            .stroke(egui::Stroke::new(theme.shape.hairline, c.accent.0))
            .corner_radius(theme.shape.radius)
            .inner_margin(Margin::same(space.l as i8));
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.vertical(|ui| {
                    ui.label(theme.say(Voice::Heading, "New here?"));
                    ui.label(theme.body(
                        "Ten minutes, three states, six seats. Bots play; you watch, and take a seat when you like",
                    ));
                });
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if primary_button_ui(ui, "Try the quick start").clicked() {
                        out.push(Out::Open {
                            scenario: card.id.clone(),
                            seed: Some(1),
                            staffing: self.staffing(card),
                        });
                    }
                });
            });
        });
        ui.add_space(space.xl);
    }

    fn opening_ui(&mut self, ui: &mut Ui, card: &Card, out: &mut Vec<Out>) {
        let theme = Theme::of(ui);
        let space = &theme.shape.space;
        let foot = Frame::new().inner_margin(Margin { top: space.m as i8, ..Margin::ZERO });
        Panel::bottom("lobby open").frame(foot).show_separator_line(false).show(ui, |ui| {
            self.seed_ui(ui);
            ui.add_space(space.s);
            ui.add_enabled_ui(card.errors == 0 && self.seed_number().is_ok(), |ui| {
                if primary_button_ui(ui, "Open the exercise").clicked()
                    && let Ok(seed) = self.seed_number()
                {
                    out.push(Out::Open { scenario: card.id.clone(), seed, staffing: self.staffing(card) });
                }
            });
        });
        CentralPanel::no_frame().show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.add(egui::Label::new(theme.say(Voice::Heading, &card.title)).wrap());
                if !card.briefing.is_empty() {
                    ui.add(egui::Label::new(theme.body(&card.briefing)).wrap());
                }
                ui.add_space(space.m);
                if !card.findings.is_empty() {
                    card::findings_ui(ui, card);
                    ui.add_space(space.m);
                }
                section_ui(ui, "Who sits where", &staff::tally(&self.staffing(card)), |_| ());
                staff::staffing_ui(ui, card, &mut self.staffing);
            });
        });
    }

    /// A way to scenarios that lie elsewhere, and to exercises that run elsewhere.
    fn bring_ui(&mut self, ui: &mut Ui, out: &mut Vec<Out>) {
        let theme = Theme::of(ui);
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(theme.body("From a file, a folder or a join link"));
            let field = TextEdit::singleline(&mut self.path)
                .hint_text(theme.muted("exercises/my-exercise.ron, or https://…"))
                .min_size(Vec2::new(0.0, theme.grown(theme.shape.control)))
                .vertical_align(Align::Center)
                .desired_width(theme.grown(360.0).min(ui.available_width() * 0.6));
            let field = ui.add(field).labelled_by(label.id);
            let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            let path = self.path.trim();
            let is_link = path.starts_with("https://") || path.starts_with("http://");
            if is_link {
                let field = TextEdit::singleline(&mut self.name)
                    .hint_text(theme.muted("Your name, for colleagues at your seat"))
                    .min_size(Vec2::new(0.0, theme.grown(theme.shape.control)))
                    .vertical_align(Align::Center)
                    .desired_width(theme.grown(220.0).min(ui.available_width() * 0.6));
                let field = ui.add(field).on_hover_text(
                    "It may be left out. Exercise control and the people of your seat see it; no journal has it",
                );
                ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Your name"));
            }
            let act = if is_link { "Join" } else { "Read it" };
            let clicked = ui.add_enabled_ui(!path.is_empty(), |ui| ui.button(act).clicked()).inner;
            if (clicked || entered) && !path.is_empty() {
                let path = path.to_owned();
                out.push(if is_link {
                    let name = Some(self.name.trim().to_owned()).filter(|name| !name.is_empty());
                    Out::Join { link: path, authorities: None, name }
                } else {
                    Out::Bring(path)
                });
            }
        });
    }

    fn seed_ui(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        ui.horizontal(|ui| {
            let label = ui.label(theme.body("Seed"));
            let field = TextEdit::singleline(&mut self.seed)
                .hint_text(theme.muted("by chance"))
                .min_size(Vec2::new(0.0, theme.grown(theme.shape.control)))
                .vertical_align(Align::Center)
                .desired_width(theme.grown(160.0));
            ui.add(field).labelled_by(label.id).on_hover_text(
                "The same seed and the same decisions lead to the same exercise. Leave it empty for another one",
            );
        });
        if let Err(why) = self.seed_number() {
            ui.label(theme.body(why).color(theme.colors.alert.0));
        }
    }

    fn seed_number(&self) -> Result<Option<u64>, &'static str> {
        match self.seed.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| "A seed is a whole number from 0 on, such as 7"),
        }
    }

    /// Who sits where: as chosen here, else as the scenario has it.
    fn staffing(&self, card: &Card) -> Vec<(String, Staffing)> {
        let of = |seat: &SeatRow| {
            let key = (card.id.clone(), seat.id.clone());
            (seat.id.clone(), self.staffing.get(&key).unwrap_or(&seat.staffing).clone())
        };
        card.seats.iter().map(of).collect()
    }
}
