//! A seat gets an item of intelligence from exercise control.

use egui::{Label, Ui};

use crate::desk::Theme;
use crate::desk::excon::sending::{Sending, lacks};
use crate::desk::excon::{ExconInput, Out};
use crate::desk::fields::{Picker, drop_down_ui, picker_ui, seen_ui};
use crate::desk::line::act_ui;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::{classified, empty, icon, tlp};
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;
use crate::scenario::script::IntelId;

/// Letters of an item that the drop-down shows.
const SHOWN: usize = 70;
/// Holders that are named; the others are counted.
const NAMED: usize = 6;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    item: Option<String>,
    to: Vec<String>,
    picker: Picker,
    sending: Sending,
}

impl Form {
    fn control(&self) -> Result<Control, Refusal> {
        let item = self.item.clone().ok_or_else(|| lacks("item", "Choose what is to be known"))?;
        Ok(Control::Reveal { item, to: self.to.clone() })
    }
}

pub(super) fn knowledge_ui(ui: &mut Ui, form: &mut Form, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    if form.sending.taken(input, out).is_some() {
        *form = Form { item: form.item.take(), ..Form::default() };
    }
    if input.script.intel.is_empty() {
        let place = empty::Empty {
            icon: icon::LIGHTBULB,
            sentence: "This scenario has no intelligence items",
            hint: "Compose an inject instead, under Next up",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let Form { item, to, picker, sending } = form;
    let short = |text: &str| {
        let short: String = text.chars().take(SHOWN).collect();
        if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
    };
    let items: Vec<(String, String)> = input
        .script
        .intel
        .rows()
        .map(|i| (i.id.clone(), short(&i.says.get("en").replace('\n', " "))))
        .collect();
    sending.field_ui(ui, "item", "Item", |ui| {
        drop_down_ui(ui, "Item", "Choose what is to be known", item, &items);
    });
    if let Some(id) = item.as_ref().and_then(|id| input.script.names.intel.get(id)) {
        item_ui(ui, *id, input);
    }
    sending.field_ui(ui, "to", "To", |ui| {
        picker_ui(ui, &input.names(), "", "To", picker, to);
        seen_ui(ui, &input.names(), "", to);
    });
    sending.rest_ui(ui, &["item", "to"]);
    let act = act_ui(ui, !sending.busy(), |ui| {
        primary_button_ui(ui, &format!("{} Let them know", icon::LIGHTBULB)).clicked()
    });
    if act.inner {
        let control = form.control();
        form.sending.send(control, out);
    }
}

/// The item in full, and who holds it already.
fn item_ui(ui: &mut Ui, id: IntelId, input: &ExconInput<'_>) {
    let theme = Theme::of(ui);
    let spec = &input.script.intel[id];
    ui.horizontal(|ui| {
        tlp::tlp_ui(ui, spec.tlp);
        if let Some(c) = &spec.classified {
            let marking = c.marking(&input.script.orgs[c.originator].path);
            classified::classified_ui(ui, c.level, &marking);
        }
        if spec.misleading {
            ui.label(theme.note(format!("{} a false lead", icon::WARNING)));
        }
    });
    ui.add(Label::new(theme.body(spec.says.get("en"))).wrap());
    let holders: Vec<&str> = input
        .state
        .seats
        .iter()
        .filter(|(_, now)| now.holds.contains_key(&id))
        .filter_map(|(seat, _)| Some(input.script.seats.get(seat)?.title.get("en")))
        .collect();
    let text = match holders.len() {
        0 => "Nobody knows it yet".to_owned(),
        n if n > NAMED => format!("Known by {} and {} more", holders[..NAMED].join("; "), n - NAMED),
        _ => format!("Known by {}", holders.join("; ")),
    };
    ui.add(Label::new(theme.note(text)).wrap());
}
