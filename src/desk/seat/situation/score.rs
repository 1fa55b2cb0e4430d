//! The own state's score, once it may be seen: figures, why there is none where there is none, and the own acts that
//! counted. What was not assessed is neither good nor bad, and says so.

use egui::{Label, ScrollArea, Ui};

use super::tables::sheet_ui;
use crate::base::Ppm;
use crate::desk::Theme;
use crate::desk::seat::{SeatInput, orders};
use crate::desk::theme::Voice;
use crate::desk::widgets::icon;
use crate::desk::widgets::table::Width;
use crate::score::measure;
use crate::score::release::{Figure, OwnMeasure};

/// Draws the vector, and what stands behind the chosen measure.
pub(super) fn score_ui(ui: &mut Ui, chosen: &mut Option<usize>, input: &SeatInput<'_>) {
    let Some(score) = input.score else { return };
    let theme = Theme::of(ui);
    let own = score.own.map_or_else(
        || "Your organisation belongs to no state and has no figures of its own".to_owned(),
        |own| format!("Our state {}", figure(own)),
    );
    let all = score.overall.map_or_else(|| "not assessed".to_owned(), share);
    ui.add(Label::new(theme.body(format!("{own}. All together {all}. Preliminary"))).wrap());
    if score.measures.is_empty() {
        return;
    }
    let room = ui.available_height();
    ui.allocate_ui(
        egui::Vec2::new(ui.available_width(), room * if chosen.is_some() { 0.55 } else { 1.0 }),
        |ui| {
            table_ui(ui, chosen, &score.measures);
        },
    );
    if let Some(measure) = chosen.and_then(|row| score.measures.get(row)) {
        ScrollArea::vertical()
            .id_salt("own reasons")
            .auto_shrink(false)
            .show(ui, |ui| reasons_ui(ui, measure, input));
    }
}

fn table_ui(ui: &mut Ui, chosen: &mut Option<usize>, measures: &[OwnMeasure]) {
    let columns = [
        ("Measure", Width::Rest),
        ("Value", Width::Fixed(270.0)),
        ("Assessed", Width::Fixed(80.0)),
        ("Weight", Width::Fixed(64.0)),
    ];
    let nothing = ("Nothing is measured", "");
    let said = |m: &OwnMeasure| format!("{}: {}", m.measure.label(), figure(m.figure));
    sheet_ui(ui, ("Our score", &columns), measures, chosen, nothing, said, |ui, m, column| {
        let theme = Theme::of(ui);
        match column {
            0 => drop(ui.label(theme.body(m.measure.label()))),
            1 => drop(ui.label(match m.figure {
                Figure::Shown(value) => theme.mono(share(value)),
                other => theme.muted(figure(other)),
            })),
            2 => drop(ui.label(theme.mono(format!("{} of {}", m.assessed, m.of)))),
            _ => drop(ui.label(theme.mono(format!("{} %", (m.weight.0 + 5_000) / 10_000)))),
        }
    });
}

fn reasons_ui(ui: &mut Ui, of: &OwnMeasure, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    ui.add(Label::new(theme.note(measure::formula(of.measure))).wrap());
    let names = input.names();
    for act in &of.acts {
        let (icon, word, color) =
            if act.earned { (icon::CHECK, "earned", c.ok.0) } else { (icon::MINUS, "cost", c.alert.0) };
        ui.horizontal(|ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            ui.label(theme.say(Voice::MonoSmall, input.directory.clock.show(act.at)).color(c.muted.0));
            ui.label(theme.say(Voice::Small, format!("{icon} {word}")).color(color));
            ui.label(theme.body(orders::line(&act.verb, &names)));
        });
    }
    if of.acts.is_empty() && matches!(of.figure, Figure::Shown(_)) {
        ui.label(theme.muted("No act of yours stands behind it alone"));
    }
}

/// `0.61`.
fn share(value: Ppm) -> String {
    format!("{:.2}", value.as_f64())
}

/// A figure, or why there is none.
fn figure(of: Figure) -> String {
    match of {
        Figure::Shown(value) => share(value),
        Figure::NotAssessed => "not assessed".to_owned(),
        Figure::Withheld(why) => format!("not shown: {}", why.reason().unwrap_or("it may not be")),
    }
}
