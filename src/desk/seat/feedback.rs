//! The questionnaire after ENDEX, where decisions stood before: how far one agrees, and what one would say.

use std::collections::BTreeMap;

use egui::{Label, ScrollArea, Ui};

use super::{Out, SeatDesk, SeatInput};
use crate::desk::Theme;
use crate::desk::fields::text_edit;
use crate::desk::line::act_ui;
use crate::desk::widgets::banner::{Tone, banner_ui};
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::section;
use crate::desk::widgets::toggle::said_chips_ui;
use crate::exercise::order::Team;
use crate::exercise::team::Answer;
use crate::scenario::questionnaire::Questionnaire;

/// Marks with what they mean.
const MARKS: [(u8, &str); 5] =
    [(1, "strongly disagree"), (2, "disagree"), (3, "neither"), (4, "agree"), (5, "strongly agree")];

/// What was filled in so far, by the words that were asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    ratings: BTreeMap<String, u8>,
    words: BTreeMap<String, String>,
}

impl Form {
    /// The answers, in the order of the questions; what was left open is left out.
    fn answers(&self, asked: &Questionnaire) -> Vec<Answer> {
        let rated = asked.statements.iter().filter_map(|says| {
            let asked = says.get("en").to_owned();
            let rating = Some(*self.ratings.get(&asked)?);
            Some(Answer { asked, rating, text: String::new() })
        });
        let said = asked.questions.iter().filter_map(|asks| {
            let asked = asks.get("en").to_owned();
            let text = self.words.get(&asked)?.trim().to_owned();
            (!text.is_empty()).then_some(Answer { asked, rating: None, text })
        });
        rated.chain(said).collect()
    }
}

pub(super) fn feedback_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let asked = &input.directory.questionnaire;
    section::section_ui(ui, "Questionnaire", "", |_| {});
    if let Some((Team::Feedback { .. }, refusal)) = input.people.last {
        match refusal {
            None => banner_ui(ui, Tone::Note, "Thank you", "Send it again, and only the latest counts"),
            Some(why) => banner_ui(ui, Tone::Alert, &why.message, why.needed.as_deref().unwrap_or("")),
        };
    }
    ScrollArea::vertical().id_salt("questionnaire").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        let note = "Answer what you like. The journal keeps it under this seat and your number, not under a name. \
                    Others read counts; exercise control reads words, too, without whose they are";
        ui.add(Label::new(theme.note(note)).wrap());
        if !asked.statements.is_empty() {
            ui.add(Label::new(theme.note("1 strongly disagree … 5 strongly agree")).wrap());
        }
        for says in &asked.statements {
            let says = says.get("en");
            ui.add(Label::new(theme.body(says)).wrap());
            let mut mark = desk.feedback.ratings.get(says).copied();
            let choices = MARKS.map(|(mark, means)| (Some(mark), mark.to_string(), format!("{says}: {means}")));
            if said_chips_ui(ui, &mut mark, &choices)
                && let Some(mark) = mark
            {
                desk.feedback.ratings.insert(says.to_owned(), mark);
            }
        }
        for asks in &asked.questions {
            let asks = asks.get("en");
            ui.add(Label::new(theme.body(asks)).wrap());
            let words = desk.feedback.words.entry(asks.to_owned()).or_default();
            let field = ui.add(text_edit(&theme, words, 2));
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(asks));
        }
        let answers = desk.feedback.answers(asked);
        if act_ui(ui, !answers.is_empty(), |ui| primary_button_ui(ui, "Send the answers").clicked()).inner {
            out.push(Out::Team { tag: 0, act: Team::Feedback { answers } });
        }
        ui.add_space(theme.shape.space.s);
    });
}
