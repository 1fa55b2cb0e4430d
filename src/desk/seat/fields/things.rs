//! Choosing among what the seat has come across: incidents, items, services, mechanisms.

use egui::Ui;

use super::{Cx, field_ui};
use crate::desk::Theme;
pub(in crate::desk::seat) use crate::desk::fields::drop_down_ui;
use crate::desk::widgets::{classified, icon, tlp};

/// The incident. With `optional`, none is a choice.
pub(in crate::desk::seat) fn incident_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (field, label): (&str, &str),
    optional: bool,
    chosen: &mut Option<u32>,
) {
    field_ui(ui, cx, field, label, |ui, cx| {
        let theme = Theme::of(ui);
        let incidents = &cx.input.view.incidents;
        if incidents.is_empty() {
            ui.label(theme.muted("You know of no incident yet"));
            return;
        }
        let choices: Vec<(u32, String)> =
            incidents.iter().map(|(n, i)| (*n, i.title.get("en").to_owned())).collect();
        let none = if optional { "About no incident" } else { "Choose an incident" };
        drop_down_ui(ui, label, none, chosen, &choices);
        if optional && chosen.is_some() && ui.small_button("About no incident").clicked() {
            *chosen = None;
        }
    });
}

/// Items held, each with its marking, to be ticked.
pub(in crate::desk::seat) fn items_ui(ui: &mut Ui, cx: &mut Cx<'_>, label: &str, chosen: &mut Vec<u32>) {
    field_ui(ui, cx, "items", label, |ui, cx| {
        let theme = Theme::of(ui);
        if cx.input.view.intel.is_empty() {
            ui.label(theme.muted("You hold no intelligence yet"));
            return;
        }
        let height = theme.grown(180.0);
        let list =
            egui::ScrollArea::vertical().id_salt("items").max_height(height).auto_shrink([false, true]);
        let rows: Vec<_> = cx.input.view.intel.iter().rev().collect();
        let row = theme.grown(theme.shape.row);
        list.show_rows(ui, row, rows.len(), |ui, seen| {
            for (number, item) in &rows[seen] {
                ui.horizontal(|ui| {
                    ui.set_height(row);
                    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                    let mut on = chosen.contains(number);
                    ui.checkbox(&mut on, "").widget_info(|| {
                        egui::WidgetInfo::selected(egui::WidgetType::Checkbox, true, on, item.says.get("en"))
                    });
                    chosen.retain(|n| n != *number);
                    if on {
                        chosen.push(**number);
                    }
                    tlp::tlp_ui(ui, item.tlp);
                    if let Some(marked) = &item.classified {
                        classified::classified_ui(ui, marked.level, &marked.marking);
                    }
                    ui.label(theme.body(item.says.get("en"))).on_hover_text(item.says.get("en"));
                });
            }
        });
        chosen.sort_unstable();
    });
}

/// Services of the directory, to be ticked; `mine` first, or alone where the desk helps fully.
pub(in crate::desk::seat) fn services_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    mine: &[&str],
    chosen: &mut Vec<String>,
) {
    field_ui(ui, cx, "services", "Services", |ui, cx| {
        let theme = Theme::of(ui);
        let others = cx.input.directory.services.keys().map(String::as_str).filter(|s| !mine.contains(s));
        let mut rows: Vec<&str> = mine.to_vec();
        if !cx.full() {
            rows.extend(others);
        }
        if rows.is_empty() {
            ui.label(theme.muted("No service is yours"));
            return;
        }
        let height = theme.grown(160.0);
        let list =
            egui::ScrollArea::vertical().id_salt("services").max_height(height).auto_shrink([false, true]);
        let names = cx.input.names();
        list.show_rows(ui, theme.grown(theme.shape.control), rows.len(), |ui, seen| {
            for id in &rows[seen] {
                let mut on = chosen.iter().any(|s| s == id);
                if ui.checkbox(&mut on, theme.body(names.service(id))).changed() {
                    chosen.retain(|s| s != id);
                    if on {
                        chosen.push((*id).to_owned());
                    }
                }
            }
        });
    });
}

/// The mechanism, with what it is for and whom it needs where the desk helps.
pub(in crate::desk::seat) fn mechanism_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (field, label): (&str, &str),
    kind: crate::desk::seat::verbs::VerbKind,
    chosen: &mut Option<String>,
) -> bool {
    let fitting = crate::desk::seat::verbs::mechanisms(&cx.input, kind);
    field_ui(ui, cx, field, label, |ui, cx| {
        let theme = Theme::of(ui);
        if fitting.is_empty() {
            ui.label(theme.muted("There is none in this exercise"));
            return false;
        }
        let choices: Vec<(String, String)> =
            fitting.iter().map(|m| (m.id.clone(), m.title.get("en").to_owned())).collect();
        let changed = drop_down_ui(ui, label, "Choose one", chosen, &choices);
        let spec = fitting.iter().find(|m| Some(&m.id) == chosen.as_ref());
        if let Some(spec) = spec.filter(|_| cx.hints()) {
            ui.add(egui::Label::new(theme.note(spec.summary.get("en"))).wrap());
            if cx.full() {
                let doubt = if spec.verified { "" } else { " (not verified)" };
                let why = format!("{} {}{doubt}", icon::SCALES, spec.source);
                ui.add(egui::Label::new(theme.note(why)).wrap());
            }
        }
        changed
    })
}
