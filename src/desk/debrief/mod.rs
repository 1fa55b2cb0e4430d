//! The debrief: what happened, how well it went, and why; the whole exercise under one scrubber.
//!
//! It begins with the hot wash: the timeline, without a figure, so that people say what they saw before they are told how
//! it scored. Then the measures stand at the left, the chart of the chosen one in the middle, the entries behind it at the
//! right. The scrubber says which moment is looked at; whoever shows the desk gives it the state and score of that moment.
//! Keys: the arrows move the scrubber that has the focus, 1–8 choose a chart, Escape leaves the chosen measure.

mod charts;
mod entries;
mod feedback;
mod knowledge;
mod matrix;
mod measures;
mod network;
mod obligations;
mod picture;
mod ratings;
mod scrubber;
mod sign_off;
mod timeline;
mod top;

use std::sync::Arc;

use egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, Ui};

use super::Theme;
use super::evaluate::Evaluate;
use super::line::Line;
use super::widgets::marking::marking_panel_ui;
use super::widgets::toggle;
use crate::base::At;
use crate::exercise::directory::Directory;
use crate::exercise::fact::Record;
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;
use crate::exercise::state::State;
use crate::report::Audience;
use crate::scenario::script::Script;
use crate::score::{Sample, Score};

/// An axis of time ends behind its last moment, so that the label there is whole.
const ROOM: f64 = 1.04;

/// What the desk reads.
#[derive(Clone, Copy)]
pub struct DebriefInput<'a> {
    /// The scenario.
    pub script: &'a Script,
    /// Its public part, for names.
    pub directory: &'a Directory,
    /// The moment that is looked at.
    pub shown: At,
    /// The last moment of the exercise.
    pub end: At,
    /// The state at the moment that is looked at.
    pub state: &'a State,
    /// The state after the last record: what everything is called.
    pub last: &'a State,
    /// The score at that moment.
    pub score: &'a Score,
    /// Every record, those behind that moment too.
    pub records: &'a [Arc<Record>],
    /// The course of the score.
    pub history: &'a [Sample],
    /// Who signed it off, in words; until then it is preliminary.
    pub signed_off: Option<&'a str>,
    /// Whether it can be signed off, or that be taken back: not before ENDEX.
    pub may_sign: bool,
    /// Acts of this desk that are not answered yet.
    pub pending: usize,
    /// The last act of this desk if it was refused, and why; none once it was dismissed.
    pub refused: Option<(&'a Control, &'a Refusal)>,
    /// How the line to the exercise stands.
    pub line: Line,
}

impl<'a> DebriefInput<'a> {
    /// Records up to the moment that is looked at.
    fn upto(&self) -> usize {
        self.records.partition_point(|record| record.at <= self.shown)
    }
}

/// What the person wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Out {
    /// Look at this moment.
    Show(At),
    /// Write the report.
    Export {
        /// Its shape.
        format: Format,
        /// Whom it is for.
        audience: Audience,
    },
    /// Sign the debrief off.
    SignOff {
        /// In what role.
        by: String,
        /// Remarks.
        text: String,
    },
    /// Take the sign-off back.
    Reopen {
        /// Why.
        reason: String,
    },
    /// An act of control: a rating, who rates, a consent.
    Act(Box<Control>),
    /// The refusal was read.
    Dismiss,
    /// Back to the lobby.
    Leave,
}

/// The shape of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One file for a browser, with charts.
    Html,
    /// Text.
    Markdown,
    /// For programs.
    Json,
}

/// What the room is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The timeline, without a figure.
    #[default]
    HotWash,
    /// How it scored, and why.
    Scores,
}

/// What stands in the middle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chart {
    /// The score over time.
    #[default]
    Time,
    /// What states did for one another.
    Pairs,
    /// Duties with their clocks.
    Obligations,
    /// Who knew what, since when.
    Knowledge,
    /// Who saw what is true, and who agreed.
    Picture,
    /// Who wrote to whom, against who should have.
    Network,
    /// What people rated, beside what the figures suggest.
    Ratings,
    /// What participants said of the exercise.
    Feedback,
}

/// The desk's own state.
#[derive(Clone, Debug, Default)]
pub struct DebriefDesk {
    /// What is shown.
    pub part: Part,
    /// The chart in the middle.
    pub chart: Chart,
    /// The chosen measure: its place in the score.
    measure: Option<usize>,
    entries: entries::Entries,
    pair: matrix::Pane,
    obligation: Option<usize>,
    item: Option<usize>,
    question: Option<usize>,
    marks: scrubber::Marks,
    timeline: timeline::Timeline,
    sign_off: sign_off::SignOff,
    /// Whom an export is for; exercise control where nobody was chosen.
    audience: Option<Audience>,
    network: network::Pane,
    ratings: Evaluate,
}

impl DebriefDesk {
    /// Draws the desk into all of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
        input.line.lay(ui);
        self.keys(ui);
        let theme = Theme::of(ui);
        let panel = frame(&theme);
        let about = &input.script.about;
        marking_panel_ui(ui, about.title.get("en"), about.handling);
        Panel::top("debrief top").frame(panel).show(ui, |ui| {
            top::top_ui(ui, &mut self.part, &mut self.sign_off, &mut self.audience, input, out);
        });
        Panel::bottom("debrief scrubber")
            .frame(panel)
            .show(ui, |ui| scrubber::scrubber_ui(ui, &mut self.marks, input, out));
        match self.part {
            Part::HotWash => self.hot_wash_ui(ui, input, out),
            Part::Scores => self.scores_ui(ui, input, out),
        }
    }

    fn hot_wash_ui(&mut self, ui: &mut Ui, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
        let (left, middle, right) = columns(ui);
        left.show(ui, |ui| self.timeline.whose_ui(ui, input));
        right.show(ui, |ui| self.timeline.act_ui(ui, input, out));
        middle.show(ui, |ui| self.timeline.list_ui(ui, input, out));
    }

    fn scores_ui(&mut self, ui: &mut Ui, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
        let (left, middle, right) = columns(ui);
        let space = Theme::of(ui).shape.space.s;
        left.show(ui, |ui| measures::measures_ui(ui, &mut self.measure, input));
        right.show(ui, |ui| entries::entries_ui(ui, &mut self.entries, self.measure, input, out));
        middle.show(ui, |ui| {
            let charts = [
                (Chart::Time, "Over time"),
                (Chart::Pairs, "Between states"),
                (Chart::Obligations, "Obligations"),
                (Chart::Knowledge, "Who knew what"),
                (Chart::Picture, "Common picture"),
                (Chart::Network, "Who wrote to whom"),
                (Chart::Ratings, "Ratings"),
                (Chart::Feedback, "Participants"),
            ];
            toggle::choice_chips_ui(ui, &mut self.chart, &charts);
            ui.add_space(space);
            match self.chart {
                Chart::Time => charts::time_ui(ui, self.measure, input, out),
                Chart::Pairs => matrix::pairs_ui(ui, &mut self.pair, input),
                Chart::Obligations => obligations::obligations_ui(ui, &mut self.obligation, input, out),
                Chart::Knowledge => knowledge::knowledge_ui(ui, &mut self.item, input),
                Chart::Picture => picture::picture_ui(ui, &mut self.question, input, out),
                Chart::Network => network::network_ui(ui, &mut self.network, input),
                Chart::Ratings => ratings::ratings_ui(ui, &mut self.ratings, input, out),
                Chart::Feedback => feedback::feedback_ui(ui, input),
            }
        });
    }

    fn keys(&mut self, ui: &Ui) {
        let busy = ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx());
        if busy || self.part == Part::HotWash {
            return;
        }
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let charts = [
            (Key::Num1, Chart::Time),
            (Key::Num2, Chart::Pairs),
            (Key::Num3, Chart::Obligations),
            (Key::Num4, Chart::Knowledge),
            (Key::Num5, Chart::Picture),
            (Key::Num6, Chart::Network),
            (Key::Num7, Chart::Ratings),
            (Key::Num8, Chart::Feedback),
        ];
        for (key, chart) in charts {
            if pressed(key) {
                self.chart = chart;
            }
        }
        if pressed(Key::Escape) {
            self.measure = None;
        }
    }
}

fn frame(theme: &Theme) -> Frame {
    Frame::new().fill(theme.colors.surfaces.panel.0).inner_margin(Margin::same(theme.shape.space.m as i8))
}

/// What is chosen from, what is looked at, and what it stands on.
fn columns(ui: &Ui) -> (Panel, CentralPanel, Panel) {
    let theme = Theme::of(ui);
    let wide = ui.available_width();
    let column = |points: f32, share: f32| theme.grown(points).min(wide * share);
    let side = |panel: Panel, points, share| {
        panel.exact_size(column(points, share)).resizable(false).frame(frame(&theme))
    };
    (
        side(Panel::left("debrief left"), 320.0, 0.26),
        CentralPanel::default().frame(frame(&theme).fill(theme.colors.surfaces.bg.0)),
        side(Panel::right("debrief right"), 440.0, 0.3),
    )
}
