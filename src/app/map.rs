//! What the map shows to exercise control: each state by the worst of its services, and what goes between states.

use crate::desk::excon::Layers;
use crate::scenario::words::ServiceStep;
use crate::stage::{StageArea, StageView};
use crate::wire::Open;

/// The part of the screen that the desk left free.
pub(super) fn area(free: Option<egui::Rect>) -> StageArea {
    let corner = |at: egui::Pos2| bevy::math::Vec2::new(at.x, at.y);
    StageArea(free.map(|rect| bevy::math::Rect::from_corners(corner(rect.min), corner(rect.max))))
}

/// The states that take part, filled where the layer of services is on.
pub(super) fn view(open: &Open, layers: Layers, chosen: Option<&str>) -> StageView {
    let services = || open.script.services.iter();
    let worst = |state| {
        let of_it = services().filter(|(_, spec)| spec.state == state);
        of_it.map(|(id, _)| ServiceStep::of(open.state.services[id].lost)).max()
    };
    let states = open.script.states.iter();
    StageView {
        states: states.map(|(id, spec)| (spec.code.clone(), worst(id).filter(|_| layers.services))).collect(),
        arcs: Vec::new(),
        chosen: chosen.map(str::to_owned),
    }
}
