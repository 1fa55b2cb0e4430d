//! Repair: exercise control sets right what the room needs otherwise. A service, a flag, what a seat knows, an approval.

mod approval;
mod flag;
mod knowledge;
mod service;

use egui::{ScrollArea, Ui};

use super::sending::Sending;
use super::{ExconInput, Out};
use crate::desk::Theme;
use crate::desk::fields::text_edit;
use crate::desk::widgets::{section, toggle};

/// What is set right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    /// How much of a service is lost.
    #[default]
    Service,
    /// Something that rules and conditions look at.
    Flag,
    /// Who holds an item of intelligence.
    Knowledge,
    /// A case that waits for those who decide it.
    Approval,
}

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Adjust {
    what: What,
    service: service::Form,
    flag: flag::Form,
    knowledge: knowledge::Form,
    approval: approval::Form,
}

pub(super) fn adjust_ui(ui: &mut Ui, tab: &mut Adjust, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    section::section_ui(ui, "Adjust", "", |_| {});
    let choices = [
        (What::Service, "Service"),
        (What::Flag, "Flag"),
        (What::Knowledge, "Knowledge"),
        (What::Approval, "Approval"),
    ];
    toggle::choice_chips_ui(ui, &mut tab.what, &choices);
    ui.add_space(theme.shape.space.xs);
    ScrollArea::vertical().id_salt(("adjust", tab.what as u8)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        ui.spacing_mut().item_spacing.y = theme.shape.space.m;
        match tab.what {
            What::Service => service::service_ui(ui, &mut tab.service, input, out),
            What::Flag => flag::flag_ui(ui, &mut tab.flag, input, out),
            What::Knowledge => knowledge::knowledge_ui(ui, &mut tab.knowledge, input, out),
            What::Approval => approval::approval_ui(ui, &mut tab.approval, input, out),
        }
    });
}

/// Why exercise control steps in: it stands in the journal.
fn reason_ui(ui: &mut Ui, sending: &Sending, reason: &mut String) {
    sending.field_ui(ui, "text", "Why; it stands in the journal", |ui| {
        let field = ui.add(text_edit(&Theme::of(ui), reason, 2));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Why"));
    });
}
