//! The measures now, each with its reasons.

use egui::{Label, ScrollArea, Ui};

use super::ExconInput;
use crate::desk::Theme;
use crate::desk::judged::Judged;
use crate::desk::theme::Voice;
use crate::desk::widgets::measure::{Measure, measures_ui};
use crate::desk::widgets::table::{Table, Width, tall_table_ui, wrapped_ui};
use crate::desk::widgets::{banner, empty, icon, section};
use crate::score::{Evidence, MeasureScore};

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct ScoreTab {
    measure: Option<usize>,
    evidence: Option<usize>,
}

pub(super) fn score_ui(ui: &mut Ui, tab: &mut ScoreTab, input: &ExconInput<'_>) {
    let theme = Theme::of(ui);
    let Some(score) = input.score else {
        let place = empty::Empty {
            icon: icon::CHART_BAR,
            sentence: "No score yet",
            hint: "It stands here once there is something to judge",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    };
    let overall = Judged::overall(score);
    let assessed = score.measures.iter().filter(|m| m.value.is_some()).count();
    let of = format!("overall {}, {assessed} of {} measures assessed", overall.words(), score.measures.len());
    section::section_ui(ui, "Score now", &of, |_| {});
    if let Judged::TooLittle(_) = overall {
        ui.add(Label::new(theme.note(overall.why())).wrap());
    }
    if let Some(cap) = score.cap {
        let text = format!("A breach of confidentiality caps the score at {:.2}", cap.as_f64());
        banner::banner_ui(ui, banner::Tone::Warn, &text, "");
    }
    let room = ui.available_height();
    let height = if tab.measure.is_some() { room * 0.5 } else { room };
    ScrollArea::vertical().id_salt("measures").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        let shown: Vec<Measure<'_>> = score.measures.iter().map(bar).collect();
        if let Some(picked) = measures_ui(ui, &shown, tab.measure) {
            tab.measure = (tab.measure != Some(picked)).then_some(picked);
            tab.evidence = None;
        }
    });
    if let Some(measure) = tab.measure.and_then(|place| score.measures.get(place)) {
        ui.separator();
        ui.add(Label::new(theme.note(measure.formula)).wrap());
        evidence_ui(ui, &measure.evidence, &mut tab.evidence, input);
    }
}

/// A measure as its bar shows it.
pub(in crate::desk) fn bar(measure: &MeasureScore) -> Measure<'_> {
    Measure {
        name: measure.measure.label(),
        value: measure.value,
        weight: measure.weight,
        assessed: measure.assessed,
        of: measure.opportunities,
    }
}

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(76.0)), ("Points", Width::Fixed(52.0)), ("Why", Width::Rest)];

fn evidence_ui(ui: &mut Ui, rows: &[Evidence], chosen: &mut Option<usize>, input: &ExconInput<'_>) {
    if rows.is_empty() {
        let theme = Theme::of(ui);
        ui.label(theme.muted("Nothing has earned or cost a point yet"));
        return;
    }
    let table = Table { name: "Reasons", columns: COLUMNS, rows: rows.len(), chosen: *chosen, follow: false };
    let said = |row: usize| format!("{}, {}", points(&rows[row]), rows[row].why);
    // The chosen one stands below, whole: what two lines cut off is not for the pointer alone.
    let whole = chosen.and_then(|row| rows.get(row));
    let height = ui.available_height() * if whole.is_some() { 0.65 } else { 1.0 };
    let size = egui::Vec2::new(ui.available_width(), height);
    let rows_ui = |ui: &mut Ui| {
        tall_table_ui(ui, &table, said, |ui, row, column| {
            let theme = Theme::of(ui);
            let (c, reason) = (&theme.colors, &rows[row]);
            match column {
                0 => {
                    let time = input.directory.clock.show(reason.at);
                    ui.label(theme.say(Voice::MonoSmall, time).color(c.muted.0));
                }
                1 => {
                    let color = if reason.points < 0 { c.alert.0 } else { c.ok.0 };
                    ui.label(theme.say(Voice::MonoSmall, points(reason)).color(color));
                }
                _ => wrapped_ui(ui, theme.body(reason.why.as_str())),
            }
        })
    };
    let picked = ui.allocate_ui(size, rows_ui).inner;
    if let Some(reason) = whole {
        ui.separator();
        ScrollArea::vertical().id_salt("reason").auto_shrink(false).show(ui, |ui| {
            ui.add(Label::new(Theme::of(ui).body(reason.why.as_str())).wrap());
        });
    }
    *chosen = picked.chosen.or(*chosen);
}

/// What a record earned or cost of its measure: `+0.14`.
pub(in crate::desk) fn points(evidence: &Evidence) -> String {
    format!("{:+.2}", f64::from(evidence.points) / 1e6)
}
