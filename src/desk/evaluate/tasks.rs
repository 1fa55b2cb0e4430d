//! Critical tasks: what the figures suggest, on what evidence, what raters say, and one's own rating.

use egui::{Label, ScrollArea, Ui};

use super::letters::{Chosen, letters_ui};
use super::{Guided, Want, foot_ui, list_height, others_ui, send, standing_words, taken};
use crate::desk::Theme;
use crate::desk::excon::{Sending, lacks};
use crate::desk::fields::{drop_down_ui, named_line_ui, text_edit};
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, tall_table_ui, wrapped_ui};
use crate::desk::widgets::{empty, icon};
use crate::exercise::directory::Directory;
use crate::exercise::order::{Control, RaterRole, Rating};
use crate::exercise::refusal::Refusal;
use crate::score::evaluation::guide::{Guide, Shown, Suggestion, Task};

/// What the part remembers.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Pane {
    chosen: Option<usize>,
    /// Code of the state whose doing is looked at; none: of all together.
    state: Option<String>,
    rating: Chosen,
    text: String,
    /// Numbers of entries, as written.
    evidence: String,
    sending: Sending,
}

impl Pane {
    fn clear(&mut self) {
        (self.rating, self.text, self.evidence) = (None, String::new(), String::new());
    }

    /// The letters and what puts the rating down: always seen.
    fn foot_ui(&mut self, ui: &mut Ui, guide: &Guide) -> bool {
        let Self { rating, sending, .. } = self;
        let label = if guide.role == Some(RaterRole::Lead) { "The lead decides" } else { "Your rating" };
        foot_ui(ui, sending, &["rating", "text", "evidence"], "Put the rating down", |ui| {
            sending.field_ui(ui, "rating", label, |ui| letters_ui(ui, "The task", rating, false));
        })
    }

    /// Whose doing is looked at.
    pub(in crate::desk) fn whose_ui(&mut self, ui: &mut Ui, guide: &Guide, directory: &Directory) {
        let all = guide.states.is_empty().then(|| (None, "All together".to_owned()));
        let mine = |code: &String| guide.states.is_empty() || guide.states.contains(code);
        let states = directory.states.iter().filter(|(code, _)| mine(code));
        let mut choices: Vec<(Option<String>, String)> = all.into_iter().collect();
        choices.extend(states.map(|(code, state)| (Some(code.clone()), state.name.to_string())));
        // Whoever judges some states looks at one of them.
        if !choices.iter().any(|(state, _)| *state == self.state) {
            self.state = choices.first().and_then(|(state, _)| state.clone());
        }
        let mut chosen = Some(self.state.clone());
        ui.label(Theme::of(ui).note("As done by"));
        if drop_down_ui(ui, "As done by", "All together", &mut chosen, &choices) {
            self.clear();
        }
        self.state = chosen.flatten();
    }

    fn control(&self, guide: &Guide, row: &Task) -> Result<Control, Refusal> {
        let rating =
            self.rating.ok_or_else(|| lacks("rating", "Choose a letter, or that it was not observed"))?;
        Ok(Control::RateTask {
            by: guide.rater.clone(),
            objective: row.objective.clone(),
            task: row.task,
            state: self.state.clone(),
            rating,
            evidence: entries(&self.evidence)?,
            text: self.text.trim().to_owned(),
        })
    }
}

/// `12, 40` as numbers of entries.
fn entries(text: &str) -> Result<Vec<u64>, Refusal> {
    let parts = text.split([',', ' ', ';']).map(str::trim).filter(|part| !part.is_empty());
    let wrong = |part: &str| lacks("evidence", format!("`{part}` is no number of an entry"));
    parts.map(|part| part.parse().map_err(|_| wrong(part))).collect()
}

const COLUMNS: &[(&str, Width)] =
    &[("Critical task", Width::Rest), ("Figures", Width::Fixed(56.0)), ("Stands", Width::Fixed(84.0))];

pub(in crate::desk) fn tasks_ui(ui: &mut Ui, pane: &mut Pane, input: &Guided<'_>, out: &mut Vec<Want>) {
    if taken(&mut pane.sending, input.answers, out) {
        pane.clear();
    }
    let rows: Vec<&Task> = input.guide.tasks.iter().filter(|task| task.state == pane.state).collect();
    if rows.is_empty() {
        let place = empty::Empty {
            icon: icon::TARGET,
            sentence: "This scenario has no critical tasks",
            hint: "Put down an observation instead",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let open = pane.chosen.filter(|row| *row < rows.len());
    if let Some(row) = open.and_then(|row| rows.get(row))
        && pane.foot_ui(ui, input.guide)
    {
        let control = pane.control(input.guide, row);
        send(&mut pane.sending, control, out);
    }
    let size = egui::Vec2::new(ui.available_width(), list_height(ui, rows.len(), open.is_some()));
    let picked = ui.allocate_ui(size, |ui| list_ui(ui, &rows, open)).inner;
    if picked.is_some() && picked != pane.chosen {
        pane.clear();
        pane.chosen = picked;
    }
    if let Some(row) = open.and_then(|row| rows.get(row)) {
        ui.separator();
        ScrollArea::vertical().id_salt("rated task").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - Theme::of(ui).shape.space.s);
            ui.spacing_mut().item_spacing.y = Theme::of(ui).shape.space.s;
            task_ui(ui, row, input, out);
            form_ui(ui, pane);
        });
    }
}

fn list_ui(ui: &mut Ui, rows: &[&Task], chosen: Option<usize>) -> Option<usize> {
    let table = Table { name: "Critical tasks", columns: COLUMNS, rows: rows.len(), chosen, follow: false };
    let letter = |row: &Task| row.suggested.rating.map(Rating::letter);
    let said = |row: usize| {
        let row = rows[row];
        let suggests = letter(row)
            .map_or("the figures suggest nothing".to_owned(), |l| format!("the figures suggest {l}"));
        format!("{}, {suggests}, {}", row.says.get("en"), standing_words(&row.opinion).0)
    };
    let picked = tall_table_ui(ui, &table, said, |ui, row, column| {
        let (theme, row) = (Theme::of(ui), rows[row]);
        let c = &theme.colors;
        match column {
            0 => wrapped_ui(ui, theme.body(row.says.get("en"))),
            1 => {
                let text = letter(row).map_or("–".to_owned(), |letter| letter.to_string());
                ui.label(theme.say(Voice::Mono, text).color(c.muted.0));
            }
            _ => {
                let (text, look) = standing_words(&row.opinion);
                let color = match (look, text.len() == 1) {
                    (true, _) => c.warn.0,
                    (_, true) => c.text.0,
                    _ => c.muted.0,
                };
                ui.label(theme.say(Voice::Small, text).color(color));
            }
        }
    });
    picked.chosen
}

/// The task in full: what is suggested, on what, and what others said.
fn task_ui(ui: &mut Ui, row: &Task, input: &Guided<'_>, out: &mut Vec<Want>) {
    let theme = Theme::of(ui);
    ui.add(Label::new(theme.strong(row.says.get("en"))).wrap());
    ui.add(Label::new(theme.note(row.aim.as_str())).wrap());
    suggested_ui(ui, &row.suggested, input, out);
    others_ui(ui, &row.opinion);
}

fn suggested_ui(ui: &mut Ui, of: &Suggestion, input: &Guided<'_>, out: &mut Vec<Want>) {
    let theme = Theme::of(ui);
    let count = format!("{} of {} assessed", of.assessed, of.of);
    let line = match (of.rating, of.mean) {
        (Some(rating), Some(mean)) => {
            format!(
                "The figures suggest {}, {}: {:.2}, {count}",
                rating.letter(),
                rating.meaning(),
                mean.as_f64()
            )
        }
        _ if of.of == 0 => "Not assessed: nothing in the scenario shows it".to_owned(),
        _ => format!("Not assessed: {count}"),
    };
    ui.add(Label::new(theme.body(line)).wrap());
    for sign in &of.signs {
        sign_ui(ui, sign, input, out);
    }
}

/// One piece of evidence: how much was reached, and why; a click looks at the moment.
fn sign_ui(ui: &mut Ui, sign: &Shown, input: &Guided<'_>, out: &mut Vec<Want>) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        let (got, color) = match sign.got {
            None => ("  – ".to_owned(), theme.colors.muted.0),
            Some(got) if got.0 < 500_000 => (format!("{:.2}", got.as_f64()), theme.colors.alert.0),
            Some(got) => (format!("{:.2}", got.as_f64()), theme.colors.ok.0),
        };
        ui.label(theme.say(Voice::MonoSmall, got).color(color));
        let Some(at) = sign.at else {
            ui.add(Label::new(theme.note(sign.why.as_str())).wrap());
            return;
        };
        let entry = sign.record.map(|n| format!(" (entry {n})")).unwrap_or_default();
        let text = format!("{} {}{entry}", input.directory.clock.show(at), sign.why);
        if ui.add(Label::new(theme.note(text)).wrap().sense(egui::Sense::click())).clicked() {
            out.push(Want::Show(at));
        }
    });
}

fn form_ui(ui: &mut Ui, pane: &mut Pane) {
    ui.separator();
    let Pane { text, evidence, sending, .. } = pane;
    sending.field_ui(ui, "text", "Why", |ui| {
        let field = ui.add(text_edit(&Theme::of(ui), text, 2));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Why"));
    });
    sending.field_ui(ui, "evidence", "Entries that show it, beside those above", |ui| {
        named_line_ui(ui, "Entries that show it", "12, 40", evidence);
    });
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn numbers_of_entries_are_read_however_they_are_put() {
        assert_eq!(entries("12, 40;7  8").ok(), Some(vec![12, 40, 7, 8]));
        assert_eq!(entries(" ").ok(), Some(Vec::new()));
        assert_eq!(
            entries("the third").err().map(|r| r.message).as_deref(),
            Some("`the` is no number of an entry")
        );
    }
}
