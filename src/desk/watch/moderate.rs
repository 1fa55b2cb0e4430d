//! What a national moderator does for the seats of the own state: an inject or a message in somebody's name, written on the fly.

use egui::{ScrollArea, Ui};

use super::{Out, WatchInput};
use crate::desk::Theme;
use crate::desk::excon::{Sending, Written, moment, moment_ui};
use crate::desk::line::act_ui;
use crate::desk::widgets::button::primary_button_ui;
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    to: Vec<String>,
    written: Written,
    at: String,
    sending: Sending,
}

impl Form {
    /// The act, or what is missing.
    fn control(&self, input: &WatchInput<'_>) -> Result<Control, Refusal> {
        let at = if self.written.is_inject() { moment(&self.at, input.directory.clock)? } else { None };
        self.written.control(&self.to, at, None)
    }
}

pub(super) fn write_ui(ui: &mut Ui, form: &mut Form, input: &WatchInput<'_>, out: &mut Vec<Out>) {
    let (taken, read) = form.sending.heard(input.answers());
    if taken.is_some() {
        form.written.says.clear();
        form.at.clear();
    }
    out.extend(read.then_some(Out::Dismiss));
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt("moderate").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        let Form { to, written, at, sending } = form;
        sending.field_ui(ui, "to", "To", |ui| to_ui(ui, input, to));
        written.fields_ui(ui, sending);
        if written.is_inject() {
            moment_ui(ui, sending, at);
        }
        sending.rest_ui(ui, &["to", "sender", "text", "at"]);
        let later = written.is_inject() && !at.trim().is_empty();
        let words = if later { "Put it in" } else { "Send it now" };
        let put = act_ui(ui, !form.sending.busy(), |ui| primary_button_ui(ui, words).clicked()).inner;
        if put {
            let control = form.control(input);
            out.extend(form.sending.begin(control).map(|control| Out::Act(Box::new(control))));
        }
    });
}

/// Which of the own seats: they are few, so that all of them stand there.
pub(super) fn to_ui(ui: &mut Ui, input: &WatchInput<'_>, to: &mut Vec<String>) {
    for (seat, title) in input.seats() {
        let mut on = to.contains(&seat);
        if ui.checkbox(&mut on, title).changed() {
            match on {
                true => to.push(seat),
                false => to.retain(|other| *other != seat),
            }
        }
    }
}
