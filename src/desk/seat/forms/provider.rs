//! Orders, notices and requests to platforms and providers: content, and electronic evidence.

use egui::Ui;

use super::mechanism::approval_ui;
use crate::desk::Theme;
use crate::desk::seat::decide::FormState;
use crate::desk::seat::fields::{Cx, field_ui, things, words};
use crate::desk::seat::verbs::VerbKind;
use crate::desk::widgets::toggle;

pub(super) fn remove_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    content_ui(ui, cx, &mut form.draft.content);
    instrument_ui(ui, cx, VerbKind::Remove, form);
    words::text_ui(ui, cx, "Words", "Why this content, under which law or commitment", &mut form.draft.text);
}

pub(super) fn demand_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    provider_ui(ui, cx, &mut form.draft.provider);
    things::incident_ui(ui, cx, ("incident", "Incident"), false, &mut form.draft.incident);
    instrument_ui(ui, cx, VerbKind::Demand, form);
    words::text_ui(ui, cx, "Words", "Which data, and what for", &mut form.draft.text);
}

/// The instrument, how long it takes where the desk helps, and whether it can wait.
fn instrument_ui(ui: &mut Ui, cx: &mut Cx<'_>, kind: VerbKind, form: &mut FormState) {
    let draft = &mut form.draft;
    things::mechanism_ui(ui, cx, ("mechanism", "Instrument"), kind, &mut draft.mechanism);
    if let Some(spec) = draft.mechanism.as_deref().and_then(|id| cx.input.directory.mechanism(id)) {
        approval_ui(ui, cx, spec);
    }
    field_ui(ui, cx, "emergency", "Urgency", |ui, _| {
        toggle::choice_chips_ui(ui, &mut draft.emergency, &[(false, "As usual"), (true, "Emergency")]);
    });
}

/// The content, with how far it has got.
fn content_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Option<u32>) {
    field_ui(ui, cx, "content", "Content", |ui, cx| {
        let theme = Theme::of(ui);
        let contents = &cx.input.view.contents;
        if contents.is_empty() {
            ui.label(theme.muted("You have come across none yet"));
            return;
        }
        let choices: Vec<(u32, String)> =
            contents.iter().map(|(n, c)| (*n, c.title.get("en").to_owned())).collect();
        things::drop_down_ui(ui, "Content", "Choose the content", chosen, &choices);
        let Some(content) = chosen.as_ref().and_then(|n| contents.get(n)) else { return };
        let platform = cx.input.directory.providers.get(content.platform.as_str());
        let platform = platform.map_or(content.platform.as_str(), |name| name.get("en"));
        let how = match content.gone {
            Some(true) => "taken down".to_owned(),
            slowed => {
                let slowed = if slowed.is_some() { ", slowed by the platform" } else { "" };
                format!("met by {} % or more{slowed}", content.reach.0 / 10_000)
            }
        };
        ui.add(egui::Label::new(theme.note(format!("On {platform}, {how}"))).wrap());
    });
}

fn provider_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Option<String>) {
    field_ui(ui, cx, "provider", "Provider", |ui, cx| {
        let theme = Theme::of(ui);
        let providers = &cx.input.directory.providers;
        if providers.is_empty() {
            ui.label(theme.muted("There is none in this exercise"));
            return;
        }
        let choices: Vec<(String, String)> =
            providers.iter().map(|(path, name)| (path.clone(), name.get("en").to_owned())).collect();
        things::drop_down_ui(ui, "Provider", "Choose the provider", chosen, &choices);
    });
}
