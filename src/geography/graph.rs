//! The adjacency graph over countries, with the searches that contiguity needs.

use std::collections::VecDeque;

use petgraph::graph::{NodeIndex, UnGraph};

use super::great_circle_km;
use crate::scenario::{CountryId, Point, Scenario};

/// Adjacency and distances of a scenario's countries.
#[derive(Debug, Clone)]
pub struct Geography {
    graph: UnGraph<(), ()>,
    sites: Vec<Option<Point>>,
    seats: Vec<Option<Point>>,
}

impl Geography {
    pub fn new(scenario: &Scenario) -> Self {
        let mut graph = UnGraph::with_capacity(scenario.countries.len(), scenario.borders.len());
        for _ in &scenario.countries {
            graph.add_node(());
        }
        for border in &scenario.borders {
            graph.add_edge(NodeIndex::new(border.a.0), NodeIndex::new(border.b.0), ());
        }
        Self {
            graph,
            sites: scenario.countries.iter().map(|c| c.office_site).collect(),
            seats: scenario.countries.iter().map(|c| c.seat).collect(),
        }
    }

    /// From an office hosted by `office` to the seat of `country`; zero within the host country;
    /// `None` where the scenario does not say where they are.
    pub fn km(&self, country: CountryId, office: CountryId) -> Option<i64> {
        if country == office {
            return Some(0);
        }
        Some(great_circle_km(self.seats[country.0]?, self.sites[office.0]?))
    }

    /// Between two office sites.
    pub fn km_between_offices(&self, a: CountryId, b: CountryId) -> Option<i64> {
        Some(great_circle_km(self.sites[a.0]?, self.sites[b.0]?))
    }

    /// From an office site to any other point.
    pub fn km_to(&self, office: CountryId, point: Point) -> Option<i64> {
        Some(great_circle_km(self.sites[office.0]?, point))
    }

    /// Neighbours in ascending order.
    pub fn neighbours(&self, country: CountryId) -> Vec<CountryId> {
        let mut ids: Vec<_> =
            self.graph.neighbors(NodeIndex::new(country.0)).map(|node| CountryId(node.index())).collect();
        ids.sort();
        ids
    }

    /// The connected parts of `set` (as induced subgraph), each in ascending order, in order of
    /// their least member.
    pub fn components(&self, set: &[CountryId]) -> Vec<Vec<CountryId>> {
        let mut outside = vec![true; self.sites.len()];
        for id in set {
            outside[id.0] = false;
        }
        let mut sorted = set.to_vec();
        sorted.sort();
        let mut parts = Vec::new();
        for start in sorted {
            if outside[start.0] {
                continue;
            }
            outside[start.0] = true;
            let mut part = vec![start];
            let mut next = 0;
            while next < part.len() {
                for neighbour in self.neighbours(part[next]) {
                    if !outside[neighbour.0] {
                        outside[neighbour.0] = true;
                        part.push(neighbour);
                    }
                }
                next += 1;
            }
            part.sort();
            parts.push(part);
        }
        parts
    }

    /// A shortest chain of neighbours from `from` to `to` inside `set`, both ends included.
    pub fn path_within(&self, set: &[CountryId], from: CountryId, to: CountryId) -> Option<Vec<CountryId>> {
        let mut allowed = vec![false; self.sites.len()];
        for id in set {
            allowed[id.0] = true;
        }
        if !allowed[from.0] || !allowed[to.0] {
            return None;
        }
        let mut towards: Vec<Option<CountryId>> = vec![None; self.sites.len()];
        let mut queue = VecDeque::from([to]);
        allowed[to.0] = false;
        while let Some(id) = queue.pop_front() {
            if id == from {
                let mut path = vec![from];
                let mut at = from;
                while let Some(next) = towards[at.0] {
                    path.push(next);
                    at = next;
                }
                return Some(path);
            }
            for neighbour in self.neighbours(id) {
                if allowed[neighbour.0] {
                    allowed[neighbour.0] = false;
                    towards[neighbour.0] = Some(id);
                    queue.push_back(neighbour);
                }
            }
        }
        None
    }
}
