//! Say who is behind it: a sovereign national act, in public or to a few.

use egui::Ui;

use crate::desk::Theme;
use crate::desk::seat::decide::FormState;
use crate::desk::seat::fields::{Cx, field_ui, picker, things, words};
use crate::desk::widgets::toggle;
use crate::scenario::words::Confidence;

pub(super) fn attribute_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    let draft = &mut form.draft;
    things::incident_ui(ui, cx, ("incident", "Incident"), false, &mut draft.incident);
    bears_ui(ui, cx, draft.incident);
    words::line_ui(ui, cx, ("actor", "Who is behind it"), "", &mut draft.actor);
    words::choice_ui(ui, cx, ("confidence", "How sure"), Confidence::ALL, &mut draft.confidence);
    field_ui(ui, cx, "public", "Said", |ui, _| {
        toggle::choice_chips_ui(ui, &mut draft.public, &[(false, "To a few"), (true, "In public")]);
    });
    if draft.public {
        let theme = Theme::of(ui);
        ui.label(theme.note("Who will see this: everybody"));
    } else {
        picker::picker_ui(ui, cx, ("to", "To"), &mut form.to, &mut draft.to);
    }
    words::text_ui(ui, cx, "Words", "What it rests on", &mut draft.text);
}

/// What the evidence that the own side holds bears; nothing where the desk was not told.
fn bears_ui(ui: &mut Ui, cx: &Cx<'_>, incident: Option<u32>) {
    let Some(bears) = incident.and_then(|number| cx.input.view.bears.get(&number)) else { return };
    let theme = Theme::of(ui);
    for (actor, confidence) in bears {
        let how = match confidence {
            Some(confidence) => format!("bears {confidence} confidence"),
            None => "bears no confidence yet".to_owned(),
        };
        ui.label(theme.note(format!("What we hold of “{actor}” {how}")));
    }
}
