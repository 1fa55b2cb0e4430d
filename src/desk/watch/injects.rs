//! The injects that go to seats of the own state alone: what comes and when, what came, and what can be done about it.

use egui::{Label, ScrollArea, Ui, Vec2};

use super::moderate::to_ui;
use super::{Out, WatchInput};
use crate::desk::Theme;
use crate::desk::excon::{Acts, Expectation, Subject};
use crate::desk::names::capital;
use crate::desk::theme::Voice;
use crate::desk::widgets::foot::foot_ui;
use crate::desk::widgets::status::{Status, status_ui};
use crate::desk::widgets::table::{Table, Width, tall_table_ui, two_lines_ui};
use crate::desk::widgets::{empty, icon, section, tlp, toggle};
use crate::wire::{InjectLine, Stands};

/// Which of them are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    #[default]
    Ahead,
    Come,
    All,
}

impl Filter {
    fn takes(self, line: &InjectLine) -> bool {
        match self {
            Self::Ahead => line.is_ahead(),
            Self::Come => line.stands == Stands::Delivered,
            Self::All => true,
        }
    }
}

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Injects {
    filter: Filter,
    /// The inject that is looked at, as orders name it.
    chosen: Option<String>,
    acts: Acts,
}

/// How many are to come, on the tab.
pub(super) fn label(input: &WatchInput<'_>) -> String {
    let ahead = input.injects.unwrap_or_default().iter().filter(|line| line.is_ahead()).count();
    if ahead == 0 { "Injects".to_owned() } else { format!("Injects {ahead}") }
}

pub(super) fn injects_ui(ui: &mut Ui, tab: &mut Injects, input: &WatchInput<'_>, out: &mut Vec<Out>) {
    out.extend(tab.acts.heard(input.answers()).then_some(Out::Dismiss));
    let Some(lines) = input.injects else {
        return nothing_ui(ui, "The injects have not come yet", "They come as soon as the exercise answers");
    };
    section::section_ui(ui, "Injects for your seats alone", &lines.len().to_string(), |_| {});
    if lines.is_empty() {
        let hint = "What others get as well is exercise control's. What you write stands here, too";
        return nothing_ui(ui, "Nothing goes to your seats alone", hint);
    }
    let filters = [(Filter::Ahead, "Ahead"), (Filter::Come, "Come"), (Filter::All, "All")];
    toggle::choice_chips_ui(ui, &mut tab.filter, &filters);
    let chosen = tab.chosen.as_ref().and_then(|id| lines.iter().find(|line| line.id == *id));
    let room = ui.available_height();
    // A form needs more room than what is read.
    let list = match (chosen, tab.acts.edits()) {
        (None, _) => room,
        (Some(_), false) => room * 0.45,
        (Some(_), true) => room * 0.25,
    };
    let shown: Vec<&InjectLine> = lines.iter().filter(|line| tab.filter.takes(line)).collect();
    let size = Vec2::new(ui.available_width(), list);
    let picked = ui.allocate_ui(size, |ui| list_ui(ui, &shown, chosen, input)).inner;
    if let Some(id) = picked
        && tab.chosen.as_ref() != Some(&id)
    {
        (tab.chosen, tab.acts) = (Some(id), Acts::default());
    }
    if let Some(line) = chosen {
        ui.separator();
        chosen_ui(ui, &mut tab.acts, line, input, out);
    }
}

fn nothing_ui(ui: &mut Ui, sentence: &str, hint: &str) {
    empty::empty_ui(ui, &empty::Empty { icon: icon::TRAY, sentence, hint, action: None });
}

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(76.0)), ("Inject", Width::Rest), ("State", Width::Fixed(84.0))];

fn list_ui(
    ui: &mut Ui,
    shown: &[&InjectLine],
    chosen: Option<&InjectLine>,
    input: &WatchInput<'_>,
) -> Option<String> {
    if shown.is_empty() {
        nothing_ui(ui, "No injects here", "Choose another filter");
        return None;
    }
    let row = chosen.and_then(|line| shown.iter().position(|other| other.id == line.id));
    let table = Table { name: "Injects", columns: COLUMNS, rows: shown.len(), chosen: row, follow: false };
    let said = |row: usize| {
        let line = |line: &&InjectLine| {
            format!("{}, {}, {}, {}", line.id, words(line), to(line, input), status(line).word())
        };
        shown.get(row).map(line).unwrap_or_default()
    };
    let picked = tall_table_ui(ui, &table, said, |ui, row, column| {
        let theme = Theme::of(ui);
        let Some(line) = shown.get(row) else { return };
        match column {
            0 => {
                let (text, voice) = match line.at {
                    Some(at) => (input.directory.clock.show(at), Voice::MonoSmall),
                    None => ("no time yet".to_owned(), Voice::Small),
                };
                ui.label(theme.say(voice, text).color(theme.colors.muted.0));
            }
            1 => {
                let of_it = format!("{}  {}", line.id, to(line, input));
                let of_it = theme.say(Voice::Small, of_it).color(theme.colors.muted.0);
                two_lines_ui(ui, theme.body(words(line)), of_it);
            }
            _ => drop(status_ui(ui, status(line))),
        }
    });
    picked.chosen.and_then(|row| Some(shown.get(row)?.id.clone()))
}

/// Its words in one line; what is watched for, where nothing is delivered.
fn words(line: &InjectLine) -> String {
    let says = line.says.get("en").split_whitespace().collect::<Vec<_>>().join(" ");
    match line.expects.first() {
        Some(expected) if says.is_empty() => format!("Watched for: {}", expected.what),
        None if says.is_empty() => "Nothing is delivered".to_owned(),
        _ => says,
    }
}

fn to(line: &InjectLine, input: &WatchInput<'_>) -> String {
    let seats: Vec<String> = line.to.iter().map(|seat| input.short(seat)).collect();
    if seats.is_empty() { "To nobody".to_owned() } else { format!("To {}", seats.join("; ")) }
}

fn status(line: &InjectLine) -> Status {
    match line.stands {
        Stands::Due => Status::Due,
        Stands::Held => Status::Held,
        Stands::Delivered => Status::Delivered,
        Stands::Skipped => Status::Skipped,
    }
}

/// The chosen one in full, over what can be done about it: that stays in sight, however much there is to read.
fn chosen_ui(ui: &mut Ui, acts: &mut Acts, line: &InjectLine, input: &WatchInput<'_>, out: &mut Vec<Out>) {
    let act = |control| Out::Act(Box::new(control));
    if line.is_ahead() && !acts.edits() {
        let subject = Subject {
            name: line.id.clone(),
            held: line.stands == Stands::Held,
            says: line.says.get("en"),
            to: line.to.clone(),
            timed: !line.beyond,
        };
        let done = foot_ui(ui, "own inject acts", |ui| {
            if line.beyond {
                beyond_ui(ui);
            }
            acts.buttons_ui(ui, &subject, false)
        });
        out.extend(done.map(act));
    }
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt("own inject").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        told_ui(ui, line, !acts.edits(), input);
        if line.is_ahead() {
            ui.add_space(theme.shape.space.s);
            let changed = acts.edit_ui(ui, &line.id, |ui, _, to| to_ui(ui, input, to));
            out.extend(changed.map(act));
        }
    });
}

/// Why its time is not this desk's to change.
fn beyond_ui(ui: &mut Ui) {
    let words = "What follows from it reaches beyond your state: exercise control delivers it, holds it or takes it out";
    let text = Theme::of(ui).note(format!("{} {words}", icon::TREE_STRUCTURE));
    ui.add(Label::new(text).wrap());
}

/// All of it, as players read it, and what is expected of them; its words only if they are not being changed.
fn told_ui(ui: &mut Ui, line: &InjectLine, words: bool, input: &WatchInput<'_>) {
    let theme = Theme::of(ui);
    let note = |ui: &mut Ui, text: String| drop(ui.add(Label::new(theme.note(text)).wrap()));
    ui.add(Label::new(theme.say(Voice::Title, line.id.as_str())).wrap());
    let says = line.says.get("en");
    ui.horizontal(|ui| {
        let how = if says.is_empty() { "watched for" } else { line.by.label() };
        let time = line.at.map_or_else(|| "no time yet".to_owned(), |at| input.directory.clock.show(at));
        ui.label(theme.note(format!("{}, {}, {time}", capital(how), status(line).word())));
        if let Some(marking) = line.tlp.filter(|_| !says.is_empty()) {
            tlp::tlp_ui(ui, marking);
        }
    });
    let from = line.from.get("en");
    if !from.is_empty() {
        note(ui, format!("From {from}"));
    }
    note(ui, to(line, input));
    if words && !says.is_empty() {
        ui.add(Label::new(theme.body(says)).wrap());
    }
    for expected in &line.expects {
        let who: Vec<String> = expected.who.iter().map(|seat| input.short(seat)).collect();
        let expectation = Expectation {
            who: who.iter().map(String::as_str).collect(),
            what: &expected.what,
            within: expected.within,
            due: expected.due,
            met: expected.met,
            lapsed: expected.lapsed,
        };
        expectation.ui(ui, input.directory.clock);
    }
}
