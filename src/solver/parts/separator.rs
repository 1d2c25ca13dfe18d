//! Contiguity by separators: where every way from a country to the root of its set leads through the
//! countries of S, the country lies in the set only if some country of S does (a,b-separators: Oehrlein
//! and Haunert, Journal of Spatial Information Science 15 (2017) 89-120; Validi, Buchanan and Lykhovyd,
//! Operations Research 70 (2022) 867-892). S may be the root itself. A broken one is found as a minimum
//! cut.

use std::collections::BTreeMap;

use petgraph::algo::ford_fulkerson;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use serde::{Deserialize, Serialize};

use super::column::Column;
use crate::geography::Geography;
use crate::scenario::CountryId;

/// Which sets of countries are to be connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    Areas,
    Remits,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Separator {
    pub scope: Scope,
    pub root: CountryId,
    pub country: CountryId,
    /// `country` is not in it; where `root` is, it stands alone.
    pub set: Vec<CountryId>,
}

/// How much of each country lies in the set of each root.
pub type Shares = BTreeMap<CountryId, BTreeMap<CountryId, f64>>;

impl Scope {
    pub fn root(self, column: &Column) -> CountryId {
        match self {
            Scope::Areas => column.root(),
            Scope::Remits => column.host,
        }
    }

    pub fn shares<'c>(self, columns: impl Iterator<Item = (&'c Column, f64)>) -> Shares {
        let mut shares = Shares::new();
        for (column, value) in columns {
            let own = shares.entry(self.root(column)).or_default();
            column.remit.iter().for_each(|&c| *own.entry(c).or_default() += value);
        }
        shares
    }
}

impl Separator {
    /// What `column` adds to the left side less the right side.
    pub fn factor(&self, column: &Column) -> f64 {
        if self.scope.root(column) != self.root {
            return 0.0;
        }
        let left = f64::from(u8::from(column.holds(self.country)));
        left - self.set.iter().filter(|&&c| column.holds(c)).count() as f64
    }
}

impl Separator {
    /// Whether every way from the country to the root leads through the set; `may_join` marks the countries
    /// that may lie on it.
    pub fn separates(&self, geography: &Geography, may_join: &[bool]) -> bool {
        let mut seen = vec![false; may_join.len()];
        self.set.iter().for_each(|c| seen[c.0] = true);
        let mut queue = vec![self.country];
        while let Some(at) = queue.pop() {
            if at == self.root {
                return false;
            }
            for next in geography.neighbours(at) {
                if !std::mem::replace(&mut seen[next.0], true) && (may_join[next.0] || next == self.root) {
                    queue.push(next);
                }
            }
        }
        true
    }
}

/// Shares of a country in whole millionths, so that cuts are exact.
const UNIT: f64 = 1e6;
/// Least violation worth a row, in millionths.
const WORTH: u64 = 10_000;

/// Separators that the given sets break. `may_join` marks the countries that may lie in any set.
pub fn separate(geography: &Geography, may_join: &[bool], scope: Scope, shares: &Shares) -> Vec<Separator> {
    shares.iter().flat_map(|(&root, own)| in_set(geography, may_join, scope, root, own)).collect()
}

fn in_set(
    geography: &Geography,
    may_join: &[bool],
    scope: Scope,
    root: CountryId,
    shares: &BTreeMap<CountryId, f64>,
) -> Vec<Separator> {
    let root_counts = may_join[root.0];
    // Each member as two nodes, in and out, joined by its share. Others carry nothing.
    let mut graph: DiGraph<(), u64> = DiGraph::new();
    let share = |c: CountryId| (shares.get(&c).copied().unwrap_or(0.0) * UNIT).round() as u64;
    let nodes: BTreeMap<CountryId, (NodeIndex, NodeIndex)> = shares
        .keys()
        .copied()
        .filter(|&c| c == root || share(c) > 0)
        .chain([root])
        .map(|c| (c, (graph.add_node(()), graph.add_node(()))))
        .collect();
    for (&c, &(enter, leave)) in &nodes {
        let carries = if c == root && !root_counts { u64::from(u32::MAX) } else { share(c) };
        graph.add_edge(enter, leave, carries);
        for neighbour in geography.neighbours(c).iter().filter_map(|n| nodes.get(n)) {
            graph.add_edge(leave, neighbour.0, u64::from(u32::MAX));
        }
    }
    let from = nodes[&root].0;
    let mut found = Vec::new();
    for &country in shares.keys().filter(|&&c| c != root) {
        if share(country) < WORTH {
            continue;
        }
        let (cut, flow) = ford_fulkerson(&graph, from, nodes[&country].0);
        if cut + WORTH > share(country) {
            continue;
        }
        let reached = reached(&graph, &flow, from);
        let is_reached = |c: CountryId| nodes.get(&c).is_some_and(|&(_, leave)| reached[leave.index()]);
        let set = match is_reached(root) {
            false => vec![root],
            true => nearest_border(geography, may_join, country, is_reached),
        };
        found.push(Separator { scope, root, country, set });
    }
    found
}

/// Of the countries that border on what can be reached, members or not, those that `country` comes to
/// first.
fn nearest_border(
    geography: &Geography,
    may_join: &[bool],
    country: CountryId,
    is_reached: impl Fn(CountryId) -> bool,
) -> Vec<CountryId> {
    let is_border = |c: CountryId| geography.neighbours(c).iter().any(|&n| is_reached(n));
    let mut seen = vec![false; may_join.len()];
    let (mut queue, mut border) = (vec![country], Vec::new());
    seen[country.0] = true;
    while let Some(at) = queue.pop() {
        for next in geography.neighbours(at) {
            if seen[next.0] || !may_join[next.0] {
                continue;
            }
            seen[next.0] = true;
            if is_border(next) {
                border.push(next);
            } else {
                queue.push(next);
            }
        }
    }
    border.sort_unstable();
    border
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
