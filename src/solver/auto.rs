//! `auto`: [branch and price](super::parts) over the parts of the network, from the plan of a short local
//! search. What it cannot say to the end goes to HiGHS as a whole formulation, with the bound and the plan
//! that are known by then: networks of three tiers and more whose rules speak of areas, and whatever it
//! finds no plan for. Small networks go to HiGHS at once, and so do other objectives than the yearly cost,
//! rules that may be broken at a price, and offices that may be housed in more than one way.

use super::limits::{Limits, Watcher};
use super::mip;
use super::outcome::{Outcome, Solution, Termination};
use super::parts::{Priced, branch_and_price, is_exact};
use super::scope::is_by_cost_alone;
use super::search::{PATIENT, START, WARM_START, floor, near, search};
use crate::geography::Geography;
use crate::model::{Formulation, Pairs};
use crate::plan::{self, CostBreakdown, Network, Tariff};
use crate::scenario::{CountryId, Scenario};

/// Whole-valued columns up to which HiGHS gets the network at once. One of 40 countries in two regions has 784: HiGHS
/// does not end in a minute what the parts end in three seconds. Which is faster below 500 is not measured.
const SMALL: usize = 500;

pub fn solve(scenario: &Scenario, geography: &Geography, limits: &Limits, watcher: &Watcher) -> Outcome {
    let formulation = || Formulation::new(scenario, geography);
    if !is_by_cost_alone(scenario) {
        return mip::solve(&formulation(), limits, watcher);
    }
    // One whole-valued column for each pair at least; a large network is not formulated to be counted.
    if pairs(scenario, geography) <= SMALL {
        let formulation = formulation();
        if mip::whole_columns(&formulation) <= SMALL {
            return mip::solve(&formulation, limits, watcher);
        }
    }
    let is_plan = |network: &Network| plan::broken_rules(scenario, geography, network).is_empty();
    let cost =
        |network: &Network| CostBreakdown::new(scenario, &Tariff::new(scenario, geography), network).total();
    let known = limits.tree.iter().filter_map(|tree| tree.network(scenario)).chain(limits.start.clone());
    let (mut networks, broken): (Vec<Network>, Vec<Network>) = known.partition(is_plan);
    if networks.is_empty() {
        let mend = |network: &Network| near(scenario, geography, network, WARM_START, limits.seed, watcher);
        networks.extend(broken.iter().filter_map(mend));
    }
    // Where the parts are not exact they are not searched, and find no plan.
    let patience = if is_exact(scenario) { START } else { PATIENT };
    if networks.is_empty() && limits.tree.is_none() {
        networks.extend(search(scenario, geography, patience, limits.seed, watcher).plans);
    }
    let mut priced = branch_and_price(scenario, geography, &networks, limits, watcher);
    // A tree of another scenario may lead to no plan where one from the roots does.
    let is_open = priced.network.is_none() && !priced.complete;
    if is_open && limits.tree.is_some() && limits.work.is_none() && !watcher.must_stop() {
        networks.extend(search(scenario, geography, patience, limits.seed, watcher).plans);
        let limits = Limits { tree: None, ..limits.clone() };
        let again = branch_and_price(scenario, geography, &networks, &limits, watcher);
        priced = Priced { bound: again.bound.max(priced.bound), ..again };
    }
    let is_kept = priced.network.as_ref().is_none_or(is_plan);
    networks.extend(priced.network.filter(|_| is_kept));
    networks.sort_by_key(cost);
    let ends = priced.complete || limits.work.is_some() || watcher.must_stop();
    match networks.first() {
        None if priced.complete && is_kept => Outcome::Infeasible,
        None if watcher.must_stop() => Outcome::NoPlan { termination: Termination::of_limits(watcher) },
        Some(network) if is_kept && ends && (priced.bound.is_some() || watcher.must_stop()) => {
            let objective = cost(network);
            let bound = priced.bound.unwrap_or_else(|| floor(scenario, geography)).min(objective);
            let solution = Solution {
                network: network.clone(),
                objective,
                bound,
                further: Vec::new(),
                tree: priced.tree.map(Box::new),
            };
            let proved = solution.gap() <= limits.gap;
            let termination = if proved { Termination::Proof } else { Termination::of_limits(watcher) };
            Outcome::Solved { solution, termination }
        }
        _ => mip::solve_from(&formulation(), &networks, priced.bound, limits, watcher),
    }
}

/// Countries with an office that may cover them.
fn pairs(scenario: &Scenario, geography: &Geography) -> usize {
    let pairs = Pairs::new(scenario, geography);
    let offices = |c: CountryId| scenario.host_ids().filter(|&h| pairs.may_cover(c, h)).count();
    scenario.covered_ids().map(offices).sum()
}
