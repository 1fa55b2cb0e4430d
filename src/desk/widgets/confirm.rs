//! Asking first, before what cannot be taken back: ENDEX, NO PLAY, voiding an entry.
//!
//! A dialog, not a button to hold: holding shuts out those who work by keyboard or switch.

use egui::{Align, Context, Id, Layout, Modal, Ui};

use super::button::grave_button_ui;
use crate::desk::Theme;
use crate::desk::line::act_ui;
use crate::desk::theme::Voice;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Confirm<'a> {
    /// The question: "End the exercise for everybody?"
    pub question: &'a str,
    /// What will happen and what will not: "23 seats stop at once. The journal is kept".
    pub consequence: &'a str,
    /// The act on its button: "End the exercise".
    pub act: &'a str,
    /// The way back on its button: "Keep going".
    pub back: &'a str,
}

/// What a person answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Do it.
    Act,
    /// Do not: by the button, Escape or a click beside the dialog.
    Back,
}

/// A grave button that asks first; true once the act was confirmed.
pub fn confirm_button_ui(ui: &mut Ui, text: &str, confirm: &Confirm<'_>) -> bool {
    let button = act_ui(ui, true, |ui| grave_button_ui(ui, text)).inner;
    let open = button.id.with("asked");
    if button.clicked() {
        ui.data_mut(|d| d.insert_temp(open, true));
    }
    if !ui.data(|d| d.get_temp(open)).unwrap_or(false) {
        return false;
    }
    let answer = confirm_ui(ui.ctx(), open.with("dialog"), confirm);
    if answer.is_some() {
        ui.data_mut(|d| d.insert_temp(open, false));
        button.request_focus();
    }
    answer == Some(Answer::Act)
}

/// The dialog itself, for acts that are asked for in another way. Show it until it answers.
pub fn confirm_ui(ctx: &Context, id: Id, confirm: &Confirm<'_>) -> Option<Answer> {
    let theme = Theme::of(ctx);
    let modal = Modal::new(id).backdrop_color(theme.colors.surfaces.bg.faded(0.7)).show(ctx, |ui| {
        ui.set_width(theme.grown(360.0));
        ui.add(egui::Label::new(theme.say(Voice::Heading, confirm.question)).wrap());
        ui.add(egui::Label::new(theme.body(confirm.consequence)).wrap());
        ui.add_space(theme.shape.space.s);
        let mut answer = None;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if act_ui(ui, true, |ui| grave_button_ui(ui, confirm.act)).inner.clicked() {
                answer = Some(Answer::Act);
            }
            let back = ui.button(confirm.back);
            // The safe answer has the focus when the question is put: Enter alone ends nothing.
            if first_time(ui, id) {
                back.request_focus();
            }
            if back.clicked() {
                answer = Some(Answer::Back);
            }
        });
        answer
    });
    let answer = modal.inner.or_else(|| modal.should_close().then_some(Answer::Back));
    if answer.is_some() {
        ctx.data_mut(|d| d.remove_temp::<bool>(id));
    }
    answer
}

fn first_time(ui: &Ui, id: Id) -> bool {
    !ui.data_mut(|d| std::mem::replace(d.get_temp_mut_or_default::<bool>(id), true))
}
