//! Rating: critical tasks with what the figures suggest, the queue of words, who rates, and what states consent to.
//! Exercise control has it beside its tabs, the debrief in its middle; an evaluator's desk has the first two of the own
//! guide, as the exercise gives it.

mod consents;
mod letters;
mod raters;
pub(in crate::desk) mod tasks;
pub(in crate::desk) mod words;

use std::sync::Arc;

use egui::{Frame, Label, Panel, Ui};

use super::Theme;
use super::excon::{Answers, Sending};
use super::fields::drop_down_ui;
use super::widgets::button::primary_button_ui;
use super::widgets::toggle;
use crate::base::At;
use crate::desk::line::act_ui;
use crate::exercise::directory::Directory;
use crate::exercise::evaluation::{self, CONTROL, Rater};
use crate::exercise::fact::Record;
use crate::exercise::order::Control;
use crate::exercise::state::State;
use crate::scenario::script::Script;
use crate::score::Score;
use crate::score::evaluation::guide::{Guide, Opinion, Words, guide};
use crate::score::evaluation::{Evaluation, Standing};

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

/// What one rater reads.
#[derive(Clone, Copy)]
pub(in crate::desk) struct Guided<'a> {
    pub(in crate::desk) guide: &'a Guide,
    pub(in crate::desk) directory: &'a Directory,
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
    made: Option<Made>,
    tasks: tasks::Pane,
    words: words::Pane,
    raters: raters::Pane,
    consents: consents::Pane,
}

/// The guide of whoever rates here, and what it was made of: made anew when that changes, and not for every frame.
#[derive(Clone, Debug)]
struct Made {
    rater: (String, Option<Rater>),
    of: Evaluation,
    guide: Arc<Guide>,
}

/// Draws the panel into all the room there is.
pub(in crate::desk) fn evaluate_ui(
    ui: &mut Ui,
    panel: &mut Evaluate,
    input: &EvaluateInput<'_>,
    out: &mut Vec<Want>,
) {
    let words = words_label(&panel.guide(input).words);
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
            let guide = ui.columns_const(|[left, right]| {
                rater_ui(left, &mut panel.rater, input);
                let guide = panel.guide(input);
                panel.tasks.whose_ui(right, &guide, input.directory);
                guide
            });
            tasks::tasks_ui(ui, &mut panel.tasks, &input.guided(&guide), out);
        }
        Part::Words => {
            rater_ui(ui, &mut panel.rater, input);
            let guide = panel.guide(input);
            words::words_ui(ui, &mut panel.words, &input.guided(&guide), out);
        }
        Part::Raters => raters::raters_ui(ui, &mut panel.raters, input, out),
        Part::Consents => consents::consents_ui(ui, &mut panel.consents, input, out),
    }
}

impl<'a> EvaluateInput<'a> {
    fn guided<'g>(&'g self, guide: &'g Guide) -> Guided<'g> {
        Guided { guide, directory: self.directory, answers: self.answers }
    }

    fn record(&self, number: u64) -> Option<&'a Record> {
        self.records.get(usize::try_from(number).ok()?.checked_sub(1)?).map(Arc::as_ref)
    }
}

impl Evaluate {
    /// The guide of whoever is chosen to rate.
    fn guide(&mut self, input: &EvaluateInput<'_>) -> Arc<Guide> {
        let name = self.rater.as_deref().filter(|name| input.state.raters.contains_key(*name));
        let name = name.unwrap_or(CONTROL);
        let rater = (name.to_owned(), evaluation::rater(input.state, name));
        let same = |made: &&Made| made.rater == rater && made.of == input.score.evaluation;
        if let Some(made) = self.made.as_ref().filter(same) {
            return Arc::clone(&made.guide);
        }
        let made = guide(input.score, (input.script, input.state), name, |number| input.record(number));
        let (guide, of) = (Arc::new(made), input.score.evaluation.clone());
        self.made = Some(Made { rater, of, guide: Arc::clone(&guide) });
        guide
    }
}

/// How many words wait, behind the name of their part.
pub(in crate::desk) fn words_label(words: &[Words]) -> String {
    match words.iter().filter(|words| words.waits()).count() {
        0 => "Words".to_owned(),
        waiting => format!("Words {waiting}"),
    }
}

fn rater_ui(ui: &mut Ui, chosen: &mut Option<String>, input: &EvaluateInput<'_>) {
    let known = |name: &String| name == CONTROL || input.state.raters.contains_key(name);
    *chosen = chosen.take().filter(known).or(Some(CONTROL.to_owned()));
    let mut choices = vec![(CONTROL.to_owned(), CONTROL.to_owned())];
    let said = |(name, rater): (&String, &Rater)| {
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
}

/// How a thing stands, in a few letters and whether it needs a look; what this one may not see yet is not said.
fn standing_words(opinion: &Opinion) -> (String, bool) {
    match opinion.standing {
        None => ("rated".to_owned(), false),
        Some(Standing::Unrated) => ("not rated".to_owned(), false),
        Some(Standing::Agreed(rating)) => (rating.letter().to_string(), false),
        Some(Standing::Disputed) => ("disputed".to_owned(), true),
        Some(Standing::Decided(Some(rating))) => (format!("{}, lead", rating.letter()), false),
        Some(Standing::Decided(None)) => ("not assessed".to_owned(), false),
    }
}

/// What raters said, where this one may see it.
fn others_ui(ui: &mut Ui, opinion: &Opinion) {
    let theme = Theme::of(ui);
    if opinion.unseen > 0 {
        let n = opinion.unseen;
        let who = if n == 1 { "One other has".to_owned() } else { format!("{n} others have") };
        let text = format!("{who} rated this; you see it once your own rating is down");
        ui.add(Label::new(theme.note(text)).wrap());
    }
    for said in &opinion.said {
        let letter = said.rating.map_or("not observed".to_owned(), |r| r.letter().to_string());
        let why = if said.text.is_empty() { String::new() } else { format!(": {}", said.text) };
        ui.add(Label::new(theme.body(format!("{letter}  {}{why}", said.rater))).wrap());
    }
    if opinion.standing == Some(Standing::Disputed) {
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
        act_ui(ui, !sending.busy(), |ui| primary_button_ui(ui, act).clicked()).inner
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
fn taken(sending: &mut Sending, answers: Answers<'_>, out: &mut Vec<Want>) -> bool {
    let (taken, read) = sending.heard(answers);
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
