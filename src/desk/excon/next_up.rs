//! What comes next, and what can be done with it: fire, hold, skip, other words, other recipients.

use egui::{Frame, Key, Label, Panel, ScrollArea, Ui};

use super::acts::{Acts, Subject};
use super::compose::Compose;
use super::digest::{Filter, Lines};
use super::msel::waits;
use super::{Digest, ExconDesk, ExconInput, MselLine, Out, compose, inject};
use crate::desk::fields::{picker_ui, seen_ui};
use crate::desk::theme::Voice;
use crate::desk::widgets::status::{Status, status_ui};
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::{empty, icon, section, toggle};
use crate::desk::{Theme, plain};
use crate::exercise::fact::Phase;
use crate::exercise::msel;
use crate::exercise::order::Control;
use crate::scenario::script::InjectId;

/// Why nothing can be done with an inject any more.
const OVER: &str = "The exercise has ended: nothing is delivered any more";

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct NextUp {
    filter: Filter,
    chosen: Option<InjectId>,
    acts: Acts,
}

impl NextUp {
    pub(super) fn choose(&mut self, inject: InjectId) {
        if self.chosen != Some(inject) {
            self.acts = Acts::default();
        }
        self.chosen = Some(inject);
    }

    pub(super) fn chosen(&self) -> Option<InjectId> {
        self.chosen
    }

    /// Leaves what is being changed, then what is chosen.
    pub(super) fn back(&mut self) {
        if !self.acts.leave() {
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
        let acts = input.line.stands() && input.clock.phase != Phase::Ended;
        let Some(line) = self.chosen.and_then(|id| digest.line(id)).filter(|_| acts) else { return };
        let name = msel::name(input.script, line.id);
        if line.is_ahead() && pressed(Key::F) {
            out.push(Out::Act(Box::new(Control::Fire { inject: name })));
        } else if line.is_ahead() && pressed(Key::H) {
            out.push(Out::Act(Box::new(Control::Hold { inject: name, on: line.status != Status::Held })));
        }
    }
}

pub(super) fn next_up_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    if desk.next_up.acts.heard(input.answers()) {
        out.push(Out::Dismiss);
    }
    if let Some(mut form) = desk.compose.take() {
        desk.compose = compose::compose_ui(ui, &mut form, input, out).then_some(form);
        return;
    }
    let over = input.clock.phase == Phase::Ended;
    let new = section::section_ui(ui, "Injects", "", |ui| {
        let open = ui.add_enabled(!over, egui::Button::new(format!("{} Compose…", icon::PLUS)));
        open.on_hover_text("Write an inject on the fly").on_disabled_hover_text(OVER).clicked()
    });
    if new {
        desk.compose = Some(Compose::default());
    }
    let filters = [(Filter::Ahead, "Ahead"), (Filter::Come, "Come"), (Filter::All, "All")];
    toggle::choice_chips_ui(ui, &mut desk.next_up.filter, &filters);
    let room = ui.available_height();
    let chosen = desk.next_up.chosen.and_then(|id| desk.digest.line(id)).copied();
    // A form needs more room than what is read.
    let list = match (chosen, desk.next_up.acts.edits()) {
        (None, _) => room,
        (Some(_), false) => room * 0.42,
        (Some(_), true) => room * 0.2,
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
        if !desk.next_up.acts.edits() && line.is_ahead() {
            // What can be done stays in sight, however much there is to read.
            let foot = Panel::bottom("inject acts").frame(Frame::new());
            foot.show_separator_line(false).resizable(false).show(ui, |ui| {
                if over {
                    ui.add(Label::new(Theme::of(ui).note(OVER)).wrap());
                    return;
                }
                let act = desk.next_up.acts.buttons_ui(ui, &subject(&line, input), true);
                out.extend(act.map(|control| Out::Act(Box::new(control))));
            });
        }
        ScrollArea::vertical().id_salt("inject").auto_shrink(false).show(ui, |ui| {
            inject_ui(ui, &mut desk.next_up, (&line, &desk.digest), input, out);
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
                    || waits(input.script, line.id).to_owned(),
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
fn inject_ui(
    ui: &mut Ui,
    tab: &mut NextUp,
    (line, digest): (&MselLine, &Digest),
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) {
    inject::told_ui(ui, line, !tab.acts.edits(), input);
    if !tab.acts.edits() {
        inject::beyond_ui(ui, line.id, digest, input);
    }
    ui.add_space(Theme::of(ui).shape.space.s);
    let name = msel::name(input.script, line.id);
    let act = tab.acts.edit_ui(ui, &name, |ui, picker, to| {
        picker_ui(ui, &input.names(), "", "To", picker, to);
        seen_ui(ui, &input.names(), "", to);
    });
    out.extend(act.map(|control| Out::Act(Box::new(control))));
}

fn subject<'a>(line: &MselLine, input: &ExconInput<'a>) -> Subject<'a> {
    let seats = msel::recipients(input.script, input.state, line.id);
    Subject {
        name: msel::name(input.script, line.id),
        held: line.status == Status::Held,
        says: inject::says(line.id, input),
        to: seats.iter().filter_map(|seat| Some(input.script.seats.get(*seat)?.id.clone())).collect(),
        timed: true,
    }
}
