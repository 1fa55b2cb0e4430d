//! The map with panels over it, drawn off-screen: there is a picture, and it shows what it should.
//!
//! Set `STARTEX_PICTURES` to a folder to keep the pictures and look at them.

use std::collections::BTreeMap;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use egui::{Panel, UiBuilder};
use startex::app::offscreen::Offscreen;
use startex::base::{At, Ppm, Span};
use startex::desk::Theme;
use startex::desk::theme::{Mode, Voice};
use startex::desk::widgets::{
    banner, button, clock, countdown, empty, icon, key, list, marking, measure, section, service, status,
    table, tlp, toggle,
};
use startex::scenario::words::{ServiceStep, Tlp};
use startex::stage::{self, ArcKind, Stage, StageArea, StageTheme, StageView};

fn view() -> StageView {
    let states = [
        ("EE", Some(ServiceStep::Failing)),
        ("LV", Some(ServiceStep::Degraded)),
        ("LT", Some(ServiceStep::Strained)),
        ("FI", Some(ServiceStep::Normal)),
        ("SE", Some(ServiceStep::Normal)),
        ("PL", None),
        ("DK", Some(ServiceStep::Down)),
        ("DE", Some(ServiceStep::Strained)),
        ("LU", Some(ServiceStep::Degraded)),
    ];
    let arc = |from: &str, to: &str, kind, age| stage::Arc {
        from: from.into(),
        to: to.into(),
        kind,
        both: from == "EE",
        age,
    };
    StageView {
        states: states.map(|(code, known)| (code.to_owned(), known)).into_iter().collect::<BTreeMap<_, _>>(),
        arcs: vec![
            arc("EE", "LV", ArcKind::Message, 0.0),
            arc("EE", "DE", ArcKind::Intel, 0.2),
            arc("SE", "FI", ArcKind::Notice, 0.5),
            arc("DE", "DK", ArcKind::Assistance, 0.0),
        ],
        awareness: [("EE", 5), ("LV", 2), ("SE", 0)]
            .map(|(code, held)| (code.to_owned(), stage::Share { held, of: 5 }))
            .into(),
        duties: [("EE", 1, 2), ("LV", 0, 3), ("DE", 2, 0)]
            .map(|(code, late, due)| (code.to_owned(), stage::Duties { late, due }))
            .into(),
        chosen: Some("EE".into()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "a Bevy system takes what it needs by value")]
fn desk(
    mut contexts: EguiContexts,
    theme: Res<StageTheme>,
    mut area: ResMut<StageArea>,
    mut first: Local<bool>,
) -> Result {
    let ctx = contexts.ctx_mut()?.clone();
    if !std::mem::replace(&mut *first, true) {
        theme.0.apply(&ctx);
        return Ok(());
    }
    let root = UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(ctx.viewport_rect());
    let mut ui = egui::Ui::new(ctx.clone(), "root".into(), root);
    Panel::top("marking").show_separator_line(false).frame(egui::Frame::NONE).show(&mut ui, |ui| {
        marking::marking_bar_ui(ui, "Northern Lights", Tlp::Green);
    });
    Panel::top("bar").show(&mut ui, top_ui);
    Panel::left("left").exact_size(320.0).show(&mut ui, left_ui);
    Panel::right("right").exact_size(400.0).show(&mut ui, right_ui);
    Panel::bottom("table").exact_size(240.0).show(&mut ui, bottom_ui);
    let rest = ui.available_rect_before_wrap();
    let to = |p: egui::Pos2| Vec2::new(p.x, p.y);
    area.set_if_neq(StageArea(Some(Rect::from_corners(to(rest.min), to(rest.max)))));
    Ok(())
}

fn top_ui(ui: &mut egui::Ui) {
    ui.horizontal(|ui| {
        clock::clock_ui(ui, "D1 09:42:10", clock::Run::Going { pace: 60 }, Voice::Display);
        for (name, hours) in [("early warning", 1), ("sitrep", 20), ("notification", 23), ("summary", 25)] {
            let run = countdown::Countdown {
                name,
                opened: At(0),
                due: At(0) + Span::hours(24),
                now: At(0) + Span::hours(hours),
            };
            countdown::countdown_ui(ui, &run);
        }
        for &tlp in Tlp::ALL {
            tlp::tlp_ui(ui, tlp);
        }
        button::grave_button_ui(ui, "NO PLAY");
    });
}

fn left_ui(ui: &mut egui::Ui) {
    section::section_ui(ui, "Measures", "7 of 9", |ui| button::tool_button_ui(ui, icon::EXPORT, "Export"));
    let measure = |name, value: Option<u32>, assessed, of| measure::Measure {
        name,
        value: value.map(Ppm),
        weight: Ppm(110_000),
        assessed,
        of,
    };
    measure::measures_ui(
        ui,
        &[
            measure("Notification", Some(610_000), 7, 9),
            measure("Common picture", Some(930_000), 5, 5),
            measure("Public line", None, 0, 2),
        ],
        Some(0),
    );
    let mut state = list::ListState::default();
    state.chosen = Some(1);
    let names = ["Grid operator Harju", "Ministry of Energy", "Reporter, Northern Post", "CSIRT Latvia"];
    let items = list::List { name: "messages", items: names.len(), version: 0, height: 52.0 };
    list::list_ui(
        ui,
        &mut state,
        &items,
        |i| names[i].into(),
        |ui, i, _| {
            let theme = Theme::of(ui);
            ui.horizontal(|ui| {
                ui.label(theme.say(Voice::Title, icon::ENVELOPE_SIMPLE));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.label(theme.strong(names[i]));
                    ui.label(theme.note("Remote access tool behaves oddly in three substations"));
                });
            });
        },
    );
}

fn right_ui(ui: &mut egui::Ui) {
    section::section_ui(ui, "Decide", "", |ui| key::key_ui(ui, "Ctrl+Enter"));
    let mut tab = 0;
    toggle::choice_chips_ui(ui, &mut tab, &[(0, "Next up"), (1, "Decisions"), (2, "White Cell 3")]);
    let (mut on, mut off) = (true, false);
    ui.horizontal(|ui| {
        toggle::toggle_chip_ui(ui, &mut on, "Services");
        toggle::toggle_chip_ui(ui, &mut off, "Messages");
    });
    banner::banner_ui(
        ui,
        banner::Tone::Alert,
        "Not sent",
        "The report names no recipient. Choose at least one state",
    );
    banner::banner_ui(ui, banner::Tone::Good, "Sent to 3 seats", "");
    let mut text = String::from("Grid telemetry lost in the north");
    ui.add(egui::TextEdit::multiline(&mut text).desired_width(f32::INFINITY));
    ui.horizontal(|ui| {
        button::primary_button_ui(ui, "Send");
        let _ = ui.button("Save draft");
        ui.add_enabled(false, egui::Button::new("Hold"));
    });
    let place = empty::Empty {
        icon: icon::TRAY,
        sentence: "No messages yet",
        hint: "The first arrives at D1 09:10",
        action: Some("Read the briefing"),
    };
    empty::empty_ui(ui, &place);
}

fn bottom_ui(ui: &mut egui::Ui) {
    service::service_key_ui(ui);
    let columns = [
        ("Time", table::Width::Fixed(96.0)),
        ("State", table::Width::Fixed(96.0)),
        ("Inject", table::Width::Rest),
    ];
    let rows = table::Table { name: "Injects", columns: &columns, rows: 40, chosen: Some(2), follow: false };
    table::table_ui(
        ui,
        &rows,
        |row| format!("inject {row}"),
        |ui, row, column| {
            let theme = Theme::of(ui);
            match column {
                0 => drop(ui.label(theme.mono(format!("D1 {:02}:{:02}", 9 + row / 12, row * 5 % 60)))),
                1 => drop(status::status_ui(ui, status::Status::ALL[row % 6])),
                _ => drop(ui.label(theme.body("Grid operator reports loss of telemetry in two regions"))),
            }
        },
    );
}

fn shoot(mode: Mode) -> (Offscreen, Vec<u8>) {
    let mut screen = Offscreen::new(1600, 900);
    screen.app.add_plugins(stage::plugin).add_systems(EguiPrimaryContextPass, desk);
    screen.app.insert_resource(StageTheme(Theme::new(mode))).insert_resource(view());
    let png = screen.shoot().unwrap_or_default();
    if let Some(folder) = std::env::var_os("STARTEX_PICTURES") {
        let kept = std::fs::write(std::path::Path::new(&folder).join(format!("{mode:?}.png")), &png);
        assert!(kept.is_ok(), "{kept:?}");
    }
    (screen, png)
}

/// Share of the pixels of a picture that have the most frequent colour.
fn dullness(png: &[u8]) -> f32 {
    let image = Image::from_buffer(
        png,
        bevy::image::ImageType::Extension("png"),
        bevy::image::CompressedImageFormats::NONE,
        true,
        bevy::image::ImageSampler::Default,
        bevy::asset::RenderAssetUsages::MAIN_WORLD,
    );
    let bytes = image.ok().and_then(|image| image.data).unwrap_or_default();
    let mut seen: BTreeMap<&[u8], usize> = BTreeMap::new();
    for pixel in bytes.chunks_exact(4) {
        *seen.entry(pixel).or_default() += 1;
    }
    seen.values().max().map_or(1.0, |most| *most as f32 / (bytes.len() / 4) as f32)
}

#[test]
fn the_map_and_the_panels_are_drawn_without_a_window() {
    for mode in [Mode::Dark, Mode::Light] {
        let (_, png) = shoot(mode);
        assert!(dullness(&png) < 0.8, "{mode:?}: the picture is empty");
    }
}

#[test]
fn the_map_is_a_projection_that_comes_back_when_it_is_despawned() {
    let (mut screen, _) = shoot(Mode::Dark);
    let world = screen.app.world_mut();
    let labels = |world: &mut World| {
        world.query::<&Text2d>().iter(world).map(|text| text.0.clone()).collect::<Vec<_>>()
    };
    let mut before = labels(world);
    let stage: Vec<Entity> = world.query_filtered::<Entity, With<Stage>>().iter(world).collect();
    for entity in stage {
        world.despawn(entity);
    }
    assert!(labels(world).is_empty(), "all of the map hangs below one entity");
    screen.update();
    let mut after = labels(screen.app.world_mut());
    before.sort();
    after.sort();
    let (marks, codes) = before.split_at(7);
    assert_eq!(marks, ["0 of 5", "1 late", "2 due", "2 late", "2 of 5", "3 due", "5 of 5"]);
    assert_eq!(codes, ["DE", "DK", "EE", "FI", "LT", "LU", "LV", "PL", "SE"]);
    assert_eq!(before, after);
}
