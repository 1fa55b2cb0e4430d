//! Who rates: evaluators and the lead, by role or pseudonym, each for some states or for all.

use egui::{Label, ScrollArea, Ui};

use super::{EvaluateInput, Want, send, taken};
use crate::desk::Theme;
use crate::desk::excon::Sending;
use crate::desk::fields::named_line_ui;
use crate::desk::line::{act, act_ui};
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::toggle::{choice_chips_ui, toggle_chip_ui};
use crate::exercise::order::{Control, RaterRole};
use crate::scenario::script::StateId;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Pane {
    name: String,
    lead: bool,
    states: Vec<StateId>,
    sending: Sending,
}

pub(super) fn raters_ui(ui: &mut Ui, pane: &mut Pane, input: &EvaluateInput<'_>, out: &mut Vec<Want>) {
    if taken(&mut pane.sending, input.answers, out) {
        *pane = Pane::default();
    }
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt("raters").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        if input.state.raters.is_empty() {
            let note = "Nobody is appointed yet: exercise control rates alone. Two evaluators who rate the same task see \
                        each other's word only after their own; where they differ, the lead decides";
            ui.add(Label::new(theme.note(note)).wrap());
        }
        for (name, rater) in &input.state.raters {
            ui.horizontal(|ui| {
                ui.label(theme.strong(name.as_str()));
                ui.label(theme.note(role_words(rater.role, &rater.states, input)));
                let dismiss = act(ui, true, egui::Button::new("Dismiss"));
                let spoken = format!("Dismiss {name}");
                ui.ctx().accesskit_node_builder(dismiss.id, |node| node.set_label(spoken.as_str()));
                if dismiss.clicked() {
                    let act = Control::Appoint { rater: name.clone(), role: None, states: Vec::new() };
                    send(&mut pane.sending, Ok(act), out);
                }
            });
        }
        ui.separator();
        form_ui(ui, pane, input, out);
    });
}

fn role_words(role: RaterRole, states: &[StateId], input: &EvaluateInput<'_>) -> String {
    let codes: Vec<&str> =
        states.iter().filter_map(|s| input.script.states.get(*s)).map(|s| s.code.as_str()).collect();
    let of = if codes.is_empty() { "all states".to_owned() } else { codes.join(" ") };
    format!("{}, {of}", role.label())
}

fn form_ui(ui: &mut Ui, pane: &mut Pane, input: &EvaluateInput<'_>, out: &mut Vec<Want>) {
    let Pane { name, lead, states, sending } = pane;
    sending.field_ui(ui, "by", "A role or pseudonym, not a name", |ui| {
        named_line_ui(ui, "Who rates", "Evaluator 2", name);
    });
    sending.field_ui(ui, "role", "Role", |ui| {
        choice_chips_ui(ui, lead, &[(false, "Evaluator"), (true, "Lead evaluator")]);
    });
    sending.field_ui(ui, "states", "Rates what was done in (none chosen: everywhere)", |ui| {
        ui.horizontal_wrapped(|ui| {
            for (id, state) in input.script.states.iter() {
                let mut on = states.contains(&id);
                if toggle_chip_ui(ui, &mut on, &state.code).changed() {
                    match on {
                        true => states.push(id),
                        false => states.retain(|other| *other != id),
                    }
                }
            }
        });
    });
    sending.rest_ui(ui, &["by", "role", "states"]);
    let act = act_ui(ui, !sending.busy(), |ui| primary_button_ui(ui, "Appoint").clicked());
    if act.inner {
        let role = Some(if *lead { RaterRole::Lead } else { RaterRole::Evaluator });
        let code = |id: &StateId| input.script.states.get(*id).map(|s| s.code.clone());
        let states = states.iter().filter_map(code).collect();
        let act = Control::Appoint { rater: name.trim().to_owned(), role, states };
        send(&mut pane.sending, Ok(act), out);
    }
}
