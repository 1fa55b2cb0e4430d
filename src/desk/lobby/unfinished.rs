//! Exercises that have not ended: who comes back after a stop should not have to look for them below the scenarios.

use egui::{Ui, WidgetInfo, WidgetType};

use super::{JournalCard, Out};
use crate::desk::Theme;
use crate::desk::widgets::{icon, section::section_ui};

/// How many stand there until all are asked for: the scenarios stay in sight.
const FIRST: usize = 3;

pub(super) fn unfinished_ui(ui: &mut Ui, journals: &[JournalCard], all: &mut bool, out: &mut Vec<Out>) {
    section_ui(ui, "Go on with an exercise", &journals.len().to_string(), |_| ());
    let shown = if *all { journals.len() } else { journals.len().min(FIRST) };
    for journal in &journals[..shown] {
        journal_ui(ui, journal, out);
    }
    if journals.len() > FIRST {
        let word = if *all { "Show fewer".to_owned() } else { format!("Show all {}", journals.len()) };
        if ui.button(Theme::of(ui).body(word)).clicked() {
            *all = !*all;
        }
    }
}

fn journal_ui(ui: &mut Ui, journal: &JournalCard, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        let button = ui.button(theme.body(format!("{} Go on", icon::PLAY)));
        let (enabled, said) = (ui.is_enabled(), format!("Go on with {}", journal.title));
        button.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, &said));
        if button.clicked() {
            out.push(Out::Resume(journal.id.clone()));
        }
        ui.label(theme.strong(&journal.title));
        ui.add(egui::Label::new(theme.muted(&journal.note)).truncate());
    });
}
