//! The outlines of the states, in kilometres on the plane of the map (see `assets/map`).

use bevy::prelude::*;
use serde::Deserialize;

/// All outlines.
#[derive(Resource, Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Atlas {
    /// West, south, east, north.
    pub frame: [f32; 4],
    /// States and their neighbours, by code.
    pub shapes: Vec<Shape>,
}

/// A state.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// English name.
    pub name: String,
    /// Where its label stands.
    pub label: Vec2,
    /// The largest first; each its outline and its holes, as `x, y, x, y, …`.
    pub polygons: Vec<Vec<Vec<f32>>>,
}

impl Atlas {
    /// The shipped outlines. A test reads them, so that the empty atlas is never met.
    pub fn shipped() -> Self {
        serde_json::from_str(include_str!("../../assets/map/europe.json")).unwrap_or_default()
    }

    /// The shape of a state.
    pub fn shape(&self, code: &str) -> Option<&Shape> {
        self.shapes.iter().find(|shape| shape.code == code)
    }

    /// The state at a point of the map.
    pub fn at(&self, point: Vec2) -> Option<&Shape> {
        self.shapes.iter().find(|shape| shape.contains(point))
    }

    /// What must be seen so that the main parts of these states are; the whole frame for none.
    pub fn bounds<'a>(&self, codes: impl Iterator<Item = &'a str>) -> Rect {
        let main = codes.filter_map(|code| self.shape(code)?.bounds());
        main.reduce(|a, b| a.union(b)).unwrap_or(Rect::new(-1_750.0, -1_800.0, 2_100.0, 1_900.0))
    }
}

impl Shape {
    /// Rings of a polygon as points, the outline first.
    pub fn rings(polygon: &[Vec<f32>]) -> impl Iterator<Item = Vec<Vec2>> + '_ {
        polygon.iter().map(|ring| ring.chunks_exact(2).map(|p| Vec2::new(p[0], p[1])).collect())
    }

    /// Whether a point lies in it, by counting the borders to the east of it.
    pub fn contains(&self, point: Vec2) -> bool {
        self.polygons.iter().any(|polygon| {
            let crossings = Self::rings(polygon).map(|ring| crossings(&ring, point)).sum::<usize>();
            crossings % 2 == 1
        })
    }

    /// The rectangle around its largest part.
    pub fn bounds(&self) -> Option<Rect> {
        let ring = Self::rings(self.polygons.first()?).next()?;
        let (first, rest) = ring.split_first()?;
        Some(rest.iter().fold(Rect::from_corners(*first, *first), |r, p| r.union_point(*p)))
    }
}

fn crossings(ring: &[Vec2], point: Vec2) -> usize {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .filter(|(a, b)| {
            (a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_state_is_on_the_map_with_its_label_inside() {
        let atlas = Atlas::shipped();
        let members = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";
        for code in members.split(' ').chain(["UA", "NO", "GB", "CH", "MD", "TR", "IS"]) {
            let shape = atlas.shape(code);
            assert!(shape.is_some_and(|s| s.contains(s.label)), "{code}");
            assert_eq!(shape.and_then(|s| atlas.at(s.label)).map(|s| s.code.as_str()), Some(code));
        }
    }

    #[test]
    fn the_open_sea_is_nobodys() {
        assert_eq!(Atlas::shipped().at(Vec2::new(-2_000.0, 0.0)), None);
    }
}
