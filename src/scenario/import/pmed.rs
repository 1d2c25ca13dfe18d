//! p-median, every vertex client and possible median, all weights 1.
//!
//! Two kinds of file, told apart by their first word. OR-Library: `n m p`, then m lines `i j length` of
//! an undirected graph, in which distance is the shortest path; where an edge stands twice, the last
//! line counts, as it did when the optima were published. TSPLIB: coordinates of kind `EUC_2D`, in
//! which distance is Euclidean and rounded down (TSPLIB itself rounds to the nearest), and the number
//! of medians comes with the command.

use std::collections::BTreeMap;

use petgraph::algo::dijkstra;
use petgraph::graph::{NodeIndex, UnGraph};

use super::instance::{Instance, Place, Site};
use super::numbers::Numbers;
use super::{Metric, Spot};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::rules::Limits;
use crate::scenario::source::Source;

pub fn read(source: &Source, medians: Option<u32>) -> Result<Instance, Diagnostic> {
    let first = source.text.trim_start().chars().next();
    if first.is_some_and(char::is_alphabetic) { tsplib(source, medians) } else { orlib(source, medians) }
}

fn orlib(source: &Source, medians: Option<u32>) -> Result<Instance, Diagnostic> {
    let mut numbers = Numbers::new(source);
    let vertices = numbers.count("the number of vertices")?;
    numbers.room_for(vertices, vertices)?;
    let lines = numbers.count("the number of edges")?;
    let own = numbers.whole("the number of medians", 1, vertices)?;
    let mut edges: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for _ in 0..lines {
        let mut vertex = || Ok(numbers.whole("a vertex", 1, vertices)? - 1);
        let (a, b): (usize, usize) = (vertex()?, vertex()?);
        edges.insert((a.min(b), a.max(b)), numbers.price("a length")?);
    }
    numbers.finish()?;
    let mut graph: UnGraph<(), f64> = UnGraph::with_capacity(vertices, edges.len());
    for _ in 0..vertices {
        graph.add_node(());
    }
    for ((a, b), length) in edges {
        graph.add_edge(NodeIndex::new(a), NodeIndex::new(b), length);
    }
    let row = |from: usize| -> Vec<Option<f64>> {
        let found = dijkstra(&graph, NodeIndex::new(from), None, |edge| *edge.weight());
        (0..vertices).map(|to| found.get(&NodeIndex::new(to)).copied()).collect()
    };
    let prices = (0..vertices).map(row).collect();
    let medians = within(medians, vertices, &numbers)?.unwrap_or(own);
    Ok(instance("shortest paths in a graph", medians, prices))
}

fn tsplib(source: &Source, medians: Option<u32>) -> Result<Instance, Diagnostic> {
    let mut numbers = Numbers::new(source).separated_by(&[':']);
    let mut vertices = None;
    loop {
        let (key, _) = numbers.word("NODE_COORD_SECTION")?;
        match key {
            "NODE_COORD_SECTION" => break,
            "DIMENSION" => vertices = Some(numbers.count("the number of vertices")?),
            "EDGE_WEIGHT_TYPE" => {
                let (kind, span) = numbers.word("a kind of distance")?;
                if kind != "EUC_2D" {
                    let message = format!("distances of the kind `{kind}` cannot be read: expected EUC_2D");
                    return Err(numbers.fault("unsupported-kind", message, span));
                }
            }
            _ => {}
        }
        numbers.skip_line();
    }
    let Some(vertices) = vertices else {
        let message = "the header has no DIMENSION, the number of vertices";
        return Err(numbers.fault("missing-key", message.into(), 0..1));
    };
    numbers.room_for(vertices, vertices)?;
    let mut spots = Vec::with_capacity(vertices);
    for _ in 0..vertices {
        numbers.number("the number of a vertex")?;
        spots.push(Spot { x: numbers.number("a coordinate")?, y: numbers.number("a coordinate")? });
    }
    let Some(medians) = within(medians, vertices, &numbers)? else {
        let message = "the file does not say how many medians there are";
        let fault = Diagnostic::error("missing-option", message);
        return Err(fault.help("add `--p N`".to_owned()));
    };
    let row = |a: &Spot| spots.iter().map(|b| Some(a.distance(*b, Metric::Floor))).collect();
    let prices = spots.iter().map(row).collect();
    Ok(instance("Euclidean distances, rounded down", medians, prices))
}

fn within(medians: Option<u32>, vertices: usize, numbers: &Numbers) -> Result<Option<usize>, Diagnostic> {
    let medians = medians.map(|medians| medians as usize);
    match medians.filter(|medians| !(1..=vertices).contains(medians)) {
        Some(medians) => {
            let message = format!("{medians} medians are asked for among {vertices} vertices");
            Err(numbers.fault("out-of-range", message, 0..1))
        }
        None => Ok(medians),
    }
}

fn instance(distances: &str, medians: usize, prices: Vec<Vec<Option<f64>>>) -> Instance {
    let vertices = prices.len();
    Instance {
        description: format!(
            "p-median: {medians} of {vertices} vertices, least sum of distances to the nearest; {distances}."
        ),
        places: (1..=vertices).map(|vertex| Place::numbered("", vertex, Some(1.0))).collect(),
        sites: (0..vertices).map(Site::free).collect(),
        prices,
        count: Some(medians),
        demand: Limits::default(),
        borders: None,
    }
}
