//! Flags: what rules and conditions of the scenario look at.

use egui::{Align, Label, Layout, Ui};

use crate::base::Id;
use crate::desk::Theme;
use crate::desk::excon::sending::Sending;
use crate::desk::excon::{ExconInput, Out};
use crate::desk::line::act;
use crate::desk::names::capital;
use crate::desk::widgets::{empty, icon};
use crate::exercise::order::Control;

/// What was asked for last.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    sending: Sending,
}

pub(super) fn flag_ui(ui: &mut Ui, form: &mut Form, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    form.sending.taken(input, out);
    if input.script.flags.is_empty() {
        let place = empty::Empty {
            icon: icon::FLAG,
            sentence: "This scenario has no flags",
            hint: "A flag is what its rules look at, as in “the press knows”",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    ui.add(Label::new(theme.note("Rules and conditions of the scenario look at these at once")).wrap());
    form.sending.rest_ui(ui, &[]);
    ui.spacing_mut().item_spacing.y = theme.shape.space.xs;
    for (id, flag) in input.script.flags.iter() {
        debug_assert!(id.index() < input.script.flags.len());
        let on = input.state.flags.contains(&id);
        ui.horizontal(|ui| {
            ui.set_min_height(theme.grown(theme.shape.control));
            let (mark, word, color) = if on {
                (icon::CHECK_CIRCLE, "set", theme.colors.ok.0)
            } else {
                (icon::CIRCLE, "not set", theme.colors.muted.0)
            };
            ui.label(theme.body(mark).color(color)).on_hover_text(word);
            let words = capital(&flag.replace(['_', '-'], " "));
            ui.label(theme.body(&words)).on_hover_text(flag);
            ui.label(theme.note(word));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let word = if on { "Clear" } else { "Set" };
                let button = act(ui, !form.sending.busy(), egui::Button::new(word));
                let said = format!("{word} {words}");
                button.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &said));
                if button.clicked() {
                    form.sending.send(Ok(Control::Flag { flag: flag.clone(), on: !on }), out);
                }
            });
        });
    }
}
