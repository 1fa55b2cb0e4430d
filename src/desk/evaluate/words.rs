//! The queue of words: free decisions, public statements, reports, judged by a few plain questions.

use std::collections::BTreeMap;

use egui::{Label, ScrollArea, Ui};

use super::letters::{Chosen, letters_ui};
use super::{Guided, Want, foot_ui, list_height, others_ui, send, standing_words, taken};
use crate::desk::Theme;
use crate::desk::excon::{Sending, lacks};
use crate::desk::fields::text_edit;
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, tall_table_ui, two_lines_ui};
use crate::desk::widgets::{empty, icon};
use crate::exercise::evaluation::Criterion;
use crate::exercise::order::{Control, Mark};
use crate::exercise::refusal::Refusal;
use crate::score::evaluation::Standing;
use crate::score::evaluation::guide::{Guide, Words};

/// What the part remembers.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Pane {
    /// Record of the words that are looked at.
    chosen: Option<u64>,
    marks: BTreeMap<Criterion, Chosen>,
    text: String,
    sending: Sending,
}

impl Pane {
    fn control(&self, guide: &Guide, record: u64) -> Result<Control, Refusal> {
        let mark = |(criterion, chosen): (&Criterion, &Chosen)| {
            Some(Mark { criterion: *criterion, rating: (*chosen)? })
        };
        let marks: Vec<Mark> = self.marks.iter().filter_map(mark).collect();
        if marks.is_empty() {
            return Err(lacks("marks", "Answer at least one question"));
        }
        Ok(Control::RateWords { by: guide.rater.clone(), record, marks, text: self.text.trim().to_owned() })
    }
}

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(76.0)), ("Words", Width::Rest), ("Rated", Width::Fixed(72.0))];

pub(in crate::desk) fn words_ui(ui: &mut Ui, pane: &mut Pane, input: &Guided<'_>, out: &mut Vec<Want>) {
    if taken(&mut pane.sending, input.answers, out) {
        (pane.marks, pane.text) = (BTreeMap::new(), String::new());
    }
    // What waits comes first, the oldest before.
    let mut rows: Vec<&Words> = input.guide.words.iter().collect();
    rows.sort_by_key(|words| (!words.waits(), words.at, words.record));
    if rows.is_empty() {
        let place = empty::Empty {
            icon: icon::CHECK_CIRCLE,
            sentence: "No words wait to be rated",
            hint: "Free decisions, public statements and reports of people come here",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let open = rows.iter().position(|words| Some(words.record) == pane.chosen);
    if let Some(row) = open
        && foot_ui(ui, &pane.sending, &["text"], "Put the ratings down", |_| {})
    {
        let control = pane.control(input.guide, rows[row].record);
        send(&mut pane.sending, control, out);
    }
    let size = egui::Vec2::new(ui.available_width(), list_height(ui, rows.len(), open.is_some()));
    let picked = ui.allocate_ui(size, |ui| list_ui(ui, &rows, open, input)).inner;
    if let Some(row) = picked.filter(|row| Some(*row) != open) {
        pane.chosen = Some(rows[row].record);
        (pane.marks, pane.text) = (BTreeMap::new(), String::new());
    }
    if let Some(words) = open.map(|row| rows[row]) {
        ui.separator();
        ScrollArea::vertical().id_salt("rated words").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - Theme::of(ui).shape.space.s);
            ui.spacing_mut().item_spacing.y = Theme::of(ui).shape.space.s;
            form_ui(ui, pane, words, input, out);
        });
    }
}

/// Whose words they are.
fn title(words: &Words, input: &Guided<'_>) -> String {
    let seat = input.directory.seats.get(&words.seat);
    seat.map_or_else(|| words.seat.clone(), |seat| seat.title.get("en").to_owned())
}

fn list_ui(ui: &mut Ui, rows: &[&Words], chosen: Option<usize>, input: &Guided<'_>) -> Option<usize> {
    let table = Table { name: "Words to rate", columns: COLUMNS, rows: rows.len(), chosen, follow: false };
    let spoken = |row: usize| {
        let words = rows[row];
        format!("{}: {}, {}", title(words, input), words.text, progress(words).0)
    };
    let picked = tall_table_ui(ui, &table, spoken, |ui, row, column| {
        let theme = Theme::of(ui);
        let c = &theme.colors;
        match column {
            0 => {
                let time = input.directory.clock.show(rows[row].at);
                ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0));
            }
            1 => {
                let line = rows[row].text.split_whitespace().collect::<Vec<_>>().join(" ");
                two_lines_ui(ui, theme.body(line), theme.note(title(rows[row], input)));
            }
            _ => {
                let (text, look) = progress(rows[row]);
                let color = if look { c.warn.0 } else { c.muted.0 };
                ui.label(theme.say(Voice::Small, text).color(color));
            }
        }
    });
    picked.chosen
}

/// `2 of 3`, or that raters differ.
fn progress(words: &Words) -> (String, bool) {
    let standings = || words.criteria.iter().filter_map(|asked| asked.opinion.standing);
    if standings().any(|standing| standing == Standing::Disputed) {
        return ("disputed".to_owned(), true);
    }
    let done = standings().filter(|standing| *standing != Standing::Unrated).count();
    (format!("{done} of {}", words.criteria.len()), false)
}

fn form_ui(ui: &mut Ui, pane: &mut Pane, words: &Words, input: &Guided<'_>, out: &mut Vec<Want>) {
    let theme = Theme::of(ui);
    ui.add(Label::new(theme.body(words.text.as_str())).wrap());
    let seat = input.directory.seats.get(&words.seat);
    let state = seat.and_then(|seat| input.directory.states.get(seat.state.as_deref()?));
    let of = state.map(|s| format!(", {}", s.name)).unwrap_or_default();
    let line = format!("{}{of}, entry {}", title(words, input), words.record);
    if ui.add(Label::new(theme.note(line)).wrap().sense(egui::Sense::click())).clicked() {
        out.push(Want::Show(words.at));
    }
    ui.separator();
    for by in &words.criteria {
        let chosen = pane.marks.entry(by.criterion).or_default();
        ui.add(Label::new(theme.strong(by.criterion.question())).wrap());
        ui.horizontal_wrapped(|ui| {
            letters_ui(ui, by.criterion.label(), chosen, true);
            let (standing, look) = standing_words(&by.opinion);
            let color = if look { theme.colors.warn.0 } else { theme.colors.muted.0 };
            ui.label(theme.say(Voice::Small, standing).color(color));
        });
        others_ui(ui, &by.opinion);
    }
    let Pane { text, sending, .. } = pane;
    sending.field_ui(ui, "text", "Why", |ui| {
        let field = ui.add(text_edit(&Theme::of(ui), text, 2));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Why"));
    });
}
