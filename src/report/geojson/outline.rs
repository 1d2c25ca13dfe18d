//! Outlines of countries, and of countries together.

use geo::orient::Direction;
use geo::{Geometry, MapCoords, MultiPolygon, Orient, unary_union};

use crate::scenario::{CountryId, Scenario, Shapes};

/// Decimals of a degree that are written: about a metre.
const DECIMALS: f64 = 1e5;

pub struct Outlines<'s> {
    shapes: &'s Shapes,
    /// By country: its place among the shapes.
    places: Vec<Option<usize>>,
}

impl<'s> Outlines<'s> {
    pub fn new(scenario: &Scenario, shapes: &'s Shapes) -> Self {
        let mut places = vec![None; scenario.countries.len()];
        for (place, shape) in shapes.all.iter().enumerate() {
            if let Some(country) = shape.country {
                places[country.0] = Some(place);
            }
        }
        Self { shapes, places }
    }

    fn area(&self, country: CountryId) -> Option<&'s MultiPolygon> {
        self.places[country.0].and_then(|place| self.shapes.all[place].area.as_ref())
    }

    /// Its area, else the mark that stands for it.
    pub fn of(&self, country: CountryId) -> Option<Geometry> {
        let mark = || self.places[country.0].and_then(|place| self.shapes.all[place].mark);
        let area = self.area(country).map(|area| Geometry::MultiPolygon(oriented(area)));
        area.or_else(|| mark().map(Geometry::Point))
    }

    /// One outline, without the borders inside; `None` where no area is known.
    pub fn union(&self, countries: &[CountryId]) -> Option<MultiPolygon> {
        let areas: Vec<&MultiPolygon> = countries.iter().filter_map(|&country| self.area(country)).collect();
        match areas[..] {
            [] => None,
            [one] => Some(oriented(one)),
            _ => Some(oriented(&unary_union(areas))),
        }
    }
}

/// Outer rings counter-clockwise, holes clockwise (section 3.1.6 of RFC 7946).
fn oriented(area: &MultiPolygon) -> MultiPolygon {
    area.orient(Direction::Default)
}

pub fn rounded(geometry: Geometry) -> Geometry {
    let round = |degrees: f64| (degrees * DECIMALS).round() / DECIMALS;
    geometry.map_coords(|at| geo::coord! { x: round(at.x), y: round(at.y) })
}
