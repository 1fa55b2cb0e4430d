//! A question of the exercise about how the seat sees things.

use egui::Ui;

use crate::desk::Theme;
use crate::desk::seat::draft::Draft;
use crate::desk::seat::fields::{Cx, field_ui, refusal_ui, things};

pub(super) fn probe_ui(ui: &mut Ui, cx: &mut Cx<'_>, draft: &mut Draft) {
    let theme = Theme::of(ui);
    let open: Vec<(u32, String)> = cx
        .input
        .view
        .probes
        .iter()
        .filter(|(_, p)| !p.closed)
        .map(|(n, p)| (*n, p.ask.get("en").to_owned()))
        .collect();
    if open.is_empty() {
        ui.label(theme.muted("No question is open"));
        return;
    }
    if open.len() > 1 {
        field_ui(ui, cx, "question", "Question", |ui, _| {
            if things::drop_down_ui(ui, "Question", "Choose the question", &mut draft.question, &open) {
                draft.answer = None;
            }
        });
    }
    let Some(probe) = draft.question.and_then(|n| cx.input.view.probes.get(&n)) else { return };
    ui.add(egui::Label::new(theme.strong(probe.ask.get("en"))).wrap());
    let left = probe.until.since(cx.input.now);
    ui.label(theme.note(format!("Answer as you see it now; {left} left. Others do not see your answer")));
    for (place, answer) in probe.answers.iter().enumerate() {
        ui.radio_value(&mut draft.answer, Some(place), theme.body(answer.get("en")));
    }
    refusal_ui(ui, cx, "answer");
    if open.len() == 1 {
        refusal_ui(ui, cx, "question");
    }
}
