//! Who knew what, since when: a row an item, a column a state; the time of the first of its seats that held it.

use egui::Ui;

use super::DebriefInput;
use crate::base::{At, Id};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::{empty, icon};
use crate::scenario::script::{IntelId, StateId};

pub(super) fn knowledge_ui(ui: &mut Ui, chosen: &mut Option<usize>, input: &DebriefInput<'_>) {
    if input.script.intel.is_empty() {
        let place = empty::Empty {
            icon: icon::LIGHTBULB,
            sentence: "This scenario has no intelligence",
            hint: "Items that somebody may find and share would stand here",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let first = first_held(input);
    let theme = Theme::of(ui);
    ui.label(theme.note("When each state first held an item; marked are those who needed it"));
    let mut columns: Vec<(&str, Width)> = vec![("Item", Width::Rest)];
    columns.extend(input.script.states.rows().map(|s| (s.code.as_str(), Width::Fixed(76.0))));
    columns.push(("Others", Width::Fixed(76.0)));
    let items: Vec<IntelId> = input.script.intel.ids().collect();
    let table =
        Table { name: "Who knew what", columns: &columns, rows: items.len(), chosen: *chosen, follow: false };
    let said = |row: usize| input.script.intel[items[row]].says.get("en").to_owned();
    let picked = table_ui(ui, &table, said, |ui, row, column| {
        let theme = Theme::of(ui);
        let spec = &input.script.intel[items[row]];
        if column == 0 {
            let says = spec.says.get("en");
            ui.label(theme.body(says)).on_hover_text(says);
            return;
        }
        let state = Some(column - 1).filter(|place| *place < input.script.states.len()).map(StateId::at);
        let needs = spec.needed_by.iter().any(|s| input.script.seats[*s].state == state);
        cell_ui(ui, first[row][column - 1], needs, input);
    });
    *chosen = picked.chosen.or(*chosen);
}

/// The first moment at which any seat of each state held each item; those without a state come last.
fn first_held(input: &DebriefInput<'_>) -> Vec<Vec<Option<At>>> {
    let states = input.script.states.len();
    let mut first = vec![vec![None; states + 1]; input.script.intel.len()];
    for (seat, now) in input.state.seats.iter() {
        let place = input.script.seats[seat].state.map_or(states, Id::index);
        for (item, held) in &now.holds {
            let cell: &mut Option<At> = &mut first[item.index()][place];
            *cell = Some(cell.map_or(held.since, |at| at.min(held.since)));
        }
    }
    first
}

fn cell_ui(ui: &mut Ui, at: Option<At>, needs: bool, input: &DebriefInput<'_>) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    match (at, needs) {
        (Some(at), true) => {
            let time = input.directory.clock.show(at);
            ui.label(theme.say(Voice::MonoSmall, time).color(c.ok.0)).on_hover_text("Needed it, and had it");
        }
        (Some(at), false) => {
            let time = input.directory.clock.show(at);
            ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0))
                .on_hover_text("Had it, did not need it");
        }
        (None, true) => {
            let text = theme.say(Voice::Small, format!("{} needs", icon::WARNING)).color(c.warn.0);
            ui.label(text).on_hover_text("Needed it, and did not have it");
        }
        (None, false) => {}
    }
}
