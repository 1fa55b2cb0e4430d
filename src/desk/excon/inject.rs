//! An inject in full: from whom, to whom, what it says, what is expected of whom, and what hangs on it.

use egui::{Label, Ui};

use super::{ExconInput, MselLine, timeline};
use crate::desk::names::capital;
use crate::desk::theme::Voice;
use crate::desk::widgets::{icon, tlp};
use crate::desk::{Theme, plain};
use crate::exercise::msel;
use crate::report::narrate::{self, what};
use crate::scenario::script::InjectId;

/// Recipients that are named; the others are counted.
const NAMED: usize = 8;
/// Those of whom something is expected that are named.
const EXPECTED: usize = 4;

/// The words that it comes with, as they stand now.
pub(super) fn says<'a>(id: InjectId, input: &ExconInput<'a>) -> &'a str {
    msel::says(input.script, input.state, id).map_or("", |text| text.get("en"))
}

/// Tells all of it; its words only if they are not being changed.
pub(super) fn told_ui(ui: &mut Ui, line: &MselLine, words: bool, input: &ExconInput<'_>) {
    let theme = Theme::of(ui);
    let note = |ui: &mut Ui, text: String| drop(ui.add(Label::new(theme.note(text)).wrap()));
    let composed = input.state.injects.get(line.id).and_then(|now| now.composed.as_ref());
    let spec = input.script.injects.get(line.id);
    ui.add(Label::new(theme.say(Voice::Title, plain::inject(input.script, line.id))).wrap());
    let by = composed.map(|c| c.by).or(spec.map(|s| s.by));
    let kind = timeline::kind_word(line.kind);
    let how = by.map_or(String::new(), |by| format!(", {by}"));
    ui.horizontal(|ui| {
        ui.label(theme.note(format!("{kind}{how}")));
        if let Some(spec) = spec {
            tlp::tlp_ui(ui, spec.tlp);
        }
    });
    let from = composed.map(|c| &c.from).or(spec.map(|s| &s.from)).map_or("", |t| t.get("en"));
    if !from.is_empty() {
        note(ui, format!("From {from}"));
    }
    let seats = msel::recipients(input.script, input.state, line.id);
    let to: Vec<&str> =
        seats.iter().take(NAMED).filter_map(|s| Some(input.script.seats.get(*s)?.title.get("en"))).collect();
    if !to.is_empty() {
        let more = seats.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        note(ui, format!("To {}{more}", to.join("; ")));
    }
    let says = says(line.id, input);
    if words && !says.is_empty() {
        ui.add(Label::new(theme.body(says)).wrap());
    }
    if let Some(spec) = spec.filter(|s| !s.note.is_empty()) {
        note(ui, format!("Note for controllers: {}", spec.note));
    }
    expected_ui(ui, line.id, input);
    orphans_ui(ui, line.id, input);
}

/// What is expected of whom, and what became of it.
fn expected_ui(ui: &mut Ui, id: InjectId, input: &ExconInput<'_>) {
    let Some(spec) = input.script.injects.get(id) else { return };
    let theme = Theme::of(ui);
    let told = narrate::Names { script: input.script, state: input.state };
    for (place, expect) in spec.expects.iter().enumerate() {
        let who = expect
            .who
            .iter()
            .take(EXPECTED)
            .filter_map(|s| Some(input.script.seats.get(*s)?.title.get("en")));
        let who: Vec<&str> = who.collect();
        let more = if expect.who.len() > EXPECTED { " or others" } else { "" };
        let opened = input.state.expects.rows().find(|e| e.inject == id && usize::from(e.place) == place);
        let clock = input.directory.clock;
        let (mark, said) = match opened {
            Some(open) if open.met.is_some() => (
                icon::CHECK_CIRCLE,
                format!("done {}", open.met.map_or_else(String::new, |(_, at)| clock.show(at))),
            ),
            Some(open) if open.lapsed => {
                (icon::WARNING_OCTAGON, format!("not done by {}", clock.show(open.due)))
            }
            Some(open) => (icon::HOURGLASS, format!("by {}", clock.show(open.due))),
            None => (icon::HOURGLASS, format!("within {} of its coming", expect.within)),
        };
        let text = format!("{mark} Expected of {}{more}, {said}", who.join(" or "));
        ui.add(Label::new(theme.note(text)).wrap());
        let what = capital(&what::words(&told, &expect.what));
        ui.add(Label::new(theme.body(what)).wrap());
    }
}

/// What does not come when this one does not.
fn orphans_ui(ui: &mut Ui, id: InjectId, input: &ExconInput<'_>) {
    let Some(spec) = input.script.injects.get(id) else { return };
    let led = spec.leads_to.iter().chain(spec.expects.iter().flat_map(|e| &e.or_else));
    let names: Vec<String> = led.map(|next| plain::inject(input.script, *next)).collect();
    if !names.is_empty() {
        let theme = Theme::of(ui);
        let text = format!(
            "{} Held or skipped, these do not come of it: {}",
            icon::TREE_STRUCTURE,
            names.join(", ")
        );
        ui.add(Label::new(theme.note(text)).wrap());
    }
}
