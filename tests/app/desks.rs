//! The desks of a real day, drawn off-screen: each fills its screen.
//!
//! Set `STARTEX_PICTURES` to a folder to keep the pictures and look at them.

use std::sync::Arc;

use bevy::asset::RenderAssetUsages;
use bevy::image::{CompressedImageFormats, ImageSampler, ImageType, TextureError};
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use egui::UiBuilder;
use startex::app::offscreen::Offscreen;
use startex::base::{Span, Table};
use startex::desk::Theme;
use startex::desk::debrief::{self, DebriefDesk, DebriefInput};
use startex::desk::excon::{ExconDesk, ExconInput, Room};
use startex::desk::line::Line;
use startex::desk::seat::verbs::VerbKind;
use startex::desk::seat::{Fate, People, SeatDesk, SeatInput, Sent};
use startex::desk::theme::Mode;
use startex::exercise::order::{OrderId, Ref, Verb};
use startex::exercise::refusal::{Refusal, Rule};
use startex::exercise::view::View;
use startex::scenario::script::SeatId;
use startex::scenario::words::Class;
use startex::score::{Score, score};
use startex::stage::{StageTheme, StageView};
use startex::wire::ClockFace;

use super::exercise::Played;

/// A desk and what it reads.
#[derive(Resource)]
struct Scene {
    played: Arc<Played>,
    views: Table<SeatId, View>,
    score: Score,
    orders: Vec<Sent>,
    what: What,
    started: bool,
}

enum What {
    Seat(Box<SeatDesk>, &'static str, Option<VerbKind>),
    Excon(Box<ExconDesk>),
    Debrief(Box<DebriefDesk>),
}

#[expect(clippy::needless_pass_by_value, reason = "a system takes its parameters by value")]
fn draw(mut contexts: EguiContexts, theme: Res<StageTheme>, mut scene: ResMut<Scene>) -> Result {
    let ctx = contexts.ctx_mut()?.clone();
    if !std::mem::replace(&mut scene.started, true) {
        theme.0.apply(&ctx);
        return Ok(());
    }
    let root = UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(ctx.viewport_rect());
    let mut ui = egui::Ui::new(ctx.clone(), "root".into(), root);
    let Scene { played, views, score, orders, what, .. } = &mut *scene;
    let state = &played.exercise.state;
    match what {
        What::Seat(desk, me, form) => {
            let seat = played.script.names.seats[*me];
            let view = &views[seat];
            let input = SeatInput {
                me,
                directory: &played.directory,
                view,
                now: state.now,
                orders,
                score: None,
                line: Line::Stands,
                people: People::default(),
            };
            if desk.form().is_none()
                && let Some(kind) = form.take()
            {
                if let Some(last) = view.inbox.iter().rev().nth(1) {
                    desk.read(last.number);
                }
                desk.ui(&mut ui, &input, &mut Vec::new());
                desk.open(kind, &input);
                return Ok(());
            }
            desk.ui(&mut ui, &input, &mut Vec::new());
        }
        What::Excon(desk) => {
            let clock =
                ClockFace { now: state.now, phase: state.phase, pace: state.pace, no_play: state.no_play };
            let input = ExconInput {
                script: &played.script,
                directory: &played.directory,
                state,
                records: &played.records,
                views,
                score: Some(score),
                history: played.board.history(),
                clock,
                present: &[],
                pending: 0,
                refused: None,
                fault: None,
                room: Room::default(),
                line: Line::Stands,
                controller: None,
            };
            desk.ui(&mut ui, &input, &mut Vec::new());
        }
        What::Debrief(desk) => {
            let input = DebriefInput {
                script: &played.script,
                directory: &played.directory,
                shown: state.now,
                end: state.now,
                state,
                score,
                records: &played.records,
                history: played.board.history(),
                last: state,
                signed_off: None,
                may_sign: false,
                pending: 0,
                refused: None,
                line: Line::Stands,
            };
            desk.ui(&mut ui, &input, &mut Vec::new());
        }
    }
    Ok(())
}

fn orders(played: &Played) -> Vec<Sent> {
    let sent = |tag, back, verb, fate| {
        let at = startex::base::At(played.now().0.saturating_sub(Span::mins(back).0));
        Sent { tag, id: OrderId { key: 1, counter: tag }, at, verb, fate }
    };
    let refusal = Refusal::at(Rule::TooLate, "class", "You class it as significant already");
    vec![
        sent(101, 42, Verb::Classify { incident: Ref::handle(1), class: Class::Significant }, Fate::Done),
        sent(
            102,
            9,
            Verb::Ask { to: vec!["*/csirt".into()], about: None, text: "Do you see the same tool?".into() },
            Fate::Done,
        ),
        sent(
            103,
            4,
            Verb::Classify { incident: Ref::handle(1), class: Class::Significant },
            Fate::Refused(refusal),
        ),
        sent(
            104,
            0,
            Verb::Message { to: vec!["all".into()], tlp: None, reply_to: None, text: "Call at ten".into() },
            Fate::Pending,
        ),
    ]
}

/// How many different colours a picture has, at a sample of its pixels: an empty one has few.
pub(crate) fn colours(png: &[u8]) -> usize {
    image(png).map_or(0, |image| colours_of(&image))
}

pub(crate) fn colours_of(image: &Image) -> usize {
    let data = image.data.as_deref().unwrap_or_default();
    let mut seen: Vec<[u8; 3]> = data.chunks_exact(4).step_by(7).map(|p| [p[0], p[1], p[2]]).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len()
}

pub(crate) fn image(png: &[u8]) -> Result<Image, TextureError> {
    let kind = ImageType::Extension("png");
    Image::from_buffer(
        png,
        kind,
        CompressedImageFormats::NONE,
        true,
        ImageSampler::Default,
        RenderAssetUsages::all(),
    )
}

fn shoot(name: &str, mode: Mode, played: &Arc<Played>, what: What) {
    let mut screen = Offscreen::new(1600, 900);
    let state = &played.exercise.state;
    screen.app.insert_resource(StageTheme(Theme::new(mode).still(true))).init_resource::<StageView>();
    screen.app.insert_resource(Scene {
        views: played.script.seats.rows().map(|s| played.views[&s.id].clone()).collect(),
        score: score(&played.board, &played.script, state, state.now),
        orders: orders(played),
        played: Arc::clone(played),
        what,
        started: false,
    });
    screen.app.add_systems(EguiPrimaryContextPass, draw);
    let png = screen.shoot().unwrap_or_else(|e| panic!("{e}"));
    if let Some(folder) = std::env::var_os("STARTEX_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(path, &png).unwrap_or_else(|e| panic!("{e}"));
    }
    assert!(colours(&png) > 40, "{name} is empty");
}

#[test]
fn every_desk_fills_its_screen_on_a_real_day() {
    let mut played = Played::play("northern-lights", Span::hours(9), &["ee-csirt"]);
    let text = "Which version of the tool runs at your grid? Ours is two releases behind".to_owned();
    played.act("lv-csirt", Verb::Ask { to: vec!["ee-csirt".into()], about: None, text });
    let played = Arc::new(played);
    let seat = |form| What::Seat(Box::default(), "ee-csirt", form);
    shoot("seat-form", Mode::Dark, &played, seat(Some(VerbKind::Notify)));
    shoot("seat-light", Mode::Light, &played, seat(None));
    shoot("seat-share", Mode::Light, &played, seat(Some(VerbKind::Share)));
    shoot("excon", Mode::Dark, &played, What::Excon(Box::default()));
    let mut desk = ExconDesk::default();
    desk.tab = startex::desk::excon::Tab::Score;
    shoot("excon-score", Mode::Light, &played, What::Excon(Box::new(desk)));
    shoot("debrief", Mode::Dark, &played, What::Debrief(Box::default()));
    let mut desk = DebriefDesk::default();
    desk.part = debrief::Part::Scores;
    desk.chart = debrief::Chart::Pairs;
    shoot("debrief-pairs", Mode::Light, &played, What::Debrief(Box::new(desk)));
}
