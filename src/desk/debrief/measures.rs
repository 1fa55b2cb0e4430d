//! The measures as bars: value, weight, and how much was assessed. None chosen is all of them.

use egui::{Label, ScrollArea, Ui};

use super::DebriefInput;
use crate::desk::Theme;
use crate::desk::excon::bar;
use crate::desk::theme::Voice;
use crate::desk::widgets::measure::{Measure, measures_ui as bars_ui};
use crate::desk::widgets::{banner, section};

pub(super) fn measures_ui(ui: &mut Ui, chosen: &mut Option<usize>, input: &DebriefInput<'_>) {
    let theme = Theme::of(ui);
    let all = section::section_ui(ui, "Measures", "", |ui| {
        ui.add_enabled(chosen.is_some(), egui::Button::new("All of them")).clicked()
    });
    if all {
        *chosen = None;
    }
    if let Some(cap) = input.score.cap {
        let text = format!("A breach of confidentiality caps the score at {:.2}", cap.as_f64());
        banner::banner_ui(ui, banner::Tone::Warn, &text, "");
    }
    ScrollArea::vertical().id_salt("debrief measures").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        let shown: Vec<Measure<'_>> = input.score.measures.iter().map(bar).collect();
        if let Some(picked) = bars_ui(ui, &shown, *chosen) {
            *chosen = (*chosen != Some(picked)).then_some(picked);
        }
        let Some(measure) = chosen.and_then(|place| input.score.measures.get(place)) else { return };
        ui.separator();
        ui.label(theme.say(Voice::Strong, "How it is computed"));
        ui.add(Label::new(theme.note(measure.formula)).wrap());
        for detail in &measure.details {
            ui.horizontal(|ui| {
                ui.label(theme.note(detail.label()));
                ui.label(theme.say(Voice::MonoSmall, detail.figure.to_string()));
            });
        }
    });
}
