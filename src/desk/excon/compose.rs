//! An inject written on the fly.

use egui::{Frame, Panel, ScrollArea, Ui};

use super::{ExconInput, Out};
use crate::base::At;
use crate::desk::fields::{Picker, drop_down_ui, line_edit, picker_ui, seen_ui, text_edit};
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::{banner, icon, section, toggle};
use crate::desk::{Theme, names};
use crate::exercise::order::Control;
use crate::scenario::words::Channel;

/// What has been written so far.
#[derive(Clone, Debug)]
pub(super) struct Compose {
    to: Vec<String>,
    picker: Picker,
    sender: String,
    by: Channel,
    says: String,
    at: String,
    about: Option<String>,
    wrong: Option<String>,
}

impl Default for Compose {
    fn default() -> Self {
        Self {
            to: Vec::new(),
            picker: Picker::default(),
            sender: String::new(),
            by: Channel::Mail,
            says: String::new(),
            at: String::new(),
            about: None,
            wrong: None,
        }
    }
}

impl Compose {
    /// The act, or what is missing.
    fn control(&self, input: &ExconInput<'_>) -> Result<Control, String> {
        if self.to.is_empty() {
            return Err("Choose who gets it".to_owned());
        }
        if self.sender.trim().is_empty() {
            return Err("Say who it seems to come from".to_owned());
        }
        if self.says.trim().is_empty() {
            return Err("Say something: the text is empty".to_owned());
        }
        let at: Option<At> = match self.at.trim() {
            "" => None,
            text => Some(input.directory.clock.parse(text)?),
        };
        Ok(Control::Compose {
            to: self.to.clone(),
            sender: self.sender.trim().to_owned(),
            by: self.by,
            says: self.says.trim().to_owned(),
            at,
            about: self.about.clone(),
        })
    }
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
    let mut sent = false;
    // What ends the form is seen however long it grows.
    let foot = Panel::bottom("compose end").frame(Frame::new()).show_separator_line(false).resizable(false);
    foot.show(ui, |ui| {
        if let Some(wrong) = &form.wrong {
            banner::banner_ui(ui, banner::Tone::Alert, wrong, "");
        }
        if primary_button_ui(ui, &format!("{} Put it in", icon::PAPER_PLANE_RIGHT)).clicked() {
            match form.control(input) {
                Ok(control) => {
                    out.push(Out::Act(Box::new(control)));
                    sent = true;
                }
                Err(wrong) => form.wrong = Some(wrong),
            }
        }
    });
    ScrollArea::vertical().id_salt("compose").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        ui.label(theme.note("To"));
        picker_ui(ui, &input.names(), "", "To", &mut form.picker, &mut form.to);
        seen_ui(ui, &input.names(), "", &form.to);
        line_ui(ui, "Seems to come from", "Duty editor, Northern Post", &mut form.sender);
        ui.label(theme.note("Comes as"));
        let words: Vec<(Channel, String)> =
            Channel::ALL.iter().map(|c| (*c, names::capital(c.label()))).collect();
        let choices: Vec<(Channel, &str)> = words.iter().map(|(c, w)| (*c, w.as_str())).collect();
        toggle::choice_chips_ui(ui, &mut form.by, &choices);
        ui.label(theme.note("Words"));
        let field = ui.add(text_edit(&Theme::of(ui), &mut form.says, 6));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Words"));
        ui.label(theme.note("About"));
        let incidents = input.script.incidents.rows();
        let choices: Vec<(String, String)> =
            incidents.map(|i| (i.id.clone(), i.title.get("en").to_owned())).collect();
        drop_down_ui(ui, "About", "No incident", &mut form.about, &choices);
        line_ui(ui, "When", "Empty is now; else D1 10:30", &mut form.at);
    });
    !back && !sent
}

/// A labelled field of one line.
pub(super) fn line_ui(ui: &mut Ui, label: &str, hint: &str, text: &mut String) {
    let theme = Theme::of(ui);
    ui.label(theme.note(label));
    let edit = line_edit(&theme, text).hint_text(theme.muted(hint)).desired_width(f32::INFINITY);
    let field = ui.add(edit);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(label));
}
