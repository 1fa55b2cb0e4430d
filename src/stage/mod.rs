//! The map of Europe as Bevy entities: a projection of what a seat knows, drawn anew when that changes.
//!
//! **Invariant**: nothing reads these entities but the renderer. Everything on the map follows from [`StageView`],
//! [`StageTheme`] and [`StageArea`]; it can be despawned and rebuilt at any moment ([`rebuild`]).

#![expect(clippy::needless_pass_by_value, reason = "a Bevy system takes what it needs by value")]

pub mod atlas;
mod camera;
mod draw;
mod geometry;
mod label;
mod marks;
mod pointer;

use std::collections::BTreeMap;

use bevy::camera::RenderTarget;
use bevy::camera::visibility::RenderLayers;
use bevy::prelude::*;

use crate::desk::Theme;
use crate::desk::widgets::service::Known;

pub use crate::desk::widgets::flow::Flow as ArcKind;
pub use camera::StageScale;
pub use draw::{LabelFont, Stage, rebuild};
pub use pointer::{StageClicked, StageHover};

/// The layer of the map, which no other camera sees.
pub const LAYER: RenderLayers = RenderLayers::layer(7);

/// What the map shows.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct StageView {
    /// The states that take part, by ISO code, with the worst that this seat knows of their services.
    pub states: BTreeMap<String, Known>,
    /// What goes from state to state.
    pub arcs: Vec<Arc>,
    /// Of how many items that anybody holds each state holds how many, where that is shown.
    pub awareness: BTreeMap<String, Share>,
    /// Duties of each state, where they are shown.
    pub duties: BTreeMap<String, Duties>,
    /// The state that is looked at.
    pub chosen: Option<String>,
}

/// How much of what is known a state knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Items that it holds.
    pub held: u32,
    /// Items that there are to hold.
    pub of: u32,
}

/// How a state stands with its duties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duties {
    /// Past their deadline and not done.
    pub late: u32,
    /// Running.
    pub due: u32,
}

/// Something that goes from one state to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Arc {
    /// ISO code of the sender's state.
    pub from: String,
    /// ISO code of the recipient's state.
    pub to: String,
    /// What it is.
    pub kind: ArcKind,
    /// Whether it went the other way, too.
    pub both: bool,
    /// How old it is: 0 is new, 1 is about to go.
    pub age: f32,
}

/// Where on the screen the map is, in logical pixels; the desk says so. Nothing hides the map.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct StageArea(pub Option<Rect>);

/// The theme of the map.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct StageTheme(pub Theme);

/// Where the map is drawn to: the primary window, unless set before the first update.
#[derive(Resource, Clone, Debug, Default)]
pub struct StageTarget(pub RenderTarget);

/// The map. Set [`StageView`] and [`StageArea`]; read [`StageHover`] and [`StageClicked`].
pub fn plugin(app: &mut App) {
    app.init_resource::<StageView>()
        .init_resource::<StageArea>()
        .init_resource::<StageTarget>()
        .init_resource::<StageHover>()
        .insert_resource(StageTheme(Theme::new(crate::desk::theme::Mode::Dark)))
        .insert_resource(atlas::Atlas::shipped())
        .add_message::<StageClicked>()
        .add_systems(Startup, (camera::spawn, draw::load_font))
        .add_systems(
            PostUpdate,
            (camera::place, rebuild.run_if(draw::stale), pointer::look)
                .chain()
                .before(TransformSystems::Propagate),
        );
}
