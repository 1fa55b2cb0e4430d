//! An inject in full: from whom, to whom, what it says, what is expected of whom, and what hangs on it.

use egui::{Label, Ui};

use super::{Digest, ExconInput, MselLine, timeline};
use crate::base::time::Clock;
use crate::base::{At, Span};
use crate::desk::names::capital;
use crate::desk::theme::Voice;
use crate::desk::widgets::{icon, tlp};
use crate::desk::{Theme, plain};
use crate::exercise::msel;
use crate::report::narrate::{self, what};
use crate::scenario::script::{InjectId, SeatId};

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
    let told = narrate::Names { script: input.script, state: input.state };
    for (place, expect) in spec.expects.iter().enumerate() {
        let title = |seat: &SeatId| Some(input.script.seats.get(*seat)?.title.get("en"));
        let opened = input.state.expects.rows().find(|e| e.inject == id && usize::from(e.place) == place);
        let expectation = Expectation {
            who: expect.who.iter().filter_map(title).collect(),
            what: &what::words(&told, &expect.what),
            within: expect.within,
            due: opened.map(|open| open.due),
            met: opened.and_then(|open| open.met).map(|(_, at)| at),
            lapsed: opened.is_some_and(|open| open.lapsed),
        };
        expectation.ui(ui, input.directory.clock);
    }
}

/// An expected action, as a desk tells it.
pub(in crate::desk) struct Expectation<'a> {
    /// Titles of those of whom it is expected.
    pub(in crate::desk) who: Vec<&'a str>,
    /// What, as an infinitive.
    pub(in crate::desk) what: &'a str,
    /// Within how long from the inject.
    pub(in crate::desk) within: Span,
    /// Its deadline, once the inject came.
    pub(in crate::desk) due: Option<At>,
    /// When it was done.
    pub(in crate::desk) met: Option<At>,
    /// Nobody did it in time.
    pub(in crate::desk) lapsed: bool,
}

impl Expectation<'_> {
    pub(in crate::desk) fn ui(&self, ui: &mut Ui, clock: Clock) {
        let theme = Theme::of(ui);
        let (mark, said) = match (self.met, self.due) {
            (Some(met), _) => (icon::CHECK_CIRCLE, format!("done {}", clock.show(met))),
            (None, Some(due)) if self.lapsed => {
                (icon::WARNING_OCTAGON, format!("not done by {}", clock.show(due)))
            }
            (None, Some(due)) => (icon::HOURGLASS, format!("by {}", clock.show(due))),
            (None, None) => (icon::HOURGLASS, format!("within {} of its coming", self.within)),
        };
        let who = self.who[..self.who.len().min(EXPECTED)].join(" or ");
        let more = if self.who.len() > EXPECTED { " or others" } else { "" };
        ui.add(Label::new(theme.note(format!("{mark} Expected of {who}{more}, {said}"))).wrap());
        ui.add(Label::new(theme.body(capital(self.what))).wrap());
    }
}

/// That the moderator of the state whose alone it is leaves its time to control.
pub(super) fn beyond_ui(ui: &mut Ui, id: InjectId, digest: &Digest, input: &ExconInput<'_>) {
    let (script, state) = (input.script, input.state);
    let first = msel::recipients(script, state, id).first();
    let Some(own) = first.and_then(|seat| script.seats.get(*seat)?.state) else { return };
    if !msel::is_of(script, state, id, own) || !digest.beyond(script).reaches(script, state, id, own) {
        return;
    }
    let theme = Theme::of(ui);
    let text = format!(
        "{} What follows from it reaches beyond {}: when it comes is yours to say, and not its moderator's",
        icon::TREE_STRUCTURE,
        script.states[own].name
    );
    ui.add(Label::new(theme.note(text)).wrap());
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
