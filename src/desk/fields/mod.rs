//! Fields that more than one desk has: recipients, and one of a list.

mod picker;

use egui::{Align, ComboBox, Margin, TextEdit, Ui};

use super::Theme;

pub(in crate::desk) use picker::Picker;
pub(in crate::desk) use picker::{picker_ui, seen_ui};

/// A field of one line, as high as a button.
pub(in crate::desk) fn line_edit<'t>(theme: &Theme, text: &'t mut String) -> TextEdit<'t> {
    let inside = Margin::symmetric(theme.shape.space.s as i8, theme.grown(5.0) as i8);
    TextEdit::singleline(text).margin(inside).vertical_align(Align::Center)
}

/// A field of several lines, as wide as there is room.
pub(in crate::desk) fn text_edit<'t>(theme: &Theme, text: &'t mut String, rows: usize) -> TextEdit<'t> {
    let inside = Margin::symmetric(theme.shape.space.s as i8, theme.grown(6.0) as i8);
    TextEdit::multiline(text).margin(inside).desired_width(f32::INFINITY).desired_rows(rows)
}

/// A field of one line whose label stands elsewhere; `name` is what a screen reader calls it.
pub(in crate::desk) fn named_line_ui(ui: &mut Ui, name: &str, hint: &str, text: &mut String) {
    let theme = Theme::of(ui);
    let edit = line_edit(&theme, text).hint_text(theme.muted(hint)).desired_width(f32::INFINITY);
    let field = ui.add(edit);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(name));
}

/// One of a list, from a drop-down: `name` is what a screen reader calls it.
pub(in crate::desk) fn drop_down_ui<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    none: &str,
    chosen: &mut Option<T>,
    choices: &[(T, String)],
) -> bool {
    let before = chosen.clone();
    let shown =
        choices.iter().find(|(c, _)| Some(c) == chosen.as_ref()).map_or(none, |(_, said)| said.as_str());
    let theme = Theme::of(ui);
    let combo = ComboBox::from_id_salt(("drop-down", name))
        .width(ui.available_width())
        .truncate()
        .selected_text(theme.body(shown))
        .show_ui(ui, |ui| {
            for (choice, said) in choices {
                ui.selectable_value(chosen, Some(choice.clone()), said);
            }
        });
    let value = shown.to_owned();
    ui.ctx().accesskit_node_builder(combo.response.id, |node| {
        node.set_label(name);
        node.set_value(value);
    });
    *chosen != before
}
