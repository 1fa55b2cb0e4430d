//! The forms, one file a family of verbs.

mod attribute;
mod classify;
mod defend;
mod mechanism;
mod notify;
mod probe;
mod provider;
mod release;
mod share;
mod statement;
mod talk;
mod vote;

use egui::Ui;

use super::decide::FormState;
use super::fields::Cx;
use super::verbs::VerbKind as V;

/// Draws the fields of the form.
pub(super) fn form_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    match form.kind {
        V::Classify => classify::classify_ui(ui, cx, &mut form.draft),
        V::Notify => notify::notify_ui(ui, cx, form),
        V::Share => share::share_ui(ui, cx, form),
        V::Ask => talk::ask_ui(ui, cx, form),
        V::Answer => talk::answer_ui(ui, cx, form),
        V::Sitrep => talk::sitrep_ui(ui, cx, form),
        V::Message => talk::message_ui(ui, cx, form),
        V::Decide => talk::decide_ui(ui, cx, form),
        V::Mode => mechanism::mode_ui(ui, cx, form),
        V::Request | V::Offer => mechanism::help_ui(ui, cx, form),
        V::Propose => mechanism::propose_ui(ui, cx, form),
        V::Vote => vote::vote_ui(ui, cx, form),
        V::Defend => defend::defend_ui(ui, cx, form),
        V::Attribute => attribute::attribute_ui(ui, cx, form),
        V::Statement => statement::statement_ui(ui, cx, &mut form.draft),
        V::Remove => provider::remove_ui(ui, cx, form),
        V::Demand => provider::demand_ui(ui, cx, form),
        V::Release => release::release_ui(ui, cx, form),
        V::Probe => probe::probe_ui(ui, cx, &mut form.draft),
    }
}
