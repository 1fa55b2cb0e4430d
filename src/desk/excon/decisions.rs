//! What seats decided, the latest first, in plain words.

use egui::Ui;

use super::{Digest, ExconInput};
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::{empty, icon, section};
use crate::desk::{Theme, plain};

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Decisions {
    chosen: Option<usize>,
}

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(76.0)), ("Who", Width::Fixed(110.0)), ("What", Width::Rest)];

pub(super) fn decisions_ui(ui: &mut Ui, tab: &mut Decisions, digest: &Digest, input: &ExconInput<'_>) {
    section::section_ui(ui, "Decisions", &digest.decisions.len().to_string(), |_| {});
    let hint = "What seats decide stands here as it comes";
    feed_ui(ui, ("Decisions", hint), &digest.decisions, &mut tab.chosen, input);
}

/// A feed of records, the latest first; `chosen` is a place among the records.
pub(super) fn feed_ui(
    ui: &mut Ui,
    (name, hint): (&str, &str),
    places: &[usize],
    chosen: &mut Option<usize>,
    input: &ExconInput<'_>,
) {
    if places.is_empty() {
        let sentence = format!("No {} yet", name.to_lowercase());
        let place = empty::Empty { icon: icon::TRAY, sentence: &sentence, hint, action: None };
        empty::empty_ui(ui, &place);
        return;
    }
    let last = places.len() - 1;
    let row = chosen.and_then(|place| places.binary_search(&place).ok()).map(|at| last - at);
    let names = input.names();
    let line = |row: usize| plain::record(input.script, &names, &input.records[places[last - row]]);
    let table = Table { name, columns: COLUMNS, rows: places.len(), chosen: row, follow: false };
    let said = |row: usize| {
        let line = line(row);
        format!("{}: {}", line.who, line.what)
    };
    let room = ui.available_height();
    let full = chosen.and_then(|place| input.records.get(place));
    let height = if full.is_some() { room * 0.72 } else { room };
    let size = egui::Vec2::new(ui.available_width(), height);
    let picked = ui
        .allocate_ui(size, |ui| {
            table_ui(ui, &table, said, |ui, row, column| {
                let theme = Theme::of(ui);
                let record = &input.records[places[last - row]];
                match column {
                    0 => {
                        let time = input.directory.clock.show(record.at);
                        ui.label(theme.say(Voice::MonoSmall, time).color(theme.colors.muted.0));
                    }
                    1 => drop(ui.label(theme.muted(line(row).who))),
                    _ => {
                        let line = line(row);
                        if line.refused {
                            ui.label(
                                theme
                                    .say(Voice::Small, format!("{} refused", icon::X))
                                    .color(theme.colors.alert.0),
                            );
                        }
                        ui.label(theme.body(line.what));
                    }
                }
            })
        })
        .inner;
    if let Some(row) = picked.chosen {
        *chosen = Some(places[last - row]);
    }
    if let Some(record) = full {
        ui.separator();
        let theme = Theme::of(ui);
        let line = plain::record(input.script, &names, record);
        egui::ScrollArea::vertical().id_salt(("full", name)).auto_shrink(false).show(ui, |ui| {
            ui.add(egui::Label::new(theme.strong(line.who)).wrap());
            ui.add(egui::Label::new(theme.body(line.what)).wrap());
            let time = input.directory.clock.show_secs(record.at);
            ui.label(theme.note(format!("{time}, record {}, {} facts", record.number, record.facts.len())));
        });
    }
}
