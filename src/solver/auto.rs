//! `auto`: [branch and price](super::parts) over the parts of the network, from the plan of a short local
//! search. What it cannot say to the end goes to HiGHS as a whole formulation, with the bound and the plan
//! that are known by then: networks of three tiers and more whose rules speak of areas, and whatever it
//! finds no plan for. Small networks go to HiGHS at once, and so do other objectives than the yearly cost,
//! rules that may be broken at a price, and offices that may be housed in more than one way.

use super::limits::{Limits, Watcher};
use super::mip;
use super::outcome::{Outcome, Solution, Termination};
use super::parts::branch_and_price;
use super::scope::is_by_cost_alone;
use super::search::search;
use crate::model::Formulation;
use crate::plan::{self, CostBreakdown, Network, Tariff};

/// Whole-valued columns up to which HiGHS gets the network at once. One of 40 countries in two regions has 784: HiGHS
/// does not end in a minute what the parts end in three seconds. Which is faster below 500 is not measured.
const SMALL: usize = 500;

pub fn solve(formulation: &Formulation, limits: &Limits, watcher: &Watcher) -> Outcome {
    if mip::whole_columns(formulation) <= SMALL || !is_by_cost_alone(formulation.scenario) {
        return mip::solve(formulation, limits, watcher);
    }
    let (scenario, geography) = (formulation.scenario, formulation.geography);
    let is_plan = |network: &Network| plan::broken_rules(scenario, geography, network).is_empty();
    let cost =
        |network: &Network| CostBreakdown::new(scenario, &Tariff::new(scenario, geography), network).total();
    let mut networks: Vec<Network> =
        limits.start.iter().filter(|network| is_plan(network)).cloned().collect();
    if networks.is_empty() {
        networks.extend(search(scenario, geography, limits.seed, watcher));
    }
    let priced = branch_and_price(scenario, geography, &networks, limits, watcher);
    let is_kept = priced.network.as_ref().is_none_or(is_plan);
    networks.extend(priced.network.filter(|_| is_kept));
    networks.sort_by_key(cost);
    let best = networks.first();
    let ends = priced.complete || limits.work.is_some() || watcher.must_stop();
    match (best, priced.bound) {
        (None, _) if priced.complete && is_kept => Outcome::Infeasible,
        (Some(network), Some(bound)) if is_kept && ends => {
            let objective = cost(network);
            let solution = Solution {
                network: network.clone(),
                objective,
                bound: bound.min(objective),
                further: Vec::new(),
            };
            let proved = solution.gap() <= limits.gap;
            let termination = if proved { Termination::Proof } else { Termination::of_limits(watcher) };
            Outcome::Solved { solution, termination }
        }
        (_, bound) => mip::solve_from(formulation, &networks, bound, limits, watcher),
    }
}
