//! Notify under a regime: step, incident, recipients, what the step must say.

use egui::Ui;

use crate::desk::Theme;
use crate::desk::names::capital;
use crate::desk::seat::decide::FormState;
use crate::desk::seat::fields::{Cx, claims, field_ui, picker, things, words};
use crate::desk::seat::verbs::VerbKind;
use crate::scenario::mechanism::Mechanism;

pub(super) fn notify_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    let draft = &mut form.draft;
    if things::mechanism_ui(ui, cx, ("regime", "Regime"), VerbKind::Notify, &mut draft.mechanism) {
        draft.step = None;
    }
    step_ui(ui, cx, draft.mechanism.as_deref(), &mut draft.step);
    things::incident_ui(ui, cx, ("incident", "Incident"), false, &mut draft.incident);
    picker::picker_ui(ui, cx, ("to", "To"), &mut form.to, &mut draft.to);
    must_ui(ui, cx, draft.mechanism.as_deref(), draft.step.as_deref());
    claims::claims_ui(ui, cx, claims::REPORT, &mut draft.claims);
    words::text_ui(ui, cx, "Words", "What happened, what you did, what you need", &mut draft.text);
}

fn step_ui(ui: &mut Ui, cx: &mut Cx<'_>, regime: Option<&str>, chosen: &mut Option<String>) {
    let Some(regime) = regime.and_then(|id| cx.input.directory.mechanism(id)) else { return };
    let me = cx.input.directory.seats.get(cx.input.me);
    field_ui(ui, cx, "step", "Step", |ui, cx| {
        let lawful = |by: &[String]| !cx.full() || me.is_some_and(|m| by.contains(&m.kind));
        let choices: Vec<(String, String)> = regime
            .steps()
            .iter()
            .filter(|s| lawful(&s.by))
            .map(|s| (s.id.clone(), s.title.get("en").to_owned()))
            .collect();
        things::drop_down_ui(ui, "Step", "Choose the step", chosen, &choices);
        let theme = Theme::of(ui);
        let step = regime.steps().iter().find(|s| Some(&s.id) == chosen.as_ref());
        if let Some(step) = step.filter(|_| cx.hints()) {
            let kind = if step.convention { "a convention of this exercise" } else { step.source.as_str() };
            ui.add(egui::Label::new(theme.note(format!("Within {}: {kind}", step.due))).wrap());
        }
    });
}

/// What the step must say to be more than an empty notice.
fn must_ui(ui: &mut Ui, cx: &Cx<'_>, regime: Option<&str>, step: Option<&str>) {
    if !cx.hints() {
        return;
    }
    let steps =
        regime.and_then(|id| cx.input.directory.mechanism(id)).map(Mechanism::steps).unwrap_or_default();
    let Some(step) = steps.iter().find(|s| Some(s.id.as_str()) == step).filter(|s| !s.must.is_empty()) else {
        return;
    };
    let theme = Theme::of(ui);
    let must: Vec<String> = step.must.iter().map(|m| m.replace('_', "-")).collect();
    let text = capital(&format!("{} must be said, or the notice is empty", must.join(" and ")));
    ui.add(egui::Label::new(theme.note(text).color(theme.colors.warn.0)).wrap());
}
