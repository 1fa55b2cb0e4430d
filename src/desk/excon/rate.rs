//! Ratings: a critical task, or what a seat decided in words, gets one of HSEEP's four letters.

use egui::{Label, Ui};

use super::decided::decided;
use super::sending::{Sending, lacks};
use super::{Digest, ExconInput, Out};
use crate::desk::fields::{drop_down_ui, text_edit};
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::{empty, icon};
use crate::desk::{Theme, plain};
use crate::exercise::decide::verb_text;
use crate::exercise::order::{Control, Rating};
use crate::exercise::refusal::Refusal;

/// The four, best first.
const RATINGS: [(Rating, &str); 4] = [
    (Rating::Performed, "P  Performed without challenges"),
    (Rating::SomeChallenges, "S  Performed with some challenges"),
    (Rating::MajorChallenges, "M  Performed with major challenges"),
    (Rating::Unable, "U  Unable to be performed"),
];
/// Decisions in words that can be chosen from: the latest.
const LATEST: usize = 200;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    objective: Option<String>,
    task: Option<usize>,
    /// Number of the record whose words are judged.
    about: Option<u64>,
    rating: Option<Rating>,
    text: String,
    sending: Sending,
}

impl Form {
    fn control(&self) -> Result<Control, Refusal> {
        let objective = self.objective.clone().ok_or_else(|| lacks("objective", "Choose the objective"))?;
        let task = self.task.ok_or_else(|| lacks("task", "Choose the task"))?;
        let rating = self.rating.ok_or_else(|| lacks("rating", "Choose one of the four"))?;
        let about = self.about.map(|record| format!("Record {record}: ")).unwrap_or_default();
        Ok(Control::Rate { objective, task, rating, text: format!("{about}{}", self.text.trim()) })
    }
}

pub(super) fn rate_ui(
    ui: &mut Ui,
    form: &mut Form,
    digest: &Digest,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) {
    if form.sending.taken(input, out).is_some() {
        *form = Form { objective: form.objective.take(), ..Form::default() };
    }
    if input.script.objectives.is_empty() {
        let place = empty::Empty {
            icon: icon::TARGET,
            sentence: "This scenario has no objectives",
            hint: "Put down an observation instead",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let Form { objective, task, about, rating, text, sending } = form;
    sending.field_ui(ui, "objective", "Objective", |ui| {
        let rows = input.script.objectives.rows();
        let choices: Vec<(String, String)> =
            rows.map(|o| (o.id.clone(), o.text.get("en").to_owned())).collect();
        if drop_down_ui(ui, "Objective", "Choose the objective", objective, &choices) {
            *task = None;
        }
    });
    let spec = objective.as_ref().and_then(|id| input.script.names.objectives.get(id));
    let tasks = spec.map_or(&[][..], |id| &input.script.objectives[*id].tasks);
    sending.field_ui(ui, "task", "Critical task", |ui| {
        let choices: Vec<(usize, String)> =
            tasks.iter().enumerate().map(|(place, t)| (place, t.says.get("en").to_owned())).collect();
        ui.add_enabled_ui(!choices.is_empty(), |ui| {
            let none =
                if spec.is_some() && choices.is_empty() { "It has no tasks" } else { "Choose the task" };
            drop_down_ui(ui, "Critical task", none, task, &choices);
        });
    });
    if let Some(task) = task.and_then(|place| tasks.get(place)) {
        ui.add(Label::new(Theme::of(ui).body(task.says.get("en"))).wrap());
    }
    sending.field_ui(ui, "about", "What was decided in words, if it is about that", |ui| {
        about_ui(ui, about, digest, input);
    });
    sending.field_ui(ui, "rating", "Rating", |ui| {
        for (value, word) in RATINGS {
            ui.radio_value(rating, Some(value), Theme::of(ui).body(word));
        }
    });
    sending.field_ui(ui, "text", "Why", |ui| {
        let field = ui.add(text_edit(&Theme::of(ui), text, 3));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Why"));
    });
    sending.rest_ui(ui, &["objective", "task", "rating", "text"]);
    let act = ui.add_enabled_ui(!sending.busy(), |ui| primary_button_ui(ui, "Put the rating down").clicked());
    if act.inner {
        let control = form.control();
        form.sending.send(control, out);
    }
}

/// One of the decisions that only a person can judge, and its words.
fn about_ui(ui: &mut Ui, about: &mut Option<u64>, digest: &Digest, input: &ExconInput<'_>) {
    let names = input.names();
    let line = |place: &usize| {
        let record = input.records.get(*place)?;
        let line = plain::record(input.script, &names, record);
        let at = input.directory.clock.show(record.at);
        Some((Some(record.number), format!("{at} {}: {}", line.who, line.what)))
    };
    let mut choices = vec![(None, "Nothing in particular".to_owned())];
    choices.extend(digest.words.iter().rev().take(LATEST).filter_map(line));
    let mut chosen = Some(*about);
    drop_down_ui(ui, "Decided in words", "Nothing in particular", &mut chosen, &choices);
    *about = chosen.flatten();
    let Some(record) =
        about.and_then(|number| input.records.get(usize::try_from(number).ok()?.checked_sub(1)?))
    else {
        return;
    };
    if let Some(decided) = decided(input.script, record) {
        ui.add(Label::new(Theme::of(ui).body(verb_text(decided.verb))).wrap());
    }
}
