//! Heading of a section: a title, what it counts, and room for its tools, over a hairline.

use egui::{Align, Layout, Ui};

use crate::desk::Theme;
use crate::desk::theme::Voice;

/// A heading with a count ("7 of 9", or empty) and the section's tools at the right.
pub fn section_ui<R>(ui: &mut Ui, title: &str, count: &str, tools: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui);
    let inner = ui
        .horizontal(|ui| {
            ui.set_min_height(theme.grown(theme.shape.control));
            let heading = ui.label(theme.say(Voice::Title, title));
            if !count.is_empty() {
                ui.label(theme.note(count));
            }
            ui.ctx().accesskit_node_builder(heading.id, |node| {
                node.set_role(egui::accesskit::Role::Heading);
                node.set_label(title);
            });
            ui.with_layout(Layout::right_to_left(Align::Center), tools).inner
        })
        .inner;
    ui.separator();
    inner
}
