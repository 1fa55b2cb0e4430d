//! Observations, ratings, and what a seat decided aloud or by phone, put down with its time.

mod aloud;
mod note;

use egui::{ScrollArea, Ui};

use super::decisions::{Feed, feed_ui};
use super::repair::{Repair, repair_ui};
use super::{Digest, ExconInput, Out};
use crate::desk::Theme;
use crate::desk::evaluate::{Evaluate, EvaluateInput, Want, evaluate_ui};
use crate::desk::widgets::{section, toggle};
use crate::exercise::fact::Record;

pub(in crate::desk) use aloud::{Aloud, Form as AloudForm};

/// What is being put down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    /// Something that was seen.
    #[default]
    Observation,
    /// What a seat said aloud.
    Aloud,
    /// How well a task was done.
    Rating,
}

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Observe {
    what: What,
    note: note::Form,
    aloud: aloud::Form,
    rating: Evaluate,
    chosen: Option<usize>,
    repair: Repair,
}

impl Observe {
    /// The form that puts the decision of this record down again; none where it is nobody's decision.
    pub(super) fn correcting(record: &Record, input: &ExconInput<'_>) -> Option<Self> {
        let aloud = aloud::Form::correcting(record, input)?;
        Some(Self { what: What::Aloud, aloud, ..Self::default() })
    }
}

pub(super) fn observe_ui(
    ui: &mut Ui,
    tab: &mut Observe,
    digest: &Digest,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) {
    let choices = [
        (What::Observation, "Observation"),
        (What::Aloud, "Said aloud by a seat"),
        (What::Rating, "Ratings"),
    ];
    toggle::choice_chips_ui(ui, &mut tab.what, &choices);
    if tab.what == What::Rating {
        return ratings_ui(ui, &mut tab.rating, input, out);
    }
    if tab.what == What::Aloud {
        return aloud_ui(ui, &mut tab.aloud, input, out);
    }
    let theme = Theme::of(ui);
    let height = ui.available_height() * 0.55;
    let area = ScrollArea::vertical().id_salt("observe").max_height(height);
    area.auto_shrink([false, true]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        note::note_ui(ui, &mut tab.note, input, out);
    });
    ui.add_space(theme.shape.space.s);
    section::section_ui(ui, "Put down so far", &digest.observations.len().to_string(), |_| {});
    let feed = Feed { name: "Observations", hint: "What you and the evaluators put down", digest };
    feed_ui(ui, &feed, &digest.observations, &mut tab.chosen, input, |ui, record| {
        repair_ui(ui, &mut tab.repair, record, digest, input, out);
    });
}

fn aloud_ui(ui: &mut Ui, form: &mut aloud::Form, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let view = |id: &str| input.views.get(*input.script.names.seats.get(id)?);
    let (seats, answers) = (seats(input), input.answers());
    let read =
        Aloud { directory: input.directory, now: input.clock.now, seats: &seats, view: &view, answers };
    let (act, heard) = form.ui(ui, &read);
    out.extend(heard.then_some(Out::Dismiss));
    out.extend(act.map(|control| Out::Act(Box::new(control))));
}

fn ratings_ui(ui: &mut Ui, panel: &mut Evaluate, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let Some(score) = input.score else {
        ui.label(Theme::of(ui).muted("Nothing is to be rated before STARTEX"));
        return;
    };
    let (script, directory, state, records) = (input.script, input.directory, input.state, input.records);
    let read = EvaluateInput { script, directory, state, records, score, answers: input.answers() };
    let mut wants = Vec::new();
    evaluate_ui(ui, panel, &read, &mut wants);
    // The desk of a running exercise looks at no other moment.
    out.extend(wants.into_iter().filter_map(|want| match want {
        Want::Act(control) => Some(Out::Act(control)),
        Want::Dismiss => Some(Out::Dismiss),
        Want::Show(_) => None,
    }));
}

/// The seats to choose from, by id.
fn seats(input: &ExconInput<'_>) -> Vec<(String, String)> {
    input.script.seats.rows().map(|s| (s.id.clone(), s.title.get("en").to_owned())).collect()
}
