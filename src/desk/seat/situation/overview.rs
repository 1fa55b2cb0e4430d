//! One look: incidents with our class, services that suffer, who waits for us.

use egui::{Label, ScrollArea, Ui, UiBuilder, Vec2};

use crate::desk::Theme;
use crate::desk::names::capital;
use crate::desk::seat::inbox::{Inbox, waits_for_vote};
use crate::desk::seat::{SeatInput, top};
use crate::desk::theme::Voice;
use crate::desk::widgets::countdown::countdown_line_ui;
use crate::desk::widgets::{icon, service};
use crate::exercise::fact::Marking;
use crate::scenario::words::ServiceStep;

/// Rows of a column; the tabs have the rest.
const ROWS: usize = 12;

/// Draws the three columns; gives the entry number of a question that was chosen.
pub(super) fn overview_ui(ui: &mut Ui, inbox: &Inbox, input: &SeatInput<'_>) -> Option<u32> {
    let theme = Theme::of(ui);
    let room = ui.available_rect_before_wrap();
    let gap = theme.shape.space.l;
    let width = (room.width() - 2.0 * gap) / 3.0;
    let mut chosen = None;
    for column in 0..3 {
        let left = room.left() + column as f32 * (width + gap);
        let rect = egui::Rect::from_min_size(egui::pos2(left, room.top()), Vec2::new(width, room.height()));
        let mut place = ui.new_child(UiBuilder::new().id_salt(("overview", column)).max_rect(rect));
        place.set_clip_rect(rect.intersect(ui.clip_rect()));
        ScrollArea::vertical().id_salt(column).auto_shrink(false).show(&mut place, |ui| {
            ui.spacing_mut().item_spacing.y = theme.shape.space.xs;
            match column {
                0 => incidents_ui(ui, input),
                1 => services_ui(ui, input),
                _ => chosen = waiting_ui(ui, inbox, input),
            }
        });
    }
    chosen
}

fn incidents_ui(ui: &mut Ui, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    ui.label(theme.note("Incidents"));
    if input.view.incidents.is_empty() {
        ui.label(theme.muted("You know of no incident"));
    }
    for incident in input.view.incidents.values().rev().take(ROWS) {
        ui.add(Label::new(theme.strong(incident.title.get("en"))).wrap());
        let ours = incident.classes.get(input.me);
        ui.horizontal_wrapped(|ui| match ours {
            Some(class) => {
                ui.label(theme.note(format!("Our class: {class}")));
            }
            None => {
                let text = format!("{} Not classified by us", icon::WARNING);
                ui.label(theme.note(text).color(theme.colors.warn.0));
            }
        });
        let names = input.names();
        let others = incident.classes.iter().filter(|(seat, _)| *seat != input.me);
        for (seat, class) in others {
            ui.label(theme.note(format!("{}: {class}", names.seat(seat))));
        }
        ui.add_space(theme.shape.space.xs);
    }
}

/// Services of the own state, or all that the seat has heard of where it has no state.
pub(super) fn own_services<'a>(input: &SeatInput<'a>) -> impl Iterator<Item = &'a str> {
    let state = input.directory.seats.get(input.me).and_then(|s| s.state.as_ref());
    let view = input.view;
    input
        .directory
        .services
        .iter()
        .filter(move |(id, s)| Some(&s.state) == state || view.services.contains_key(id.as_str()))
        .map(|(id, _)| id.as_str())
}

fn services_ui(ui: &mut Ui, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    ui.label(theme.note("Services, the worst first"));
    let mut rows: Vec<(Option<ServiceStep>, &str)> =
        own_services(input).map(|id| (step(input, id), id)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.0));
    if rows.is_empty() {
        ui.label(theme.muted("No service is in your sight"));
    }
    let (names, width) = (input.names(), ui.available_width());
    for (step, id) in rows.iter().take(ROWS) {
        ui.horizontal(|ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            service::service_mark_ui(ui, names.service(id), *step);
            // Where there is little room the mark alone says it, and its tooltip the word.
            if width > theme.grown(210.0) {
                ui.label(theme.note(capital(service::word(*step))));
            }
            ui.label(theme.body(names.service(id)));
        });
    }
    if rows.len() > ROWS {
        ui.label(theme.note(format!("and {} more", rows.len() - ROWS)));
    }
}

/// How a service stands as far as the seat knows: those of the own state that it heard nothing of are normal.
pub(super) fn step(input: &SeatInput<'_>, id: &str) -> Option<ServiceStep> {
    if let Some(step) = input.view.services.get(id) {
        return Some(*step);
    }
    let state = input.directory.seats.get(input.me).and_then(|s| s.state.as_ref());
    let own = input.directory.services.get(id).is_some_and(|s| Some(&s.state) == state);
    own.then_some(ServiceStep::Normal)
}

fn waiting_ui(ui: &mut Ui, inbox: &Inbox, input: &SeatInput<'_>) -> Option<u32> {
    let theme = Theme::of(ui);
    ui.label(theme.note("Waits for us"));
    let duties = top::open_duties(input);
    for duty in duties.iter().take(ROWS) {
        countdown_line_ui(ui, &top::countdown(duty, input)).on_hover_text(top::owed(duty, input));
    }
    let mut chosen = None;
    let mut asks = 0;
    for received in inbox.open_asks(input).take(ROWS) {
        asks += 1;
        let words: Vec<&str> = received.post.text.get("en").split_whitespace().take(10).collect();
        let text = format!("{} {}: {}", icon::QUESTION, received.post.from.get("en"), words.join(" "));
        let button =
            egui::Button::new(theme.body(text)).truncate().min_size(Vec2::new(ui.available_width(), 0.0));
        if ui.add(button).clicked() {
            chosen = Some(received.number);
        }
    }
    let votes = input.view.cases.values().filter(|c| waits_for_vote(c, input));
    let mut cases = 0;
    let names = input.names();
    for case in votes.take(ROWS) {
        cases += 1;
        let left = case.due.since(input.now);
        let text =
            format!("{} Vote on {}, {left} left", icon::CHECK_SQUARE, names.mechanism(&case.mechanism));
        ui.add(Label::new(theme.say(Voice::Body, text)).wrap());
    }
    if duties.is_empty() && asks + cases == 0 {
        ui.label(theme.muted("Nothing waits for you"));
    }
    breaches_ui(ui, input);
    chosen
}

/// Whose marking was broken by whom: the newest first, and none where nobody did.
fn breaches_ui(ui: &mut Ui, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    if input.view.breaches.is_empty() {
        return;
    }
    ui.add_space(theme.shape.space.s);
    ui.label(theme.note("Markings of ours that were broken"));
    let names = input.names();
    for breach in input.view.breaches.iter().rev().take(ROWS) {
        let to = breach.to.as_deref().map(|to| format!(" to {}", names.seat(to))).unwrap_or_default();
        let how = match breach.marking {
            Marking::Tlp => ", further than its TLP allows",
            Marking::Pap => "",
            Marking::Clearance => ", who is not cleared",
            Marking::Release => ", without our consent",
        };
        let item = input.view.intel.get(&breach.item).map_or("an item", |i| i.says.get("en"));
        let text = format!("{} {} gave “{item}”{to}{how}", icon::WARNING, names.seat(&breach.by));
        ui.add(Label::new(theme.body(text).color(theme.colors.warn.0)).wrap());
    }
}
