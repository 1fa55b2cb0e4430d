//! What a text asserts, in fields: only these are computed, the words are rated by people.

use egui::Ui;

use super::{Cx, refusal_ui, words};
use crate::desk::Theme;
use crate::exercise::order::Claims;
use crate::scenario::words::{Advice, Cause, Class, Outlook, Tri};

/// Which claims a form offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desk::seat) enum Claim {
    Severity,
    Cause,
    Malicious,
    CrossBorder,
    Outlook,
    Attribution,
    Advice,
}

/// What reports and notices say.
pub(in crate::desk::seat) const REPORT: &[Claim] =
    &[Claim::Severity, Claim::Malicious, Claim::CrossBorder, Claim::Cause, Claim::Outlook];
/// What is said in public.
pub(in crate::desk::seat) const PUBLIC: &[Claim] =
    &[Claim::Severity, Claim::Cause, Claim::Malicious, Claim::Attribution, Claim::Advice];

/// The claims of a form; choosing a word again takes it back.
pub(in crate::desk::seat) fn claims_ui(ui: &mut Ui, cx: &mut Cx<'_>, offered: &[Claim], claims: &mut Claims) {
    let theme = Theme::of(ui);
    ui.separator();
    ui.label(theme.strong("What you assert"));
    if cx.hints() {
        ui.add(
            egui::Label::new(theme.note("These fields count; the words beside them are rated by people"))
                .wrap(),
        );
    }
    for claim in offered {
        match claim {
            Claim::Severity => {
                words::choice_ui(ui, cx, ("severity", "Severity"), Class::ALL, &mut claims.severity);
            }
            Claim::Cause => words::choice_ui(ui, cx, ("cause", "Cause"), Cause::ALL, &mut claims.cause),
            Claim::Malicious => {
                words::choice_ui(ui, cx, ("malicious", "Malicious"), Tri::ALL, &mut claims.malicious);
            }
            Claim::CrossBorder => {
                words::choice_ui(
                    ui,
                    cx,
                    ("cross_border", "Other states concerned"),
                    Tri::ALL,
                    &mut claims.cross_border,
                );
            }
            Claim::Outlook => {
                words::choice_ui(ui, cx, ("outlook", "Next six hours"), Outlook::ALL, &mut claims.outlook);
            }
            Claim::Attribution => attribution_ui(ui, cx, claims),
            Claim::Advice => {
                words::choice_ui(ui, cx, ("advice", "Advice to people"), Advice::ALL, &mut claims.advice);
            }
        }
    }
    refusal_ui(ui, cx, "claims");
    if !claims.is_empty() && ui.button("Clear what you assert").clicked() {
        *claims = Claims::default();
    }
    ui.separator();
}

fn attribution_ui(ui: &mut Ui, cx: &mut Cx<'_>, claims: &mut Claims) {
    let mut actor = claims.attribution.clone().unwrap_or_default();
    let hint = "Leave empty to say nothing; “unknown” says that it is not known";
    words::line_ui(ui, cx, ("attribution", "Who is behind it"), hint, &mut actor);
    claims.attribution = Some(actor).filter(|a| !a.trim().is_empty());
}
