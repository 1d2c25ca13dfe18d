//! Branch and bound with the relaxation as its bound: depth first within a window, on sites first, then on
//! pairs. Every node has better multipliers looked for and what no plan in the window uses left out, so that
//! few nodes are left open.

use super::ascent::{Effort, ascend};
use super::core::Draft;
use super::domain::{Domain, Status};
use super::fixing::narrow;
use super::problem::Problem;
use super::relaxation::is_free;
use super::window::Proof;
use crate::scenario::Money;

const NODE: Effort = Effort { steps: 60, first: 0.6, patience: 6, narrows: false };
/// Steps before the relaxation's choices are counted.
const SETTLING: usize = 8;
/// Pairs from which on HiGHS takes over where all sites are decided.
const LARGE: usize = 500;
/// Steps between two looks for a plan.
const LOOK: usize = 8;
/// A site is worth a branch where it is open between this part of the steps and all but this part.
const UNDECIDED: f64 = 0.05;

/// Limits on the number of customers, which the relaxation leaves out, are for HiGHS.
pub fn applies(problem: &Problem) -> bool {
    let customers = problem.customers.len();
    problem.sites.iter().all(|site| site.least <= 1 && site.most >= customers)
}

/// With its sites decided, everything is: each customer goes to the nearest.
fn is_plain(problem: &Problem) -> bool {
    problem.borders.is_none() && problem.sites.iter().all(is_free)
}

/// How often the relaxation opened each site and used each pair.
struct Tally {
    steps: f64,
    sites: Vec<f64>,
    /// By site, then customer.
    pairs: Vec<f64>,
}

impl Tally {
    fn new(problem: &Problem) -> Self {
        let (sites, customers) = (problem.sites.len(), problem.customers.len());
        let customers = if is_plain(problem) { 0 } else { customers };
        Self { steps: 0.0, sites: vec![0.0; sites], pairs: vec![0.0; sites * customers] }
    }

    fn site(&self, at: usize) -> f64 {
        self.sites[at] / self.steps.max(1.0)
    }

    fn pair(&self, at: usize, customer: u32) -> f64 {
        let customers = self.pairs.len() / self.sites.len();
        self.pairs[at * customers + customer as usize] / self.steps.max(1.0)
    }
}

enum Branch {
    Site(usize),
    Pair(usize, u32),
}

/// Finds every plan of `domain` up to `end` that is better than the incumbent, or the best of them, as far as
/// HiGHS, which ends some nodes, tells them apart: what it leaves open costs at least what is given back. `None`
/// where it was stopped.
pub fn search(proof: &mut Proof, domain: &Domain, end: i64) -> Option<Money> {
    let multipliers = proof.multipliers.clone();
    let mut open = vec![(domain.clone(), multipliers)];
    let mut lowest = Money(i64::MAX);
    while let Some((domain, multipliers)) = open.pop() {
        if proof.watcher.must_stop() {
            return None;
        }
        let parts = node(proof, domain, &multipliers, end, &mut lowest)?;
        open.extend(parts.into_iter().rev().flatten());
    }
    Some(lowest)
}

type Node = (Domain, Vec<i64>);

/// The two parts of a node that are left to search, the likelier first; `lowest` falls to what HiGHS proves.
/// `None` where it was stopped.
fn node(
    proof: &mut Proof,
    mut domain: Domain,
    multipliers: &[i64],
    end: i64,
    lowest: &mut Money,
) -> Option<[Option<Node>; 2]> {
    let problem = proof.problem;
    if !narrow(problem, &mut domain, multipliers, proof.most().min(end)) {
        return Some([None, None]);
    }
    let is_plain = is_plain(problem);
    if is_plain && domain.free_sites() == 0 {
        let open = domain.status.iter().map(|status| *status == Status::Open).collect();
        proof.incumbent.try_sites(open);
        return Some([None, None]);
    }
    let mut tally = Tally::new(problem);
    let customers = problem.customers.len();
    // Where sites decide everything, those of the first step are enough.
    let look = if is_plain { NODE.steps } else { LOOK };
    let incumbent = &mut proof.incumbent;
    let ascent = ascend(problem, &mut domain, multipliers, NODE, proof.watcher, |step| {
        if step.number >= SETTLING {
            tally.steps += 1.0;
            for &at in &step.choice.open {
                tally.sites[at] += 1.0;
                if !is_plain {
                    let remit = &step.remits.customers[at];
                    remit.iter().for_each(|&c| tally.pairs[at * customers + c as usize] += 1.0);
                }
            }
        }
        if step.number.is_multiple_of(look) {
            incumbent.try_choice(step.choice, step.remits);
        }
        let target = incumbent.grains().map_or(end, |known| known.min(end));
        (target < i64::MAX).then_some(target + 1)
    });
    let most = proof.most().min(end);
    if ascent.bound.is_none_or(|bound| bound > most)
        || !narrow(problem, &mut domain, &ascent.multipliers, most)
    {
        return Some([None, None]);
    }
    // What is left is an assignment, which HiGHS ends sooner where it is not small.
    if problem.borders.is_none() && domain.free_sites() == 0 && domain.pairs() >= LARGE {
        *lowest = proof.part_by_core(&domain, most)?.min(*lowest);
        return Some([None, None]);
    }
    let Some(branch) = branch(problem, &domain, &tally, is_plain) else {
        proof.incumbent.offer(only(problem, &domain));
        return Some([None, None]);
    };
    let mut other = domain.clone();
    let is_first = match branch {
        Branch::Site(at) => {
            domain.open(problem, at);
            other.close(at);
            tally.site(at) > 0.5
        }
        Branch::Pair(at, customer) => {
            domain.settle(customer, at);
            let reach = &mut other.reach[at];
            if let Ok(place) = reach.binary_search_by_key(&customer, |pair| pair.customer) {
                reach.remove(place);
            }
            true
        }
    };
    let node = |mut domain: Domain| domain.propagate(problem).then(|| (domain, ascent.multipliers.clone()));
    let (yes, no) = (node(domain), node(other));
    Some(if is_first { [yes, no] } else { [no, yes] })
}

/// What to decide next; `None` where everything is decided.
fn branch(problem: &Problem, domain: &Domain, tally: &Tally, is_plain: bool) -> Option<Branch> {
    let doubt = |at: usize| tally.site(at).min(1.0 - tally.site(at));
    let free = (0..problem.sites.len()).filter(|&at| domain.status[at] == Status::Free);
    let site = free.max_by(|&a, &b| doubt(a).total_cmp(&doubt(b)).then(b.cmp(&a)));
    if let Some(at) = site.filter(|&at| is_plain || doubt(at) > UNDECIDED) {
        return Some(Branch::Site(at));
    }
    // The customer whose likeliest site is the least likely, the heaviest first.
    let mut likeliest: Vec<Option<(f64, usize)>> = vec![None; problem.customers.len()];
    for (at, reach) in domain.reach.iter().enumerate() {
        for pair in reach.iter().filter(|pair| domain.settled[pair.customer as usize].is_none()) {
            let share = tally.pair(at, pair.customer);
            let known = &mut likeliest[pair.customer as usize];
            if known.is_none_or(|(known, _)| share > known) {
                *known = Some((share, at));
            }
        }
    }
    let heaviest = problem.workload.iter().copied().max().unwrap_or(0).max(1) as f64;
    let sure = |customer: usize, share: f64| {
        (share - 0.6).abs() - 0.2 * problem.workload[customer] as f64 / heaviest
    };
    let pairs = likeliest.iter().enumerate().filter_map(|(customer, &known)| {
        let (share, at) = known?;
        Some((sure(customer, share), customer as u32, at))
    });
    let pair = pairs.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    pair.map(|(_, customer, at)| Branch::Pair(at, customer)).or(site.map(Branch::Site))
}

/// The one plan that is left.
fn only(problem: &Problem, domain: &Domain) -> Draft {
    let mut site_of: Vec<u32> =
        domain.settled.iter().map(|site| site.expect("everything is decided")).collect();
    let open: Vec<bool> = domain.status.iter().map(|status| *status == Status::Open).collect();
    for (at, site) in problem.sites.iter().enumerate().filter(|(at, _)| open[*at]) {
        site.own.into_iter().for_each(|own| site_of[own as usize] = at as u32);
    }
    Draft { open, site_of }
}
