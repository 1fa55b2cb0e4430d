//! Signing the debrief off, and taking that back: each asks for what the journal will hold.

use egui::{Align, Layout, Modal, Ui};

use super::{DebriefInput, Out};
use crate::desk::Theme;
use crate::desk::fields::text_edit;
use crate::desk::line::act_ui;
use crate::desk::theme::Voice;
use crate::desk::widgets::button::primary_button_ui;
use crate::exercise::evaluation::leads;

/// What is being filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct SignOff {
    open: bool,
    by: String,
    text: String,
}

/// Whether somebody stands for the debrief, with the button that changes it.
pub(super) fn standing_ui(ui: &mut Ui, form: &mut SignOff, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let word = match input.signed_off {
        Some(words) => {
            ui.label(theme.say(Voice::Strong, words).color(theme.colors.ok.0));
            "Take it back…"
        }
        None => {
            let text = theme.say(Voice::Strong, "PRELIMINARY").color(theme.colors.warn.0);
            ui.label(text).on_hover_text("Until a person has gone through it and signed it off");
            "Sign off…"
        }
    };
    let button = ui.add_enabled(input.may_sign, egui::Button::new(word));
    if button.on_disabled_hover_text("Once the exercise has ended").clicked() {
        let by = leads(input.last).next().unwrap_or_default().to_owned();
        *form = SignOff { open: true, by, ..SignOff::default() };
    }
    if form.open {
        form_ui(ui, form, input.signed_off.is_some(), input.score.evaluation.disputed(), out);
    }
}

fn form_ui(ui: &Ui, form: &mut SignOff, signed: bool, disputed: usize, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let id = ui.id().with("sign off");
    let (title, note, words, act) = match signed {
        false => (
            "Sign the debrief off",
            "You have gone through it and stand for it. From then on nothing in it changes, and the reports no longer \
             say PRELIMINARY",
            "Remarks, if there are any",
            "Sign off",
        ),
        true => (
            "Take the sign-off back",
            "The debrief is PRELIMINARY again. The journal keeps that it was signed off, and why it no longer is",
            "Why",
            "Take it back",
        ),
    };
    let shown = Modal::new(id).backdrop_color(theme.colors.surfaces.bg.faded(0.7)).show(ui.ctx(), |ui| {
        ui.set_width(theme.grown(420.0));
        ui.label(theme.say(Voice::Heading, title));
        ui.add(egui::Label::new(theme.body(note)).wrap());
        if disputed > 0 && !signed {
            let text =
                format!("Raters differ on {disputed} of the things they rated: these stay not assessed");
            ui.add(egui::Label::new(theme.body(text).color(theme.colors.warn.0)).wrap());
        }
        ui.add_space(theme.shape.space.s);
        if !signed {
            field_ui(ui, "Your role, not your name", &mut form.by, 1);
        }
        field_ui(ui, words, &mut form.text, 3);
        ui.add_space(theme.shape.space.s);
        let ready = !if signed { &form.text } else { &form.by }.trim().is_empty();
        let mut close = false;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if act_ui(ui, ready, |ui| primary_button_ui(ui, act).clicked()).inner {
                let text = form.text.trim().to_owned();
                out.push(match signed {
                    false => Out::SignOff { by: form.by.trim().to_owned(), text },
                    true => Out::Reopen { reason: text },
                });
                close = true;
            }
            close |= ui.button("Not now").clicked();
        });
        close
    });
    if shown.inner || shown.should_close() {
        form.open = false;
    }
}

fn field_ui(ui: &mut Ui, label: &str, text: &mut String, rows: usize) {
    let theme = Theme::of(ui);
    ui.label(theme.note(label));
    let field = ui.add(text_edit(&theme, text, rows));
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(label));
}
