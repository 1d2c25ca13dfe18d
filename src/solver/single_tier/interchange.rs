//! Better sites where neither floors nor ceilings bind: one site for another, one more, one less, while
//! it pays, by the sums of Whitaker (INFOR 21 (1983) 95-108): what a new site saves, and what each open
//! one would cost if the new one took its place.

use super::plans::Table;
use super::problem::Problem;
use super::relaxation::is_free;

/// Price of a pair that is not in reach; no sum of these is near the end of the numbers.
const FAR: i64 = 1 << 48;

pub fn applies(problem: &Problem) -> bool {
    problem.sites.iter().all(is_free)
        && problem.borders.is_none()
        && problem.groups.iter().all(|span| span.least == 0 && span.most >= problem.sites.len())
}

/// Nearest and second nearest open site of each customer.
struct Nearest {
    site: Vec<usize>,
    first: Vec<i64>,
    second: Vec<i64>,
}

impl Nearest {
    fn new(table: &Table, customers: usize, open: &[bool]) -> Self {
        let sites: Vec<usize> = (0..open.len()).filter(|&at| open[at]).collect();
        let mut nearest = Self {
            site: vec![usize::MAX; customers],
            first: vec![FAR; customers],
            second: vec![FAR; customers],
        };
        for &at in &sites {
            for customer in 0..customers {
                let price = table.price(at, customer).unwrap_or(FAR);
                if price < nearest.first[customer] || nearest.site[customer] == usize::MAX {
                    nearest.second[customer] = nearest.first[customer];
                    (nearest.first[customer], nearest.site[customer]) = (price, at);
                } else if price < nearest.second[customer] {
                    nearest.second[customer] = price;
                }
            }
        }
        nearest
    }
}

pub fn improve(problem: &Problem, table: &Table, open: &mut [bool]) {
    if !open.contains(&true) {
        return;
    }
    let customers = problem.customers.len();
    let mut nearest = Nearest::new(table, customers, open);
    let mut count = open.iter().filter(|open| **open).count();
    let mut unchanged = 0;
    let mut at = 0;
    while unchanged < open.len() {
        at = (at + 1) % open.len();
        unchanged += 1;
        if open[at] {
            continue;
        }
        let mut saved = -problem.sites[at].open;
        let mut lost: Vec<i64> = problem.sites.iter().map(|site| -site.open).collect();
        for customer in 0..customers {
            let price = table.price(at, customer).unwrap_or(FAR);
            let (first, second) = (nearest.first[customer], nearest.second[customer]);
            if price < first {
                saved += first - price;
            } else {
                lost[nearest.site[customer]] += price.min(second) - first;
            }
        }
        let may_leave = |&out: &usize| open[out] && !problem.sites[out].is_kept;
        let out = (0..open.len()).filter(may_leave).min_by_key(|&out| lost[out]);
        let swap = out.map_or(i64::MIN, |out| saved - lost[out]);
        let add = if count < problem.count.most { saved } else { i64::MIN };
        if swap.max(add) <= 0 {
            continue;
        }
        open[at] = true;
        if swap >= add {
            open[out.expect("a swap has two sides")] = false;
        } else {
            count += 1;
        }
        nearest = Nearest::new(table, customers, open);
        unchanged = 0;
    }
    drop_idle(problem, table, open, count);
}

/// Closes what costs more than it saves.
fn drop_idle(problem: &Problem, table: &Table, open: &mut [bool], mut count: usize) {
    while count > problem.count.least.max(1) {
        let nearest = Nearest::new(table, problem.customers.len(), open);
        let mut lost: Vec<i64> = problem.sites.iter().map(|site| -site.open).collect();
        for (customer, &site) in nearest.site.iter().enumerate() {
            lost[site] += nearest.second[customer] - nearest.first[customer];
        }
        let may_leave = |&out: &usize| open[out] && !problem.sites[out].is_kept && lost[out] < 0;
        let Some(out) = (0..open.len()).filter(may_leave).min_by_key(|&out| lost[out]) else { return };
        open[out] = false;
        count -= 1;
    }
}
