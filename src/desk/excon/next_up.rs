//! What comes next, and what can be done with it: fire, hold, skip, other words, other recipients.

use egui::{Key, Label, ScrollArea, Ui};

use super::compose::Compose;
use super::{Digest, ExconDesk, ExconInput, MselLine, Out, compose, msel, timeline};
use crate::base::Id;
use crate::desk::fields::{Picker, picker_ui, text_edit};
use crate::desk::theme::Voice;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::status::{Status, status_ui};
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::{empty, icon, key, section, tlp, toggle};
use crate::desk::{Theme, plain};
use crate::exercise::order::Control;
use crate::scenario::script::InjectId;

/// Which lines are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    #[default]
    Ahead,
    Come,
    All,
}

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct NextUp {
    filter: Filter,
    chosen: Option<InjectId>,
    edit: Option<Edit>,
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
            self.edit = None;
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
            let lines = self.lines(digest);
            let at = self.chosen.and_then(|id| lines.iter().position(|l| l.id == id));
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
        if can_come(line) && pressed(Key::F) {
            out.push(Out::Act(Box::new(Control::Fire { inject: name })));
        } else if can_come(line) && pressed(Key::H) {
            out.push(Out::Act(Box::new(Control::Hold { inject: name, on: line.status != Status::Held })));
        }
    }

    fn lines<'d>(&self, digest: &'d Digest) -> Vec<&'d MselLine> {
        let ahead = |line: &&MselLine| matches!(line.status, Status::Due | Status::Held);
        match self.filter {
            Filter::All => digest.msel.iter().collect(),
            Filter::Ahead => digest.msel.iter().filter(ahead).collect(),
            // The latest first: one looks for what has just come.
            Filter::Come => digest.msel.iter().filter(|l| !ahead(l)).rev().collect(),
        }
    }
}

/// As control's orders name it: the author's number, or `+n` for the n-th that was composed.
fn number(input: &ExconInput<'_>, id: InjectId) -> String {
    let composed = || format!("+{}", (id.index() + 1).saturating_sub(input.script.injects.len()));
    input.script.injects.get(id).map_or_else(composed, |spec| spec.id.clone())
}

fn can_come(line: &MselLine) -> bool {
    matches!(line.status, Status::Due | Status::Held)
}

pub(super) fn next_up_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, out: &mut Vec<Out>) {
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
    let list = if chosen.is_some() { room * 0.42 } else { room };
    let lines = desk.next_up.lines(&desk.digest);
    let picked = ui
        .allocate_ui(egui::Vec2::new(ui.available_width(), list), |ui| list_ui(ui, &lines, chosen, input))
        .inner;
    if let Some(id) = picked {
        desk.next_up.choose(id);
    }
    if let Some(line) = chosen {
        ui.separator();
        ScrollArea::vertical().id_salt("inject").auto_shrink(false).show(ui, |ui| {
            inject_ui(ui, &mut desk.next_up, &line, input, out);
        });
    }
}

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(80.0)), ("Inject", Width::Rest), ("State", Width::Fixed(88.0))];

fn list_ui(
    ui: &mut Ui,
    lines: &[&MselLine],
    chosen: Option<MselLine>,
    input: &ExconInput<'_>,
) -> Option<InjectId> {
    if lines.is_empty() {
        let place = empty::Empty {
            icon: icon::TRAY,
            sentence: "No injects here",
            hint: "Choose another filter, or compose one",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return None;
    }
    let row = chosen.and_then(|line| lines.iter().position(|l| l.id == line.id));
    let table = Table { name: "Injects", columns: COLUMNS, rows: lines.len(), chosen: row, follow: false };
    let said =
        |row: usize| format!("{}, {}", plain::inject(input.script, lines[row].id), lines[row].status.word());
    let picked = table_ui(ui, &table, said, |ui, row, column| {
        let theme = Theme::of(ui);
        let line = lines[row];
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
                ui.label(theme.body(text.as_str())).on_hover_text(text);
            }
            _ => drop(status_ui(ui, line.status)),
        }
    });
    picked.chosen.map(|row| lines[row].id)
}

/// The chosen inject in full.
fn inject_ui(ui: &mut Ui, tab: &mut NextUp, line: &MselLine, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let now = &input.state.injects[line.id];
    let spec = input.script.injects.get(line.id);
    ui.add(Label::new(theme.say(Voice::Title, plain::inject(input.script, line.id))).wrap());
    let by = now.composed.as_ref().map(|c| c.by).or(spec.map(|s| s.by));
    let kind = timeline::kind_word(line.kind);
    let how = by.map_or(String::new(), |by| format!(", {by}"));
    ui.horizontal(|ui| {
        ui.label(theme.note(format!("{kind}{how}")));
        if let Some(spec) = spec {
            tlp::tlp_ui(ui, spec.tlp);
        }
    });
    let seats = msel::recipients(input.script, input.state, line.id);
    let to: Vec<&str> =
        seats.iter().take(8).filter_map(|s| Some(input.script.seats.get(*s)?.title.get("en"))).collect();
    let more = if seats.len() > 8 { format!(" and {} more", seats.len() - 8) } else { String::new() };
    ui.add(Label::new(theme.note(format!("To {}{more}", to.join(", ")))).wrap());
    let says = now
        .says
        .as_ref()
        .or(now.composed.as_ref().map(|c| &c.says))
        .or(spec.map(|s| &s.says))
        .map_or("", |t| t.get("en"));
    if tab.edit.is_none() && !says.is_empty() {
        ui.add(Label::new(theme.body(says)).wrap());
    }
    if let Some(spec) = spec.filter(|s| !s.note.is_empty()) {
        ui.add(Label::new(theme.note(format!("Note for controllers: {}", spec.note))).wrap());
    }
    orphans_ui(ui, line.id, input);
    ui.add_space(theme.shape.space.s);
    if tab.edit.is_some() {
        edit_ui(ui, tab, line.id, input, out);
    } else if can_come(line) {
        acts_ui(ui, tab, line, says, input, out);
    }
}

/// What does not come when this one does not.
fn orphans_ui(ui: &mut Ui, id: InjectId, input: &ExconInput<'_>) {
    let Some(spec) = input.script.injects.get(id) else { return };
    let led = spec.leads_to.iter().chain(spec.expects.iter().flat_map(|e| &e.or_else));
    let names: Vec<String> = led.map(|next| plain::inject(input.script, *next)).collect();
    if !names.is_empty() {
        let theme = Theme::of(ui);
        let text = format!(
            "{} Held or skipped, these do not come of it: {}",
            icon::TREE_STRUCTURE,
            names.join(", ")
        );
        ui.add(Label::new(theme.note(text)).wrap());
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
    let control = match &mut tab.edit {
        Some(Edit::Words(says)) => {
            let field = ui.add(text_edit(&Theme::of(ui), says, 6));
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("New words"));
            Control::Retell { inject, says: says.clone() }
        }
        Some(Edit::To(to, picker)) => {
            picker_ui(ui, &input.names(), "", "To", picker, to);
            Control::Readdress { inject, to: to.clone() }
        }
        None => return,
    };
    ui.horizontal(|ui| {
        if primary_button_ui(ui, "Change it").clicked() {
            out.push(Out::Act(Box::new(control)));
            tab.edit = None;
        }
        if ui.button("Leave it as it is").clicked() {
            tab.edit = None;
        }
    });
}
