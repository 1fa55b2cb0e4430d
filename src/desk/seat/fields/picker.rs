//! Recipients of a decision, and who will see it.

use egui::Ui;

use super::{Cx, field_ui};
pub(in crate::desk::seat) use crate::desk::fields::Picker;
use crate::desk::fields::{picker_ui as addresses_ui, seen_ui};

/// Recipients: `field` as the order names it.
pub(in crate::desk::seat) fn picker_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (field, label): (&str, &str),
    picker: &mut Picker,
    chosen: &mut Vec<String>,
) {
    field_ui(ui, cx, field, label, |ui, cx| {
        let names = cx.input.names();
        let search = addresses_ui(ui, &names, cx.input.me, label, picker, chosen);
        cx.take_focus(&search);
    });
    if field == "to" {
        seen_ui(ui, &cx.input.names(), cx.input.me, chosen);
    }
}
