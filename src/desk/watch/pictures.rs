//! The pictures that may be read: the public one, then the seats by their states.

use egui::{ScrollArea, Ui, WidgetInfo, WidgetType};

use super::WatchInput;
use crate::base::excerpt::count;
use crate::desk::Theme;
use crate::desk::names::Names;
use crate::desk::widgets::{icon, section};

pub(super) fn pictures_ui(ui: &mut Ui, chosen: &mut Option<String>, input: &WatchInput<'_>) {
    let theme = Theme::of(ui);
    section::section_ui(ui, "Pictures", &count(input.seats.len(), "seat"), |_| {});
    ScrollArea::vertical().id_salt("pictures").auto_shrink(false).show(ui, |ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
        let public = format!("{} Public picture", icon::GLOBE);
        if ui.selectable_label(chosen.is_none(), theme.body(public)).clicked() {
            *chosen = None;
        }
        let names = Names::new(input.directory);
        let of = |seat: &str| input.directory.seats.get(seat).and_then(|seat| seat.state.clone());
        let states = input.directory.states.keys().cloned().map(Some).chain([None]);
        for state in states {
            let seats: Vec<&String> = input.seats.keys().filter(|seat| of(seat) == state).collect();
            if seats.is_empty() {
                continue;
            }
            ui.add_space(theme.shape.space.s);
            ui.label(theme.note(state.as_deref().map_or("Bodies and partners", |code| names.state(code))));
            for seat in seats {
                let open = chosen.as_ref() == Some(seat);
                let row = ui.selectable_label(open, theme.body(input.short(seat)));
                let whole = names.seat(seat);
                // Under its state's heading a title is short; who only hears it is told all of it.
                row.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, open, whole));
                if row
                    .on_hover_text(format!("{whole}: reads what this seat reads; it does not notice"))
                    .clicked()
                {
                    *chosen = Some(seat.clone());
                }
            }
        }
    });
}
