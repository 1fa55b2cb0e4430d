//! Order a defence at services.

use egui::Ui;

use crate::base::Name;
use crate::desk::Theme;
use crate::desk::seat::decide::FormState;
use crate::desk::seat::fields::{Cx, field_ui, picker, things, words};
use crate::desk::seat::verbs;
use crate::desk::widgets::icon;
use crate::exercise::directory::DefenceEntry;

pub(super) fn defend_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut FormState) {
    let draft = &mut form.draft;
    field_ui(ui, cx, "defence", "Defence", |ui, cx| {
        let known: Vec<&str> =
            cx.input.view.intel.values().flat_map(|i| i.enables.iter()).map(Name::as_str).collect();
        let can = |id: &str, d: &DefenceEntry| !d.needs_knowledge || known.contains(&id);
        let choices: Vec<(String, String)> = cx
            .input
            .directory
            .defences
            .iter()
            .filter(|(id, d)| !cx.full() || can(id, d))
            .map(|(id, d)| (id.clone(), d.name.get("en").to_owned()))
            .collect();
        things::drop_down_ui(ui, "Defence", "Choose the defence", &mut draft.defence, &choices);
        let theme = Theme::of(ui);
        if let Some((id, spec)) =
            draft.defence.as_ref().and_then(|id| cx.input.directory.defences.get_key_value(id))
        {
            if cx.hints() {
                let kind = crate::desk::names::capital(spec.kind.label());
                ui.label(theme.note(format!("{kind}, takes {}", spec.takes)));
            }
            if cx.full() && spec.needs_knowledge && can(id, spec) {
                ui.label(theme.note(format!("{} You hold intelligence that makes it possible", icon::CHECK)));
            }
        }
    });
    let mine: Vec<&str> = verbs::defendable(&cx.input).collect();
    things::services_ui(ui, cx, &mine, &mut draft.services);
    let told = ("announced_to", "Told before, because it may touch them");
    picker::picker_ui(ui, cx, told, &mut form.announced, &mut draft.announced_to);
    words::text_ui(ui, cx, "Reason", "Why this, why now", &mut draft.text);
}
