//! Capacitated facility location with contiguous service areas, after Kong: each unit served by one
//! site, each area connected and holding the unit in which its site stands.
//!
//! A heading, then lines `unit demand x y candidature price capacity`, metres; a unit with a capacity
//! is a possible site. A second file has the neighbours: a heading, then lines `edge,unit,unit` with
//! more columns or none. The price of serving a unit is its demand times kilometres. Without the
//! second file the areas need not be connected, nor hold the site's own unit: sites are then places
//! apart, S and the number of their unit.

use std::collections::{BTreeSet, HashMap};

use super::instance::{Instance, Place, Site};
use super::numbers::Numbers;
use super::{Metric, Spot};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::rules::Limits;
use crate::scenario::source::Source;

struct Unit {
    number: usize,
    demand: f64,
    spot: Spot,
    price: f64,
    capacity: f64,
}

pub fn read(source: &Source, borders: Option<&Source>, sites: Option<u32>) -> Result<Instance, Diagnostic> {
    let units = units(source)?;
    let borders = borders.map(|borders| neighbours(borders, &units)).transpose()?;
    let candidates: Vec<usize> = (0..units.len()).filter(|&unit| units[unit].capacity > 0.0).collect();
    Numbers::new(source).room_for(units.len(), candidates.len())?;
    let is_apart = borders.is_none();
    let mut places: Vec<Place> =
        units.iter().map(|unit| Place::numbered("", unit.number, Some(unit.demand))).collect();
    if is_apart {
        places.extend(candidates.iter().map(|&site| Place::numbered("S", units[site].number, None)));
    }
    let price = |unit: &Unit, site: &usize| {
        unit.demand * unit.spot.distance(units[*site].spot, Metric::Real) / 1000.0
    };
    Ok(Instance {
        description: format!(
            "Capacitated facility location: {} units, {} possible sites, least price of open sites and of demand times kilometres{}.",
            units.len(),
            candidates.len(),
            if is_apart { "" } else { ", service areas connected" }
        ),
        sites: (units.len()..)
            .zip(&candidates)
            .map(|(apart, &site)| Site {
                place: if is_apart { apart } else { site },
                price: Some(units[site].price),
                capacity: Some(units[site].capacity),
            })
            .collect(),
        prices: units
            .iter()
            .map(|unit| candidates.iter().map(|site| Some(price(unit, site))).collect())
            .collect(),
        places,
        count: sites.map(|sites| sites as usize),
        demand: Limits::default(),
        borders,
    })
}

fn units(source: &Source) -> Result<Vec<Unit>, Diagnostic> {
    let mut numbers = Numbers::new(source);
    numbers.skip_line();
    let mut units = Vec::new();
    let mut seen = BTreeSet::new();
    while units.is_empty() || !numbers.is_at_end() {
        let (word, span) = numbers.word("the number of a unit")?;
        let Some(number) = word.parse().ok().filter(|number| seen.insert(*number)) else {
            let message = format!("expected the number of another unit, found `{word}`");
            return Err(numbers.fault("wrong-type", message, span));
        };
        let demand = numbers.demand()?;
        let spot = Spot { x: numbers.number("a coordinate")?, y: numbers.number("a coordinate")? };
        numbers.number("a mark of candidature")?;
        let price = numbers.price("the price of a site")?;
        units.push(Unit { number, demand, spot, price, capacity: numbers.capacity()? });
    }
    Ok(units)
}

fn neighbours(source: &Source, units: &[Unit]) -> Result<Vec<(usize, usize)>, Diagnostic> {
    let positions: HashMap<usize, usize> =
        units.iter().enumerate().map(|(at, unit)| (unit.number, at)).collect();
    let mut pairs = BTreeSet::new();
    let mut start = source.text.find('\n').map_or(source.text.len(), |end| end + 1);
    for line in source.text[start..].split_inclusive('\n') {
        let mut columns = line.trim_end().split(',');
        if !line.trim().is_empty() {
            let mut unit = || {
                let column = columns.next().map(|column| column.trim().trim_matches('"')).unwrap_or_default();
                column.parse().ok().and_then(|number: usize| positions.get(&number).copied())
            };
            unit();
            let (Some(a), Some(b)) = (unit(), unit()) else {
                let message = "expected a line `edge,unit,unit` with two units of the other file";
                let span = start..start + line.trim_end().len();
                return Err(Numbers::new(source).fault("unknown-country", message.into(), span));
            };
            if a != b {
                pairs.insert((a.min(b), a.max(b)));
            }
        }
        start += line.len();
    }
    Ok(pairs.into_iter().collect())
}
