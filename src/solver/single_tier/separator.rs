//! Contiguity of remits by separators: where every way from a customer to the site that would cover it
//! leads through a set S, the customer belongs to the remit only if some customer of S does. A way
//! whose own workload is beyond the site's ceiling is no way (length-U a,b-separators: Validi,
//! Buchanan and Lykhovyd, Operations Research 70 (2022) 867-892).

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::core::Draft;
use super::domain::Domain;
use super::problem::{Borders, Problem};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Separator {
    pub site: usize,
    pub customer: u32,
    /// Neither the site's own customer nor `customer`.
    pub set: Vec<u32>,
}

const FAR: i64 = i64::MAX / 4;

/// The customers of one site's reach, as a graph.
struct Ground<'p> {
    problem: &'p Problem<'p>,
    borders: &'p Borders,
    at: usize,
    is_inside: Vec<bool>,
}

impl<'p> Ground<'p> {
    fn new(problem: &'p Problem<'p>, borders: &'p Borders, domain: &Domain, at: usize) -> Self {
        let mut is_inside = vec![false; problem.customers.len()];
        domain.reach[at].iter().for_each(|pair| is_inside[pair.customer as usize] = true);
        Self { problem, borders, at, is_inside }
    }

    fn around_site(&self) -> &'p [u32] {
        match self.problem.sites[self.at].own {
            Some(own) => &self.borders.customers[own as usize],
            None => &self.borders.sites[self.at],
        }
    }

    /// Least workload of a way from `sources` to each customer, both ends counted, the site's own not.
    fn ways(&self, sources: impl IntoIterator<Item = u32>) -> Vec<i64> {
        let mut ways = vec![FAR; self.is_inside.len()];
        let mut heap = BinaryHeap::new();
        for source in sources {
            if self.is_inside[source as usize] {
                ways[source as usize] = self.problem.workload[source as usize];
                heap.push(Reverse((ways[source as usize], source)));
            }
        }
        while let Some(Reverse((length, customer))) = heap.pop() {
            if length > ways[customer as usize] {
                continue;
            }
            for &next in &self.borders.customers[customer as usize] {
                let longer = length + self.problem.workload[next as usize];
                if self.is_inside[next as usize] && longer < ways[next as usize] {
                    ways[next as usize] = longer;
                    heap.push(Reverse((longer, next)));
                }
            }
        }
        ways
    }

    /// Workload that may join the site's own customer.
    fn room(&self) -> i64 {
        let site = &self.problem.sites[self.at];
        site.ceiling - site.own.map_or(0, |own| self.problem.workload[own as usize])
    }

    /// The least set that parts `part`, a connected set that holds `customer` and not the site, from
    /// the site, along ways within the ceiling.
    fn separator(&self, customer: u32, part: &BTreeSet<u32>) -> Separator {
        let from_site = self.ways(self.around_site().iter().copied());
        let from_customer = self.ways([customer]);
        let room = self.room();
        let weigh = |c: u32| self.problem.workload[c as usize];
        let is_on_a_way = |c: u32| {
            from_site[c as usize] < FAR
                && from_customer[c as usize] < FAR
                && from_site[c as usize] + from_customer[c as usize] - weigh(c) <= room
        };
        let rim: BTreeSet<u32> = part
            .iter()
            .flat_map(|&c| self.borders.customers[c as usize].iter().copied())
            .filter(|c| !part.contains(c) && is_on_a_way(*c))
            .collect();
        // Of the rim only what the site reaches without crossing it.
        let mut reached = BTreeSet::new();
        let mut set = BTreeSet::new();
        let mut queue: Vec<u32> = self.around_site().to_vec();
        while let Some(c) = queue.pop() {
            if part.contains(&c) || !is_on_a_way(c) || !reached.insert(c) {
                continue;
            }
            if rim.contains(&c) {
                set.insert(c);
                continue;
            }
            queue.extend(&self.borders.customers[c as usize]);
        }
        Separator { site: self.at, customer, set: set.into_iter().collect() }
    }
}

/// Leaves out the pairs whose every way is beyond the ceiling; whether any was left out.
pub fn leave_out_far(problem: &Problem, domain: &mut Domain) -> bool {
    let Some(borders) = &problem.borders else { return false };
    let mut changed = false;
    for at in 0..problem.sites.len() {
        if domain.reach[at].is_empty() {
            continue;
        }
        let ground = Ground::new(problem, borders, domain, at);
        let ways = ground.ways(ground.around_site().iter().copied());
        let room = ground.room();
        let before = domain.reach[at].len();
        domain.reach[at].retain(|pair| ways[pair.customer as usize] <= room);
        changed |= domain.reach[at].len() < before;
    }
    changed
}

/// For each pair of customers apart from the site: some neighbour of the customer belongs to the remit.
pub fn near(problem: &Problem, domain: &Domain) -> Vec<Separator> {
    let Some(borders) = &problem.borders else { return Vec::new() };
    let mut found = Vec::new();
    for at in 0..problem.sites.len() {
        let ground = Ground::new(problem, borders, domain, at);
        for pair in &domain.reach[at] {
            if !ground.around_site().contains(&pair.customer) {
                let around = borders.customers[pair.customer as usize].iter().copied();
                let set = around.filter(|&c| ground.is_inside[c as usize]).collect();
                found.push(Separator { site: at, customer: pair.customer, set });
            }
        }
    }
    found
}

/// Separators that remits of the relaxation break: for each part that is cut off from its site, one for
/// its heaviest customer.
pub fn broken_by(
    problem: &Problem,
    borders: &Borders,
    domain: &Domain,
    at: usize,
    remit: &[u32],
) -> Vec<Separator> {
    let parts = parts(problem, borders, remit.iter().copied().collect(), at);
    if parts.is_empty() {
        return Vec::new();
    }
    let ground = Ground::new(problem, borders, domain, at);
    let heaviest =
        |part: &BTreeSet<u32>| part.iter().copied().max_by_key(|&c| (problem.workload[c as usize], c));
    parts.iter().filter_map(|part| Some(ground.separator(heaviest(part)?, part))).collect()
}

/// Leaves one way only to settled customers where it must lead through a certain neighbour; whether any
/// was settled.
pub fn settle_ways(problem: &Problem, domain: &mut Domain) -> bool {
    let Some(borders) = &problem.borders else { return false };
    let mut changed = false;
    for customer in 0..problem.customers.len() as u32 {
        let Some(site) = domain.settled[customer as usize] else { continue };
        let at = site as usize;
        if problem.sites[at].own == Some(customer) || domain.is_closed(at) {
            continue;
        }
        let ground = Ground::new(problem, borders, domain, at);
        if ground.around_site().contains(&customer) {
            continue;
        }
        if let [only] = ground.separator(customer, &BTreeSet::from([customer])).set[..]
            && domain.settled[only as usize].is_none()
        {
            domain.settle(only, at);
            changed = true;
        }
    }
    changed
}

/// Separators that a draft breaks: for each part of a remit that is cut off from its site, one for each
/// of its customers.
pub fn broken(problem: &Problem, domain: &Domain, draft: &Draft) -> Vec<Separator> {
    let Some(borders) = &problem.borders else { return Vec::new() };
    let mut found = Vec::new();
    for (at, _) in draft.open.iter().enumerate().filter(|(_, open)| **open) {
        let ground = Ground::new(problem, borders, domain, at);
        let is_member = |c: &u32| draft.site_of[*c as usize] == at as u32;
        let remit = (0..problem.customers.len() as u32).filter(is_member).collect();
        for part in parts(problem, borders, remit, at) {
            found.extend(part.iter().map(|&customer| ground.separator(customer, &part)));
        }
    }
    found
}

/// The parts of a remit that do not hold its site.
fn parts(problem: &Problem, borders: &Borders, remit: BTreeSet<u32>, at: usize) -> Vec<BTreeSet<u32>> {
    let own = problem.sites[at].own;
    let mut left = remit;
    own.map(|own| left.remove(&own));
    let grow = |seeds: Vec<u32>, left: &mut BTreeSet<u32>| {
        let mut part = BTreeSet::new();
        let mut queue = seeds;
        while let Some(c) = queue.pop() {
            if left.remove(&c) {
                part.insert(c);
                queue.extend(&borders.customers[c as usize]);
            }
        }
        part
    };
    let around = match own {
        Some(own) => &borders.customers[own as usize],
        None => &borders.sites[at],
    };
    grow(around.clone(), &mut left);
    let mut parts = Vec::new();
    while let Some(&seed) = left.first() {
        parts.push(grow(vec![seed], &mut left));
    }
    parts
}
