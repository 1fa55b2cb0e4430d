//! Text, marking, and choices among the field's words.

use egui::Ui;

use super::{Cx, field_ui};
use crate::base::limits;
use crate::desk::Theme;
use crate::desk::fields::{line_edit, text_edit};
use crate::desk::names::capital;
use crate::desk::widgets::{tlp, toggle};
use crate::scenario::words::Tlp;

/// A text of several lines.
pub(in crate::desk::seat) fn text_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    label: &str,
    hint: &str,
    text: &mut String,
) {
    field_ui(ui, cx, "text", label, |ui, cx| {
        let theme = Theme::of(ui);
        let hint = if cx.hints() { hint.to_owned() } else { String::new() };
        let edit = text_edit(&theme, text, 5).hint_text(theme.muted(hint)).char_limit(limits::PLAYER_TEXT);
        let field = ui.add(edit);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(label));
        cx.take_focus(&field);
    });
}

/// A text of one line.
pub(in crate::desk::seat) fn line_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (field, label): (&str, &str),
    hint: &str,
    text: &mut String,
) {
    field_ui(ui, cx, field, label, |ui, cx| {
        let theme = Theme::of(ui);
        let edit = line_edit(&theme, text).hint_text(theme.muted(hint)).desired_width(f32::INFINITY);
        let field = ui.add(edit);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(label));
        cx.take_focus(&field);
    });
}

/// One of a few words, as chips.
pub(in crate::desk::seat) fn choice_ui<T: Copy + PartialEq + std::fmt::Display>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (field, label): (&str, &str),
    all: &[T],
    chosen: &mut Option<T>,
) {
    field_ui(ui, cx, field, label, |ui, _| {
        let words: Vec<String> = all.iter().map(|w| capital(&w.to_string())).collect();
        let choices: Vec<(Option<T>, &str)> =
            all.iter().zip(&words).map(|(w, said)| (Some(*w), said.as_str())).collect();
        toggle::choice_chips_ui(ui, chosen, &choices);
    });
}

/// The marking, and what it means for those who get it.
pub(in crate::desk::seat) fn tlp_ui(ui: &mut Ui, cx: &mut Cx<'_>, keep: &str, chosen: &mut Option<Tlp>) {
    field_ui(ui, cx, "tlp", "Marking", |ui, _| {
        let short = [
            (None, keep),
            (Some(Tlp::Clear), "Clear"),
            (Some(Tlp::Green), "Green"),
            (Some(Tlp::Amber), "Amber"),
            (Some(Tlp::AmberStrict), "Amber+Strict"),
            (Some(Tlp::Red), "Red"),
        ];
        toggle::choice_chips_ui(ui, chosen, &short);
        if let Some(marking) = *chosen {
            tlp::tlp_ui(ui, marking);
        }
    });
}
