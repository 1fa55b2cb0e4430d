//! What seats decided, the latest first, in plain words.

use egui::Ui;

use super::decided::decided;
use super::repair::{Repair, repair_ui};
use super::{Digest, ExconInput, Out};
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, tall_table_ui, two_lines_ui};
use crate::desk::widgets::{empty, icon, section};
use crate::desk::{Theme, plain};
use crate::exercise::decide::verb_text;
use crate::exercise::fact::Record;
use crate::scenario::script::{Script, SeatId};

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Decisions {
    chosen: Option<usize>,
    repair: Repair,
}

const COLUMNS: &[(&str, Width)] = &[
    ("Time", Width::Fixed(76.0)),
    // Titles of seats begin alike in every state: cut off, the state alone tells them apart.
    ("", Width::Fixed(24.0)),
    ("What, and who", Width::Rest),
];

/// Gives the place of the record that is to be corrected.
pub(super) fn decisions_ui(
    ui: &mut Ui,
    tab: &mut Decisions,
    digest: &Digest,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) -> Option<usize> {
    section::section_ui(ui, "Decisions", &digest.decisions.len().to_string(), |_| {});
    let feed = Feed { name: "Decisions", hint: "What seats decide stands here as it comes", digest };
    let mut wrong = false;
    feed_ui(ui, &feed, &digest.decisions, &mut tab.chosen, input, |ui, record| {
        wrong = repair_ui(ui, &mut tab.repair, record, digest, input, out);
    });
    tab.chosen.filter(|_| wrong)
}

/// The code of the state that a seat belongs to; empty for bodies without one.
pub(super) fn state_code(script: &Script, seat: SeatId) -> &str {
    let state = script.seats.get(seat).and_then(|spec| script.states.get(spec.state?));
    state.map_or("", |state| state.code.as_str())
}

/// A list of records.
#[derive(Clone, Copy)]
pub(super) struct Feed<'a> {
    /// What it lists.
    pub(super) name: &'a str,
    /// What will stand there, while there is nothing.
    pub(super) hint: &'a str,
    /// Which records are void.
    pub(super) digest: &'a Digest,
}

/// A feed of records, the latest first; `chosen` is a place among the records. `acts` draws what can be done with the
/// chosen one, below its words.
pub(super) fn feed_ui(
    ui: &mut Ui,
    feed: &Feed<'_>,
    places: &[usize],
    chosen: &mut Option<usize>,
    input: &ExconInput<'_>,
    acts: impl FnOnce(&mut Ui, &Record),
) {
    let Feed { name, hint, digest } = *feed;
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
    let height = if full.is_some() { room * 0.56 } else { room };
    let size = egui::Vec2::new(ui.available_width(), height);
    let picked = ui
        .allocate_ui(size, |ui| {
            tall_table_ui(ui, &table, said, |ui, row, column| {
                let theme = Theme::of(ui);
                let c = &theme.colors;
                let record = &input.records[places[last - row]];
                match column {
                    0 => {
                        let time = input.directory.clock.show(record.at);
                        ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0));
                    }
                    1 => {
                        let seat = plain::actor(input.script, record);
                        let code = seat.map_or("", |seat| state_code(input.script, seat));
                        ui.label(theme.say(Voice::MonoSmall, code).color(c.muted.0));
                    }
                    _ => {
                        let line = line(row);
                        let (mark, color) = match (digest.voided.contains(&record.number), line.refused) {
                            (true, _) => (format!("{} void: ", icon::PROHIBIT), c.warn.0),
                            (_, true) => (format!("{} refused: ", icon::X), c.alert.0),
                            _ => (String::new(), c.text.0),
                        };
                        let what = theme.body(format!("{mark}{}", line.what)).color(color);
                        two_lines_ui(ui, what, theme.note(line.who));
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
            if let Some(text) =
                decided(input.script, record).map(|d| verb_text(d.verb)).filter(|t| !t.is_empty())
            {
                ui.add(egui::Label::new(theme.body(format!("“{text}”"))).wrap());
            }
            let time = input.directory.clock.show_secs(record.at);
            ui.label(theme.note(format!("{time}, record {}", record.number)));
            acts(ui, record);
        });
    }
}
