//! An inject written on the fly.

use egui::{Frame, Panel, ScrollArea, Ui};

use super::sending::{Sending, lacks};
use super::written::Written;
use super::{ExconInput, Out};
use crate::base::At;
use crate::base::time::Clock;
use crate::desk::Theme;
use crate::desk::fields::{Picker, drop_down_ui, named_line_ui, picker_ui, seen_ui};
use crate::desk::line::act_ui;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::{icon, section};
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;

/// What has been written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Compose {
    to: Vec<String>,
    picker: Picker,
    written: Written,
    at: String,
    about: Option<String>,
    sending: Sending,
}

impl Compose {
    /// The act, or what is missing.
    fn control(&self, input: &ExconInput<'_>) -> Result<Control, Refusal> {
        let at = if self.written.is_inject() { moment(&self.at, input.directory.clock)? } else { None };
        self.written.control(&self.to, at, self.about.clone())
    }
}

/// When an inject comes: now where nothing is said.
pub(in crate::desk) fn moment(text: &str, clock: Clock) -> Result<Option<At>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text => clock.parse(text).map(Some).map_err(|wrong| lacks("at", wrong)),
    }
}

/// The field for it.
pub(in crate::desk) fn moment_ui(ui: &mut Ui, sending: &Sending, at: &mut String) {
    sending.field_ui(ui, "at", "When", |ui| named_line_ui(ui, "When", "Empty is now; else D1 10:30", at));
}

/// Draws the form; whether it stays open.
pub(super) fn compose_ui(
    ui: &mut Ui,
    form: &mut Compose,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) -> bool {
    let theme = Theme::of(ui);
    let back = section::section_ui(ui, "Compose an inject", "", |ui| {
        ui.button(format!("{} Injects", icon::ARROW_LEFT)).on_hover_text("Escape").clicked()
    });
    // What ends the form is seen however long it grows.
    let foot = Panel::bottom("compose end").frame(Frame::new()).show_separator_line(false).resizable(false);
    foot.show(ui, |ui| {
        form.sending.rest_ui(ui, &FIELDS);
        let put = act_ui(ui, !form.sending.busy(), |ui| {
            primary_button_ui(ui, &format!("{} Put it in", icon::PAPER_PLANE_RIGHT)).clicked()
        });
        if put.inner {
            let control = form.control(input);
            form.sending.send(control, out);
        }
    });
    ScrollArea::vertical().id_salt("compose").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        let Compose { to, picker, written, at, about, sending } = form;
        sending.field_ui(ui, "to", "To", |ui| {
            picker_ui(ui, &input.names(), "", "To", picker, to);
            seen_ui(ui, &input.names(), "", to);
        });
        written.fields_ui(ui, sending);
        let incidents = input.script.incidents.rows();
        let choices: Vec<(String, String)> =
            incidents.map(|i| (i.id.clone(), i.title.get("en").to_owned())).collect();
        if written.is_inject() {
            sending.field_ui(ui, "about", "About", |ui| {
                drop_down_ui(ui, "About", "No incident", about, &choices);
            });
            moment_ui(ui, sending, at);
        }
    });
    !back && form.sending.taken(input, out).is_none()
}

/// Fields at which a refusal can stand.
const FIELDS: [&str; 5] = ["to", "sender", "text", "about", "at"];
