//! Our situation: what is wrong, what we know, who waits for us, how the mechanisms stand.

mod overview;
mod score;
mod tables;

use egui::Ui;

use super::{SeatDesk, SeatInput, brief};
use crate::desk::Theme;
use crate::desk::widgets::{section, toggle};

/// What is shown of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tab {
    #[default]
    Overview,
    Services,
    Intel,
    Cases,
    Mechanisms,
    Defences,
    Score,
    Handover,
}

/// Chosen rows of the tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    services: Option<usize>,
    intel: Option<usize>,
    cases: Option<usize>,
    mechanisms: Option<usize>,
    defences: Option<usize>,
    score: Option<usize>,
}

pub(super) fn situation_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>) {
    let view = input.view;
    section::section_ui(ui, "Our situation", "", |_| {});
    let named = |name: &str, n: usize| if n == 0 { name.to_owned() } else { format!("{name} {n}") };
    let words = [
        "Overview".to_owned(),
        named("Services", overview::own_services(input).count()),
        named("What we know", view.intel.len()),
        named("Cases", view.cases.len()),
        named("Mechanisms", input.directory.mechanisms.len()),
        named("Defences", view.defences.len()),
    ];
    let tabs = [Tab::Overview, Tab::Services, Tab::Intel, Tab::Cases, Tab::Mechanisms, Tab::Defences];
    let mut choices: Vec<(Tab, &str)> = tabs.into_iter().zip(words.iter().map(String::as_str)).collect();
    if input.score.is_some() {
        choices.push((Tab::Score, "Our score"));
    } else if desk.tab == Tab::Score {
        desk.tab = Tab::Overview;
    }
    choices.push((Tab::Handover, "Handover brief"));
    toggle::choice_chips_ui(ui, &mut desk.tab, &choices);
    ui.add_space(Theme::of(ui).shape.space.xs);
    let chosen = &mut desk.tables;
    match desk.tab {
        Tab::Overview => {
            if let Some(number) = overview::overview_ui(ui, &desk.inbox, input) {
                desk.inbox.choose(number);
            }
        }
        Tab::Services => tables::services_ui(ui, &mut chosen.services, input),
        Tab::Intel => tables::intel_ui(ui, &mut chosen.intel, input),
        Tab::Cases => tables::cases_ui(ui, &mut chosen.cases, input),
        Tab::Mechanisms => tables::mechanisms_ui(ui, &mut chosen.mechanisms, input),
        Tab::Defences => tables::defences_ui(ui, &mut chosen.defences, input),
        Tab::Handover => brief::brief_ui(ui, input),
        Tab::Score => score::score_ui(ui, &mut chosen.score, input),
    }
}
