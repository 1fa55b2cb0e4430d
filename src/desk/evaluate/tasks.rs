//! Critical tasks: what the figures suggest, on what evidence, what raters say, and one's own rating.

use egui::{Label, ScrollArea, Ui};

use super::letters::{Chosen, letters_ui};
use super::{EvaluateInput, Me, Want, foot_ui, list_height, others_ui, send, standing_words, taken};
use crate::desk::Theme;
use crate::desk::excon::{Sending, lacks};
use crate::desk::fields::{drop_down_ui, named_line_ui, text_edit};
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, tall_table_ui, wrapped_ui};
use crate::desk::widgets::{empty, icon};
use crate::exercise::order::{Control, RaterRole, Rating};
use crate::exercise::refusal::Refusal;
use crate::scenario::script::{ObjectiveId, StateId};
use crate::score::evaluation::{Sign, Standing, Suggested, TaskEvaluation};

/// What the part remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Pane {
    chosen: Option<usize>,
    /// Whose doing is looked at; none: of all together.
    state: Option<StateId>,
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
    fn foot_ui(&mut self, ui: &mut Ui, me: &Me) -> bool {
        let Self { rating, sending, .. } = self;
        let label = if me.role == RaterRole::Lead { "The lead decides" } else { "Your rating" };
        foot_ui(ui, sending, &["rating", "text", "evidence"], "Put the rating down", |ui| {
            sending.field_ui(ui, "rating", label, |ui| letters_ui(ui, "The task", rating, false));
        })
    }

    /// Whose doing is looked at.
    pub(super) fn whose_ui(&mut self, ui: &mut Ui, input: &EvaluateInput<'_>) {
        let mut choices = vec![(None, "All together".to_owned())];
        choices.extend(input.script.states.iter().map(|(id, s)| (Some(id), s.name.to_string())));
        let mut chosen = Some(self.state);
        ui.label(Theme::of(ui).note("As done by"));
        if drop_down_ui(ui, "As done by", "All together", &mut chosen, &choices) {
            self.clear();
        }
        self.state = chosen.flatten();
    }

    fn control(&self, me: &Me, row: &Row<'_>, input: &EvaluateInput<'_>) -> Result<Control, Refusal> {
        let rating =
            self.rating.ok_or_else(|| lacks("rating", "Choose a letter, or that it was not observed"))?;
        let code = |state: StateId| input.script.states.get(state).map(|s| s.code.clone());
        Ok(Control::RateTask {
            by: me.name.clone(),
            objective: input.script.objectives[row.objective].id.clone(),
            task: row.task,
            state: self.state.and_then(code),
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

/// A task of the scenario, with what is known of whose doing is looked at.
struct Row<'a> {
    objective: ObjectiveId,
    task: usize,
    known: Option<&'a TaskEvaluation>,
}

impl Row<'_> {
    fn standing(&self) -> Standing {
        self.known.map_or(Standing::Unrated, |known| known.standing)
    }

    fn words(&self, me: &Me) -> (String, bool) {
        standing_words(self.standing(), me, self.known.map_or(&[], |known| &known.ratings))
    }
}

const COLUMNS: &[(&str, Width)] =
    &[("Critical task", Width::Rest), ("Figures", Width::Fixed(56.0)), ("Stands", Width::Fixed(84.0))];

pub(super) fn tasks_ui(
    ui: &mut Ui,
    pane: &mut Pane,
    me: &Me,
    input: &EvaluateInput<'_>,
    out: &mut Vec<Want>,
) {
    if taken(&mut pane.sending, input, out) {
        pane.clear();
    }
    let rows = rows(pane.state, input);
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
        && pane.foot_ui(ui, me)
    {
        let control = pane.control(me, row, input);
        send(&mut pane.sending, control, out);
    }
    let size = egui::Vec2::new(ui.available_width(), list_height(ui, rows.len(), open.is_some()));
    let picked = ui.allocate_ui(size, |ui| list_ui(ui, &rows, me, open, input)).inner;
    if picked.is_some() && picked != pane.chosen {
        pane.clear();
        pane.chosen = picked;
    }
    if let Some(row) = open.and_then(|row| rows.get(row)) {
        ui.separator();
        ScrollArea::vertical().id_salt("rated task").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - Theme::of(ui).shape.space.s);
            ui.spacing_mut().item_spacing.y = Theme::of(ui).shape.space.s;
            task_ui(ui, row, me, input, out);
            form_ui(ui, pane);
        });
    }
}

fn rows<'a>(state: Option<StateId>, input: &EvaluateInput<'a>) -> Vec<Row<'a>> {
    let known = &input.score.evaluation.tasks;
    let of = |objective, task| {
        let mut same = known.iter().filter(|t| (t.objective, t.task) == (objective, task));
        same.find(|t| t.state == state)
    };
    let tasks = input.script.objectives.iter();
    tasks
        .flat_map(|(objective, spec)| {
            (0..spec.tasks.len()).map(move |task| Row { objective, task, known: of(objective, task) })
        })
        .collect()
}

fn says<'a>(row: &Row<'_>, input: &EvaluateInput<'a>) -> &'a str {
    let spec = input.script.objectives.get(row.objective);
    spec.and_then(|spec| spec.tasks.get(row.task)).map_or("", |task| task.says.get("en"))
}

fn list_ui(
    ui: &mut Ui,
    rows: &[Row<'_>],
    me: &Me,
    chosen: Option<usize>,
    input: &EvaluateInput<'_>,
) -> Option<usize> {
    let table = Table { name: "Critical tasks", columns: COLUMNS, rows: rows.len(), chosen, follow: false };
    let letter = |row: &Row<'_>| row.known.and_then(|known| known.suggested.rating).map(Rating::letter);
    let said = |row: usize| {
        let row = &rows[row];
        let suggests = letter(row)
            .map_or("the figures suggest nothing".to_owned(), |l| format!("the figures suggest {l}"));
        format!("{}, {suggests}, {}", says(row, input), row.words(me).0)
    };
    let picked = tall_table_ui(ui, &table, said, |ui, row, column| {
        let (theme, row) = (Theme::of(ui), &rows[row]);
        let c = &theme.colors;
        match column {
            0 => wrapped_ui(ui, theme.body(says(row, input))),
            1 => {
                let text = letter(row).map_or("–".to_owned(), |letter| letter.to_string());
                ui.label(theme.say(Voice::Mono, text).color(c.muted.0));
            }
            _ => {
                let (text, look) = row.words(me);
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
fn task_ui(ui: &mut Ui, row: &Row<'_>, me: &Me, input: &EvaluateInput<'_>, out: &mut Vec<Want>) {
    let theme = Theme::of(ui);
    ui.add(Label::new(theme.strong(says(row, input))).wrap());
    let objective = &input.script.objectives[row.objective];
    ui.add(Label::new(theme.note(format!("{}: {}", objective.capability, objective.text))).wrap());
    match row.known {
        None => drop(ui.label(theme.muted("Nothing is known of it"))),
        Some(known) => {
            suggested_ui(ui, &known.suggested, input, out);
            others_ui(ui, me, known.standing, &known.ratings);
        }
    }
}

fn suggested_ui(ui: &mut Ui, of: &Suggested, input: &EvaluateInput<'_>, out: &mut Vec<Want>) {
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
fn sign_ui(ui: &mut Ui, sign: &Sign, input: &EvaluateInput<'_>, out: &mut Vec<Want>) {
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
