//! From degrees to the plane of the map: Equal Earth (Šavrič, Patterson, Jenny 2018), since areas are
//! what is compared.

use geo::{
    BooleanOps, BoundingRect, Coord, MapCoordsInPlace, MultiPolygon, Polygon, Rect, Translate, unary_union,
};
use proj4rs::{Proj, transform::transform};

use crate::scenario::Point;

/// Degrees east of the map's middle. Its edge, 180 degrees away, runs through the Bering Strait, so that
/// no country but one island is cut and the island States of the Pacific stay together.
const MIDDLE: f64 = 11.5;
const WEST: f64 = MIDDLE - 180.0;
/// Width of the whole world on the plane, and of every map, so that whole units are fine enough for one
/// that is looked at closely.
pub const WIDTH: f64 = 10_000.0;
/// Half the width of the whole world in Equal Earth on a sphere of radius 1.
const HALF_WIDTH: f64 = 2.706_63;

pub struct Projection {
    degrees: Proj,
    plane: Proj,
}

impl Projection {
    pub fn new() -> Self {
        let proj = |text: &str| Proj::from_proj_string(text).expect("a projection that proj4rs knows");
        Self { degrees: proj("+proj=longlat +R=1"), plane: proj("+proj=eqearth +R=1") }
    }

    pub fn point(&self, point: Point) -> Coord {
        let lon = if point.lon < WEST { point.lon + 360.0 } else { point.lon };
        let mut coord = Coord { x: (lon - MIDDLE).to_radians(), y: point.lat.to_radians() };
        transform(&self.degrees, &self.plane, &mut coord).expect("every place on earth is on the map");
        to_plane(coord)
    }

    pub fn area(&self, area: &MultiPolygon) -> MultiPolygon {
        let mut area = moved(area);
        // Cutting and joining round, and nothing lies beyond a pole.
        area.map_coords_in_place(|c| Coord {
            x: (c.x - MIDDLE).clamp(-180.0, 180.0).to_radians(),
            y: c.y.clamp(-90.0, 90.0).to_radians(),
        });
        transform(&self.degrees, &self.plane, &mut area).expect("every place on earth is on the map");
        area.map_coords_in_place(to_plane);
        area
    }
}

/// Downwards, as drawings go.
fn to_plane(c: Coord) -> Coord {
    let scale = WIDTH / 2.0 / HALF_WIDTH;
    Coord { x: c.x * scale, y: -c.y * scale }
}

/// Everything between the map's edges; what the 180th meridian cut is whole again.
fn moved(area: &MultiPolygon) -> MultiPolygon {
    let is_west = |polygon: &Polygon| {
        let bounds = polygon.bounding_rect();
        bounds.map_or((false, false), |bounds| (bounds.min().x < WEST, bounds.max().x > WEST))
    };
    if !area.iter().any(|polygon| is_west(polygon).0) {
        return area.clone();
    }
    let mut pieces: Vec<Polygon> = Vec::new();
    for polygon in area {
        match is_west(polygon) {
            (false, _) => pieces.push(polygon.clone()),
            (true, false) => pieces.push(polygon.translate(360.0, 0.0)),
            (true, true) => {
                let west = Rect::new((-180.0, -90.0), (WEST, 90.0)).to_polygon();
                pieces.extend(polygon.intersection(&west).translate(360.0, 0.0));
                pieces.extend(polygon.difference(&west));
            }
        }
    }
    unary_union(&pieces)
}

#[cfg(test)]
mod tests {
    use geo::Area;

    use super::*;

    fn rectangle(west: f64, east: f64) -> Polygon {
        Rect::new((west, 60.0), (east, 70.0)).to_polygon()
    }

    #[test]
    fn keeps_the_pacific_together_and_east_of_asia() {
        let map = Projection::new();
        let [fiji, samoa, alaska] = [(178.0, -18.0), (-172.0, -14.0), (-150.0, 60.0)]
            .map(|(lon, lat)| map.point(Point { lat, lon }).x);
        assert!(fiji < samoa && samoa <= WIDTH / 2.0, "{fiji} {samoa}");
        assert!(alaska < 0.0);
    }

    #[test]
    fn joins_what_the_180th_meridian_cut() {
        let cut = MultiPolygon(vec![rectangle(170.0, 180.0), rectangle(-180.0, -170.0)]);
        assert_eq!(Projection::new().area(&cut).0.len(), 1);
    }

    #[test]
    fn cuts_only_what_lies_on_the_edge() {
        let on_edge = MultiPolygon(vec![rectangle(-172.0, -165.0)]);
        assert_eq!(Projection::new().area(&on_edge).0.len(), 2);
    }

    #[test]
    fn areas_stand_to_each_other_as_on_the_globe() {
        let map = Projection::new();
        let area = |south: f64| {
            let mut ring = Vec::new();
            (0..=100).for_each(|i| ring.push((f64::from(i) / 10.0, south)));
            (0..=100).rev().for_each(|i| ring.push((f64::from(i) / 10.0, south + 10.0)));
            map.area(&MultiPolygon(vec![Polygon::new(ring.into(), Vec::new())])).unsigned_area()
        };
        let band = |south: f64| (south + 10.0).to_radians().sin() - south.to_radians().sin();
        let ratio = area(60.0) / area(0.0) / (band(60.0) / band(0.0));
        assert!((ratio - 1.0).abs() < 1e-3, "{ratio}");
    }
}
