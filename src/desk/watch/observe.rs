//! An observation: of a seat that this desk may read, or, by an evaluator, of the exercise as a whole.

use egui::Ui;

use super::{Out, WatchInput};
use crate::desk::Theme;
use crate::desk::excon::{Sending, lacks};
use crate::desk::fields::{drop_down_ui, text_edit};
use crate::desk::line::act_ui;
use crate::desk::widgets::button::primary_button_ui;
use crate::exercise::order::Control;
use crate::exercise::role::Role;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    seat: Option<String>,
    text: String,
    sending: Sending,
}

pub(super) fn observe_ui(ui: &mut Ui, form: &mut Form, input: &WatchInput<'_>, out: &mut Vec<Out>) {
    let (taken, read) = form.sending.heard(input.answers());
    if taken.is_some() {
        form.text.clear();
    }
    out.extend(read.then_some(Out::Dismiss));
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = theme.shape.space.s;
    let Form { seat, text, sending } = form;
    sending.field_ui(ui, "seat", "Seat", |ui| {
        let mut choices: Vec<(Option<String>, String)> = Vec::new();
        if matches!(input.role, Role::Evaluator(_)) {
            choices.push((None, "Of no seat in particular".to_owned()));
        }
        choices.extend(input.seats().into_iter().map(|(id, title)| (Some(id), title)));
        let mut chosen = Some(seat.take());
        drop_down_ui(ui, "Seat", "Choose a seat", &mut chosen, &choices);
        *seat = chosen.flatten();
    });
    sending.field_ui(ui, "text", "Observation", |ui| {
        let field = ui.add(text_edit(&theme, text, 4));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Observation"));
    });
    sending.rest_ui(ui, &["seat", "text"]);
    let put = act_ui(ui, !form.sending.busy(), |ui| primary_button_ui(ui, "Put it down").clicked()).inner;
    if put {
        let said = match form.text.trim() {
            "" => Err(lacks("text", "Say what was seen")),
            text => Ok(Control::Observe { seat: form.seat.clone(), objective: None, text: text.to_owned() }),
        };
        out.extend(form.sending.begin(said).map(|control| Out::Act(Box::new(control))));
    }
}
