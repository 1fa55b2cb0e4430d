//! What comes next, and what can be done with it: fire, hold, skip, other words, other recipients.

use egui::{Frame, Key, Label, Panel, ScrollArea, Ui};

use super::compose::Compose;
use super::digest::{Filter, Lines};
use super::sending::Sending;
use super::{Digest, ExconDesk, ExconInput, MselLine, Out, compose, inject, msel};
use crate::base::Id;
use crate::desk::fields::{Picker, picker_ui, seen_ui, text_edit};
use crate::desk::theme::Voice;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::status::{Status, status_ui};
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::{empty, icon, key, section, toggle};
use crate::desk::{Theme, plain};
use crate::exercise::order::Control;
use crate::scenario::script::InjectId;

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct NextUp {
    filter: Filter,
    chosen: Option<InjectId>,
    edit: Option<Edit>,
    sending: Sending,
}

/// Something about an inject that is being changed.
#[derive(Clone, Debug)]
enum Edit {
    Words(String),
    To(Vec<String>, Picker),
}

impl NextUp {
    pub(super) fn choose(&mut self, inject: InjectId) {
        if self.chosen != Some(inject) {
            (self.edit, self.sending) = (None, Sending::default());
        }
        self.chosen = Some(inject);
    }

    pub(super) fn chosen(&self) -> Option<InjectId> {
        self.chosen
    }

    /// Leaves what is being changed, then what is chosen.
    pub(super) fn back(&mut self) {
        if self.edit.take().is_none() {
            self.chosen = None;
        }
    }

    /// J and K walk, F fires, H holds or lets go.
    pub(super) fn keys(
        &mut self,
        digest: &Digest,
        input: &ExconInput<'_>,
        pressed: &dyn Fn(Key) -> bool,
        out: &mut Vec<Out>,
    ) {
        let by = i32::from(pressed(Key::J)) - i32::from(pressed(Key::K));
        if by != 0 {
            let lines = digest.lines(self.filter);
            let at = self.chosen.and_then(|id| lines.row(id));
            let next = match at {
                Some(at) if by > 0 => (at + 1).min(lines.len().saturating_sub(1)),
                Some(at) => at.saturating_sub(1),
                None => 0,
            };
            if let Some(line) = lines.get(next) {
                self.choose(line.id);
            }
        }
        let Some(line) = self.chosen.and_then(|id| digest.line(id)) else { return };
        let name = number(input, line.id);
        if line.is_ahead() && pressed(Key::F) {
            out.push(Out::Act(Box::new(Control::Fire { inject: name })));
        } else if line.is_ahead() && pressed(Key::H) {
            out.push(Out::Act(Box::new(Control::Hold { inject: name, on: line.status != Status::Held })));
        }
    }
}

/// As control's orders name it: the author's number, or `+n` for the n-th that was composed.
fn number(input: &ExconInput<'_>, id: InjectId) -> String {
    let composed = || format!("+{}", (id.index() + 1).saturating_sub(input.script.injects.len()));
    input.script.injects.get(id).map_or_else(composed, |spec| spec.id.clone())
}

pub(super) fn next_up_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    if desk.next_up.sending.taken(input, out).is_some() {
        desk.next_up.edit = None;
    }
    if let Some(mut form) = desk.compose.take() {
        desk.compose = compose::compose_ui(ui, &mut form, input, out).then_some(form);
        return;
    }
    let new = section::section_ui(ui, "Injects", "", |ui| {
        ui.button(format!("{} Compose…", icon::PLUS)).on_hover_text("Write an inject on the fly").clicked()
    });
    if new {
        desk.compose = Some(Compose::default());
    }
    let filters = [(Filter::Ahead, "Ahead"), (Filter::Come, "Come"), (Filter::All, "All")];
    toggle::choice_chips_ui(ui, &mut desk.next_up.filter, &filters);
    let room = ui.available_height();
    let chosen = desk.next_up.chosen.and_then(|id| desk.digest.line(id)).copied();
    // A form needs more room than what is read.
    let list = match (chosen, &desk.next_up.edit) {
        (None, _) => room,
        (Some(_), None) => room * 0.42,
        (Some(_), Some(_)) => room * 0.2,
    };
    let lines = desk.digest.lines(desk.next_up.filter);
    let picked = ui
        .allocate_ui(egui::Vec2::new(ui.available_width(), list), |ui| list_ui(ui, lines, chosen, input))
        .inner;
    if let Some(id) = picked {
        desk.next_up.choose(id);
    }
    if let Some(line) = chosen {
        ui.separator();
        if desk.next_up.edit.is_none() && line.is_ahead() {
            // What can be done stays in sight, however much there is to read.
            let foot = Panel::bottom("inject acts").frame(Frame::new());
            foot.show_separator_line(false).resizable(false).show(ui, |ui| {
                acts_ui(ui, &mut desk.next_up, &line, inject::says(line.id, input), input, out);
            });
        }
        ScrollArea::vertical().id_salt("inject").auto_shrink(false).show(ui, |ui| {
            inject_ui(ui, &mut desk.next_up, &line, input, out);
        });
    }
}

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(76.0)), ("Inject", Width::Rest), ("State", Width::Fixed(80.0))];

fn list_ui(
    ui: &mut Ui,
    lines: Lines<'_>,
    chosen: Option<MselLine>,
    input: &ExconInput<'_>,
) -> Option<InjectId> {
    if lines.len() == 0 {
        let place = empty::Empty {
            icon: icon::TRAY,
            sentence: "No injects here",
            hint: "Choose another filter, or compose one",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return None;
    }
    let row = chosen.and_then(|line| lines.row(line.id));
    let table = Table { name: "Injects", columns: COLUMNS, rows: lines.len(), chosen: row, follow: false };
    let said = |row: usize| {
        let line = |l: &MselLine| format!("{}, {}", plain::inject(input.script, l.id), l.status.word());
        lines.get(row).map(line).unwrap_or_default()
    };
    let picked = table_ui(ui, &table, said, |ui, row, column| {
        let theme = Theme::of(ui);
        let Some(line) = lines.get(row) else { return };
        match column {
            0 => {
                let text = line.at.map_or_else(
                    || msel::waits(input.script, line.id).to_owned(),
                    |at| input.directory.clock.show(at),
                );
                let voice = if line.at.is_some() { Voice::MonoSmall } else { Voice::Small };
                ui.label(theme.say(voice, text).color(theme.colors.muted.0));
            }
            1 => {
                let text = plain::inject(input.script, line.id);
                let label = Label::new(theme.body(text.as_str())).show_tooltip_when_elided(false);
                ui.add(label).on_hover_text(text);
            }
            _ => drop(status_ui(ui, line.status)),
        }
    });
    picked.chosen.and_then(|row| Some(lines.get(row)?.id))
}

/// The chosen inject in full, or what is being changed about it.
fn inject_ui(ui: &mut Ui, tab: &mut NextUp, line: &MselLine, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    inject::told_ui(ui, line, tab.edit.is_none(), input);
    ui.add_space(Theme::of(ui).shape.space.s);
    if tab.edit.is_some() {
        edit_ui(ui, tab, line.id, input, out);
    }
}

fn acts_ui(
    ui: &mut Ui,
    tab: &mut NextUp,
    line: &MselLine,
    says: &str,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) {
    let inject = number(input, line.id);
    let mut act = |control| out.push(Out::Act(Box::new(control)));
    ui.horizontal_wrapped(|ui| {
        if primary_button_ui(ui, &format!("{} Fire", icon::LIGHTNING)).clicked() {
            act(Control::Fire { inject: inject.clone() });
        }
        key::key_ui(ui, "F");
        let held = line.status == Status::Held;
        if ui.button(if held { "Let go" } else { "Hold" }).clicked() {
            act(Control::Hold { inject: inject.clone(), on: !held });
        }
        key::key_ui(ui, "H");
        let question = Confirm {
            question: "Take this inject out?",
            consequence: "It will not come any more, nor what follows from it alone",
            act: "Take it out",
            back: "Keep it",
        };
        if confirm_button_ui(ui, "Skip", &question) {
            act(Control::Skip { inject: inject.clone() });
        }
    });
    ui.horizontal_wrapped(|ui| {
        if ui.button("Change the words…").clicked() {
            tab.edit = Some(Edit::Words(says.to_owned()));
        }
        if ui.button("Other recipients…").clicked() {
            let seats = msel::recipients(input.script, input.state, line.id);
            let to = seats.iter().filter_map(|s| Some(input.script.seats.get(*s)?.id.clone())).collect();
            tab.edit = Some(Edit::To(to, Picker::default()));
        }
    });
}

fn edit_ui(ui: &mut Ui, tab: &mut NextUp, id: InjectId, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let inject = number(input, id);
    let NextUp { edit, sending, .. } = tab;
    let control = match edit {
        Some(Edit::Words(says)) => {
            sending.field_ui(ui, "text", "New words", |ui| {
                let field = ui.add(text_edit(&Theme::of(ui), says, 6));
                ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("New words"));
            });
            Control::Retell { inject, says: says.clone() }
        }
        Some(Edit::To(to, picker)) => {
            sending.field_ui(ui, "to", "To", |ui| {
                picker_ui(ui, &input.names(), "", "To", picker, to);
                seen_ui(ui, &input.names(), "", to);
            });
            Control::Readdress { inject, to: to.clone() }
        }
        None => return,
    };
    sending.rest_ui(ui, &["text", "to"]);
    ui.horizontal(|ui| {
        let change = ui.add_enabled_ui(!sending.busy(), |ui| primary_button_ui(ui, "Change it").clicked());
        if change.inner {
            sending.send(Ok(control), out);
        }
        if ui.button("Leave it as it is").clicked() {
            (*edit, *sending) = (None, Sending::default());
        }
    });
}
