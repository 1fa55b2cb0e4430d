//! States and their seats: who plays, who is here, who is idle, who is late.

use egui::{Align, Layout, ScrollArea, Ui};

use super::{ExconDesk, ExconInput, Out};
use crate::base::Ppm;
use crate::base::excerpt::count;
use crate::desk::Theme;
use crate::desk::line::{act, act_button_ui};
use crate::desk::theme::Voice;
use crate::desk::widgets::{icon, section, service};
use crate::exercise::order::{Control, Staffing};
use crate::scenario::script::{SeatId, StateId};
use crate::scenario::words::ServiceStep;

/// A row: a state (or none for bodies without one), or one of its seats.
enum Row {
    Group(Option<StateId>),
    Seat(SeatId),
}

pub(super) fn tree_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let seats = count(input.script.seats.len(), "seat");
    section::section_ui(ui, "States and seats", &seats, |_| {});
    let rows = rows(input);
    let height = theme.grown(theme.shape.row);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("tree").auto_shrink(false).show_rows(
        ui,
        height,
        rows.len(),
        |ui, seen| {
            for row in &rows[seen] {
                ui.horizontal(|ui| {
                    ui.set_height(height);
                    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                    match row {
                        Row::Group(state) => group_ui(ui, desk, input, *state),
                        Row::Seat(seat) => seat_ui(ui, desk, input, *seat, out),
                    }
                });
            }
        },
    );
}

fn rows(input: &ExconInput<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for group in input.script.states.ids().map(Some).chain([None]) {
        let mut seats = input.script.seats.iter().filter(|(_, s)| s.state == group).peekable();
        if seats.peek().is_none() {
            continue;
        }
        rows.push(Row::Group(group));
        rows.extend(seats.map(|(id, _)| Row::Seat(id)));
    }
    rows
}

/// How the worst service of a state stands.
pub(super) fn worst(input: &ExconInput<'_>, state: StateId) -> Option<ServiceStep> {
    let services = input.script.services.iter().filter(|(_, s)| s.state == state);
    services
        .map(|(id, _)| input.state.services.get(id).map_or(Ppm::ZERO, |s| s.lost))
        .max()
        .map(ServiceStep::of)
}

fn group_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, state: Option<StateId>) {
    let theme = Theme::of(ui);
    let of = |seat: &SeatId| input.script.seats[*seat].state == state;
    let seats: Vec<SeatId> = input.script.seats.ids().filter(of).collect();
    let played = seats.iter().filter(|s| input.state.seats[**s].staffing != Staffing::Empty).count();
    let late: u32 = seats.iter().filter_map(|s| desk.digest.overdue.get(s)).sum();
    let name = match state {
        Some(id) => {
            let spec = &input.script.states[id];
            let name = spec.name.get("en");
            service::service_mark_ui(ui, name, worst(input, id));
            let chosen = desk.chosen_state.as_deref() == Some(spec.code.as_str());
            if ui.selectable_label(chosen, theme.strong(name)).clicked() {
                desk.chosen_state = (!chosen).then(|| spec.code.clone());
            }
            return group_end_ui(ui, played, seats.len(), late);
        }
        None => "Union, NATO, private",
    };
    ui.label(theme.strong(name));
    group_end_ui(ui, played, seats.len(), late);
}

fn group_end_ui(ui: &mut Ui, played: usize, seats: usize, late: u32) {
    let theme = Theme::of(ui);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        late_ui(ui, late);
        let text = format!("{played}/{seats}");
        ui.label(theme.say(Voice::MonoSmall, text).color(theme.colors.muted.0))
            .on_hover_text(format!("{played} of {seats} seats are played"));
    });
}

fn late_ui(ui: &mut Ui, late: u32) {
    if late > 0 {
        let theme = Theme::of(ui);
        let text =
            theme.say(Voice::Small, format!("{} {late}", icon::WARNING_OCTAGON)).color(theme.colors.alert.0);
        ui.label(text).on_hover_text(format!("{late} overdue"));
    }
}

fn seat_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, seat: SeatId, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let (spec, now) = (&input.script.seats[seat], &input.state.seats[seat]);
    ui.add_space(theme.shape.space.xl);
    let here = input.present.contains(&spec.id);
    let (mark, word, color) = match &now.staffing {
        _ if now.no_play => (icon::PAUSE, "released".to_owned(), c.warn.0),
        Staffing::Bot(doctrine) => (icon::ROBOT, format!("bot, {}", doctrine.replace('_', " ")), c.muted.0),
        Staffing::Empty => (icon::CIRCLE_DASHED, "empty".to_owned(), c.muted.0),
        Staffing::Person if here => {
            let does = input.room.does(&spec.id).unwrap_or("here");
            (icon::USER, does.to_owned(), if does == "away" { c.warn.0 } else { c.ok.0 })
        }
        Staffing::Person => (icon::USER, "not connected".to_owned(), c.warn.0),
    };
    ui.label(theme.body(mark).color(color)).on_hover_text(&word);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        menu_ui(ui, input, seat, out);
        late_ui(ui, desk.digest.overdue.get(&seat).copied().unwrap_or(0));
        if desk.digest.is_idle(input, seat) {
            ui.label(theme.say(Voice::Small, "idle").color(c.warn.0))
                .on_hover_text("Nothing was decided here for an hour");
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let title = spec.title.get("en");
            let said = format!("{title}: {word}");
            // Its own tooltip says more than the one of a title that is cut off.
            let label = ui.add(egui::Label::new(theme.body(title)).show_tooltip_when_elided(false));
            label.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &said));
            label.on_hover_text(said);
        });
    });
}

/// What can be done with a seat: look over its shoulder, staff it, release it.
fn menu_ui(ui: &mut Ui, input: &ExconInput<'_>, seat: SeatId, out: &mut Vec<Out>) {
    let (spec, now) = (&input.script.seats[seat], &input.state.seats[seat]);
    let name = format!("What to do with {}", spec.title.get("en"));
    let button = egui::Button::new(Theme::of(ui).muted(icon::DOTS_THREE)).frame(false);
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        if ui.button("Look over the shoulder").clicked() {
            out.push(Out::LookOver(spec.id.clone()));
            ui.close();
        }
        if input.leads() {
            staff_ui(ui, input, seat, out);
        }
        ui.separator();
        let (text, on) =
            if now.no_play { ("Back in play", false) } else { ("Release for a real matter", true) };
        if act_button_ui(ui, text) {
            out.push(Out::Act(Box::new(Control::NoPlay { seat: Some(spec.id.clone()), on })));
            ui.close();
        }
    });
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &name));
}

/// Who plays it.
fn staff_ui(ui: &mut Ui, input: &ExconInput<'_>, seat: SeatId, out: &mut Vec<Out>) {
    let (spec, now) = (&input.script.seats[seat], &input.state.seats[seat]);
    ui.separator();
    let mut staff = |ui: &mut Ui, icon: &str, text: &str, hint: &str, staffing: Staffing| {
        let same = now.staffing == staffing;
        let mark = if same { icon::CHECK } else { icon };
        let button = act(ui, !same, egui::Button::new(format!("{mark} {text}")));
        let button = if hint.is_empty() { button } else { button.on_hover_text(hint) };
        if button.clicked() {
            let control = Control::Staff { seat: spec.id.clone(), staffing };
            out.push(Out::Act(Box::new(control)));
            ui.close();
        }
    };
    staff(ui, icon::USER, "Played by a person", "", Staffing::Person);
    for (id, doctrine) in &input.script.bots {
        let text = format!("Played by a bot, {}", id.replace('_', " "));
        staff(ui, icon::ROBOT, &text, &doctrine.summary, Staffing::Bot(id.clone()));
    }
    let hint = "What is sent to it waits in the White Cell";
    staff(ui, icon::CIRCLE_DASHED, "Empty, left to the White Cell", hint, Staffing::Empty);
}
