//! What is still open: the pairs that a plan worth looking for may use, and the sites that it must,
//! may or may not open.

use super::problem::{Pair, Problem};
use super::separator::Separator;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Free,
    Open,
    Closed,
}

/// A separator with its multiplier, which is charged to its customer and credited to its set: whoever
/// keeps the separator pays no more than before.
#[derive(Debug, Clone)]
pub struct Cut {
    pub separator: Separator,
    pub multiplier: i64,
}

#[derive(Debug, Clone)]
pub struct Domain {
    /// By site.
    pub status: Vec<Status>,
    /// By site, ascending by customer: who may join its remit. Empty where closed.
    pub reach: Vec<Vec<Pair>>,
    /// By customer: the one site that is left for it, which is then open.
    pub settled: Vec<Option<u32>>,
    /// Their multipliers are in the prices of `reach`.
    pub cuts: Vec<Cut>,
}

impl Domain {
    pub fn new(problem: &Problem) -> Self {
        let mut domain = Self {
            status: vec![Status::Free; problem.sites.len()],
            reach: problem.reach.clone(),
            settled: vec![None; problem.customers.len()],
            cuts: Vec::new(),
        };
        for (at, _) in problem.sites.iter().enumerate().filter(|(_, site)| site.is_kept) {
            domain.open(problem, at);
        }
        domain
    }

    pub fn pairs(&self) -> usize {
        self.reach.iter().map(Vec::len).sum()
    }

    pub fn free_sites(&self) -> usize {
        self.status.iter().filter(|status| **status == Status::Free).count()
    }

    /// By which two domains are told apart of which one is part of the other.
    pub fn size(&self) -> (usize, usize) {
        (self.pairs(), self.free_sites())
    }

    /// Room that the ceilings of all sites leave beside all workload: no open site has more than this
    /// left over. `None` where some site has no ceiling.
    pub fn slack(&self, problem: &Problem) -> Option<i64> {
        let sites = problem.sites.iter().zip(&self.status).filter(|(_, status)| **status != Status::Closed);
        let room = sites.map(|(site, _)| Some(site.ceiling).filter(|&ceiling| ceiling < i64::MAX));
        Some(room.sum::<Option<i64>>()? - problem.total_workload())
    }

    /// Changes the multiplier of a cut, and the prices with it.
    pub fn charge(&mut self, cut: usize, multiplier: i64) {
        let Cut { separator, multiplier: before } = &mut self.cuts[cut];
        let change = multiplier - *before;
        *before = multiplier;
        let reach = &mut self.reach[separator.site];
        let place =
            |reach: &[Pair], customer: u32| reach.binary_search_by_key(&customer, |p| p.customer).ok();
        // Where the customer is out of reach, the separator says nothing.
        let Some(at) = place(reach, separator.customer) else { return };
        reach[at].price += change;
        for &other in &separator.set {
            if let Some(at) = place(reach, other) {
                reach[at].price -= change;
            }
        }
    }

    pub fn is_closed(&self, site: usize) -> bool {
        self.status[site] == Status::Closed
    }

    pub fn close(&mut self, site: usize) {
        self.status[site] = Status::Closed;
        self.reach[site].clear();
    }

    pub fn open(&mut self, problem: &Problem, site: usize) {
        self.status[site] = Status::Open;
        if let Some(own) = problem.sites[site].own {
            self.settle(own, site);
        }
    }

    /// Leaves `site` as the only one for `customer`.
    pub fn settle(&mut self, customer: u32, site: usize) {
        self.settled[customer as usize] = Some(site as u32);
        for (_, reach) in self.reach.iter_mut().enumerate().filter(|(other, _)| *other != site) {
            if let Ok(at) = reach.binary_search_by_key(&customer, |pair| pair.customer) {
                reach.remove(at);
            }
        }
    }

    /// Draws what follows from customers with no choice left; `false` if some customer has none at all,
    /// or two sites.
    pub fn propagate(&mut self, problem: &Problem) -> bool {
        loop {
            let mut choices = vec![(0u32, 0u32); problem.customers.len()];
            for (site, reach) in self.reach.iter().enumerate() {
                if self.is_closed(site) {
                    continue;
                }
                let own = problem.sites[site].own;
                for customer in reach.iter().map(|pair| pair.customer).chain(own) {
                    let choice = &mut choices[customer as usize];
                    *choice = (choice.0 + 1, site as u32);
                }
            }
            let mut changed = false;
            for (customer, &(count, site)) in choices.iter().enumerate() {
                if count == 0 {
                    return false;
                }
                let site = site as usize;
                if count > 1
                    || self.settled[customer] == Some(site as u32) && self.status[site] == Status::Open
                {
                    continue;
                }
                if self.settled[customer].is_some_and(|before| before as usize != site) {
                    return false;
                }
                self.settle(customer as u32, site);
                if self.status[site] == Status::Free {
                    self.open(problem, site);
                }
                changed = true;
            }
            // A site whose own customer is settled elsewhere cannot open.
            for (at, site) in problem.sites.iter().enumerate() {
                let Some(own) = site.own.and_then(|own| self.settled[own as usize]) else { continue };
                if own as usize != at && !self.is_closed(at) {
                    if self.status[at] == Status::Open {
                        return false;
                    }
                    self.close(at);
                    changed = true;
                }
            }
            if !changed {
                return true;
            }
        }
    }
}
