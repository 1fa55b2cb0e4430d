//! The tabs with tables: services, intelligence, cases, mechanisms, defences. Only rows in sight are laid out.

use egui::Ui;

use super::overview;
use crate::base::{At, Name};
use crate::desk::Theme;
use crate::desk::names::capital;
use crate::desk::seat::{SeatInput, reading};
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::{classified, empty, icon, service, tlp};

/// Draws a table of `rows`, or why there is none.
pub(super) fn sheet_ui<T>(
    ui: &mut Ui,
    (name, columns): (&str, &[(&str, Width)]),
    rows: &[T],
    chosen: &mut Option<usize>,
    nothing: (&str, &str),
    said: impl Fn(&T) -> String,
    mut cell: impl FnMut(&mut Ui, &T, usize),
) {
    if rows.is_empty() {
        let place = empty::Empty { icon: icon::TRAY, sentence: nothing.0, hint: nothing.1, action: None };
        empty::empty_ui(ui, &place);
        return;
    }
    let table = Table { name, columns, rows: rows.len(), chosen: *chosen, follow: false };
    let picked = table_ui(ui, &table, |row| said(&rows[row]), |ui, row, column| cell(ui, &rows[row], column));
    *chosen = picked.chosen.or(*chosen);
}

fn time_ui(ui: &mut Ui, input: &SeatInput<'_>, at: At) {
    let theme = Theme::of(ui);
    ui.label(theme.say(Voice::MonoSmall, input.directory.clock.show(at)).color(theme.colors.muted.0));
}

pub(super) fn services_ui(ui: &mut Ui, chosen: &mut Option<usize>, input: &SeatInput<'_>) {
    let columns = [
        ("", Width::Fixed(24.0)),
        ("Service", Width::Rest),
        ("State", Width::Fixed(90.0)),
        ("Sector", Width::Fixed(140.0)),
        ("Evidence", Width::Fixed(90.0)),
    ];
    let rows: Vec<&str> = overview::own_services(input).collect();
    let names = input.names();
    let said = |id: &&str| format!("{}: {}", names.service(id), service::word(overview::step(input, id)));
    let nothing = ("No service is in your sight", "Outages of other states show here once they can be seen");
    sheet_ui(ui, ("Services", &columns), &rows, chosen, nothing, said, |ui, id, column| {
        let theme = Theme::of(ui);
        let step = overview::step(input, id);
        match column {
            0 => drop(service::service_mark_ui(ui, names.service(id), step)),
            1 => drop(ui.label(theme.body(names.service(id)))),
            2 => drop(ui.label(theme.body(capital(service::word(step))))),
            3 => {
                let sector = input.directory.services.get(*id).map(|s| capital(s.sector.label()));
                ui.label(theme.muted(sector.unwrap_or_default()));
            }
            _ => {
                let kept = input.view.evidence.get(*id);
                let word = kept.map_or("", |kept| if *kept { "kept" } else { "destroyed" });
                ui.label(theme.muted(word));
            }
        }
    });
}

pub(super) fn intel_ui(ui: &mut Ui, chosen: &mut Option<usize>, input: &SeatInput<'_>) {
    let columns = [
        ("Since", Width::Fixed(76.0)),
        ("TLP", Width::Fixed(140.0)),
        ("Class", Width::Fixed(136.0)),
        ("PAP", Width::Fixed(90.0)),
        ("What it says", Width::Rest),
        ("From", Width::Fixed(140.0)),
    ];
    let rows: Vec<_> = input.view.intel.iter().rev().map(|(_, item)| item).collect();
    let names = input.names();
    let nothing =
        ("You hold no intelligence yet", "What you find, or are given, stands here with its marking");
    sheet_ui(
        ui,
        ("Intelligence", &columns),
        &rows,
        chosen,
        nothing,
        |item| {
            let marking = item.classified.as_ref().map_or("", |m| m.marking.as_str());
            format!("{} {marking} {}", item.tlp, item.says.get("en"))
        },
        |ui, item, column| {
            let theme = Theme::of(ui);
            match column {
                0 => time_ui(ui, input, item.since),
                1 => drop(tlp::tlp_ui(ui, item.tlp)),
                2 => {
                    if let Some(m) = &item.classified {
                        classified::classified_ui(ui, m.level, &m.marking);
                    }
                }
                3 => {
                    drop(
                        ui.label(theme.say(Voice::MonoSmall, item.pap.label()))
                            .on_hover_text(reading::may(item.pap)),
                    );
                }
                4 => drop(ui.label(theme.body(item.says.get("en"))).on_hover_text(item.says.get("en"))),
                _ => {
                    let nobody = if item.own { "own finding" } else { "another is its source" };
                    let from = item.from.as_deref().map_or(nobody, |s| names.seat(s));
                    ui.label(theme.muted(from));
                }
            }
        },
    );
}

pub(super) fn cases_ui(ui: &mut Ui, chosen: &mut Option<usize>, input: &SeatInput<'_>) {
    let columns = [
        ("Opened", Width::Fixed(76.0)),
        ("What", Width::Rest),
        ("By", Width::Fixed(160.0)),
        ("Votes", Width::Fixed(80.0)),
        ("State", Width::Fixed(180.0)),
    ];
    let rows: Vec<_> = input.view.cases.values().rev().collect();
    let names = input.names();
    let state = |case: &crate::exercise::view::CaseView| match case.end {
        Some(_) if case.fell => "Fell".to_owned(),
        Some(_) if case.landed => "In effect".to_owned(),
        Some((how, adopted)) => reading::ended(how, adopted),
        None if input.now > case.due => "Closing".to_owned(),
        None => format!("Open, {} left", case.due.since(input.now)),
    };
    let nothing = ("No requests, offers or proposals", "Those that you open or may vote on stand here");
    sheet_ui(
        ui,
        ("Cases", &columns),
        &rows,
        chosen,
        nothing,
        |case| format!("{}: {}", names.mechanism(&case.mechanism), state(case)),
        |ui, case, column| {
            let theme = Theme::of(ui);
            match column {
                0 => time_ui(ui, input, case.opened),
                1 => {
                    let offer = if case.offer { "Offer: " } else { "" };
                    let asked = case.release.as_ref().map_or("", |r| match r.tear_line {
                        true => ": a tear-line",
                        false => ": a release",
                    });
                    ui.label(theme.body(format!("{offer}{}{asked}", names.mechanism(&case.mechanism))));
                }
                2 => drop(ui.label(theme.muted(names.seat(&case.by)))),
                3 => drop(ui.label(theme.mono(case.votes.len().to_string()))),
                _ => drop(ui.label(theme.body(state(case)))),
            }
        },
    );
}

pub(super) fn mechanisms_ui(ui: &mut Ui, chosen: &mut Option<usize>, input: &SeatInput<'_>) {
    let columns =
        [("Mechanism", Width::Rest), ("Stands at", Width::Fixed(150.0)), ("Level", Width::Fixed(100.0))];
    let rows: Vec<_> = input.directory.mechanisms.iter().collect();
    let names = input.names();
    let nothing = ("No mechanisms", "This exercise loads no doctrine");
    let help = input.directory.help != crate::scenario::words::Help::None;
    sheet_ui(
        ui,
        ("Mechanisms", &columns),
        &rows,
        chosen,
        nothing,
        |m| m.title.get("en").to_owned(),
        |ui, m, column| {
            let theme = Theme::of(ui);
            match column {
                0 => {
                    let name = ui.label(theme.body(m.title.get("en")));
                    if help {
                        name.on_hover_text(m.summary.get("en"));
                    }
                }
                1 => {
                    let mode = input.view.modes.get(m.id.as_str()).map(Name::as_str);
                    let mode = mode.or(m.modes().first().map(|mode| mode.id.as_str()));
                    ui.label(theme.muted(mode.map_or("", |mode| names.mode(&m.id, mode))));
                }
                _ => drop(ui.label(theme.muted(capital(m.level.label())))),
            }
        },
    );
}

pub(super) fn defences_ui(ui: &mut Ui, chosen: &mut Option<usize>, input: &SeatInput<'_>) {
    let columns = [
        ("Time", Width::Fixed(76.0)),
        ("Defence", Width::Rest),
        ("By", Width::Fixed(160.0)),
        ("State", Width::Fixed(150.0)),
    ];
    let rows: Vec<_> = input.view.defences.iter().rev().collect();
    let names = input.names();
    let state = |done: Option<bool>| match done {
        None => "under way",
        Some(true) => "done",
        Some(false) => "done, nothing was left",
    };
    let nothing = ("No defences ordered", "Press D to order one");
    let what = |d: &crate::exercise::view::DefenceView| {
        let at: Vec<&str> = d.services.iter().map(|s| names.service(s)).collect();
        format!("{} at {}", names.defence(&d.defence), at.join(", "))
    };
    sheet_ui(
        ui,
        ("Defences", &columns),
        &rows,
        chosen,
        nothing,
        |d| format!("{}, {}", what(d), state(d.done)),
        |ui, d, column| {
            let theme = Theme::of(ui);
            match column {
                0 => time_ui(ui, input, d.at),
                1 => drop(ui.label(theme.body(what(d)))),
                2 => drop(ui.label(theme.muted(names.seat(&d.by)))),
                _ => drop(ui.label(theme.body(capital(state(d.done))))),
            }
        },
    );
}
