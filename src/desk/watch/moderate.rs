//! What a national moderator does for the seats of the own state: an inject in somebody's name, written on the fly.

use egui::{ScrollArea, Ui};

use super::{Out, WatchInput};
use crate::desk::excon::{Sending, lacks};
use crate::desk::fields::{named_line_ui, text_edit};
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::toggle;
use crate::desk::{Theme, names};
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;
use crate::scenario::words::Channel;

/// What was written so far.
#[derive(Clone, Debug)]
pub(super) struct Form {
    to: Vec<String>,
    sender: String,
    by: Channel,
    says: String,
    sending: Sending,
}

impl Default for Form {
    fn default() -> Self {
        let (to, sender, says) = (Vec::new(), String::new(), String::new());
        Self { to, sender, by: Channel::Mail, says, sending: Sending::default() }
    }
}

impl Form {
    /// The act, or what is missing.
    fn control(&self) -> Result<Control, Refusal> {
        if self.to.is_empty() {
            return Err(lacks("to", "Choose who gets it"));
        }
        if self.sender.trim().is_empty() {
            return Err(lacks("sender", "Say who it seems to come from"));
        }
        if self.says.trim().is_empty() {
            return Err(lacks("text", "Say something: the text is empty"));
        }
        Ok(Control::Compose {
            to: self.to.clone(),
            sender: self.sender.trim().to_owned(),
            by: self.by,
            says: self.says.trim().to_owned(),
            at: None,
            about: None,
        })
    }
}

pub(super) fn write_ui(ui: &mut Ui, form: &mut Form, input: &WatchInput<'_>, out: &mut Vec<Out>) {
    let (taken, read) = form.sending.heard(input.answers());
    if taken.is_some() {
        form.says.clear();
    }
    out.extend(read.then_some(Out::Dismiss));
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt("moderate").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        let Form { to, sender, by, says, sending } = form;
        sending.field_ui(ui, "to", "To", |ui| {
            for (seat, title) in input.seats() {
                let mut on = to.contains(&seat);
                if ui.checkbox(&mut on, title).changed() {
                    match on {
                        true => to.push(seat),
                        false => to.retain(|other| *other != seat),
                    }
                }
            }
        });
        sending.field_ui(ui, "sender", "Seems to come from", |ui| {
            named_line_ui(ui, "Seems to come from", "Duty editor, Northern Post", sender);
        });
        ui.label(theme.note("Comes as"));
        let words: Vec<(Channel, String)> =
            Channel::ALL.iter().map(|c| (*c, names::capital(c.label()))).collect();
        let choices: Vec<(Channel, &str)> = words.iter().map(|(c, w)| (*c, w.as_str())).collect();
        toggle::choice_chips_ui(ui, by, &choices);
        sending.field_ui(ui, "text", "Words", |ui| {
            let field = ui.add(text_edit(&theme, says, 6));
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Words"));
        });
        sending.rest_ui(ui, &["to", "sender", "text"]);
        let put = ui
            .add_enabled_ui(!form.sending.busy(), |ui| primary_button_ui(ui, "Send it now").clicked())
            .inner;
        if put {
            let control = form.control();
            out.extend(form.sending.begin(control).map(|control| Out::Act(Box::new(control))));
        }
    });
}
