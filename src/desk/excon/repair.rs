//! What can be done with a record: it counts no more, or it is put down again as it should have been.

use egui::{Label, Ui};

use super::decided::decided;
use super::sending::Sending;
use super::{Digest, ExconInput, Out};
use crate::desk::Theme;
use crate::desk::fields::line_edit;
use crate::desk::line::act_ui;
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::icon;
use crate::exercise::fact::Record;
use crate::exercise::order::Control;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Repair {
    /// Number of the record it is about.
    record: u64,
    reason: String,
    sending: Sending,
}

/// The reason and the acts; whether the record is to be corrected.
pub(super) fn repair_ui(
    ui: &mut Ui,
    form: &mut Repair,
    record: &Record,
    digest: &Digest,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) -> bool {
    let theme = Theme::of(ui);
    if form.record != record.number {
        *form = Repair { record: record.number, ..Repair::default() };
    }
    if form.sending.taken(input, out).is_some() {
        form.reason.clear();
    }
    if digest.voided.contains(&record.number) {
        let text = format!("{} Declared void: it does not count for the score", icon::PROHIBIT);
        ui.add(Label::new(theme.strong(text).color(theme.colors.warn.0)).wrap());
        return false;
    }
    if record.facts.is_empty() || !input.leads() {
        return false;
    }
    ui.add_space(theme.shape.space.s);
    let Repair { reason, sending, .. } = form;
    sending.field_ui(ui, "text", "Should it not count? Say why", |ui| {
        let edit = line_edit(&theme, reason).desired_width(f32::INFINITY);
        let field = ui.add(edit);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Why it should not count"));
    });
    sending.rest_ui(ui, &["text"]);
    let question = Confirm {
        question: "Declare this record void?",
        consequence: "It counts no more for the score. It stays in the journal, with your reason",
        act: "Declare it void",
        back: "Let it count",
    };
    ui.horizontal_wrapped(|ui| {
        let ready = !reason.trim().is_empty() && !sending.busy();
        act_ui(ui, ready, |ui| {
            if confirm_button_ui(ui, "Void…", &question) {
                let control = Control::Void { record: record.number, reason: reason.trim().to_owned() };
                sending.send(Ok(control), out);
            }
        });
        decided(input.script, record).is_some()
            && ui
                .button(format!("{} Correct…", icon::PENCIL_SIMPLE))
                .on_hover_text("Put it down again as it should have been; this one counts no more")
                .clicked()
    })
    .inner
}
