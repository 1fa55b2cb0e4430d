//! Who sits where: a person, a bot of some doctrine, or nobody.

use std::collections::BTreeMap;

use egui::{ComboBox, Ui};

use super::model::Card;
use crate::desk::Theme;
use crate::exercise::order::Staffing;
use crate::scenario::bot;

/// A line a seat, with the choice at its right.
pub(super) fn staffing_ui(ui: &mut Ui, card: &Card, chosen: &mut BTreeMap<(String, String), Staffing>) {
    let theme = Theme::of(ui);
    for seat in &card.seats {
        let key = (card.id.clone(), seat.id.clone());
        let mut now = chosen.get(&key).unwrap_or(&seat.staffing).clone();
        let before = now.clone();
        let row = egui::Vec2::new(ui.available_width(), theme.grown(40.0));
        // From the right, so that the choice has its room whatever the chair is called.
        ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
            choice_ui(ui, &seat.id, &seat.title, &mut now, theme.grown(168.0));
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add(egui::Label::new(theme.body(&seat.title)).truncate());
                ui.add(egui::Label::new(theme.note(&seat.of)).truncate());
            });
        });
        if now != before {
            chosen.insert(key, now);
        }
    }
}

fn choice_ui(ui: &mut Ui, id: &str, title: &str, now: &mut Staffing, width: f32) {
    let shown = word(now);
    let combo =
        ComboBox::from_id_salt(("staffing", id)).width(width).selected_text(&shown).show_ui(ui, |ui| {
            ui.selectable_value(now, Staffing::Person, "Person")
                .on_hover_text("Somebody takes this seat at a desk");
            for doctrine in bot::shipped() {
                let bot = Staffing::Bot(doctrine.id.clone());
                let label = word(&bot);
                ui.selectable_value(now, bot, label).on_hover_text(&doctrine.summary);
            }
            ui.selectable_value(now, Staffing::Empty, "Empty")
                .on_hover_text("The White Cell answers what is sent here");
        });
    let enabled = ui.is_enabled();
    combo.response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, enabled, format!("{title}: {shown}"))
    });
}

fn word(staffing: &Staffing) -> String {
    match staffing {
        Staffing::Person => "Person".to_owned(),
        Staffing::Bot(doctrine) => format!("Bot, {}", doctrine.replace('_', " ")),
        Staffing::Empty => "Empty".to_owned(),
    }
}

/// `2 people, 4 bots`.
pub(super) fn tally(staffing: &[(String, Staffing)]) -> String {
    let of = |fits: fn(&Staffing) -> bool| staffing.iter().filter(|(_, s)| fits(s)).count();
    let parts = [
        (of(|s| *s == Staffing::Person), "person", "people"),
        (of(|s| matches!(s, Staffing::Bot(_))), "bot", "bots"),
        (of(|s| *s == Staffing::Empty), "empty", "empty"),
    ];
    let said = parts.iter().filter(|(n, ..)| *n > 0);
    said.map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many }))
        .collect::<Vec<_>>()
        .join(", ")
}
