//! Pass intel on. The marking can be broken: the desk says what it asks for, and lets one.

use egui::Ui;

use super::release;
use crate::desk::Theme;
use crate::desk::seat::decide::FormState;
use crate::desk::seat::fields::{Cx, picker, things, words};
use crate::desk::widgets::tlp;
use crate::scenario::words::Tlp;

pub(super) fn share_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    let draft = &mut form.draft;
    things::items_ui(ui, cx, "What you pass on", &mut draft.items);
    strictest_ui(ui, cx, &draft.items);
    picker::picker_ui(ui, cx, ("to", "To"), &mut form.to, &mut draft.to);
    let view = cx.input.view;
    let to = cx.input.names().seats_of(&draft.to, cx.input.me);
    let items = draft.items.iter().filter_map(|n| view.intel.get(n));
    release::warn_ui(ui, cx, items, &to, true);
    words::tlp_ui(ui, cx, "As it came", &mut draft.tlp);
    words::text_ui(ui, cx, "Words", "Why they should know, what they may do with it", &mut draft.text);
}

/// The closest marking among what is passed on.
fn strictest_ui(ui: &mut Ui, cx: &Cx<'_>, items: &[u32]) {
    if !cx.hints() {
        return;
    }
    let markings = items.iter().filter_map(|n| cx.input.view.intel.get(n)).map(|i| i.tlp);
    let Some(strictest) = markings.max().filter(|t| *t > Tlp::Clear) else { return };
    let theme = Theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.label(theme.note("The closest marking among these is"));
        tlp::tlp_ui(ui, strictest);
    });
}
