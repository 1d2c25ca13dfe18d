//! Contiguity of areas by separators: where every way from a country to the root of its area leads
//! through a set S, the country lies in the area only if some country of S does (a,b-separators:
//! Oehrlein and Haunert, Journal of Spatial Information Science 15 (2017) 89-120; Validi, Buchanan and
//! Lykhovyd, Operations Research 70 (2022) 867-892). A broken one is found as a minimum cut.

use std::collections::BTreeMap;

use petgraph::algo::ford_fulkerson;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::column::Column;
use crate::geography::Geography;
use crate::scenario::{CountryId, Scenario};

#[derive(Debug, Clone)]
pub struct Separator {
    pub root: CountryId,
    pub country: CountryId,
    /// Neither root nor country is in it.
    pub set: Vec<CountryId>,
}

impl Separator {
    /// What `column` adds to the left side less the right side.
    pub fn share(&self, column: &Column) -> f64 {
        if column.root() != self.root {
            return 0.0;
        }
        let holds = |c: &CountryId| column.remit.binary_search(c).is_ok();
        f64::from(u8::from(holds(&self.country))) - self.set.iter().filter(|c| holds(c)).count() as f64
    }
}

/// Shares of a country in whole millionths, so that cuts are exact.
const UNIT: f64 = 1e6;
/// Least violation worth a row, in millionths.
const WORTH: u64 = 10_000;

/// Separators that the given areas break: by root, the share of each country in its area.
pub fn separate(
    scenario: &Scenario,
    geography: &Geography,
    areas: &BTreeMap<CountryId, BTreeMap<CountryId, f64>>,
) -> Vec<Separator> {
    areas.iter().flat_map(|(&root, shares)| in_area(scenario, geography, root, shares)).collect()
}

fn in_area(
    scenario: &Scenario,
    geography: &Geography,
    root: CountryId,
    shares: &BTreeMap<CountryId, f64>,
) -> Vec<Separator> {
    // Each covered country as two nodes, in and out, joined by its share.
    let mut graph: DiGraph<(), u64> = DiGraph::new();
    let nodes: BTreeMap<CountryId, (NodeIndex, NodeIndex)> = scenario
        .country_ids()
        .filter(|&c| c == root || scenario.country(c).covered)
        .map(|c| (c, (graph.add_node(()), graph.add_node(()))))
        .collect();
    let share = |c: CountryId| (shares.get(&c).copied().unwrap_or(0.0) * UNIT).round() as u64;
    for (&c, &(enter, leave)) in &nodes {
        graph.add_edge(enter, leave, share(c));
        for neighbour in geography.neighbours(c).iter().filter_map(|n| nodes.get(n)) {
            graph.add_edge(leave, neighbour.0, u64::from(u32::MAX));
        }
    }
    let from = nodes[&root].1;
    let mut found = Vec::new();
    for &country in shares.keys().filter(|&&c| c != root) {
        let is_near = geography.neighbours(root).binary_search(&country).is_ok();
        if is_near || share(country) < WORTH {
            continue;
        }
        let (cut, flow) = ford_fulkerson(&graph, from, nodes[&country].0);
        if cut + WORTH > share(country) {
            continue;
        }
        let reached = reached(&graph, &flow, from);
        let set = nodes
            .iter()
            .filter(|(c, (enter, leave))| {
                **c != root && **c != country && reached[enter.index()] && !reached[leave.index()]
            })
            .map(|(&c, _)| c)
            .collect();
        found.push(Separator { root, country, set });
    }
    found
}

/// Nodes that more flow could reach.
fn reached(graph: &DiGraph<(), u64>, flow: &[u64], from: NodeIndex) -> Vec<bool> {
    let mut reached = vec![false; graph.node_count()];
    let mut queue = vec![from];
    reached[from.index()] = true;
    while let Some(at) = queue.pop() {
        let forward =
            graph.edges(at).filter(|edge| flow[edge.id().index()] < *edge.weight()).map(|edge| edge.target());
        let backward = graph
            .edges_directed(at, petgraph::Direction::Incoming)
            .filter(|edge| flow[edge.id().index()] > 0)
            .map(|edge| edge.source());
        for next in forward.chain(backward).collect::<Vec<_>>() {
            if !reached[next.index()] {
                reached[next.index()] = true;
                queue.push(next);
            }
        }
    }
    reached
}
