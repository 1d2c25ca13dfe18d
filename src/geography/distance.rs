//! Great-circle distance on the mean-radius sphere (6,371.0088 km, IUGG), by `geo`'s haversine.

use geo::{Distance, Haversine};

use crate::scenario::Point;

/// Whole kilometres, so that no platform's trigonometry shows in a plan.
pub fn great_circle_km(a: Point, b: Point) -> i64 {
    let point = |p: Point| geo::Point::new(p.lon, p.lat);
    (Haversine.distance(point(a), point(b)) / 1000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_a_quarter_of_the_equator() {
        let zero = Point { lat: 0.0, lon: 0.0 };
        let quarter = Point { lat: 0.0, lon: 90.0 };
        assert_eq!(great_circle_km(zero, quarter), 10_008);
        assert_eq!(great_circle_km(zero, zero), 0);
    }

    #[test]
    fn crosses_the_date_line() {
        let fiji = Point { lat: -18.0, lon: 178.0 };
        let samoa = Point { lat: -14.0, lon: -172.0 };
        assert!(great_circle_km(fiji, samoa) < 1_300);
    }
}
