//! Straight lines on a map of longitude and latitude. One that crosses the antimeridian is cut there,
//! as section 3.1.9 of RFC 7946 asks for.

use geo::{Geometry, LineString, MultiLineString, Point};

/// The shorter way between two points; `None` where they are the same.
pub fn between(from: Point, to: Point) -> Option<Geometry> {
    let straight = |from: Point, to: Point| LineString::from(vec![from, to]);
    if from == to {
        return None;
    }
    let apart = to.x() - from.x();
    if apart.abs() <= 180.0 {
        return Some(straight(from, to).into());
    }
    // Eastward over 180° or westward over -180°.
    let edge = if apart < 0.0 { 180.0 } else { -180.0 };
    let way = apart + 2.0 * edge;
    let share = if way == 0.0 { 0.0 } else { (edge - from.x()) / way };
    let latitude = from.y() + share * (to.y() - from.y());
    let parts = [(from, Point::new(edge, latitude)), (Point::new(-edge, latitude), to)];
    let parts = parts.into_iter().filter(|(from, to)| from != to);
    Some(MultiLineString(parts.map(|(from, to)| straight(from, to)).collect()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_antimeridian_is_cut_there() {
        let (suva, apia) = (Point::new(178.0, -18.0), Point::new(-172.0, -14.0));
        let east = |a: Point, b: Point| LineString::from(vec![a, b]);
        let cut = MultiLineString(vec![
            east(suva, Point::new(180.0, -17.2)),
            east(Point::new(-180.0, -17.2), apia),
        ]);
        assert_eq!(between(suva, apia), Some(cut.into()));
        let back = MultiLineString(vec![
            east(apia, Point::new(-180.0, -17.2)),
            east(Point::new(180.0, -17.2), suva),
        ]);
        assert_eq!(between(apia, suva), Some(back.into()));
    }

    #[test]
    fn any_other_line_is_one() {
        let (a, b) = (Point::new(-80.0, 1.0), Point::new(100.0, 2.0));
        assert_eq!(between(a, b), Some(LineString::from(vec![a, b]).into()));
        assert_eq!(between(a, a), None);
    }
}
