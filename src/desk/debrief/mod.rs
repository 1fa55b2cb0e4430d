//! The debrief: what happened, how well it went, and why; the whole exercise under one scrubber.
//!
//! The measures stand at the left, the chart of the chosen one in the middle, the entries behind it at the right. The
//! scrubber says which moment is looked at; whoever shows the desk gives it the state and score of that moment.
//! Keys: the arrows move the scrubber that has the focus, 1–4 choose a chart, Escape leaves the chosen measure.

mod charts;
mod entries;
mod knowledge;
mod matrix;
mod measures;
mod obligations;
mod scrubber;
mod top;

use std::sync::Arc;

use egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, Ui};

use super::Theme;
use super::names::Names;
use super::widgets::marking::marking_panel_ui;
use super::widgets::toggle;
use crate::base::At;
use crate::exercise::directory::Directory;
use crate::exercise::fact::Record;
use crate::exercise::state::State;
use crate::scenario::script::Script;
use crate::score::{Sample, Score};

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
    /// The score at that moment.
    pub score: &'a Score,
    /// Every record, those behind that moment too.
    pub records: &'a [Arc<Record>],
    /// The course of the score.
    pub history: &'a [Sample],
    /// Whether somebody has signed it off; until then it is preliminary.
    pub signed_off: bool,
}

impl<'a> DebriefInput<'a> {
    /// Names for people.
    pub fn names(&self) -> Names<'a> {
        Names::new(self.directory)
    }

    /// Records up to the moment that is looked at.
    fn upto(&self) -> usize {
        self.records.partition_point(|record| record.at <= self.shown)
    }
}

/// What the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Out {
    /// Look at this moment.
    Show(At),
    /// Write the report.
    Export(Format),
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
}

/// The desk's own state.
#[derive(Clone, Debug, Default)]
pub struct DebriefDesk {
    /// The chart in the middle.
    pub chart: Chart,
    /// The chosen measure: its place in the score.
    measure: Option<usize>,
    entries: entries::Entries,
    pair: Option<(usize, usize)>,
    obligation: Option<usize>,
    item: Option<usize>,
    marks: scrubber::Marks,
}

impl DebriefDesk {
    /// Draws the desk into all of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
        self.keys(ui);
        let theme = Theme::of(ui);
        let (space, c) = (&theme.shape.space, &theme.colors);
        let panel = Frame::new().fill(c.surfaces.panel.0).inner_margin(Margin::same(space.m as i8));
        let about = &input.script.about;
        marking_panel_ui(ui, about.title.get("en"), about.handling);
        Panel::top("debrief top").frame(panel).show(ui, |ui| top::top_ui(ui, input, out));
        Panel::bottom("debrief scrubber")
            .frame(panel)
            .show(ui, |ui| scrubber::scrubber_ui(ui, &mut self.marks, input, out));
        let wide = ui.available_width();
        let column = |points: f32, share: f32| theme.grown(points).min(wide * share);
        Panel::left("debrief measures")
            .exact_size(column(320.0, 0.26))
            .resizable(false)
            .frame(panel)
            .show(ui, |ui| measures::measures_ui(ui, &mut self.measure, input));
        Panel::right("debrief entries")
            .exact_size(column(400.0, 0.3))
            .resizable(false)
            .frame(panel)
            .show(ui, |ui| entries::entries_ui(ui, &mut self.entries, self.measure, input, out));
        CentralPanel::default().frame(panel.fill(c.surfaces.bg.0)).show(ui, |ui| {
            let charts = [
                (Chart::Time, "Over time"),
                (Chart::Pairs, "Between states"),
                (Chart::Obligations, "Obligations"),
                (Chart::Knowledge, "Who knew what"),
            ];
            toggle::choice_chips_ui(ui, &mut self.chart, &charts);
            ui.add_space(space.s);
            match self.chart {
                Chart::Time => charts::time_ui(ui, self.measure, input, out),
                Chart::Pairs => matrix::pairs_ui(ui, &mut self.pair, input),
                Chart::Obligations => obligations::obligations_ui(ui, &mut self.obligation, input, out),
                Chart::Knowledge => knowledge::knowledge_ui(ui, &mut self.item, input),
            }
        });
    }

    fn keys(&mut self, ui: &Ui) {
        if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let charts = [Chart::Time, Chart::Pairs, Chart::Obligations, Chart::Knowledge];
        for (key, chart) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4].into_iter().zip(charts) {
            if pressed(key) {
                self.chart = chart;
            }
        }
        if pressed(Key::Escape) {
            self.measure = None;
        }
    }
}
