//! What a text asserts, as a table.

use egui::{Grid, Ui};

use crate::desk::Theme;
use crate::desk::names::capital;
use crate::desk::theme::Voice;
use crate::exercise::order::Claims;

/// The claims that were made, each with its name; claims not made are not listed.
pub(super) fn rows(claims: &Claims) -> Vec<(&'static str, String)> {
    let rows = [
        ("Severity", claims.severity.map(|c| c.to_string())),
        ("Cause", claims.cause.map(|c| c.to_string())),
        ("Malicious", claims.malicious.map(|c| c.to_string())),
        ("Cross-border", claims.cross_border.map(|c| c.to_string())),
        ("Next six hours", claims.outlook.map(|c| c.to_string())),
        ("Behind it", claims.attribution.clone()),
        ("Advice", claims.advice.map(|c| c.to_string())),
    ];
    rows.into_iter().filter_map(|(name, value)| value.map(|v| (name, capital(&v)))).collect()
}

/// Draws the table.
pub(super) fn claims_ui(ui: &mut Ui, claims: &Claims) {
    let theme = Theme::of(ui);
    let space = &theme.shape.space;
    ui.add_space(space.s);
    ui.label(theme.note("What it says in fields"));
    Grid::new("claims").num_columns(2).spacing([space.xl, space.xs]).show(ui, |ui| {
        for (name, value) in rows(claims) {
            ui.label(theme.muted(name));
            ui.label(theme.say(Voice::Strong, value));
            ui.end_row();
        }
    });
}
