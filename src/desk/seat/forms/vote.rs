//! Agree, object or abstain.

use egui::Ui;

use crate::desk::Theme;
use crate::desk::seat::decide::FormState;
use crate::desk::seat::fields::{Cx, field_ui, things, words};
use crate::desk::widgets::toggle;
use crate::scenario::words::Vote;

pub(super) fn vote_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    let draft = &mut form.draft;
    let view = cx.input.view;
    field_ui(ui, cx, "case", "On", |ui, cx| {
        let names = cx.input.names();
        let open = view.cases.iter().filter(|(_, c)| c.end.is_none());
        let choices: Vec<(u32, String)> = open
            .map(|(n, c)| (*n, format!("{}, by {}", names.mechanism(&c.mechanism), names.seat(&c.by))))
            .collect();
        if choices.is_empty() {
            let theme = Theme::of(ui);
            ui.label(theme.muted("Nothing waits for a vote"));
            return;
        }
        things::drop_down_ui(ui, "On", "Choose what you vote on", &mut draft.case, &choices);
    });
    field_ui(ui, cx, "vote", "Your vote", |ui, _| {
        let offer = draft.case.and_then(|n| view.cases.get(&n)).is_some_and(|c| c.offer);
        let words = if offer { ["Accept", "Decline", "Abstain"] } else { ["Agree", "Object", "Abstain"] };
        let choices =
            [(Some(Vote::For), words[0]), (Some(Vote::Against), words[1]), (Some(Vote::Abstain), words[2])];
        toggle::choice_chips_ui(ui, &mut draft.vote, &choices);
    });
    words::text_ui(ui, cx, "Reason", "Needed for all but agreement", &mut draft.text);
}
