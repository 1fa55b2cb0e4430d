//! An inject or a message in somebody's name, as far as it was written: control writes one, and so does a national moderator.

use egui::{Label, Ui};

use super::sending::{Sending, lacks};
use crate::base::At;
use crate::desk::fields::{named_line_ui, text_edit};
use crate::desk::widgets::toggle;
use crate::desk::{Theme, names};
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;
use crate::scenario::words::Channel;

/// Who it seems to come from, how it comes, and its words.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Written {
    sender: String,
    /// None: as a message in this role, as a seat would send it.
    by: Option<Channel>,
    pub(in crate::desk) says: String,
}

impl Default for Written {
    fn default() -> Self {
        Self { sender: String::new(), by: Some(Channel::Mail), says: String::new() }
    }
}

impl Written {
    /// Whether it comes as an inject, at a time of its own, and about an incident.
    pub(in crate::desk) fn is_inject(&self) -> bool {
        self.by.is_some()
    }

    /// The act that sends it to these, an inject at this moment; or what is missing.
    pub(in crate::desk) fn control(
        &self,
        to: &[String],
        at: Option<At>,
        about: Option<String>,
    ) -> Result<Control, Refusal> {
        if to.is_empty() {
            return Err(lacks("to", "Choose who gets it"));
        }
        let (to, Self { sender, by, says }) = (to.to_vec(), self.whole()?);
        Ok(match by {
            Some(by) => Control::Compose { to, sender, by, says, at, about },
            None => Control::Play { persona: sender, to, text: says, settles: None },
        })
    }

    /// What was written, without what stands around it; or what is missing.
    fn whole(&self) -> Result<Self, Refusal> {
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
        let mut words: Vec<(Option<Channel>, String)> =
            Channel::ALL.iter().map(|c| (Some(*c), names::capital(c.label()))).collect();
        words.push((None, "Message".to_owned()));
        let choices: Vec<(Option<Channel>, &str)> = words.iter().map(|(c, w)| (*c, w.as_str())).collect();
        toggle::choice_chips_ui(ui, by, &choices);
        if by.is_none() {
            let how = "Comes at once, as seats write to one another; no inject of the MSEL";
            ui.add(Label::new(theme.note(how)).wrap());
        }
        sending.field_ui(ui, "text", "Words", |ui| {
            let field = ui.add(text_edit(&theme, says, 6));
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Words"));
        });
    }
}
