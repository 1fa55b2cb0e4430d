//! Where the code of a state stands.

use bevy::math::Vec2;

use super::atlas::Shape;

/// The middle of a label of this half size, and whether it fits into the state. Where it does not, it stands beside it:
/// where it would not name `foreign` ground, else in its middle all the same.
pub(super) fn place(shape: &Shape, half: Vec2, foreign: impl Fn(Vec2) -> bool) -> (Vec2, bool) {
    if corners(shape.label, half).iter().all(|corner| shape.contains(*corner)) {
        return (shape.label, true);
    }
    let free = |at: &Vec2| !foreign(*at) && !corners(*at, half).into_iter().any(&foreign);
    (beside(shape, half).into_iter().find(free).unwrap_or(shape.label), false)
}

fn corners(at: Vec2, half: Vec2) -> [Vec2; 4] {
    let across = half * Vec2::new(1.0, -1.0);
    [at + half, at - half, at + across, at - across]
}

/// Where a label may stand beside a state, the best place first: above, to the left, to the right, below.
fn beside(shape: &Shape, half: Vec2) -> Vec<Vec2> {
    let Some(bounds) = shape.bounds() else { return Vec::new() };
    let (middle, gap) = (shape.label, half * 1.4);
    vec![
        Vec2::new(middle.x, bounds.max.y + gap.y),
        Vec2::new(bounds.min.x - gap.x, middle.y),
        Vec2::new(bounds.max.x + gap.x, middle.y),
        Vec2::new(middle.x, bounds.min.y - gap.y),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::atlas::Atlas;

    #[test]
    fn no_label_stands_in_another_state_that_takes_part() {
        let atlas = Atlas::shipped();
        let members = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";
        let takes_part = |code: &str| members.split(' ').any(|member| member == code);
        for code in members.split(' ') {
            let Some(shape) = atlas.shape(code) else { panic!("{code} is not on the map") };
            let foreign =
                |at: Vec2| atlas.at(at).is_some_and(|other| other.code != code && takes_part(&other.code));
            let (at, fits) = place(shape, Vec2::new(11.0, 7.0) * 5.0, foreign);
            assert!(fits || at == shape.label || !foreign(at), "the label of {code} names somebody else");
        }
        // A small state by the sea, with a neighbour above: its label stands on the sea.
        let Some(lithuania) = atlas.shape("LT") else { panic!("Lithuania is not on the map") };
        let latvia = |at: Vec2| atlas.at(at).is_some_and(|other| other.code == "LV");
        let (at, fits) = place(lithuania, Vec2::new(11.0, 7.0) * 12.0, latvia);
        assert!(!fits && !latvia(at) && at != lithuania.label);
    }
}
