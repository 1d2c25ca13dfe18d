//! The one path from a scenario to an answer.

use super::limits::{Interrupt, Limits, Progress, Watcher};
use super::outcome::{Outcome, Solution, Termination};
use super::{auto, mip, single_tier};
use crate::geography::Geography;
use crate::model::Formulation;
use crate::plan::{CostBreakdown, Network, Tariff};
use crate::scenario::Scenario;

/// A way to solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Networks of one tier by an exact engine of their own; the rest by branch and price over the parts of
    /// the network, HiGHS for what it leaves open.
    Auto,
    /// The whole formulation in HiGHS.
    Mip,
}

impl Method {
    pub fn name(self) -> &'static str {
        match self {
            Method::Auto => "auto",
            Method::Mip => "mip",
        }
    }
}

/// Solves `scenario`. Whoever gives the answer out has it checked first
/// ([`check`](crate::plan::check)).
pub fn solve(
    scenario: &Scenario,
    geography: &Geography,
    method: Method,
    limits: &Limits,
    interrupt: Interrupt,
    listener: Option<&(dyn Fn(&Progress) + Sync)>,
) -> Outcome {
    let watcher = Watcher::new(limits.time, interrupt, listener);
    if scenario.fixed {
        return fixed(scenario, geography);
    }
    let formulation = || Formulation::new(scenario, geography);
    let solve = || match method {
        Method::Auto => single_tier::solve(scenario, geography, limits, &watcher)
            .unwrap_or_else(|| auto::solve(&formulation(), limits, &watcher)),
        Method::Mip => mip::solve(&formulation(), limits, &watcher),
    };
    match rayon::ThreadPoolBuilder::new().num_threads(limits.threads).build() {
        Ok(pool) => pool.install(solve),
        // No threads to be had: the calling one does it all.
        Err(_) => solve(),
    }
}

/// Where the scenario fixes every decision there is nothing to solve.
fn fixed(scenario: &Scenario, geography: &Geography) -> Outcome {
    let network = Network::baseline(scenario);
    let objective = CostBreakdown::new(scenario, &Tariff::new(scenario, geography), &network).total();
    let solution = Solution { network, objective, bound: objective };
    Outcome::Solved { solution, termination: Termination::Proof }
}
