//! An inject in somebody's name, as far as it was written: control writes one, and so does a national moderator.

use egui::Ui;

use super::sending::{Sending, lacks};
use crate::desk::fields::{named_line_ui, text_edit};
use crate::desk::widgets::toggle;
use crate::desk::{Theme, names};
use crate::exercise::refusal::Refusal;
use crate::scenario::words::Channel;

/// Who it seems to come from, how it comes, and its words.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Written {
    pub(in crate::desk) sender: String,
    pub(in crate::desk) by: Channel,
    pub(in crate::desk) says: String,
}

impl Default for Written {
    fn default() -> Self {
        Self { sender: String::new(), by: Channel::Mail, says: String::new() }
    }
}

impl Written {
    /// What was written, without what stands around it; or what is missing.
    pub(in crate::desk) fn whole(&self) -> Result<Self, Refusal> {
        let (sender, says) = (self.sender.trim().to_owned(), self.says.trim().to_owned());
        if sender.is_empty() {
            return Err(lacks("sender", "Say who it seems to come from"));
        }
        if says.is_empty() {
            return Err(lacks("text", "Say something: the text is empty"));
        }
        Ok(Self { sender, by: self.by, says })
    }

    /// Its fields, `sender` and `text` to a refusal.
    pub(in crate::desk) fn fields_ui(&mut self, ui: &mut Ui, sending: &Sending) {
        let theme = Theme::of(ui);
        let Self { sender, by, says } = self;
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
    }
}
