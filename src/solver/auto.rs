//! `auto`: the bound of the relaxation over remits and the plan of the local search, and the whole
//! formulation in HiGHS only for what is still open between them. Small networks go to HiGHS at once.

use super::limits::{Limits, Watcher};
use super::mip;
use super::outcome::{Outcome, Solution, Termination};
use super::remits::relax;
use super::search::{Effort, search};
use crate::model::Formulation;
use crate::plan::{self, CostBreakdown, Network, Tariff};

pub fn solve(formulation: &Formulation, limits: &Limits, watcher: &Watcher) -> Outcome {
    // Relaxation and search know no other objective than the yearly cost.
    if !mip::is_large(formulation) || !formulation.is_by_cost() {
        return mip::solve(formulation, limits, watcher);
    }
    let (scenario, geography) = (formulation.scenario, formulation.geography);
    let is_plan = |network: &Network| plan::broken_rules(scenario, geography, network).is_empty();
    let cost =
        |network: &Network| CostBreakdown::new(scenario, &Tariff::new(scenario, geography), network).total();
    let mut networks: Vec<Network> =
        limits.start.iter().filter(|network| is_plan(network)).cloned().collect();
    networks.extend(search(scenario, geography, Effort::Long, limits.seed, watcher));
    networks.sort_by_key(cost);
    let relaxation = relax(scenario, geography, &networks, limits.gap, watcher);
    let bound = relaxation.as_ref().map(|relaxation| relaxation.bound);
    let better = relaxation.and_then(|relaxation| relaxation.network).filter(is_plan);
    networks.extend(better);
    networks.sort_by_key(cost);
    watcher.tell("relaxation", networks.first().map(cost), bound);
    if let (Some(network), Some(bound)) = (networks.first(), bound) {
        let objective = cost(network);
        let solution = Solution {
            network: network.clone(),
            objective,
            bound: bound.min(objective),
            further: Vec::new(),
        };
        if solution.gap() <= limits.gap {
            return Outcome::Solved { solution, termination: Termination::Proof };
        }
    }
    mip::solve_from(formulation, &networks, bound, limits, watcher)
}
