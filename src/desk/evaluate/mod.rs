//! The evaluator's panel: critical tasks with what the figures suggest, the queue of words, who rates, and what states
//! consent to. Exercise control has it beside its tabs, the debrief in its middle.
//!
//! Whoever rates sees what the others said only once their own word is down, so that a second opinion is one. The lead
//! sees everything: to decide is the lead's task.

mod consents;
mod letters;
mod raters;
mod tasks;
mod words;

use std::sync::Arc;

use egui::{Frame, Label, Panel, Ui};

use super::Theme;
use super::excon::{Answers, Sending};
use super::fields::drop_down_ui;
use super::widgets::button::primary_button_ui;
use super::widgets::toggle;
use crate::base::At;
use crate::exercise::directory::Directory;
use crate::exercise::evaluation::{self, CONTROL};
use crate::exercise::fact::Record;
use crate::exercise::order::{Control, RaterRole};
use crate::exercise::state::State;
use crate::scenario::script::Script;
use crate::score::Score;
use crate::score::evaluation::{RatedBy, Standing};

/// What the panel reads.
#[derive(Clone, Copy)]
pub(in crate::desk) struct EvaluateInput<'a> {
    pub(in crate::desk) script: &'a Script,
    pub(in crate::desk) directory: &'a Directory,
    /// All that is true now.
    pub(in crate::desk) state: &'a State,
    pub(in crate::desk) records: &'a [Arc<Record>],
    pub(in crate::desk) score: &'a Score,
    /// What became of acts of this desk.
    pub(in crate::desk) answers: Answers<'a>,
}

/// What the person wants.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::desk) enum Want {
    /// An act of control.
    Act(Box<Control>),
    /// The refusal stands at its field.
    Dismiss,
    /// Look at this moment.
    Show(At),
}

/// What is rated, or who does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Tasks,
    Words,
    Raters,
    Consents,
}

/// What the panel remembers.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Evaluate {
    part: Part,
    /// Who rates; control where nobody was chosen.
    rater: Option<String>,
    tasks: tasks::Pane,
    words: words::Pane,
    raters: raters::Pane,
    consents: consents::Pane,
}

/// Draws the panel into all the room there is.
pub(in crate::desk) fn evaluate_ui(
    ui: &mut Ui,
    panel: &mut Evaluate,
    input: &EvaluateInput<'_>,
    out: &mut Vec<Want>,
) {
    let waiting = input.score.evaluation.words.iter().filter(|words| words.waits()).count();
    let words = if waiting == 0 { "Words".to_owned() } else { format!("Words {waiting}") };
    let parts = [
        (Part::Tasks, "Critical tasks"),
        (Part::Words, words.as_str()),
        (Part::Raters, "Who rates"),
        (Part::Consents, "Consents"),
    ];
    toggle::choice_chips_ui(ui, &mut panel.part, &parts);
    ui.add_space(Theme::of(ui).shape.space.xs);
    match panel.part {
        Part::Tasks => {
            let rater = ui.columns_const(|[left, right]| {
                panel.tasks.whose_ui(right, input);
                rater_ui(left, &mut panel.rater, input)
            });
            tasks::tasks_ui(ui, &mut panel.tasks, &rater, input, out);
        }
        Part::Words => {
            let rater = rater_ui(ui, &mut panel.rater, input);
            words::words_ui(ui, &mut panel.words, &rater, input, out);
        }
        Part::Raters => raters::raters_ui(ui, &mut panel.raters, input, out),
        Part::Consents => consents::consents_ui(ui, &mut panel.consents, input, out),
    }
}

/// Who sits here and rates.
struct Me {
    name: String,
    role: RaterRole,
}

impl Me {
    /// Whether this one may see what the others said: the lead always, others once their own word is down.
    fn sees(&self, ratings: &[RatedBy]) -> bool {
        self.role == RaterRole::Lead || ratings.iter().any(|rated| rated.rater == self.name)
    }
}

fn rater_ui(ui: &mut Ui, chosen: &mut Option<String>, input: &EvaluateInput<'_>) -> Me {
    let known = |name: &String| name == CONTROL || input.state.raters.contains_key(name);
    *chosen = chosen.take().filter(known).or(Some(CONTROL.to_owned()));
    let mut choices = vec![(CONTROL.to_owned(), CONTROL.to_owned())];
    let said = |(name, rater): (&String, &evaluation::Rater)| {
        let of: Vec<&str> = rater
            .states
            .iter()
            .filter_map(|s| input.script.states.get(*s))
            .map(|s| s.code.as_str())
            .collect();
        let of = if of.is_empty() { String::new() } else { format!(", {}", of.join(" ")) };
        (name.clone(), format!("{name} ({}{of})", rater.role.label()))
    };
    choices.extend(input.state.raters.iter().map(said));
    ui.label(Theme::of(ui).note("Rating as"));
    drop_down_ui(ui, "Rating as", CONTROL, chosen, &choices);
    let name = chosen.clone().unwrap_or_else(|| CONTROL.to_owned());
    let role = evaluation::rater(input.state, &name).map_or(RaterRole::Control, |rater| rater.role);
    Me { name, role }
}

/// How a thing stands, in a few letters and whether it needs a look; what this one may not see yet is not said.
fn standing_words(standing: Standing, me: &Me, ratings: &[RatedBy]) -> (String, bool) {
    if !ratings.is_empty() && !me.sees(ratings) {
        return ("rated".to_owned(), false);
    }
    match standing {
        Standing::Unrated => ("not rated".to_owned(), false),
        Standing::Agreed(rating) => (rating.letter().to_string(), false),
        Standing::Disputed => ("disputed".to_owned(), true),
        Standing::Decided(Some(rating)) => (format!("{}, lead", rating.letter()), false),
        Standing::Decided(None) => ("not assessed".to_owned(), false),
    }
}

/// What raters said, where this one may see it.
fn others_ui(ui: &mut Ui, me: &Me, standing: Standing, ratings: &[RatedBy]) {
    let theme = Theme::of(ui);
    if ratings.is_empty() {
        return;
    }
    if !me.sees(ratings) {
        let n = ratings.len();
        let who = if n == 1 { "One other has".to_owned() } else { format!("{n} others have") };
        let text = format!("{who} rated this; you see it once your own rating is down");
        ui.add(Label::new(theme.note(text)).wrap());
        return;
    }
    for rated in ratings {
        let letter = rated.rating.map_or("not observed".to_owned(), |r| r.letter().to_string());
        let why = if rated.text.is_empty() { String::new() } else { format!(": {}", rated.text) };
        ui.add(Label::new(theme.body(format!("{letter}  {}{why}", rated.rater))).wrap());
    }
    if standing == Standing::Disputed {
        let text = theme.body("They differ: not assessed until the lead evaluator decides");
        ui.add(Label::new(text.color(theme.colors.warn.0)).wrap());
    }
}

/// What ends a form: seen however long the form is. Whether it was pressed. What `first` draws stands over it.
fn foot_ui(ui: &mut Ui, sending: &Sending, fields: &[&str], act: &str, first: impl FnOnce(&mut Ui)) -> bool {
    let foot =
        Panel::bottom("end of a rating").frame(Frame::new()).show_separator_line(false).resizable(false);
    let pressed = foot.show(ui, |ui| {
        ui.add_space(Theme::of(ui).shape.space.s);
        first(ui);
        sending.rest_ui(ui, fields);
        ui.add_enabled_ui(!sending.busy(), |ui| primary_button_ui(ui, act).clicked()).inner
    });
    pressed.inner
}

/// How high a list is over what one of its rows opens: no higher than it needs to be.
fn list_height(ui: &Ui, rows: usize, open: bool) -> f32 {
    let theme = Theme::of(ui);
    let all = ui.available_height();
    let needed = theme.grown(theme.shape.row) * (1.6 * rows as f32 + 1.2);
    if open { needed.min(all * 0.4) } else { all }
}

/// Hears what became of the act that a form sent; whether it was taken.
fn taken(sending: &mut Sending, input: &EvaluateInput<'_>, out: &mut Vec<Want>) -> bool {
    let (taken, read) = sending.heard(input.answers);
    if read {
        out.push(Want::Dismiss);
    }
    taken.is_some()
}

/// Sends an act, or says what it lacks.
fn send(sending: &mut Sending, act: Result<Control, crate::exercise::refusal::Refusal>, out: &mut Vec<Want>) {
    if let Some(control) = sending.begin(act) {
        out.push(Want::Act(Box::new(control)));
    }
}
