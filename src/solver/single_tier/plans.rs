//! Plans out of the relaxation's choices: customers to the chosen sites in the order of what waiting
//! would cost them, then improved by single moves and swaps.

use super::core::Draft;
use super::problem::Problem;
use super::relaxation::Remits;

const NO_SITE: u32 = u32::MAX;

/// Price of each pair, by site, then customer; that of a site's own customer is in the site's.
pub struct Table {
    customers: usize,
    prices: Vec<Option<i64>>,
}

impl Table {
    pub fn new(problem: &Problem) -> Self {
        let customers = problem.customers.len();
        let mut prices = vec![None; customers * problem.sites.len()];
        for (at, reach) in problem.reach.iter().enumerate() {
            for pair in reach {
                prices[at * customers + pair.customer as usize] = Some(pair.price);
            }
            if let Some(own) = problem.sites[at].own {
                prices[at * customers + own as usize] = Some(0);
            }
        }
        Self { customers, prices }
    }

    pub fn price(&self, site: usize, customer: usize) -> Option<i64> {
        self.prices[site * self.customers + customer]
    }

    /// In grains.
    pub fn cost(&self, problem: &Problem, draft: &Draft) -> i64 {
        let open =
            draft.open.iter().zip(&problem.sites).filter(|(open, _)| **open).map(|(_, site)| site.open);
        let pairs = draft.site_of.iter().enumerate();
        let pairs = pairs.map(|(customer, &site)| self.price(site as usize, customer).expect("in reach"));
        open.chain(pairs).sum()
    }
}

/// Loads against ceilings as a draft grows.
struct Loads {
    room: Vec<i64>,
}

/// A plan with the sites of `open`, as far as ceilings let it; floors and other rules are not looked at.
/// Where `remits` offer a customer, which fit the ceilings, it goes to the cheapest that does.
pub fn draft(problem: &Problem, table: &Table, open: Vec<bool>, remits: Option<&Remits>) -> Option<Draft> {
    let sites: Vec<usize> = (0..open.len()).filter(|&at| open[at]).collect();
    let mut loads = Loads { room: problem.sites.iter().map(|site| site.ceiling).collect() };
    let mut site_of = vec![NO_SITE; problem.customers.len()];
    for &at in &sites {
        if let Some(own) = problem.sites[at].own {
            site_of[own as usize] = at as u32;
            loads.room[at] -= problem.workload[own as usize];
        }
    }
    if sites.iter().any(|&at| loads.room[at] < 0) {
        return None;
    }
    for (at, customers) in
        remits.iter().flat_map(|remits| sites.iter().map(|&at| (at, &remits.customers[at])))
    {
        for &customer in customers {
            let (place, weight) = (customer as usize, problem.workload[customer as usize]);
            let before = site_of[place];
            let is_better = match before {
                NO_SITE => true,
                before if problem.sites[before as usize].own == Some(customer) => false,
                before => table.price(at, place) < table.price(before as usize, place),
            };
            if is_better {
                if before != NO_SITE {
                    loads.room[before as usize] += weight;
                }
                site_of[place] = at as u32;
                loads.room[at] -= weight;
            }
        }
    }
    // By what the second choice costs more than the first, for the workload that it moves.
    let waiting = |customer: usize| {
        let mut two = [i64::MAX; 2];
        for price in sites.iter().filter_map(|&at| table.price(at, customer)) {
            if price < two[0] {
                two = [price, two[0]];
            } else if price < two[1] {
                two[1] = price;
            }
        }
        two[1].saturating_sub(two[0])
    };
    let mut order: Vec<usize> = (0..site_of.len()).filter(|&c| site_of[c] == NO_SITE).collect();
    let is_tight = sites.iter().any(|&at| problem.sites[at].ceiling < i64::MAX);
    if is_tight {
        order.sort_by_cached_key(|&customer| (std::cmp::Reverse(waiting(customer)), customer));
    }
    for customer in order {
        let fits = |&&at: &&usize| problem.workload[customer] <= loads.room[at];
        let priced = |&at: &usize| Some((table.price(at, customer)?, at));
        let (_, at) = sites.iter().filter(fits).filter_map(priced).min()?;
        site_of[customer] = at as u32;
        loads.room[at] -= problem.workload[customer];
    }
    let mut draft = Draft { open, site_of };
    if is_tight {
        improve(problem, table, &sites, &mut loads, &mut draft);
    }
    Some(draft)
}

/// The remits as they are, where they leave nobody out and offer nobody twice.
pub fn as_they_are(problem: &Problem, open: &[bool], remits: &Remits) -> Option<Draft> {
    let mut site_of = vec![NO_SITE; problem.customers.len()];
    for at in (0..open.len()).filter(|&at| open[at]) {
        for &customer in &remits.customers[at] {
            let before = std::mem::replace(&mut site_of[customer as usize], at as u32);
            if before != NO_SITE {
                return None;
            }
        }
    }
    let is_whole = site_of.iter().all(|&site| site != NO_SITE);
    is_whole.then(|| Draft { open: open.to_vec(), site_of })
}

/// Moves and swaps while they pay.
fn improve(problem: &Problem, table: &Table, sites: &[usize], loads: &mut Loads, draft: &mut Draft) {
    let count = draft.site_of.len();
    let is_own = |customer: usize, site: u32| problem.sites[site as usize].own == Some(customer as u32);
    // Beyond this much room a remit is below its floor.
    let most_room: Vec<i64> = problem.sites.iter().map(|site| site.ceiling - site.floor.max(0)).collect();
    loop {
        let mut improved = false;
        for a in 0..count {
            let from = draft.site_of[a];
            if is_own(a, from) || loads.room[from as usize] + problem.workload[a] > most_room[from as usize] {
                continue;
            }
            let weight = problem.workload[a];
            let price = table.price(from as usize, a).expect("a pair in reach");
            let better = sites.iter().filter(|&&at| loads.room[at] >= weight);
            let better = better.filter_map(|&at| Some((table.price(at, a)?, at))).min();
            if let Some((_, at)) = better.filter(|&(other, _)| other < price) {
                loads.room[from as usize] += weight;
                loads.room[at] -= weight;
                draft.site_of[a] = at as u32;
                improved = true;
            }
        }
        for a in 0..count {
            for b in a + 1..count {
                let (from, to) = (draft.site_of[a], draft.site_of[b]);
                if from == to || is_own(a, from) || is_own(b, to) {
                    continue;
                }
                let (Some(new_a), Some(new_b)) = (table.price(to as usize, a), table.price(from as usize, b))
                else {
                    continue;
                };
                let old = |c: usize, at: u32| table.price(at as usize, c).expect("a pair in reach");
                if new_a + new_b >= old(a, from) + old(b, to) {
                    continue;
                }
                let difference = problem.workload[a] - problem.workload[b];
                let fits = |at: u32, change: i64| {
                    let room = loads.room[at as usize] - change;
                    room >= 0 && (room <= most_room[at as usize] || change >= 0)
                };
                if fits(to, difference) && fits(from, -difference) {
                    loads.room[to as usize] -= difference;
                    loads.room[from as usize] += difference;
                    (draft.site_of[a], draft.site_of[b]) = (to, from);
                    improved = true;
                }
            }
        }
        if !improved {
            return;
        }
    }
}
