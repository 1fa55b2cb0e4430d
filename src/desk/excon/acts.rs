//! What can be done about an inject that is to come: deliver, hold, take out, other words, other recipients. Control does
//! it for all of them, a national moderator for those of the own state.

use egui::Ui;

use super::sending::{Answers, Sending};
use crate::desk::Theme;
use crate::desk::fields::{Picker, text_edit};
use crate::desk::line::{act_button_ui, act_ui};
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::{icon, key};
use crate::exercise::order::Control;

/// The inject that something is done about, as it stands.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Subject<'a> {
    /// As orders name it.
    pub(in crate::desk) name: String,
    /// Whether it is held.
    pub(in crate::desk) held: bool,
    /// Its words.
    pub(in crate::desk) says: &'a str,
    /// Seat ids of whoever gets it.
    pub(in crate::desk) to: Vec<String>,
    /// Whether this desk says when it comes, and whether.
    pub(in crate::desk) timed: bool,
}

/// What is being done.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Acts {
    edit: Option<Edit>,
    sending: Sending,
}

/// Something about an inject that is being changed.
#[derive(Clone, Debug)]
enum Edit {
    Words(String),
    To(Vec<String>, Picker),
}

impl Acts {
    /// Whether something is being changed, so that a form stands in place of the buttons.
    pub(in crate::desk) fn edits(&self) -> bool {
        self.edit.is_some()
    }

    /// Leaves what is being changed; whether anything was.
    pub(in crate::desk) fn leave(&mut self) -> bool {
        self.sending = Sending::default();
        self.edit.take().is_some()
    }

    /// Hears what became of a change: one that was taken is done with. Gives whether a refusal stands at its field now.
    pub(in crate::desk) fn heard(&mut self, answers: Answers<'_>) -> bool {
        let (taken, read) = self.sending.heard(answers);
        if taken.is_some() {
            self.edit = None;
        }
        read
    }

    /// The buttons; with the keys that do the same, where there are any.
    pub(in crate::desk) fn buttons_ui(
        &mut self,
        ui: &mut Ui,
        of: &Subject<'_>,
        keys: bool,
    ) -> Option<Control> {
        let act = if of.timed { time_ui(ui, of, keys) } else { None };
        ui.horizontal_wrapped(|ui| {
            if ui.button("Change the words…").clicked() {
                self.edit = Some(Edit::Words(of.says.to_owned()));
            }
            if ui.button("Other recipients…").clicked() {
                self.edit = Some(Edit::To(of.to.clone(), Picker::default()));
            }
        });
        act
    }

    /// The form of what is being changed; `to_ui` chooses recipients.
    pub(in crate::desk) fn edit_ui(
        &mut self,
        ui: &mut Ui,
        inject: &str,
        to_ui: impl FnOnce(&mut Ui, &mut Picker, &mut Vec<String>),
    ) -> Option<Control> {
        let Self { edit, sending } = self;
        let inject = inject.to_owned();
        let control = match edit.as_mut()? {
            Edit::Words(says) => {
                sending.field_ui(ui, "text", "New words", |ui| {
                    let field = ui.add(text_edit(&Theme::of(ui), says, 6));
                    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("New words"));
                });
                Control::Retell { inject, says: says.clone() }
            }
            Edit::To(to, picker) => {
                sending.field_ui(ui, "to", "To", |ui| to_ui(ui, picker, to));
                Control::Readdress { inject, to: to.clone() }
            }
        };
        sending.rest_ui(ui, &["text", "to"]);
        let mut act = None;
        ui.horizontal(|ui| {
            let change = act_ui(ui, !sending.busy(), |ui| primary_button_ui(ui, "Change it").clicked());
            if change.inner {
                act = sending.begin(Ok(control));
            }
            if ui.button("Leave it as it is").clicked() {
                (*edit, *sending) = (None, Sending::default());
            }
        });
        act
    }
}

/// When it comes, and whether.
fn time_ui(ui: &mut Ui, of: &Subject<'_>, keys: bool) -> Option<Control> {
    let inject = || of.name.clone();
    let mut act = None;
    ui.horizontal_wrapped(|ui| {
        let deliver = if keys { "Fire" } else { "Deliver now" };
        let deliver = format!("{} {deliver}", icon::LIGHTNING);
        if act_ui(ui, true, |ui| primary_button_ui(ui, &deliver).clicked()).inner {
            act = Some(Control::Fire { inject: inject() });
        }
        if keys {
            key::key_ui(ui, "F");
        }
        if act_button_ui(ui, if of.held { "Let go" } else { "Hold" }) {
            act = Some(Control::Hold { inject: inject(), on: !of.held });
        }
        if keys {
            key::key_ui(ui, "H");
        }
        let question = Confirm {
            question: "Take this inject out?",
            consequence: "It will not come any more, nor what follows from it alone",
            act: "Take it out",
            back: "Keep it",
        };
        if confirm_button_ui(ui, "Skip", &question) {
            act = Some(Control::Skip { inject: inject() });
        }
    });
    act
}
