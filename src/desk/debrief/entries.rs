//! The entries behind the chosen measure, or behind all: what earned and what cost, in plain words.

use egui::{Label, ScrollArea, Ui};

use super::{DebriefInput, Out};
use crate::desk::Theme;
use crate::desk::excon::points;
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, deep_table_ui, deeply_wrapped_ui};
use crate::desk::widgets::{empty, icon, section};
use crate::report::narrate;
use crate::score::Evidence;

/// What the pane remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    /// Of which measure the chosen row is.
    of: Option<usize>,
    chosen: Option<usize>,
}

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(76.0)), ("Points", Width::Fixed(52.0)), ("Why", Width::Rest)];

pub(super) fn entries_ui(
    ui: &mut Ui,
    pane: &mut Entries,
    measure: Option<usize>,
    input: &DebriefInput<'_>,
    out: &mut Vec<Out>,
) {
    if pane.of != measure {
        *pane = Entries { of: measure, chosen: None };
    }
    let chosen = measure.and_then(|place| input.score.measures.get(place));
    let title = chosen.map_or("What counted", |m| m.measure.label());
    // One measure's reasons come in its order; those of all are put in order of time.
    let rows: Vec<&Evidence> = match chosen {
        Some(measure) => measure.evidence.iter().collect(),
        None => {
            let mut all: Vec<&Evidence> = input.score.measures.iter().flat_map(|m| &m.evidence).collect();
            all.sort_by_key(|e| (e.at, e.record));
            all
        }
    };
    section::section_ui(ui, title, &format!("{} entries", rows.len()), |_| {});
    if rows.is_empty() {
        let place = empty::Empty {
            icon: icon::CHART_BAR,
            sentence: "Nothing counted yet",
            hint: "Move the scrubber on, or choose another measure",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let full = pane.chosen.and_then(|row| rows.get(row).copied());
    let height = ui.available_height() * if full.is_some() { 0.6 } else { 1.0 };
    let size = egui::Vec2::new(ui.available_width(), height);
    let picked = ui.allocate_ui(size, |ui| list_ui(ui, &rows, pane.chosen, input)).inner;
    pane.chosen = picked.or(pane.chosen);
    if let Some(entry) = full {
        ui.separator();
        entry_ui(ui, entry, input, out);
    }
}

fn list_ui(
    ui: &mut Ui,
    rows: &[&Evidence],
    chosen: Option<usize>,
    input: &DebriefInput<'_>,
) -> Option<usize> {
    let table = Table { name: "Entries", columns: COLUMNS, rows: rows.len(), chosen, follow: false };
    let said = |row: usize| format!("{}, {}", points(rows[row]), rows[row].why);
    let picked = deep_table_ui(ui, &table, said, |ui, row, column| {
        let theme = Theme::of(ui);
        let (c, entry) = (&theme.colors, rows[row]);
        match column {
            0 => {
                let time = input.directory.clock.show(entry.at);
                ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0));
            }
            1 => {
                let color = if entry.points < 0 { c.alert.0 } else { c.ok.0 };
                ui.label(theme.say(Voice::MonoSmall, points(entry)).color(color));
            }
            _ => deeply_wrapped_ui(ui, theme.body(entry.why.as_str())),
        }
    });
    picked.chosen
}

/// The chosen entry in full, with the record that it stands on.
fn entry_ui(ui: &mut Ui, entry: &Evidence, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt("entry").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        ui.add(Label::new(theme.strong(entry.why.as_str())).wrap());
        if let Some(seat) = entry.seat.and_then(|s| input.script.seats.get(s)) {
            ui.label(theme.note(format!("By {}", seat.title.get("en"))));
        }
        let place = usize::try_from(entry.record).ok().and_then(|n| n.checked_sub(1));
        if let Some(record) = place.and_then(|place| input.records.get(place)) {
            let line = narrate::record(input.script, input.last, record);
            let time = input.directory.clock.show(record.at);
            ui.add(Label::new(theme.body(line.text)).wrap());
            ui.label(theme.note(format!("{time}, record {}", record.number)));
            if ui.button(format!("{} Look at this moment", icon::CLOCK_COUNTER_CLOCKWISE)).clicked() {
                out.push(Out::Show(record.at));
            }
        }
    });
}
