//! What participants said of the exercise: how many agree how far, and their words, by nobody's name.

use egui::{Label, ScrollArea, Ui};

use super::DebriefInput;
use crate::base::excerpt::count;
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::{empty, icon, section};
use crate::report::feedback::{Answers, Rated};

pub(super) fn feedback_ui(ui: &mut Ui, input: &DebriefInput<'_>) {
    let theme = Theme::of(ui);
    let mut answers = Answers::default();
    // They come after ENDEX: at the end of the list.
    let ended = input.records.partition_point(|record| record.at < input.end);
    input.records.iter().skip(ended).for_each(|record| answers.fold(record));
    if answers.people() == 0 {
        let place = empty::Empty {
            icon: icon::CLIPBOARD_TEXT,
            sentence: "Nobody has answered the questionnaire yet",
            hint: "It stands at every seat's desk from ENDEX on",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let asked = &input.script.questionnaire;
    section::section_ui(ui, "What participants said", &count(answers.people(), "person"), |_| {});
    ScrollArea::vertical().id_salt("feedback").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(theme.grown(theme.shape.reading + 120.0).min(ui.available_width()));
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        for rated in answers.rated(asked) {
            ui.add(Label::new(theme.body(rated.says.as_str())).wrap());
            ui.label(theme.say(Voice::MonoSmall, counts(&rated)).color(theme.colors.muted.0));
        }
        for told in answers.told(asked).iter().filter(|told| !told.said.is_empty()) {
            ui.add_space(theme.shape.space.s);
            ui.add(Label::new(theme.strong(told.asks.as_str())).wrap());
            for said in &told.said {
                ui.add(Label::new(theme.body(format!("– {said}"))).wrap());
            }
        }
    });
}

/// `1: 0  2: 1  3: 0  4: 6  5: 2   mean 4.00`.
fn counts(of: &Rated) -> String {
    let marks: Vec<String> = (1..).zip(of.counts).map(|(mark, n)| format!("{mark}: {n}")).collect();
    let mean = of.mean().map(|mean| format!("   mean {}.{:02}", mean / 100, mean % 100)).unwrap_or_default();
    format!("{}{mean}", marks.join("  "))
}
