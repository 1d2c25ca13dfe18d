//! The map of a plan: areas by colour and pattern, offices by tier, reporting lines, small islands as
//! marks. What is drawn stands in `map.svg`.

mod areas;
mod path;
mod projection;

use geo::{BoundingRect, Centroid, Coord, MultiPolygon, Rect};
use minijinja::{Value, context};

use super::words::{Names, Text};
use crate::plan::Network;
use crate::scenario::{CountryId, Point, Scenario, Shapes};
pub use areas::Areas;
use projection::{Projection, WIDTH};

/// Share of the map's size that is left free around the places.
const MARGIN: f64 = 0.02;
/// An area of less than this share of the map's width is marked, though the file has no mark for it.
const SMALL: f64 = 0.002;

/// The map as the template draws it; `focus` are the places that it shows, all if there are none.
pub fn map(
    scenario: &Scenario,
    network: &Network,
    areas: &Areas,
    shapes: &Shapes,
    focus: &[CountryId],
    label: impl Fn(CountryId) -> Text,
) -> Value {
    let projection = Projection::new();
    let names = Names(scenario);
    let mut bounds: Option<Rect> = None;
    let (mut context, mut places) = (Vec::new(), Vec::new());
    let is_shown = |country: CountryId| focus.is_empty() || focus.contains(&country);
    for shape in shapes.all.iter().filter(|shape| shape.country.is_none()) {
        context.extend(shape.area.as_ref().map(|area| path::path(&projection.area(area))));
    }
    for country in scenario.country_ids() {
        let shape = shapes.of(country);
        let area = shape.and_then(|shape| shape.area.as_ref()).map(|area| projection.area(area));
        let size = area.as_ref().and_then(|area| area.bounding_rect());
        let is_small = size.is_none_or(|size| size.width().max(size.height()) < SMALL * WIDTH);
        let mark = shape.and_then(|shape| shape.mark).map(|mark| Point { lat: mark.y(), lon: mark.x() });
        let mark = mark.or_else(|| scenario.country(country).seat.filter(|_| is_small));
        let mark = mark.map(|mark| projection.point(mark));
        let Some(at) = mark.or_else(|| area.as_ref().and_then(middle)) else { continue };
        if is_shown(country) {
            let own = mark.map_or(size, |mark| Some(Rect::new(mark, mark)));
            bounds = bounds.into_iter().chain(own).reduce(joined);
        }
        if !scenario.country(country).covered {
            context.extend(area.as_ref().map(path::path));
            continue;
        }
        let number = areas.of(network, country);
        places.push((
            mark.is_some(),
            context! {
                id => scenario.country(country).id.clone(),
                d => area.as_ref().map(path::path),
                area => number,
                label => label(country),
                marked => mark.is_some(),
                x => at.x.round() as i64,
                y => at.y.round() as i64,
            },
        ));
    }
    // Marks lie over the areas around them.
    places.sort_by_key(|(marked, _)| *marked);
    let site = |host: CountryId| scenario.country(host).office_site.map(|site| projection.point(site));
    let offices = network.hosts().filter_map(|host| {
        let (office, at) = (network.office(host)?, site(host)?);
        Some(context! {
            id => scenario.country(host).id.clone(),
            tier => office.tier.0,
            is_top => office.reports_to.is_none(),
            x => at.x.round() as i64,
            y => at.y.round() as i64,
            city => scenario.country(host).office_city.clone(),
            name => names.country(host),
        })
    });
    let lines = network.hosts().filter_map(|host| {
        let (from, to) = (site(host)?, site(network.office(host)?.reports_to?)?);
        Some(context! {
            x1 => from.x.round() as i64,
            y1 => from.y.round() as i64,
            x2 => to.x.round() as i64,
            y2 => to.y.round() as i64,
        })
    });
    let is_closed =
        |host: &CountryId| network.office(*host).is_none() && scenario.baseline.offices[host.0].is_some();
    let closed = scenario.country_ids().filter(is_closed).filter_map(site);
    let view = bounds.map_or_else(|| Rect::new((0.0, 0.0), (WIDTH, WIDTH / 2.0)), with_margin);
    context! {
        context,
        places => places.into_iter().map(|(_, place)| place).collect::<Vec<_>>(),
        offices => offices.collect::<Vec<_>>(),
        lines => lines.collect::<Vec<_>>(),
        closed => closed.map(|at| context! { x => at.x.round() as i64, y => at.y.round() as i64 }).collect::<Vec<_>>(),
        looks => areas.looks(),
        left => view.min().x.floor() as i64,
        top => view.min().y.floor() as i64,
        width => view.width().ceil() as i64,
        height => view.height().ceil() as i64,
    }
}

fn joined(a: Rect, b: Rect) -> Rect {
    let least = |p: Coord, q: Coord| Coord { x: p.x.min(q.x), y: p.y.min(q.y) };
    let most = |p: Coord, q: Coord| Coord { x: p.x.max(q.x), y: p.y.max(q.y) };
    Rect::new(least(a.min(), b.min()), most(a.max(), b.max()))
}

/// Room around, and nothing narrower than a seventh of the world.
fn with_margin(bounds: Rect) -> Rect {
    let free = MARGIN * WIDTH;
    let (width, height) = (bounds.width() + 2.0 * free, bounds.height() + 2.0 * free);
    let width = width.max(WIDTH / 7.0).max(height * 1.25);
    let height = height.max(width / 2.6);
    let middle = bounds.center();
    Rect::new(
        (middle.x - width / 2.0, middle.y - height / 2.0),
        (middle.x + width / 2.0, middle.y + height / 2.0),
    )
}

/// Middle of the largest part.
fn middle(area: &MultiPolygon) -> Option<Coord> {
    use geo::Area;
    let largest = area.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    largest.centroid().map(Into::into)
}
