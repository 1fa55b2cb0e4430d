//! Ask, answer, report, write, and decide in words.

use egui::Ui;

use crate::desk::Theme;
use crate::desk::seat::decide::FormState;
use crate::desk::seat::fields::{Cx, claims, field_ui, picker, things, words};
use crate::exercise::entry::PostKind;

pub(super) fn ask_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    picker::picker_ui(ui, cx, ("to", "To"), &mut form.to, &mut form.draft.to);
    things::incident_ui(ui, cx, ("about", "About"), true, &mut form.draft.incident);
    words::text_ui(ui, cx, "Question", "One question, so that it can be answered", &mut form.draft.text);
}

pub(super) fn answer_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    question_ui(ui, cx, &mut form.draft.ask);
    words::text_ui(ui, cx, "Answer", "What you know, and how sure you are", &mut form.draft.text);
    if !cx.input.view.intel.is_empty() {
        things::items_ui(ui, cx, "Pass on with it", &mut form.draft.items);
    }
    claims::claims_ui(ui, cx, claims::REPORT, &mut form.draft.claims);
}

/// The questions that were put to the seat, the newest first.
fn question_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Option<u32>) {
    field_ui(ui, cx, "ask", "Question", |ui, cx| {
        let theme = Theme::of(ui);
        let posts = cx.input.view.inbox.iter().rev().filter(|r| r.post.kind == PostKind::Ask);
        // The questions of a few days are many; the older ones are answered from the message itself.
        let choices: Vec<(u32, String)> = posts
            .take(50)
            .filter_map(|r| {
                let number = r.post.thread?.number();
                let words: Vec<&str> = r.post.text.get("en").split_whitespace().take(12).collect();
                Some((number, format!("{}: {}", r.post.from.get("en"), words.join(" "))))
            })
            .collect();
        if choices.is_empty() {
            ui.label(theme.muted("Nobody has asked you anything yet"));
            return;
        }
        things::drop_down_ui(ui, "Question", "Choose the question", chosen, &choices);
    });
}

pub(super) fn sitrep_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    things::incident_ui(ui, cx, ("incident", "Incident"), false, &mut form.draft.incident);
    picker::picker_ui(ui, cx, ("to", "To"), &mut form.to, &mut form.draft.to);
    claims::claims_ui(ui, cx, claims::REPORT, &mut form.draft.claims);
    words::text_ui(
        ui,
        cx,
        "Words",
        "What is known, what is being done, what comes next",
        &mut form.draft.text,
    );
}

pub(super) fn message_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    picker::picker_ui(ui, cx, ("to", "To"), &mut form.to, &mut form.draft.to);
    words::text_ui(ui, cx, "Message", "", &mut form.draft.text);
    words::tlp_ui(ui, cx, "None", &mut form.draft.tlp);
}

pub(super) fn decide_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    things::incident_ui(ui, cx, ("about", "About"), true, &mut form.draft.incident);
    words::text_ui(ui, cx, "Decision", "What is decided, by whom, from when", &mut form.draft.text);
    let theme = Theme::of(ui);
    ui.label(theme.note("Who will see this: exercise control and the evaluators"));
}
