//! Choosing recipients: type a few letters, Enter takes the first; groups stand for several. One line says who will
//! see it.

use egui::{Key, Modifiers, Response, Ui};

use super::line_edit;
use crate::desk::Theme;
use crate::desk::names::{Address, Names};
use crate::desk::widgets::icon;

/// Suggestions shown at once.
const SHOWN: usize = 8;
/// Names in the line that says who will see it; the others are counted.
const NAMED: usize = 6;

/// What a picker remembers between frames.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::desk) struct Picker {
    query: String,
    browse: bool,
}

/// Recipients of what is written: the addresses chosen, the search, and who they stand for. `me` is the seat that
/// writes, empty for exercise control. Gives the search field.
pub(in crate::desk) fn picker_ui(
    ui: &mut Ui,
    names: &Names<'_>,
    me: &str,
    label: &str,
    picker: &mut Picker,
    chosen: &mut Vec<String>,
) -> Response {
    if !chosen.is_empty() {
        chosen_ui(ui, names, chosen);
    }
    let theme = Theme::of(ui);
    let search = ui
        .horizontal(|ui| {
            let width = ui.available_width() - theme.grown(theme.shape.control) - 2.0 * theme.shape.space.s;
            let edit = line_edit(&theme, &mut picker.query)
                .id(ui.id().with(("picker", label)))
                .hint_text(theme.muted("Name, country or group"))
                .desired_width(width.max(80.0));
            let search = ui.add(edit);
            ui.ctx().accesskit_node_builder(search.id, |node| node.set_label(format!("{label}: add")));
            let icon = if picker.browse { icon::CARET_UP } else { icon::CARET_DOWN };
            let browse = ui.button(icon);
            browse.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("{label}: show all"))
            });
            picker.browse ^= browse.on_hover_text("Show all addresses").clicked();
            search
        })
        .inner;
    let enter = search.lost_focus() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
    if enter && let Some(first) = matching(names, me, picker, chosen).into_iter().next() {
        take(picker, chosen, first.address);
        search.request_focus();
    }
    suggestions_ui(ui, names, me, picker, chosen);
    search
}

fn take(picker: &mut Picker, chosen: &mut Vec<String>, address: String) {
    chosen.push(address);
    picker.query.clear();
}

fn chosen_ui(ui: &mut Ui, names: &Names<'_>, chosen: &mut Vec<String>) {
    let mut gone = None;
    ui.horizontal_wrapped(|ui| {
        for (place, address) in chosen.iter().enumerate() {
            let name = names.address(address);
            let chip = ui.button(format!("{name} {}", icon::X));
            chip.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("Remove {name}"))
            });
            if chip.on_hover_text(format!("Remove {name}")).clicked() {
                gone = Some(place);
            }
        }
    });
    if let Some(place) = gone {
        chosen.remove(place);
    }
}

/// Addresses that fit what was typed, without those chosen.
fn matching(names: &Names<'_>, me: &str, picker: &Picker, chosen: &[String]) -> Vec<Address> {
    let words: Vec<String> = picker.query.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() && !picker.browse {
        return Vec::new();
    }
    let fits = |a: &Address| {
        let text = format!("{} {}", a.label, a.address).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let mut found = names.addresses(me);
    found.retain(|a| !chosen.contains(&a.address) && fits(a));
    found
}

fn suggestions_ui(ui: &mut Ui, names: &Names<'_>, me: &str, picker: &mut Picker, chosen: &mut Vec<String>) {
    let theme = Theme::of(ui);
    let found = matching(names, me, picker, chosen);
    if found.is_empty() {
        if !picker.query.trim().is_empty() {
            ui.label(theme.note(format!("The directory has nobody like “{}”", picker.query.trim())));
        }
        return;
    }
    let shown = if picker.browse { found.len() } else { SHOWN };
    let mut taken = None;
    let height = theme.grown(theme.shape.row) * 6.0;
    let list =
        egui::ScrollArea::vertical().id_salt("suggestions").max_height(height).auto_shrink([false, true]);
    list.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for address in found.iter().take(shown) {
            let icon = if address.group { icon::USERS_THREE } else { icon::PLUS };
            let button = egui::Button::new(theme.body(format!("{icon} {}", address.label)))
                .frame(false)
                .min_size(egui::Vec2::new(ui.available_width(), theme.grown(theme.shape.row)));
            let row = ui.add(button);
            row.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("Add {}", address.label))
            });
            if row.clicked() {
                taken = Some(address.address.clone());
            }
        }
    });
    if found.len() > shown {
        ui.label(theme.note(format!("and {} more: type on to narrow", found.len() - shown)));
    }
    if let Some(address) = taken {
        take(picker, chosen, address);
    }
}

/// Who will see it, by name.
pub(in crate::desk) fn seen_ui(ui: &mut Ui, names: &Names<'_>, me: &str, chosen: &[String]) {
    if chosen.is_empty() {
        return;
    }
    let seats = names.seats_of(chosen, me);
    let theme = Theme::of(ui);
    let text = if seats.is_empty() {
        "nobody but you".to_owned()
    } else {
        let named: Vec<&str> = seats.iter().take(NAMED).map(|s| names.seat(s)).collect();
        let more = seats.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{more}", named.join(", "))
    };
    ui.add(egui::Label::new(theme.note(format!("{} Who will see this: {text}", icon::EYE))).wrap());
}
