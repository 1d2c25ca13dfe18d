//! The Lagrangian relaxation of "every customer has one site": with a multiplier for each customer the
//! problem falls apart into one knapsack for each site, and the choice of the sites to open.
//!
//! ```text
//! L(u) = Σ_c u[c] + min Σ_h v[h] y[h]      y within the counts, ceilings of open sites ≥ all workload
//! v[h] = open[h] + min Σ_c (price[c,h] − u[c]) x[c]      remits within floor and ceiling of h
//! ```
//!
//! No plan of the domain costs less than L(u), whatever u. Limits on the number of customers and
//! contiguity are left out here. (Holmberg, Rönnqvist and Yuan 1999; Díaz and Fernández 2002.)

use rayon::prelude::*;

use super::domain::Domain;
use super::knapsack::{Item, Knapsack, NEVER};
use super::problem::{Problem, Site};

/// Pairs from which on the knapsacks are spread over threads.
const MANY: usize = 5_000;

/// Value and customers of the best remit of each site; closed sites have none.
pub struct Remits {
    pub values: Vec<i64>,
    pub customers: Vec<Vec<u32>>,
}

/// What a site adds before it chooses, and what it may choose from.
pub struct Offer {
    pub base: i64,
    /// Customers that it must cover.
    pub certain: Vec<u32>,
    pub items: Vec<Item>,
    pub floor: i64,
    pub ceiling: i64,
}

/// `slack`: of the domain.
pub fn offer(
    problem: &Problem,
    domain: &Domain,
    slack: Option<i64>,
    at: usize,
    multipliers: &[i64],
) -> Offer {
    let site = &problem.sites[at];
    let mut offer = Offer {
        base: site.open,
        certain: Vec::new(),
        items: Vec::with_capacity(domain.reach[at].len()),
        floor: slack.map_or(site.floor, |slack| site.floor.max(site.ceiling - slack)),
        ceiling: site.ceiling,
    };
    let settled = |customer: u32| domain.settled[customer as usize] == Some(at as u32);
    let take = |customer: u32, price: i64, offer: &mut Offer| {
        offer.base += price - multipliers[customer as usize];
        let workload = problem.workload[customer as usize];
        offer.floor -= workload;
        offer.ceiling -= workload;
        offer.certain.push(customer);
    };
    if let Some(own) = site.own {
        take(own, 0, &mut offer);
    }
    for pair in &domain.reach[at] {
        if settled(pair.customer) {
            take(pair.customer, pair.price, &mut offer);
            continue;
        }
        let value = pair.price - multipliers[pair.customer as usize];
        offer.items.push(Item {
            customer: pair.customer,
            value,
            workload: problem.workload[pair.customer as usize],
        });
    }
    offer
}

/// Whether neither floor nor ceiling can bind.
pub fn is_free(site: &Site) -> bool {
    site.floor <= 0 && site.ceiling == i64::MAX
}

fn best(
    problem: &Problem,
    domain: &Domain,
    slack: Option<i64>,
    at: usize,
    multipliers: &[i64],
) -> (i64, Vec<u32>) {
    if domain.is_closed(at) {
        return (NEVER, Vec::new());
    }
    if is_free(&problem.sites[at]) {
        return without_limits(problem, domain, at, multipliers);
    }
    let mut offer = offer(problem, domain, slack, at, multipliers);
    let (value, customers) = Knapsack::new(offer.items, offer.floor, offer.ceiling).solve();
    offer.certain.extend(customers);
    (if value == NEVER { NEVER } else { offer.base + value }, offer.certain)
}

/// Whoever pays, and whoever must.
fn without_limits(problem: &Problem, domain: &Domain, at: usize, multipliers: &[i64]) -> (i64, Vec<u32>) {
    let site = &problem.sites[at];
    let mut value = site.open - site.own.map_or(0, |own| multipliers[own as usize]);
    let mut customers: Vec<u32> = site.own.into_iter().collect();
    for pair in &domain.reach[at] {
        let more = pair.price - multipliers[pair.customer as usize];
        if more < 0 || domain.settled[pair.customer as usize] == Some(at as u32) {
            value += more;
            customers.push(pair.customer);
        }
    }
    (value, customers)
}

pub fn remits(problem: &Problem, domain: &Domain, multipliers: &[i64]) -> Remits {
    let slack = domain.slack(problem);
    let of = |at: usize| best(problem, domain, slack, at, multipliers);
    let sites = 0..problem.sites.len();
    let all: Vec<(i64, Vec<u32>)> = if domain.pairs() >= MANY {
        sites.into_par_iter().map(of).collect()
    } else {
        sites.map(of).collect()
    };
    let (values, customers) = all.into_iter().unzip();
    Remits { values, customers }
}
