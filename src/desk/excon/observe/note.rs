//! An observation: of the exercise, of a seat, of an objective.

use egui::Ui;

use super::seats;
use crate::desk::Theme;
use crate::desk::excon::sending::Sending;
use crate::desk::excon::{ExconInput, Out};
use crate::desk::fields::{drop_down_ui, text_edit};
use crate::desk::line::act_ui;
use crate::desk::widgets::button::primary_button_ui;
use crate::exercise::order::Control;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    seat: Option<String>,
    objective: Option<String>,
    text: String,
    sending: Sending,
}

pub(super) fn note_ui(ui: &mut Ui, form: &mut Form, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    if form.sending.taken(input, out).is_some() {
        form.text.clear();
    }
    let Form { seat, objective, text, sending } = form;
    sending.field_ui(ui, "seat", "Seat", |ui| {
        optional_ui(ui, "Seat", "Of no seat in particular", seat, seats(input));
    });
    if !input.script.objectives.is_empty() {
        let rows = input.script.objectives.rows();
        let choices = rows.map(|o| (o.id.clone(), o.text.get("en").to_owned())).collect();
        sending.field_ui(ui, "objective", "Objective", |ui| {
            optional_ui(ui, "Objective", "None in particular", objective, choices);
        });
    }
    sending.field_ui(ui, "text", "Observation", |ui| {
        let field = ui.add(text_edit(&Theme::of(ui), text, 4));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Observation"));
    });
    sending.rest_ui(ui, &["seat", "objective", "text"]);
    let ready = !text.trim().is_empty() && !sending.busy();
    let put = act_ui(ui, ready, |ui| primary_button_ui(ui, "Put it down").clicked());
    if put.inner {
        let control = Control::Observe {
            seat: form.seat.clone(),
            objective: form.objective.clone(),
            text: form.text.trim().to_owned(),
        };
        form.sending.send(Ok(control), out);
    }
}

/// One of a list, or none of it: what was chosen can be taken back.
fn optional_ui(
    ui: &mut Ui,
    name: &str,
    none: &str,
    chosen: &mut Option<String>,
    from: Vec<(String, String)>,
) {
    let mut choices = vec![(None, none.to_owned())];
    choices.extend(from.into_iter().map(|(id, said)| (Some(id), said)));
    let mut now = Some(chosen.take());
    drop_down_ui(ui, name, none, &mut now, &choices);
    *chosen = now.flatten();
}
