//! The outlines of the states, in kilometres on the plane of the map (see `assets/map`).

use bevy::prelude::*;
use serde::Deserialize;

/// Islands within so many kilometres of the rectangle around a state's largest part are looked at with it.
const NEAR_KM: f32 = 250.0;

/// All outlines.
#[derive(Resource, Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Atlas {
    /// West, south, east, north.
    pub frame: [f32; 4],
    /// States and their neighbours, by code.
    pub shapes: Vec<Shape>,
    /// The land around the frame.
    pub far: Far,
}

/// Land around the frame, whosever it is: wide panes show it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Far {
    /// How far it goes: west, south, east, north.
    pub frame: [f32; 4],
    /// As those of a [`Shape`].
    pub polygons: Vec<Vec<Vec<f32>>>,
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

    /// All land around the frame, as one shape without a name.
    pub fn around(&self) -> Shape {
        Shape { polygons: self.far.polygons.clone(), ..Shape::default() }
    }

    /// Whether a line from one point of an outline to the next is no coast and no border, but where the map was cut.
    pub fn is_cut(&self, a: Vec2, b: Vec2) -> bool {
        let ([west, south, east, north], far) = (self.frame, self.far.frame);
        let lies = |a: f32, b: f32, edges: [f32; 4]| a == b && edges.contains(&a);
        lies(a.x, b.x, [west, east, far[0], far[2]]) || lies(a.y, b.y, [south, north, far[1], far[3]])
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
    pub fn main(&self) -> Option<Rect> {
        around(self.polygons.first()?)
    }

    /// The same, and around what lies before its coast: Sicily, not Svalbard.
    pub fn bounds(&self) -> Option<Rect> {
        let (main, others) = (self.main()?, self.polygons.get(1..)?);
        let near = main.inflate(NEAR_KM);
        let of = others.iter().filter_map(|part| around(part));
        Some(
            of.filter(|part| near.contains(part.min) && near.contains(part.max))
                .fold(main, |all, part| all.union(part)),
        )
    }
}

/// The rectangle around a polygon.
fn around(polygon: &[Vec<f32>]) -> Option<Rect> {
    let ring = Shape::rings(polygon).next()?;
    let (first, rest) = ring.split_first()?;
    Some(rest.iter().fold(Rect::from_corners(*first, *first), |r, p| r.union_point(*p)))
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

    #[test]
    fn a_state_is_looked_at_with_its_islands_before_the_coast_and_not_with_those_across_the_ocean() {
        let atlas = Atlas::shipped();
        let bounds = |code: &str| atlas.shape(code).and_then(Shape::bounds).unwrap_or_default();
        // Sicily, Crete; not Svalbard, the Canaries, the Azores.
        assert!(bounds("IT").min.y < -1_620.0, "{:?}", bounds("IT"));
        assert!(bounds("GR").min.y < -1_750.0, "{:?}", bounds("GR"));
        assert!(bounds("NO").max.y < 2_200.0, "{:?}", bounds("NO"));
        assert!(bounds("ES").min.x > -1_800.0 && bounds("PT").min.x > -1_800.0);
    }

    #[test]
    fn around_the_frame_lies_land_as_far_as_a_wide_pane_sees() {
        let atlas = Atlas::shipped();
        let land = atlas.around();
        // Québec, New York, Delhi, Mongolia, Siberia, Sudan, and what of Canada reaches into the frame.
        let places =
            [(-4_142, 2_958), (-5_349, 2_678), (5_953, 119), (5_029, 3_418), (3_260, 4_014), (2_242, -3_773)];
        for (x, y) in places.into_iter().chain([(-2_517, 3_590)]) {
            assert!(land.contains(Vec2::new(x as f32, y as f32)), "there is sea at {x}, {y}");
        }
        // Nothing of it lies where the shapes are.
        for shape in &atlas.shapes {
            assert!(!land.contains(shape.label), "{} is there twice", shape.code);
        }
    }

    #[test]
    fn where_the_map_was_cut_is_no_coast() {
        let atlas = Atlas::shipped();
        let russia = atlas.shape("RU").unwrap_or_else(|| panic!("no Russia"));
        let lines = |ring: Vec<Vec2>| {
            let next = ring.clone().into_iter().cycle().skip(1);
            ring.into_iter().zip(next).collect::<Vec<_>>()
        };
        let all = russia.polygons.iter().flat_map(|polygon| Shape::rings(polygon)).flat_map(lines);
        let (cut, coast): (Vec<_>, Vec<_>) = all.partition(|(a, b)| atlas.is_cut(*a, *b));
        assert!(!cut.is_empty() && coast.len() > 500, "{} and {}", cut.len(), coast.len());
        let east = atlas.frame[2];
        assert!(coast.iter().all(|(a, b)| a.x != east || b.x != east));
    }
}
