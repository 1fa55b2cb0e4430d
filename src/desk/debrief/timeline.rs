//! The timeline of the hot wash: what happened up to the moment that is looked at, act by act, in words and without a
//! figure.

use egui::{Label, ScrollArea, Ui};

use super::{DebriefInput, Out};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::toggle::toggle_chip_ui;
use crate::desk::widgets::{empty, icon, section};
use crate::report::narrate::{self, Line, Weight};
use crate::scenario::script::StateId;

/// Whose acts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Whose {
    /// Everything.
    #[default]
    All,
    /// Of the seats of a state.
    State(StateId),
    /// Of the seats of no state.
    Bodies,
    /// What nobody at a seat did: control, injects, the world.
    Exercise,
}

/// What the timeline remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Timeline {
    /// Records that were told.
    told: usize,
    lines: Vec<Line>,
    whose: Whose,
    /// Only where the exercise took a turn.
    turns: bool,
    /// Lines that pass the filter, and what they were sought for.
    hits: Vec<usize>,
    sought: Option<(usize, Whose, bool)>,
    chosen: Option<usize>,
}

impl Timeline {
    /// Takes in the records that came since.
    fn take_in(&mut self, input: &DebriefInput<'_>) {
        if self.told > input.records.len() {
            *self = Self::default();
        }
        for record in &input.records[self.told..] {
            let line = narrate::record(input.script, input.last, record);
            if line.weight >= Weight::Act {
                self.lines.push(line);
            }
        }
        self.told = input.records.len();
        let key = (self.told, self.whose, self.turns);
        if self.sought != Some(key) {
            let passes = |line: &Line| self.passes(line, input);
            self.hits = (0..self.lines.len()).filter(|place| passes(&self.lines[*place])).collect();
            self.sought = Some(key);
            self.chosen = None;
        }
    }

    fn passes(&self, line: &Line, input: &DebriefInput<'_>) -> bool {
        let state = line.by.map(|seat| input.script.seats.get(seat).and_then(|s| s.state));
        let whose = match self.whose {
            Whose::All => true,
            Whose::State(of) => state == Some(Some(of)),
            Whose::Bodies => state == Some(None),
            Whose::Exercise => state.is_none(),
        };
        whose && (!self.turns || line.weight == Weight::Turn)
    }

    /// Lines up to the moment that is looked at.
    fn upto(&self, input: &DebriefInput<'_>) -> usize {
        self.hits.partition_point(|place| self.lines[*place].at <= input.shown)
    }

    /// Whose acts, at the left.
    pub(super) fn whose_ui(&mut self, ui: &mut Ui, input: &DebriefInput<'_>) {
        self.take_in(input);
        let theme = Theme::of(ui);
        section::section_ui(ui, "Whose acts", "", |_| {});
        let mut choices = vec![(Whose::All, "Everything".to_owned())];
        choices.extend(input.script.states.iter().map(|(id, s)| (Whose::State(id), s.name.to_string())));
        if input.script.seats.rows().any(|s| s.state.is_none()) {
            choices.push((Whose::Bodies, "Union, NATO and private bodies".to_owned()));
        }
        choices.push((Whose::Exercise, "The exercise itself".to_owned()));
        ScrollArea::vertical().id_salt("whose acts").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme.shape.space.xs;
            for (whose, name) in choices {
                ui.radio_value(&mut self.whose, whose, name);
            }
            ui.add_space(theme.shape.space.m);
            toggle_chip_ui(ui, &mut self.turns, "Turning points only");
            ui.add_space(theme.shape.space.m);
            let note = "The hot wash is for what people saw and did. Scores come after it, at the top";
            ui.add(Label::new(theme.note(note)).wrap());
        });
    }

    /// What happened, in the middle.
    pub(super) fn list_ui(&mut self, ui: &mut Ui, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
        self.take_in(input);
        let rows = self.upto(input);
        section::section_ui(ui, "What happened", &format!("{rows} of {} entries", self.hits.len()), |_| {});
        if rows == 0 {
            let place = empty::Empty {
                icon: icon::CLOCK_COUNTER_CLOCKWISE,
                sentence: "Nothing happened until then",
                hint: "Move the scrubber on, or choose everything",
                action: None,
            };
            empty::empty_ui(ui, &place);
            return;
        }
        let columns = &[("Time", Width::Fixed(84.0)), ("What", Width::Rest)];
        let chosen = self.chosen.filter(|row| *row < rows);
        let table = Table { name: "Timeline", columns, rows, chosen, follow: true };
        let line = |row: usize| &self.lines[self.hits[row]];
        let said = |row: usize| line(row).text.clone();
        let picked = table_ui(ui, &table, said, |ui, row, column| {
            let (theme, line) = (Theme::of(ui), line(row));
            if column == 0 {
                let time = input.directory.clock.show(line.at);
                ui.label(theme.say(Voice::MonoSmall, time).color(theme.colors.muted.0));
            } else {
                let voice = if line.weight == Weight::Turn { Voice::Strong } else { Voice::Body };
                ui.label(theme.say(voice, line.text.as_str())).on_hover_text(line.text.as_str());
            }
        });
        if let Some(row) = picked.opened {
            out.push(Out::Show(line(row).at));
        }
        self.chosen = picked.chosen.or(self.chosen);
    }

    /// The chosen act in full, at the right.
    pub(super) fn act_ui(&self, ui: &mut Ui, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
        let theme = Theme::of(ui);
        section::section_ui(ui, "In full", "", |_| {});
        let chosen = self.chosen.and_then(|row| self.hits.get(row)).map(|place| &self.lines[*place]);
        let Some(line) = chosen else {
            let place = empty::Empty {
                icon: icon::LIST_BULLETS,
                sentence: "No act chosen",
                hint: "Choose a line to read what came of it",
                action: None,
            };
            empty::empty_ui(ui, &place);
            return;
        };
        ScrollArea::vertical().id_salt("act").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme.shape.space.s;
            ui.add(Label::new(theme.strong(line.text.as_str())).wrap());
            let time = input.directory.clock.show(line.at);
            ui.label(theme.note(format!("{time}, record {}", line.record)));
            if ui.button(format!("{} Look at this moment", icon::CLOCK_COUNTER_CLOCKWISE)).clicked() {
                out.push(Out::Show(line.at));
            }
            let place = usize::try_from(line.record).ok().and_then(|n| n.checked_sub(1));
            let Some(record) = place.and_then(|place| input.records.get(place)) else { return };
            let facts = record.facts.iter().map(|f| narrate::fact(input.script, input.last, record, f));
            let came: Vec<_> = facts.filter(|s| s.weight >= Weight::Small).collect();
            if !came.is_empty() {
                ui.separator();
                ui.label(theme.note("What came of it"));
            }
            for sentence in came {
                ui.add(Label::new(theme.body(sentence.text)).wrap());
            }
        });
    }
}
