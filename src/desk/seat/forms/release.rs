//! Ask an originator to let an item go further: to others, or as a tear-line.

use egui::{Label, Ui};

use super::mechanism::approval_ui;
use crate::desk::Theme;
use crate::desk::seat::decide::FormState;
use crate::desk::seat::fields::{Cx, field_ui, picker, things, words};
use crate::desk::seat::verbs::{self, VerbKind};
use crate::desk::widgets::{classified, tlp, toggle};
use crate::exercise::view::IntelView;
use crate::scenario::secrecy::Secrecy;

pub(super) fn release_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    let draft = &mut form.draft;
    field_ui(ui, cx, "item", "Item", |ui, cx| item_ui(ui, cx, &mut draft.item));
    field_ui(ui, cx, "tear_line", "What you ask for", |ui, _| {
        let choices = [(false, "Release to others"), (true, "A tear-line")];
        toggle::choice_chips_ui(ui, &mut draft.tear_line, &choices);
    });
    let theme = Theme::of(ui);
    if draft.tear_line {
        let what =
            "A version without what is secret in it. It takes time to write, and has a marking of its own";
        ui.add(Label::new(theme.note(what)).wrap());
    } else {
        picker::picker_ui(ui, cx, ("to", "To"), &mut form.to, &mut draft.to);
        let item = draft.item.and_then(|n| cx.input.view.intel.get(&n));
        let to = cx.input.names().seats_of(&draft.to, cx.input.me);
        warn_ui(ui, cx, item.into_iter(), &to, false);
    }
    if let Some(spec) = verbs::mechanisms(&cx.input, VerbKind::Release).first() {
        approval_ui(ui, cx, spec);
    }
    words::text_ui(ui, cx, "Words", "Who must know, and why", &mut draft.text);
}

/// The item, with all of its marking.
fn item_ui(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut Option<u32>) {
    let theme = Theme::of(ui);
    let intel = &cx.input.view.intel;
    if intel.is_empty() {
        ui.label(theme.muted("You hold no intelligence yet"));
        return;
    }
    let choices: Vec<(u32, String)> =
        intel.iter().rev().map(|(n, i)| (*n, i.says.get("en").to_owned())).collect();
    things::drop_down_ui(ui, "Item", "Choose the item", chosen, &choices);
    let Some(item) = chosen.as_ref().and_then(|n| intel.get(n)) else { return };
    ui.horizontal_wrapped(|ui| {
        tlp::tlp_ui(ui, item.tlp);
        if let Some(marked) = &item.classified {
            classified::classified_ui(ui, marked.level, &marked.marking);
            ui.label(theme.note(&marked.marking));
        }
    });
}

/// Who of these may not have one of the items, where the desk helps: not cleared, or without consent (`consent`).
pub(super) fn warn_ui<'v>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    items: impl Iterator<Item = &'v IntelView>,
    to: &[&str],
    consent: bool,
) {
    if !cx.hints() {
        return;
    }
    let (mut low, mut unasked) = (Vec::new(), Vec::new());
    let names = cx.input.names();
    for item in items {
        let Some(marked) = &item.classified else { continue };
        let entry = |seat: &str| cx.input.directory.seats.get(seat);
        for seat in to.iter().filter(|seat| entry(seat).is_none_or(|e| e.org != marked.originator)) {
            let clearance = entry(seat).map_or(Secrecy::Open, |e| e.clearance);
            let mine = entry(cx.input.me).is_some_and(|me| me.org == marked.originator);
            let list = if clearance < marked.level {
                &mut low
            } else if consent && !mine && !item.has_consent(seat) {
                &mut unasked
            } else {
                continue;
            };
            if !list.contains(&names.seat(seat)) {
                list.push(names.seat(seat));
            }
        }
    }
    let theme = Theme::of(ui);
    for (what, who) in [("Not cleared", low), ("Not released to", unasked)] {
        if !who.is_empty() {
            let text = theme.note(format!("{what}: {}", who.join("; "))).color(theme.colors.warn.0);
            ui.add(Label::new(text).wrap());
        }
    }
}
