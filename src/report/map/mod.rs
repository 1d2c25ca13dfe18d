//! The map of a plan: areas by colour and pattern, offices by tier, reporting lines, small islands as
//! marks. What is drawn stands in `map.svg`.

mod areas;
mod path;
mod projection;

use geo::{Area, BoundingRect, Centroid, Coord, MultiPolygon, Polygon, Rect};
use minijinja::{Value, context};

use super::words::Text;
use crate::plan::Network;
use crate::scenario::{CountryId, Point, Scenario, Shapes};
pub use areas::Areas;
use projection::{Projection, WIDTH};

/// Share of the map's size that is left free around the places.
const MARGIN: f64 = 0.02;
/// An area of less than this share of the world's width is marked, though the file has no mark for it.
const SMALL: f64 = 0.002;

/// A place on the plane.
struct Drawn {
    country: CountryId,
    area: Option<MultiPolygon>,
    /// Where it is marked, if it is.
    mark: Option<Coord>,
}

impl Drawn {
    /// Where it is, for all that points at it.
    fn at(&self) -> Option<Coord> {
        self.mark.or_else(|| self.area.as_ref().and_then(middle))
    }

    /// Without what lies far from the rest of a country.
    fn bounds(&self) -> Option<Rect> {
        let area = self.area.as_ref().and_then(largest).and_then(|part| part.bounding_rect());
        self.mark.map_or(area, |mark| Some(Rect::new(mark, mark)))
    }
}

/// The map as the template draws it: as wide as [`WIDTH`], whatever part of the world it shows. `focus`
/// are the places to be seen, all if there are none.
pub fn map(
    scenario: &Scenario,
    network: &Network,
    areas: &Areas,
    shapes: &Shapes,
    focus: &[CountryId],
    label: impl Fn(CountryId) -> Text,
) -> Value {
    let projection = Projection::new();
    let drawn: Vec<Drawn> = scenario
        .country_ids()
        .map(|country| {
            let shape = shapes.of(country);
            let area = shape.and_then(|shape| shape.area.as_ref()).map(|area| projection.area(area));
            let mark = shape.and_then(|shape| shape.mark).map(|mark| Point { lat: mark.y(), lon: mark.x() });
            let mark = mark.or(scenario.country(country).seat.filter(|_| area.as_ref().is_none_or(is_small)));
            Drawn { country, area, mark: mark.map(|mark| projection.point(mark)) }
        })
        .collect();
    let is_shown = |own: &&Drawn| focus.is_empty() || focus.contains(&own.country);
    let bounds = drawn.iter().filter(is_shown).filter_map(Drawn::bounds).reduce(joined);
    let view = bounds.map_or_else(|| Rect::new((0.0, 0.0), (WIDTH, WIDTH / 2.0)), with_margin);
    let scale = WIDTH / view.width();
    let whole = |value: f64| (value * scale).round() as i64;

    let is_covered = |country: CountryId| scenario.country(country).covered;
    let unknown = shapes.all.iter().filter(|shape| shape.country.is_none());
    let unknown = unknown.filter_map(|shape| shape.area.as_ref()).map(|area| projection.area(area));
    let mut context: Vec<String> = unknown.map(|area| path::path(&area, scale)).collect();
    let uncovered = drawn.iter().filter(|own| !is_covered(own.country));
    context.extend(uncovered.filter_map(|own| own.area.as_ref()).map(|area| path::path(area, scale)));

    // Marks lie over the areas around them.
    let mut covered: Vec<&Drawn> = drawn.iter().filter(|own| is_covered(own.country)).collect();
    covered.sort_by_key(|own| own.mark.is_some());
    let places = covered.into_iter().filter_map(|own| {
        let at = own.at()?;
        Some(context! {
            id => scenario.country(own.country).id.clone(),
            d => own.area.as_ref().map(|area| path::path(area, scale)),
            area => areas.of(network, own.country),
            label => label(own.country),
            marked => own.mark.is_some(),
            x => whole(at.x),
            y => whole(at.y),
        })
    });
    let site = |host: CountryId| scenario.country(host).office_site.map(|site| projection.point(site));
    let offices = network.hosts().filter_map(|host| {
        let (office, at) = (network.office(host)?, site(host)?);
        Some(context! {
            id => scenario.country(host).id.clone(),
            tier => office.tier.0,
            is_top => office.reports_to.is_none(),
            x => whole(at.x),
            y => whole(at.y),
            city => scenario.country(host).office_city.clone(),
        })
    });
    let lines = network.hosts().filter_map(|host| {
        let (from, to) = (site(host)?, site(network.office(host)?.reports_to?)?);
        Some(context! { x1 => whole(from.x), y1 => whole(from.y), x2 => whole(to.x), y2 => whole(to.y) })
    });
    let closed = closed_sites(scenario, network).filter_map(site);
    context! {
        context,
        places => places.collect::<Vec<_>>(),
        offices => offices.collect::<Vec<_>>(),
        lines => lines.collect::<Vec<_>>(),
        closed => closed.map(|at| context! { x => whole(at.x), y => whole(at.y) }).collect::<Vec<_>>(),
        looks => areas.looks(),
        left => whole(view.min().x),
        top => whole(view.min().y),
        width => WIDTH as i64,
        height => whole(view.height()),
    }
}

/// Sites of the baseline where the plan has no office.
pub fn closed_sites<'n>(
    scenario: &'n Scenario,
    network: &'n Network,
) -> impl Iterator<Item = CountryId> + use<'n> {
    let is_closed = |host: &CountryId| network.office(*host).is_none();
    let had_office = |host: &CountryId| scenario.baseline.offices[host.0].is_some();
    scenario.country_ids().filter(had_office).filter(is_closed)
}

/// Too small to be seen on a map of the world.
fn is_small(area: &MultiPolygon) -> bool {
    area.bounding_rect().is_none_or(|size| size.width().max(size.height()) < SMALL * WIDTH)
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

fn largest(area: &MultiPolygon) -> Option<&Polygon> {
    area.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))
}

/// Middle of the largest part.
fn middle(area: &MultiPolygon) -> Option<Coord> {
    largest(area)?.centroid().map(Into::into)
}
