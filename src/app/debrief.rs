//! Looking back: the vector, and what earned and cost its points.

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use crate::base::At;
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::measure::{Measure, measures_ui};
use crate::desk::widgets::section::section_ui;
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::score::Score;
use crate::wire::{ExconMirror, Open};

/// What the desk remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Debrief {
    measure: Option<usize>,
    /// The score, with the number of records that it was made from.
    score: Option<(u64, Score)>,
}

impl Debrief {
    /// Draws the debrief into all of `ui`: the vector, and what earned and cost its points.
    pub(super) fn ui(&mut self, ui: &mut Ui, mirror: &ExconMirror) {
        let Some(open) = &mirror.open else { return };
        self.count(open, mirror.clock.now);
        let theme = Theme::of(ui);
        let space = &theme.shape.space;
        let side = Frame::new().fill(theme.colors.surfaces.panel.0).inner_margin(Margin::same(space.l as i8));
        Panel::left("debrief score")
            .exact_size(theme.grown(420.0))
            .resizable(false)
            .frame(side)
            .show(ui, |ui| self.score_ui(ui));
        let middle = Frame::new().fill(theme.colors.surfaces.bg.0).inner_margin(Margin::same(space.l as i8));
        CentralPanel::default().frame(middle).show(ui, |ui| self.evidence_ui(ui, open));
    }

    /// The score, made anew when there are more records.
    pub(super) fn count(&mut self, open: &Open, now: At) {
        let records = open.state.records;
        if self.score.as_ref().is_none_or(|(of, _)| *of != records) {
            self.score = Some((records, open.score(now)));
        }
    }

    /// The score as it was last made.
    pub(super) fn score(&self) -> Option<&Score> {
        self.score.as_ref().map(|(_, score)| score)
    }

    fn score_ui(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let Some((_, score)) = &self.score else { return };
        let overall = score.overall.map_or("not assessed".to_owned(), |v| format!("{:.2}", v.as_f64()));
        section_ui(ui, "Score", "preliminary", |ui| {
            ui.label(theme.say(Voice::Heading, &overall));
        });
        let measures: Vec<Measure<'_>> = score
            .measures
            .iter()
            .map(|m| Measure {
                name: m.measure.label(),
                value: m.value,
                weight: m.weight,
                assessed: m.assessed,
                of: m.opportunities,
            })
            .collect();
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            if let Some(picked) = measures_ui(ui, &measures, self.measure) {
                self.measure = Some(picked);
            }
        });
    }

    fn evidence_ui(&mut self, ui: &mut Ui, open: &Open) {
        let theme = Theme::of(ui);
        let chosen = self.score.as_ref().and_then(|(_, score)| score.measures.get(self.measure.unwrap_or(0)));
        let Some(measure) = chosen else { return };
        section_ui(ui, measure.measure.label(), &format!("{} entries", measure.evidence.len()), |_| ());
        ui.add(egui::Label::new(theme.muted(measure.formula)).wrap());
        ui.add_space(theme.shape.space.m);
        let table = Table {
            name: "Evidence",
            columns: &[
                ("Time", Width::Fixed(88.0)),
                ("Record", Width::Fixed(64.0)),
                ("Points", Width::Fixed(72.0)),
                ("Why", Width::Rest),
            ],
            rows: measure.evidence.len(),
            chosen: None,
            follow: false,
        };
        table_ui(
            ui,
            &table,
            |row| measure.evidence[row].why.clone(),
            |ui, row, column| {
                let line = &measure.evidence[row];
                let text = match column {
                    0 => open.script.clock.show(line.at),
                    1 => line.record.to_string(),
                    2 => format!("{:+.3}", f64::from(line.points) / 1e6),
                    _ => line.why.clone(),
                };
                ui.label(if column == 3 { theme.body(text) } else { theme.mono(text) });
            },
        );
    }
}
