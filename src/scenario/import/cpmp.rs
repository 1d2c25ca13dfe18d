//! Capacitated p-median, every vertex client and possible median, single-source, cost the sum of
//! distances without regard to demand.
//!
//! `n p`, then n lines `x y capacity demand`, distances real unless the command says `floor`, as for
//! the instances of Osman and Christofides. Or OR-Library's collection: the number of problems, then
//! for each `number best`, `n p capacity` and n lines `number x y demand`, distances rounded down
//! unless the command says `real`. The first line tells them apart: it has one number in a collection.
//!
//! A median is covered by itself, as every host of a scenario is. The problem does not ask for that,
//! but where a median's own demand is within its capacity, sending it elsewhere only makes room for
//! others; all published plans have it so.

use super::instance::{Instance, Place, Site};
use super::numbers::Numbers;
use super::{Metric, Spot};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::rules::Limits;
use crate::scenario::source::Source;

struct Vertex {
    spot: Spot,
    capacity: f64,
    demand: f64,
}

pub fn read(source: &Source, metric: Option<Metric>, problem: Option<u32>) -> Result<Instance, Diagnostic> {
    let first_line = source.text.trim_start().lines().next().unwrap_or_default();
    let is_collection = first_line.split_whitespace().count() == 1;
    let mut numbers = Numbers::new(source);
    let (medians, vertices) =
        if is_collection { collected(&mut numbers, problem)? } else { single(&mut numbers)? };
    if problem.is_some() && !is_collection {
        let message = "the file holds one problem, and `--problem` asks for one of several";
        return Err(numbers.fault("unexpected-option", message.into(), 0..1));
    }
    let metric = metric.unwrap_or(if is_collection { Metric::Floor } else { Metric::Real });
    Ok(instance(medians, &vertices, metric))
}

fn single(numbers: &mut Numbers) -> Result<(usize, Vec<Vertex>), Diagnostic> {
    let count = numbers.count("the number of vertices")?;
    numbers.room_for(count, count)?;
    let medians = numbers.whole("the number of medians", 1, count)?;
    let mut vertices = Vec::with_capacity(count);
    for _ in 0..count {
        let spot = Spot { x: numbers.number("a coordinate")?, y: numbers.number("a coordinate")? };
        vertices.push(Vertex { spot, capacity: numbers.capacity()?, demand: numbers.demand()? });
    }
    numbers.finish()?;
    Ok((medians, vertices))
}

fn collected(numbers: &mut Numbers, problem: Option<u32>) -> Result<(usize, Vec<Vertex>), Diagnostic> {
    let problems = numbers.count("the number of problems")?;
    let Some(wanted) = problem.map(|problem| problem as usize) else {
        let fault = Diagnostic::error("missing-option", format!("the file holds {problems} problems"));
        return Err(fault.help(format!("add `--problem N`, 1 to {problems}")));
    };
    if wanted == 0 || wanted > problems {
        let message = format!("there is no problem {wanted}: the file holds {problems}");
        return Err(numbers.fault("out-of-range", message, 0..1));
    }
    for number in 1.. {
        numbers.whole("the number of a problem", 1, problems)?;
        numbers.number("the value of the best plan")?;
        let count = numbers.count("the number of vertices")?;
        numbers.room_for(count, count)?;
        let medians = numbers.whole("the number of medians", 1, count)?;
        let capacity = numbers.capacity()?;
        let mut vertices = Vec::with_capacity(count);
        for _ in 0..count {
            numbers.whole("the number of a vertex", 1, count)?;
            let spot = Spot { x: numbers.number("a coordinate")?, y: numbers.number("a coordinate")? };
            vertices.push(Vertex { spot, capacity, demand: numbers.demand()? });
        }
        if number == wanted {
            return Ok((medians, vertices));
        }
    }
    unreachable!("the wanted problem is among those that are counted")
}

fn instance(medians: usize, vertices: &[Vertex], metric: Metric) -> Instance {
    let distances = match metric {
        Metric::Real => "Euclidean distances",
        Metric::Floor => "Euclidean distances, rounded down",
    };
    let row = |a: &Vertex| vertices.iter().map(|b| Some(a.spot.distance(b.spot, metric))).collect();
    let site =
        |(place, vertex): (usize, &Vertex)| Site { capacity: Some(vertex.capacity), ..Site::free(place) };
    Instance {
        description: format!(
            "Capacitated p-median: {medians} of {} vertices, least sum of distances; {distances}.",
            vertices.len()
        ),
        places: (1..)
            .zip(vertices)
            .map(|(number, vertex)| Place::numbered("", number, Some(vertex.demand)))
            .collect(),
        sites: vertices.iter().enumerate().map(site).collect(),
        prices: vertices.iter().map(row).collect(),
        count: Some(medians),
        demand: Limits::default(),
        borders: None,
    }
}
