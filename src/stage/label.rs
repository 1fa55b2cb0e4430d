//! Where the code of a state stands.

use std::collections::BTreeMap;

use bevy::math::Vec2;

use super::atlas::Shape;

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Its middle.
    pub(super) at: Vec2,
    /// Whether it fits into the state.
    pub(super) fits: bool,
}

/// Where the labels of these states stand, each of this half size, by code. One that does not fit into its state stands beside
/// it: where it would name no `foreign` ground and lie over no other label; else in its middle all the same.
pub(super) fn places<'a>(
    shapes: impl Iterator<Item = &'a Shape> + Clone,
    half: Vec2,
    foreign: impl Fn(&str, Vec2) -> bool,
) -> BTreeMap<&'a str, Place> {
    let fits = |shape: &&Shape| corners(shape.label, half).iter().all(|corner| shape.contains(*corner));
    let inside =
        shapes.clone().filter(fits).map(|shape| (&*shape.code, Place { at: shape.label, fits: true }));
    let mut all: BTreeMap<&str, Place> = inside.collect();
    for shape in shapes.filter(|shape| !fits(shape)) {
        let at = place(
            shape,
            half,
            |at| foreign(&shape.code, at),
            |at| {
                // Plates are a little larger than their words.
                let apart = half * 2.2;
                all.values().any(|other| (other.at - at).abs().cmplt(apart).all())
            },
        );
        all.insert(&shape.code, Place { at, fits: false });
    }
    all
}

/// Beside a state, the first place that is neither foreign nor taken, else one that is only not foreign. A state with others
/// on all sides has its label in its middle: at a corner it would be far from anything of its own.
fn place(shape: &Shape, half: Vec2, foreign: impl Fn(Vec2) -> bool, taken: impl Fn(Vec2) -> bool) -> Vec2 {
    let free = |at: &Vec2| !foreign(*at) && !corners(*at, half).into_iter().any(&foreign);
    let [sides, diagonal] = beside(shape, half);
    let Some(first) = sides.iter().copied().find(free) else { return shape.label };
    let mut all = sides.into_iter().chain(diagonal).filter(free);
    all.find(|at| !taken(*at)).unwrap_or(first)
}

fn corners(at: Vec2, half: Vec2) -> [Vec2; 4] {
    let across = half * Vec2::new(1.0, -1.0);
    [at + half, at - half, at + across, at - across]
}

/// Where a label may stand beside a state, the best place first: above, to the left, to the right, below; and at its corners.
fn beside(shape: &Shape, half: Vec2) -> [Vec<Vec2>; 2] {
    let Some(bounds) = shape.main() else { return [Vec::new(), Vec::new()] };
    let (middle, gap) = (shape.label, half * 1.4);
    let (low, high) = (bounds.min - gap, bounds.max + gap);
    [
        vec![
            Vec2::new(middle.x, high.y),
            Vec2::new(low.x, middle.y),
            Vec2::new(high.x, middle.y),
            Vec2::new(middle.x, low.y),
        ],
        vec![low, Vec2::new(high.x, low.y), Vec2::new(low.x, high.y), high],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::atlas::Atlas;

    const MEMBERS: &str = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";

    fn of<'a>(atlas: &'a Atlas, codes: &str, km: f32) -> BTreeMap<&'a str, Place> {
        let takes_part = |code: &str| codes.split(' ').any(|member| member == code);
        let foreign = |code: &str, at: Vec2| {
            atlas.at(at).is_some_and(|other| other.code != code && takes_part(&other.code))
        };
        let shapes = atlas.shapes.iter().filter(|shape| takes_part(&shape.code));
        places(shapes, Vec2::new(11.0, 7.0) * km, foreign)
    }

    #[test]
    fn no_label_stands_in_another_state_that_takes_part() {
        let atlas = Atlas::shipped();
        let all = of(&atlas, MEMBERS, 5.0);
        assert_eq!(all.len(), 27);
        for (code, place) in all {
            let Some(shape) = atlas.shape(code) else { panic!("{code} is not on the map") };
            let named = atlas.at(place.at).filter(|other| other.code != code);
            let foreign = named.is_some_and(|other| MEMBERS.split(' ').any(|member| member == other.code));
            assert!(
                place.fits || place.at == shape.label || !foreign,
                "the label of {code} names somebody else"
            );
        }
        // A small state by the sea, with a neighbour above: its label stands on the sea.
        let lithuania = of(&atlas, "LT LV", 12.0)["LT"];
        let named = atlas.at(lithuania.at).is_some_and(|other| other.code == "LV");
        assert!(
            !lithuania.fits && !named && atlas.shape("LT").is_some_and(|shape| lithuania.at != shape.label)
        );
    }

    #[test]
    fn labels_beside_their_states_do_not_lie_over_one_another_where_there_is_room() {
        let atlas = Atlas::shipped();
        let all = of(&atlas, MEMBERS, 13.0);
        for code in ["SK", "HU"] {
            let shape = atlas.shape(code).unwrap_or_else(|| panic!("{code} is not on the map"));
            assert_eq!(all[code].at, shape.label, "{code} has neighbours on all sides");
        }
        for (one, other) in
            [("IT", "MT"), ("GR", "CY"), ("EE", "LV"), ("LV", "LT"), ("BE", "NL"), ("DK", "NL")]
        {
            let apart = (all[one].at - all[other].at).abs();
            assert!(apart.x >= 22.0 * 13.0 || apart.y >= 14.0 * 13.0, "{one} and {other}: {apart}");
        }
    }
}
