//! The queue of words: free decisions, public statements, reports, judged by a few plain questions.

use std::collections::BTreeMap;

use egui::{Label, ScrollArea, Ui};

use super::letters::{Chosen, letters_ui};
use super::{EvaluateInput, Me, Want, foot_ui, list_height, others_ui, send, standing_words, taken};
use crate::base::Id;
use crate::desk::Theme;
use crate::desk::excon::{Sending, lacks};
use crate::desk::fields::text_edit;
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, tall_table_ui, two_lines_ui};
use crate::desk::widgets::{empty, icon};
use crate::exercise::decide::verb_text;
use crate::exercise::evaluation::Criterion;
use crate::exercise::fact::Cause;
use crate::exercise::order::{Control, Mark, Verb};
use crate::exercise::refusal::Refusal;
use crate::score::evaluation::{Standing, WordsEvaluation};

/// What the part remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Pane {
    /// Record of the words that are looked at.
    chosen: Option<u64>,
    marks: BTreeMap<Criterion, Chosen>,
    text: String,
    sending: Sending,
}

impl Pane {
    fn control(&self, me: &Me, record: u64) -> Result<Control, Refusal> {
        let mark = |(criterion, chosen): (&Criterion, &Chosen)| {
            Some(Mark { criterion: *criterion, rating: (*chosen)? })
        };
        let marks: Vec<Mark> = self.marks.iter().filter_map(mark).collect();
        if marks.is_empty() {
            return Err(lacks("marks", "Answer at least one question"));
        }
        Ok(Control::RateWords { by: me.name.clone(), record, marks, text: self.text.trim().to_owned() })
    }
}

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(76.0)), ("Words", Width::Rest), ("Rated", Width::Fixed(72.0))];

pub(super) fn words_ui(
    ui: &mut Ui,
    pane: &mut Pane,
    me: &Me,
    input: &EvaluateInput<'_>,
    out: &mut Vec<Want>,
) {
    if taken(&mut pane.sending, input, out) {
        (pane.marks, pane.text) = (BTreeMap::new(), String::new());
    }
    // What waits comes first, the oldest before.
    let mut rows: Vec<&WordsEvaluation> = input.score.evaluation.words.iter().collect();
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
        let control = pane.control(me, rows[row].record);
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
            form_ui(ui, pane, words, me, input, out);
        });
    }
}

/// Whose words, and the words.
fn said(words: &WordsEvaluation, input: &EvaluateInput<'_>) -> (String, String) {
    let seat = input.script.seats.get(words.seat).map_or("", |s| s.title.get("en")).to_owned();
    let text = verb(words.record, input).map(verb_text).unwrap_or_default();
    (seat, text.to_owned())
}

fn verb<'a>(record: u64, input: &EvaluateInput<'a>) -> Option<&'a Verb> {
    let place = usize::try_from(record).ok()?.checked_sub(1)?;
    let Cause::Order(order) = &input.records.get(place)?.cause else { return None };
    order.act.decision()
}

fn list_ui(
    ui: &mut Ui,
    rows: &[&WordsEvaluation],
    chosen: Option<usize>,
    input: &EvaluateInput<'_>,
) -> Option<usize> {
    let table = Table { name: "Words to rate", columns: COLUMNS, rows: rows.len(), chosen, follow: false };
    let of = |row: usize| said(rows[row], input);
    let spoken = |row: usize| format!("{}: {}, {}", of(row).0, of(row).1, progress(rows[row]).0);
    let picked = tall_table_ui(ui, &table, spoken, |ui, row, column| {
        let theme = Theme::of(ui);
        let c = &theme.colors;
        match column {
            0 => {
                let time = input.directory.clock.show(rows[row].at);
                ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0));
            }
            1 => {
                let (seat, text) = of(row);
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                two_lines_ui(ui, theme.body(line), theme.note(seat));
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
fn progress(words: &WordsEvaluation) -> (String, bool) {
    if words.criteria.iter().any(|c| c.standing == Standing::Disputed) {
        return ("disputed".to_owned(), true);
    }
    let done = words.criteria.iter().filter(|c| c.standing != Standing::Unrated).count();
    (format!("{done} of {}", words.criteria.len()), false)
}

fn form_ui(
    ui: &mut Ui,
    pane: &mut Pane,
    words: &WordsEvaluation,
    me: &Me,
    input: &EvaluateInput<'_>,
    out: &mut Vec<Want>,
) {
    let theme = Theme::of(ui);
    let (seat, text) = said(words, input);
    ui.add(Label::new(theme.body(text)).wrap());
    let state = input.script.seats.get(words.seat).and_then(|s| s.state);
    let of = state.and_then(|s| input.script.states.rows().nth(s.index())).map(|s| format!(", {}", s.name));
    let line = format!("{seat}{}, entry {}", of.unwrap_or_default(), words.record);
    if ui.add(Label::new(theme.note(line)).wrap().sense(egui::Sense::click())).clicked() {
        out.push(Want::Show(words.at));
    }
    ui.separator();
    for by in &words.criteria {
        let chosen = pane.marks.entry(by.criterion).or_default();
        ui.add(Label::new(theme.strong(by.criterion.question())).wrap());
        ui.horizontal_wrapped(|ui| {
            letters_ui(ui, by.criterion.label(), chosen, true);
            let (standing, look) = standing_words(by.standing, me, &by.ratings);
            let color = if look { theme.colors.warn.0 } else { theme.colors.muted.0 };
            ui.label(theme.say(Voice::Small, standing).color(color));
        });
        others_ui(ui, me, by.standing, &by.ratings);
    }
    let Pane { text, sending, .. } = pane;
    sending.field_ui(ui, "text", "Why", |ui| {
        let field = ui.add(text_edit(&Theme::of(ui), text, 2));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Why"));
    });
}
