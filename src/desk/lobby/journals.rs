//! Exercises that were opened before. Those that have not ended stand first: who comes back after a stop should not have to
//! look for them. Those that have ended stand below, to be looked back on; neither buries the scenarios.

use egui::{Ui, WidgetInfo, WidgetType};

use super::{JournalCard, LobbyInput, Out};
use crate::base::excerpt::count;
use crate::desk::Theme;
use crate::desk::widgets::{icon, section::section_ui};

/// What is offered of an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    /// To go on with it.
    Unfinished,
    /// To look back on it.
    Finished,
}

impl Shelf {
    pub(super) const BOTH: [Self; 2] = [Self::Unfinished, Self::Finished];

    fn title(self) -> &'static str {
        match self {
            Self::Unfinished => "Go on with an exercise",
            Self::Finished => "Look back on an exercise",
        }
    }

    /// How many stand there until all are asked for: the scenarios stay in sight.
    fn first(self) -> usize {
        match self {
            Self::Unfinished => 3,
            Self::Finished => 2,
        }
    }

    fn holds(self, journal: &JournalCard) -> bool {
        journal.ended == (self == Self::Finished)
    }
}

/// The exercises of a shelf; nothing where it is empty.
pub(super) fn shelf_ui(
    ui: &mut Ui,
    shelf: Shelf,
    input: &LobbyInput<'_>,
    all: &mut bool,
    out: &mut Vec<Out>,
) {
    let theme = Theme::of(ui);
    let journals: Vec<&JournalCard> = input.journals.iter().filter(|journal| shelf.holds(journal)).collect();
    // What is still being read may be of either kind: it is told where the finished ones stand, which are the many.
    let reading = if shelf == Shelf::Finished { input.reading } else { 0 };
    if journals.is_empty() && reading == 0 {
        return;
    }
    section_ui(ui, shelf.title(), &journals.len().to_string(), |ui| {
        if journals.len() > shelf.first() {
            let word = if *all { "Show fewer".to_owned() } else { format!("Show all {}", journals.len()) };
            if ui.button(theme.body(word)).clicked() {
                *all = !*all;
            }
        }
        if reading > 0 {
            ui.label(theme.note(format!("{} still to be read", count(reading, "journal"))));
        }
    });
    let shown = if *all { journals.len() } else { journals.len().min(shelf.first()) };
    for journal in &journals[..shown] {
        journal_ui(ui, shelf, journal, out);
    }
    ui.add_space(theme.shape.space.l);
}

fn journal_ui(ui: &mut Ui, shelf: Shelf, journal: &JournalCard, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let (icon, word, said) = match shelf {
        Shelf::Unfinished => (icon::PLAY, "Go on", "Go on with"),
        Shelf::Finished => (icon::CLOCK_COUNTER_CLOCKWISE, "Look back", "Look back on"),
    };
    ui.horizontal(|ui| {
        let button = ui.button(theme.body(format!("{icon} {word}")));
        let (enabled, said) = (ui.is_enabled(), format!("{said} {}", journal.title));
        button.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, &said));
        if button.clicked() {
            let id = journal.id.clone();
            out.push(match shelf {
                Shelf::Unfinished => Out::Resume(id),
                Shelf::Finished => Out::LookBack(id),
            });
        }
        ui.label(theme.strong(&journal.title));
        ui.add(egui::Label::new(theme.muted(&journal.note)).truncate());
    });
}
