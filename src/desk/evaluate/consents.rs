//! What states consent to: that their own figures are shown to the other participants under their names.

use egui::{Label, ScrollArea, Ui};

use super::{EvaluateInput, Want, send, taken};
use crate::desk::Theme;
use crate::desk::excon::Sending;
use crate::desk::fields::named_line_ui;
use crate::desk::line::act;
use crate::exercise::order::Control;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Pane {
    /// Who says so for the state, in what role.
    by: String,
    sending: Sending,
}

pub(super) fn consents_ui(ui: &mut Ui, pane: &mut Pane, input: &EvaluateInput<'_>, out: &mut Vec<Want>) {
    if taken(&mut pane.sending, input.answers, out) {
        pane.by.clear();
    }
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt("consents").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        let note = "A state sees its own figures and the anonymous whole; the plenary sees pseudonyms. Figures under names \
                    go to the participants only once every state has consented, and that is in the journal";
        ui.add(Label::new(theme.note(note)).wrap());
        let given = input.state.consents.len();
        ui.label(theme.body(format!("{given} of {} states consent", input.script.states.len())));
        let Pane { by, sending } = pane;
        sending.field_ui(ui, "text", "Who says so for the state, in what role", |ui| {
            named_line_ui(ui, "Who says so for the state", "Head of delegation", by);
        });
        sending.rest_ui(ui, &["text"]);
        for (id, state) in input.script.states.iter() {
            let mut on = input.state.consents.contains_key(&id);
            let name = format!("{} consents", state.name);
            let changed = act(ui, !sending.busy(), egui::Checkbox::new(&mut on, name)).changed();
            if changed {
                let act = Control::Consent { state: state.code.clone(), on, text: by.trim().to_owned() };
                send(sending, Ok(act), out);
            }
        }
    });
}
