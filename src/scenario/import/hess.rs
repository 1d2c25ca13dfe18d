//! Districting after Hess: k centres, each unit with one of them, every district's population within
//! limits, least sum of population times square of distance; with or without contiguity.
//!
//! Lines that start with `#`; `n m k least most`; n lines `unit name population x y` in metres; m
//! lines `u v added`. Units count from 0; `added` marks an edge that joins parts of the graph, which is
//! an edge like any other. Distances are rounded to whole kilometres; the value is published in
//! millions.

use super::instance::{Instance, Place, Site};
use super::numbers::Numbers;
use super::{Metric, Spot};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::rules::Limits;
use crate::scenario::source::Source;

struct Unit {
    name: String,
    population: f64,
    spot: Spot,
}

pub fn read(source: &Source, contiguity: bool) -> Result<Instance, Diagnostic> {
    let mut numbers = Numbers::new(source);
    numbers.skip_lines_from('#');
    let count = numbers.count("the number of units")?;
    numbers.room_for(count, count)?;
    let edges = numbers.whole("the number of edges", 0, count * count)?;
    let districts = numbers.whole("the number of districts", 1, count)?;
    let (least, most) = (numbers.capacity()?, numbers.capacity()?);
    let mut units = Vec::with_capacity(count);
    for number in 0..count {
        numbers.whole("the running number", number, number)?;
        units.push(Unit {
            name: numbers.word("the name of a unit")?.0.to_owned(),
            population: numbers.demand()?,
            spot: Spot { x: numbers.number("a coordinate")?, y: numbers.number("a coordinate")? },
        });
    }
    let mut borders = Vec::with_capacity(edges);
    for _ in 0..edges {
        let mut unit = || numbers.whole("a unit", 0, count - 1);
        borders.push((unit()?, unit()?));
        numbers.whole("0 or 1, whether the edge was added", 0, 1)?;
    }
    numbers.finish()?;
    let square =
        |a: &Unit, b: &Unit| (a.spot.distance(b.spot, Metric::Real) / 1000.0).round_ties_even().powi(2);
    Ok(Instance {
        description: format!(
            "Districting after Hess: {districts} districts of {count} units, least sum of population times square kilometres, published in millions{}.",
            if contiguity { ", districts connected" } else { "" }
        ),
        prices: units
            .iter()
            .map(|unit| units.iter().map(|centre| Some(unit.population * square(unit, centre))).collect())
            .collect(),
        places: units
            .into_iter()
            .enumerate()
            .map(|(number, unit)| Place {
                id: number.to_string(),
                name: Some(unit.name),
                demand: Some(unit.population),
            })
            .collect(),
        sites: (0..count).map(Site::free).collect(),
        count: Some(districts),
        demand: Limits { min: Some(least), max: Some(most) },
        borders: contiguity.then_some(borders),
    })
}
