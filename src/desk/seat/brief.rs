//! The handover brief: where the seat stands, for whoever takes it over or comes late. Made from the seat's own picture
//! alone: nothing in it is new to the seat, and nothing is hidden from who sits there.

use egui::{Label, ScrollArea, Ui};

use super::SeatInput;
use super::orders::line;
use super::top::{open_duties, owed};
use crate::base::excerpt::count;
use crate::desk::Theme;
use crate::exercise::entry::PostKind;
use crate::exercise::reference::Handle;
use crate::scenario::words::ServiceStep;

/// Decisions that are told.
const DECISIONS: usize = 6;

/// A part of the brief; one without lines says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Heading.
    pub title: &'static str,
    /// A sentence each.
    pub lines: Vec<String>,
    /// What is said where there are none.
    pub none: &'static str,
}

/// Where the seat stands now.
pub fn brief(input: &SeatInput<'_>) -> Vec<Part> {
    vec![
        Part { title: "What we know", lines: known(input), none: "No incident, and no service in trouble" },
        Part { title: "Clocks that run", lines: clocks(input), none: "No clock runs for us" },
        Part { title: "Open questions", lines: questions(input), none: "Nobody waits for an answer of ours" },
        Part { title: "Cases that are open", lines: cases(input), none: "No case is open" },
        Part { title: "Drafts that wait", lines: drafts(input), none: "No draft waits" },
        Part { title: "Decided last", lines: decided(input), none: "Nothing was decided from this seat" },
    ]
}

fn known(input: &SeatInput<'_>) -> Vec<String> {
    let (view, clock) = (input.view, &input.directory.clock);
    let mut lines: Vec<String> = view
        .incidents
        .values()
        .map(|incident| {
            let class = match incident.classes.get(input.me) {
                Some(class) => format!("we class it as {class}"),
                None => "we have not classed it".to_owned(),
            };
            format!("{}, since {}; {class}", incident.title.get("en"), clock.show(incident.since))
        })
        .collect();
    let troubled = view.services.iter().filter(|(_, step)| **step != ServiceStep::Normal);
    lines.extend(troubled.map(|(id, step)| format!("{} is {step}", input.names().service(id))));
    if !view.intel.is_empty() {
        lines.push(format!("We hold {} of intelligence", count(view.intel.len(), "item")));
    }
    lines
}

fn clocks(input: &SeatInput<'_>) -> Vec<String> {
    let line = |duty: &&crate::exercise::view::DutyView| {
        let left = if duty.due > input.now {
            format!("{} left", duty.due.since(input.now))
        } else {
            format!("{} late", input.now.since(duty.due))
        };
        format!("{left}: {}", owed(duty, input))
    };
    open_duties(input).iter().map(line).collect()
}

fn questions(input: &SeatInput<'_>) -> Vec<String> {
    let view = input.view;
    let waits = |thread: Option<Handle>| thread.is_some_and(|asked| !view.answered.contains(&asked.number()));
    let asked = view.inbox.iter().filter(|got| got.post.kind == PostKind::Ask && waits(got.post.thread));
    let mut lines: Vec<String> = asked
        .map(|got| {
            let (from, text) = (got.post.from.get("en"), got.post.text.get("en"));
            format!("{from} asked at {}: {text}", input.directory.clock.show(got.at))
        })
        .collect();
    let probes =
        view.probes.iter().filter(|(number, probe)| !probe.closed && !view.answered.contains(number));
    lines.extend(probes.map(|(_, probe)| {
        format!(
            "The exercise asks until {}: {}",
            input.directory.clock.show(probe.until),
            probe.ask.get("en")
        )
    }));
    lines
}

fn cases(input: &SeatInput<'_>) -> Vec<String> {
    let open = input.view.cases.values().filter(|case| case.end.is_none());
    open.map(|case| {
        let names = input.names();
        let (what, by) = (names.mechanism(&case.mechanism), names.seat(&case.by));
        let ours = match (case.may_vote, case.votes.contains_key(input.me)) {
            (true, false) => "; our vote is missing",
            (true, true) => "; we have voted",
            (false, _) => "",
        };
        let until = input.directory.clock.show(case.due);
        format!("{what}, opened by {by}, until {until}, {}{ours}", count(case.votes.len(), "vote"))
    })
    .collect()
}

fn drafts(input: &SeatInput<'_>) -> Vec<String> {
    let drafts = input.view.team.drafts.iter();
    drafts
        .map(|(number, draft)| {
            let (by, what) = (input.people.name(draft.by), line(&draft.verb, &input.names()));
            format!("Draft {number} by {by}: {what}")
        })
        .collect()
}

fn decided(input: &SeatInput<'_>) -> Vec<String> {
    let last = input.view.done.iter().rev().take(DECISIONS);
    last.map(|(at, order, verb)| {
        let by = match input.view.team.person(*order) {
            0 => String::new(),
            person => format!(" by {}", input.people.name(person)),
        };
        format!("{}{by}: {}", input.directory.clock.show(*at), line(verb, &input.names()))
    })
    .collect()
}

/// Draws the brief.
pub(super) fn brief_ui(ui: &mut Ui, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt("handover brief").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(theme.grown(theme.shape.reading + 80.0).min(ui.available_width()));
        for part in brief(input) {
            let heading = ui.label(theme.strong(part.title));
            ui.ctx().accesskit_node_builder(heading.id, |node| {
                node.set_role(egui::accesskit::Role::Heading);
                node.set_label(part.title);
            });
            if part.lines.is_empty() {
                ui.label(theme.muted(part.none));
            }
            for line in &part.lines {
                ui.add(Label::new(theme.body(line.as_str())).wrap());
            }
            ui.add_space(theme.shape.space.s);
        }
    });
}
