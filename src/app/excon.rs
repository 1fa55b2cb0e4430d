//! Exercise control in the window: clock, MSEL, seats, score.

use egui::{CentralPanel, ComboBox, Frame, Margin, Panel, ScrollArea, Ui};

use crate::base::{At, Id};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::banner::{Tone, banner_ui};
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::clock::{Run, clock_ui};
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::measure::{Measure, measures_ui};
use crate::desk::widgets::section::section_ui;
use crate::desk::widgets::status::{Status, status_ui};
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::exercise::fact::Phase;
use crate::exercise::order::{Control, Staffing};
use crate::scenario::script::InjectId;
use crate::score::Score;
use crate::wire::{ExconMirror, Open, Outcome};

/// Paces that are offered, in exercise minutes a real minute.
const PACES: [u32; 7] = [1, 6, 12, 30, 60, 120, 600];

/// What the desk remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct ExconDesk {
    inject: Option<usize>,
    measure: Option<usize>,
    /// The score, with the number of records that it was made from.
    score: Option<(u64, Score)>,
}

impl ExconDesk {
    /// Draws the desk into all of `ui`.
    pub(super) fn ui(&mut self, ui: &mut Ui, mirror: &ExconMirror, out: &mut Vec<Control>) {
        let theme = Theme::of(ui);
        let (space, c) = (&theme.shape.space, &theme.colors);
        let side = Frame::new().fill(c.surfaces.panel.0).inner_margin(Margin::same(space.m as i8));
        Panel::top("excon top").frame(side).show(ui, |ui| self.top_ui(ui, mirror, out));
        let Some(open) = &mirror.open else { return };
        self.count(open, mirror.clock.now);
        Panel::left("excon seats").exact_size(theme.grown(280.0)).resizable(false).frame(side).show(
            ui,
            |ui| {
                seats_ui(ui, open, &mirror.present);
            },
        );
        Panel::right("excon score").exact_size(theme.grown(380.0)).resizable(false).frame(side).show(
            ui,
            |ui| {
                self.score_ui(ui);
            },
        );
        let middle = Frame::new().fill(c.surfaces.bg.0).inner_margin(Margin::same(space.m as i8));
        CentralPanel::default().frame(middle).show(ui, |ui| self.msel_ui(ui, open, out));
    }

    /// Draws the debrief into all of `ui`: the vector, and what earned and cost its points.
    pub(super) fn debrief_ui(&mut self, ui: &mut Ui, mirror: &ExconMirror) {
        let Some(open) = &mirror.open else { return };
        self.count(open, mirror.clock.now);
        let theme = Theme::of(ui);
        let space = &theme.shape.space;
        let side = Frame::new().fill(theme.colors.surfaces.panel.0).inner_margin(Margin::same(space.l as i8));
        Panel::left("debrief score")
            .exact_size(theme.grown(420.0))
            .resizable(false)
            .frame(side)
            .show(ui, |ui| self.score_ui(ui));
        let middle = Frame::new().fill(theme.colors.surfaces.bg.0).inner_margin(Margin::same(space.l as i8));
        CentralPanel::default().frame(middle).show(ui, |ui| self.evidence_ui(ui, open));
    }

    fn top_ui(&mut self, ui: &mut Ui, mirror: &ExconMirror, out: &mut Vec<Control>) {
        let theme = Theme::of(ui);
        let face = mirror.clock;
        if let Some(fault) = &mirror.fault {
            banner_ui(ui, Tone::Alert, "The exercise cannot be stored: the clock stands", fault);
        }
        if face.no_play {
            banner_ui(
                ui,
                Tone::Alert,
                "NO PLAY",
                "A real matter interrupts. Nobody can act until it is over",
            );
        }
        ui.horizontal(|ui| {
            let run = match face.phase {
                Phase::Ready => Run::Ready,
                Phase::Running if face.no_play => Run::Paused,
                Phase::Running => Run::Going { pace: face.pace },
                Phase::Paused => Run::Paused,
                Phase::Ended => Run::Over,
            };
            let clock = mirror.open.as_ref().map(|open| open.script.clock).unwrap_or_default();
            clock_ui(ui, &clock.show_secs(face.now), run, Voice::Clock);
            ui.add_space(theme.shape.space.l);
            clock_buttons_ui(ui, mirror, out);
        });
        if let Some(last) = mirror.orders.settled.back()
            && let Outcome::Refused(refusal) = &last.outcome
        {
            banner_ui(ui, Tone::Warn, &refusal.message, refusal.needed.as_deref().unwrap_or_default());
        }
    }

    fn count(&mut self, open: &Open, now: At) {
        let records = open.state.records;
        if self.score.as_ref().is_none_or(|(of, _)| *of != records) {
            self.score = Some((records, open.score(now)));
        }
    }

    fn score_ui(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let Some((_, score)) = &self.score else { return };
        let overall = score.overall.map_or("not assessed".to_owned(), |v| format!("{:.2}", v.as_f64()));
        section_ui(ui, "Score", "preliminary", |ui| {
            ui.label(theme.say(Voice::Heading, &overall));
        });
        let measures: Vec<Measure<'_>> = score
            .measures
            .iter()
            .map(|m| Measure {
                name: m.measure.label(),
                value: m.value,
                weight: m.weight,
                assessed: m.assessed,
                of: m.opportunities,
            })
            .collect();
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            if let Some(picked) = measures_ui(ui, &measures, self.measure) {
                self.measure = Some(picked);
            }
        });
    }

    fn evidence_ui(&mut self, ui: &mut Ui, open: &Open) {
        let theme = Theme::of(ui);
        let chosen = self.score.as_ref().and_then(|(_, score)| score.measures.get(self.measure.unwrap_or(0)));
        let Some(measure) = chosen else { return };
        section_ui(ui, measure.measure.label(), &format!("{} entries", measure.evidence.len()), |_| ());
        ui.add(egui::Label::new(theme.muted(measure.formula)).wrap());
        ui.add_space(theme.shape.space.m);
        let table = Table {
            name: "Evidence",
            columns: &[
                ("Time", Width::Fixed(88.0)),
                ("Record", Width::Fixed(64.0)),
                ("Points", Width::Fixed(72.0)),
                ("Why", Width::Rest),
            ],
            rows: measure.evidence.len(),
            chosen: None,
            follow: false,
        };
        table_ui(
            ui,
            &table,
            |row| measure.evidence[row].why.clone(),
            |ui, row, column| {
                let line = &measure.evidence[row];
                let text = match column {
                    0 => open.script.clock.show(line.at),
                    1 => line.record.to_string(),
                    2 => format!("{:+.3}", f64::from(line.points) / 1e6),
                    _ => line.why.clone(),
                };
                ui.label(if column == 3 { theme.body(text) } else { theme.mono(text) });
            },
        );
    }

    fn msel_ui(&mut self, ui: &mut Ui, open: &Open, out: &mut Vec<Control>) {
        let theme = Theme::of(ui);
        let rows = open.state.injects.len();
        let chosen = self.inject.filter(|row| *row < rows).map(InjectId::at);
        section_ui(ui, "MSEL", &format!("{rows} injects"), |ui| {
            let Some(id) = chosen.and_then(|id| open.script.injects.get(id)).map(|spec| spec.id.clone())
            else {
                return;
            };
            let held = chosen.and_then(|id| open.state.injects.get(id)).is_some_and(|inject| inject.held);
            if ui.button("Skip").on_hover_text("It will not come").clicked() {
                out.push(Control::Skip { inject: id.clone() });
            }
            if ui.button(if held { "Let go" } else { "Hold" }).clicked() {
                out.push(Control::Hold { inject: id.clone(), on: !held });
            }
            if ui.button("Fire now").clicked() {
                out.push(Control::Fire { inject: id });
            }
        });
        let table = Table {
            name: "MSEL",
            columns: &[
                ("Number", Width::Fixed(120.0)),
                ("Due", Width::Fixed(88.0)),
                ("State", Width::Fixed(96.0)),
                ("What", Width::Rest),
            ],
            rows,
            chosen: self.inject,
            follow: false,
        };
        let title = |row: usize| {
            open.script
                .injects
                .get(InjectId::at(row))
                .map_or_else(|| "Composed".to_owned(), |i| i.title.clone())
        };
        let picked = table_ui(ui, &table, title, |ui, row, column| {
            let id = InjectId::at(row);
            let state = &open.state.injects[id];
            match column {
                0 => drop(ui.label(theme.mono(open.script.injects.get(id).map_or("", |i| i.id.as_str())))),
                1 => {
                    let at = state.delivered.or(state.due).map(|at| open.script.clock.show(at));
                    ui.label(theme.mono(at.unwrap_or_default()));
                }
                2 => drop(status_ui(ui, status(open, id))),
                _ => drop(ui.label(theme.body(title(row)))),
            }
        });
        self.inject = picked.chosen.or(self.inject);
    }
}

fn clock_buttons_ui(ui: &mut Ui, mirror: &ExconMirror, out: &mut Vec<Control>) {
    let face = mirror.clock;
    match face.phase {
        Phase::Ready if primary_button_ui(ui, "Start the exercise").clicked() => out.push(Control::Start),
        Phase::Paused if primary_button_ui(ui, "Go on").clicked() => out.push(Control::Start),
        Phase::Running if ui.button("Pause").clicked() => out.push(Control::Pause),
        _ => {}
    }
    if face.phase == Phase::Ended {
        return;
    }
    let mut pace = face.pace;
    let combo =
        ComboBox::from_id_salt("pace").width(88.0).selected_text(format!("{pace}×")).show_ui(ui, |ui| {
            for offered in PACES {
                ui.selectable_value(&mut pace, offered, format!("{offered}×"));
            }
        });
    let enabled = ui.is_enabled();
    combo.response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, enabled, format!("Pace {pace}×"))
    });
    if pace != face.pace {
        out.push(Control::Pace { minutes: pace });
    }
    let next = mirror.open.as_ref().and_then(|open| next_inject(open, face.now));
    if matches!(face.phase, Phase::Running | Phase::Paused)
        && let Some(at) = next
        && ui.button("Skip to the next inject").clicked()
    {
        out.push(Control::SkipTo { at });
    }
    if face.no_play {
        if ui.button("NO PLAY is over").clicked() {
            out.push(Control::NoPlay { seat: None, on: false });
        }
    } else if ui.button("NO PLAY").on_hover_text("A real matter interrupts: everything stops").clicked() {
        out.push(Control::NoPlay { seat: None, on: true });
    }
    if face.phase != Phase::Ready {
        let question = Confirm {
            question: "End the exercise for everybody?",
            consequence: "All seats stop at once. The journal is kept",
            act: "End the exercise",
            back: "Keep going",
        };
        if confirm_button_ui(ui, "ENDEX", &question) {
            out.push(Control::Endex);
        }
    }
}

/// When the next inject that is on the agenda comes.
fn next_inject(open: &Open, now: At) -> Option<At> {
    let waits = open.state.injects.rows().filter(|i| i.delivered.is_none() && !i.skipped && !i.held);
    waits.filter_map(|i| i.due).filter(|at| *at > now).min()
}

fn status(open: &Open, id: InjectId) -> Status {
    let inject = &open.state.injects[id];
    let expects = || open.state.expects.rows().filter(|e| e.inject == id);
    match inject {
        i if i.skipped => Status::Skipped,
        i if i.held => Status::Held,
        i if i.delivered.is_none() => Status::Due,
        _ if expects().any(|e| e.lapsed) => Status::Overdue,
        _ if expects().next().is_some() && expects().all(|e| e.met.is_some()) => Status::Answered,
        _ => Status::Delivered,
    }
}

fn seats_ui(ui: &mut Ui, open: &Open, present: &[String]) {
    let theme = Theme::of(ui);
    section_ui(ui, "Seats", &format!("{} here", present.len()), |_| ());
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for (id, spec) in open.script.seats.iter() {
            let who = match &open.state.seats[id].staffing {
                Staffing::Person if present.contains(&spec.id) => "a person, here".to_owned(),
                Staffing::Person => "a person".to_owned(),
                Staffing::Bot(doctrine) => format!("bot, {}", doctrine.replace('_', " ")),
                Staffing::Empty => "empty: White Cell".to_owned(),
            };
            ui.add(egui::Label::new(theme.body(spec.title.to_string())).truncate());
            ui.label(theme.note(who));
            ui.add_space(theme.shape.space.xs);
        }
    });
}
