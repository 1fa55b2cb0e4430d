//! Duties with their clocks: who owed what to whom, and whether it came in time.

use egui::Ui;

use super::{DebriefInput, Out};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::{empty, icon};
use crate::exercise::state::DutyState;

const COLUMNS: &[(&str, Width)] = &[
    ("Due", Width::Fixed(80.0)),
    ("Duty", Width::Rest),
    ("Owed by", Width::Fixed(170.0)),
    ("Told", Width::Fixed(64.0)),
    ("State", Width::Fixed(120.0)),
];

pub(super) fn obligations_ui(
    ui: &mut Ui,
    chosen: &mut Option<usize>,
    input: &DebriefInput<'_>,
    out: &mut Vec<Out>,
) {
    let duties: Vec<&DutyState> = input.state.duties.rows().collect();
    if duties.is_empty() {
        let place = empty::Empty {
            icon: icon::TIMER,
            sentence: "No duties yet",
            hint: "They begin once somebody knows of what must be notified",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let what = |duty: &DutyState| {
        let regime = input.script.mechanisms.get(duty.regime);
        let step = regime.and_then(|m| m.steps().get(usize::from(duty.step)));
        let incident = input.script.incidents.get(duty.incident).map_or("", |i| i.title.get("en"));
        format!("{}: {incident}", step.map_or("A step", |s| s.title.get("en")))
    };
    let table =
        Table { name: "Obligations", columns: COLUMNS, rows: duties.len(), chosen: *chosen, follow: false };
    let said = |row: usize| format!("{}, {}", what(duties[row]), standing(duties[row], input).1);
    let picked = table_ui(ui, &table, said, |ui, row, column| {
        let theme = Theme::of(ui);
        let (c, duty) = (&theme.colors, duties[row]);
        match column {
            0 => {
                let time = input.directory.clock.show(duty.due);
                ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0));
            }
            1 => drop(ui.label(theme.body(what(duty))).on_hover_text(what(duty))),
            2 => {
                let seat = input.script.seats.get(duty.seat).map_or("", |s| s.title.get("en"));
                ui.label(theme.muted(seat));
            }
            3 => {
                let told = duty.owed.values().flatten().count();
                ui.label(theme.say(Voice::MonoSmall, format!("{told} of {}", duty.owed.len())));
            }
            _ => {
                let (mark, word, color) = standing(duty, input);
                let color = match color {
                    Standing::Good => c.ok.0,
                    Standing::Bad => c.alert.0,
                    Standing::Open => c.muted.0,
                };
                ui.label(theme.say(Voice::Small, format!("{mark} {word}")).color(color));
            }
        }
    });
    *chosen = picked.chosen.or(*chosen);
    if let Some(row) = picked.opened {
        out.push(Out::Show(duties[row].due.min(input.end)));
    }
}

enum Standing {
    Good,
    Bad,
    Open,
}

/// How the duty stands, with its mark.
fn standing(duty: &DutyState, input: &DebriefInput<'_>) -> (&'static str, &'static str, Standing) {
    let last =
        duty.owed.values().copied().collect::<Option<Vec<_>>>().and_then(|told| told.into_iter().max());
    match last {
        Some(at) if at <= duty.due => (icon::CHECK, "in time", Standing::Good),
        Some(_) => (icon::CLOCK, "late", Standing::Bad),
        None if duty.due < input.shown => (icon::X, "not done", Standing::Bad),
        None => (icon::HOURGLASS, "running", Standing::Open),
    }
}
