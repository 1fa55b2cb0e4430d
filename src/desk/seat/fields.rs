//! The fields of which forms are made. A refusal stands at the field that caused it.

pub(super) mod claims;
pub(super) mod picker;
pub(super) mod things;
pub(super) mod words;

use egui::{Response, Ui};

use super::SeatInput;
use crate::desk::Theme;
use crate::desk::widgets::banner;
use crate::exercise::refusal::Refusal;
use crate::scenario::words::Help;

/// What the fields of a form know.
pub(super) struct Cx<'a> {
    pub(super) input: SeatInput<'a>,
    pub(super) refusal: Option<&'a Refusal>,
    /// The first field that asks takes the focus.
    pub(super) focus: bool,
}

impl Cx<'_> {
    /// Whether the desk explains what things are for.
    pub(super) fn hints(&self) -> bool {
        self.input.directory.help != Help::None
    }

    /// Whether the desk tells what is lawful, and why.
    pub(super) fn full(&self) -> bool {
        self.input.directory.help == Help::Full
    }

    /// Gives the field the focus if the form was just opened by key and no field took it before.
    pub(super) fn take_focus(&mut self, field: &Response) {
        if std::mem::take(&mut self.focus) {
            field.request_focus();
        }
    }
}

/// A field: its label, what it holds, and the refusal that it caused.
pub(super) fn field_ui<R>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    field: &str,
    label: &str,
    content: impl FnOnce(&mut Ui, &mut Cx<'_>) -> R,
) -> R {
    let theme = Theme::of(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme.shape.space.xs;
        ui.label(theme.note(label));
        let inner = content(ui, cx);
        refusal_ui(ui, cx, field);
        inner
    })
    .inner
}

/// The refusal of this field, with what would be needed.
pub(super) fn refusal_ui(ui: &mut Ui, cx: &Cx<'_>, field: &str) {
    if let Some(refusal) = cx.refusal.filter(|r| r.field.as_deref() == Some(field)) {
        said_ui(ui, refusal);
    }
}

/// A refusal in words.
pub(super) fn said_ui(ui: &mut Ui, refusal: &Refusal) {
    let response =
        banner::banner_ui(ui, banner::Tone::Alert, &refusal.message, refusal.needed.as_deref().unwrap_or(""));
    // What was refused must be seen, however far down its field is.
    let seen = response.id.with(&refusal.message);
    if !ui.data_mut(|d| std::mem::replace(d.get_temp_mut_or_default::<bool>(seen), true)) {
        response.scroll_to_me(Some(egui::Align::Center));
    }
}
