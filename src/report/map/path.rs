//! Areas as the `d` of an SVG path: in whole units, each step from where the last one ended.

use std::fmt::Write;

use geo::{LineString, MultiPolygon};

pub fn path(area: &MultiPolygon, scale: f64) -> String {
    let mut text = String::new();
    let rings =
        area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    // Islands of less than a unit are not seen; a place that has nothing else is drawn as it is.
    let (seen, unseen): (Vec<_>, Vec<_>) =
        rings.map(|ring| whole(ring, scale)).partition(|ring| ring.len() > 3);
    let drawn = if seen.is_empty() { unseen } else { seen };
    drawn.iter().for_each(|ring| add_ring(&mut text, ring));
    text
}

/// In whole units, without points that fall together and without the one that closes the ring.
fn whole(ring: &LineString, scale: f64) -> Vec<(i64, i64)> {
    let mut points: Vec<(i64, i64)> =
        ring.coords().map(|c| ((c.x * scale).round() as i64, (c.y * scale).round() as i64)).collect();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

fn add_ring(text: &mut String, ring: &[(i64, i64)]) {
    let [(x, y), rest @ ..] = ring else { return };
    write!(text, "M{x} {y}").expect("a string takes text");
    let mut at = (*x, *y);
    for (number, &(x, y)) in rest.iter().enumerate() {
        let (dx, dy) = (x - at.0, y - at.1);
        let (command, between) = (
            if number == 0 {
                "l"
            } else if dx < 0 {
                ""
            } else {
                " "
            },
            if dy < 0 { "" } else { " " },
        );
        write!(text, "{command}{dx}{between}{dy}").expect("a string takes text");
        at = (x, y);
    }
    text.push('z');
}

#[cfg(test)]
mod tests {
    use geo::Polygon;

    use super::*;

    #[test]
    fn writes_steps() {
        let ring = LineString::from(vec![(0.2, 0.0), (10.0, 0.0), (10.4, 0.3), (5.0, -7.0), (0.2, 0.0)]);
        assert_eq!(path(&MultiPolygon(vec![Polygon::new(ring, Vec::new())]), 1.0), "M0 0l10 0-5-7z");
    }
}
