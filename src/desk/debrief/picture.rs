//! The common picture, question by question: who was right, how far they agreed, and where they agreed on what is wrong.

use egui::{Label, Ui};

use super::{DebriefInput, Out};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, tall_table_ui, wrapped_ui};
use crate::desk::widgets::{empty, icon};
use crate::score::measure::RoundPicture;

const COLUMNS: &[(&str, Width)] = &[
    ("Put at", Width::Fixed(80.0)),
    ("Question", Width::Rest),
    ("Right", Width::Fixed(72.0)),
    ("Agreement", Width::Fixed(84.0)),
    ("Agreed, but wrong", Width::Fixed(210.0)),
];

pub(super) fn picture_ui(
    ui: &mut Ui,
    chosen: &mut Option<usize>,
    input: &DebriefInput<'_>,
    out: &mut Vec<Out>,
) {
    let theme = Theme::of(ui);
    let rows = &input.score.picture;
    if rows.is_empty() {
        let place = empty::Empty {
            icon: icon::TARGET,
            sentence: "No question has been put and closed yet",
            hint: "Probes ask seats what they take to be true; bots have no picture of their own",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let note = "The measure is the share of right answers times the share of pairs that agree. To agree on what is wrong is \
                worse than to differ: it stands apart";
    ui.add(Label::new(theme.note(note)).wrap());
    let table =
        Table { name: "Common picture", columns: COLUMNS, rows: rows.len(), chosen: *chosen, follow: false };
    let said = |row: usize| {
        let row = &rows[row];
        let wrong = wrong(row, input).map_or(String::new(), |answer| format!(", agreed but wrong: {answer}"));
        format!("{}: {} of {} right{wrong}", ask(row, input), row.right, row.asked)
    };
    let picked = tall_table_ui(ui, &table, said, |ui, row, column| {
        let (theme, row) = (Theme::of(ui), &rows[row]);
        let c = &theme.colors;
        match column {
            0 => {
                let time = input.directory.clock.show(row.at);
                ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0));
            }
            1 => wrapped_ui(ui, theme.body(ask(row, input))),
            2 => drop(ui.label(theme.say(Voice::MonoSmall, format!("{} of {}", row.right, row.asked)))),
            3 => {
                let text = row.agreement.map_or("–".to_owned(), |share| format!("{:.2}", share.as_f64()));
                ui.label(theme.say(Voice::MonoSmall, text));
            }
            _ => {
                if let Some(answer) = wrong(row, input) {
                    wrapped_ui(ui, theme.body(format!("{} {answer}", icon::WARNING)).color(c.warn.0));
                }
            }
        }
    });
    *chosen = picked.chosen.or(*chosen);
    if let Some(row) = picked.opened {
        out.push(Out::Show(rows[row].at));
    }
}

fn ask<'a>(row: &RoundPicture, input: &DebriefInput<'a>) -> &'a str {
    input.script.questions.get(row.question).map_or("", |q| q.ask.get("en"))
}

/// The wrong answer that most of them gave.
fn wrong<'a>(row: &RoundPicture, input: &DebriefInput<'a>) -> Option<&'a str> {
    let question = input.script.questions.get(row.question)?;
    question.answers.get(usize::from(row.agreed_but_wrong?)).map(|answer| answer.get("en"))
}
