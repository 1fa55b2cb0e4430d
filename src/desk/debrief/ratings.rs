//! What people rated, beside what the figures suggest; the lead decides here. Ratings are of the whole exercise: they are
//! read and given at its end, wherever the scrubber stood.

use egui::Ui;

use super::{DebriefInput, Out};
use crate::desk::evaluate::{Evaluate, EvaluateInput, Want, evaluate_ui};
use crate::desk::excon::Answers;
use crate::desk::widgets::{empty, icon};

pub(super) fn ratings_ui(ui: &mut Ui, panel: &mut Evaluate, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
    if input.shown < input.end {
        let place = empty::Empty {
            icon: icon::CLOCK_COUNTER_CLOCKWISE,
            sentence: "Ratings are of the whole exercise",
            hint: "Go to the end to read them and to rate",
            action: Some("Go to the end"),
        };
        if empty::empty_ui(ui, &place) {
            out.push(Out::Show(input.end));
        }
        return;
    }
    let read = EvaluateInput {
        script: input.script,
        directory: input.directory,
        state: input.last,
        records: input.records,
        score: input.score,
        answers: Answers { pending: input.pending, refused: input.refused },
    };
    let mut wants = Vec::new();
    evaluate_ui(ui, panel, &read, &mut wants);
    out.extend(wants.into_iter().map(|want| match want {
        Want::Act(control) => Out::Act(control),
        Want::Dismiss => Out::Dismiss,
        Want::Show(at) => Out::Show(at),
    }));
}
