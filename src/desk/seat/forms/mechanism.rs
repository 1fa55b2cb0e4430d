//! Modes, requests, offers and proposals: all under a mechanism, all with somebody who must agree.

use egui::Ui;

use crate::base::Name;
use crate::desk::Theme;
use crate::desk::seat::decide::FormState;
use crate::desk::seat::fields::{Cx, claims, field_ui, picker, things, words};
use crate::desk::seat::verbs::VerbKind;
use crate::scenario::mechanism::{Approval, Mechanism};

pub(super) fn mode_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    let draft = &mut form.draft;
    if things::mechanism_ui(ui, cx, ("mechanism", "Network"), VerbKind::Mode, &mut draft.mechanism) {
        draft.mode = None;
    }
    if let Some(spec) = draft.mechanism.as_deref().and_then(|id| cx.input.directory.mechanism(id)) {
        modes_ui(ui, cx, spec, &mut draft.mode);
        approval_ui(ui, cx, spec);
    }
    things::incident_ui(ui, cx, ("incident", "Because of"), true, &mut draft.incident);
    words::text_ui(ui, cx, "Reason", "Why this mode, why now", &mut draft.text);
}

fn modes_ui(ui: &mut Ui, cx: &mut Cx<'_>, spec: &Mechanism, chosen: &mut Option<String>) {
    field_ui(ui, cx, "mode", "Mode", |ui, cx| {
        let choices: Vec<(Option<String>, &str)> =
            spec.modes().iter().map(|m| (Some(m.id.clone()), m.title.get("en"))).collect();
        crate::desk::widgets::toggle::choice_chips_ui(ui, chosen, &choices);
        let theme = Theme::of(ui);
        let now = cx.input.view.modes.get(spec.id.as_str()).map(Name::as_str);
        let now = now.or(spec.modes().first().map(|m| m.id.as_str()));
        if let Some(now) = now {
            ui.label(theme.note(format!("It stands at “{}”", cx.input.names().mode(&spec.id, now))));
        }
    });
}

pub(super) fn help_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    let (kind, draft) = (form.kind, &mut form.draft);
    let offer = kind == VerbKind::Offer;
    things::mechanism_ui(ui, cx, ("mechanism", "Under"), kind, &mut draft.mechanism);
    let spec = draft.mechanism.as_deref().and_then(|id| cx.input.directory.mechanism(id));
    if let Some(spec) = spec.filter(|_| !offer) {
        approval_ui(ui, cx, spec);
    }
    things::incident_ui(ui, cx, ("incident", "Incident"), false, &mut draft.incident);
    let asks = spec.is_none_or(|m| matches!(m.approval, Approval::Asked { .. }));
    if offer || asks || cx.refusal.is_some_and(|r| r.field.as_deref() == Some("to")) {
        picker::picker_ui(ui, cx, ("to", "To"), &mut form.to, &mut draft.to);
    }
    let hint = if offer { "What you can give, from when" } else { "What you need, and what you did already" };
    words::text_ui(ui, cx, "Words", hint, &mut draft.text);
}

pub(super) fn propose_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    let draft = &mut form.draft;
    things::mechanism_ui(ui, cx, ("mechanism", "Measure"), VerbKind::Propose, &mut draft.mechanism);
    if let Some(spec) = draft.mechanism.as_deref().and_then(|id| cx.input.directory.mechanism(id)) {
        approval_ui(ui, cx, spec);
    }
    things::incident_ui(ui, cx, ("incident", "Incident"), false, &mut draft.incident);
    claims::claims_ui(ui, cx, claims::PUBLIC, &mut draft.claims);
    words::text_ui(ui, cx, "Words", "What all would say together", &mut draft.text);
}

/// Who must agree and by when, where the desk helps.
pub(super) fn approval_ui(ui: &mut Ui, cx: &Cx<'_>, spec: &Mechanism) {
    if !cx.hints() {
        return;
    }
    let names = cx.input.names();
    let text = match &spec.approval {
        Approval::Alone => "It takes effect at once".to_owned(),
        Approval::Presidency { of, within, .. } => {
            format!("{} decides within {within}; silence is a refusal", names.org(of))
        }
        Approval::Consensus { within, .. } => {
            format!("The members may object within {within}; silence is consent")
        }
        Approval::Unanimity { within, .. } => {
            format!("Every member must speak within {within}, and none object")
        }
        Approval::Asked { within } => format!("Those you ask answer within {within}"),
    };
    let lead = if spec.lead.0 > 0 { format!(". Then it takes {}", spec.lead) } else { String::new() };
    let theme = Theme::of(ui);
    ui.add(egui::Label::new(theme.note(format!("{text}{lead}"))).wrap());
}
