//! Networks of one tier without posts, by their own engine and by HiGHS on the whole formulation.

use purview::geography::Geography;
use purview::scenario::{Limits, Scenario, State, Workload};
use purview::solver::{self, Interrupt, Method, Outcome};

use crate::{campaign, draw};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ceilings {
    AsDrawn,
    /// Of every site that has none, at a part of all workload.
    Everywhere,
}

/// A corner case of one tier, without what would send it to the whole formulation.
pub fn scenario(seed: u64, ceilings: Ceilings) -> Scenario {
    let first = seed * 1_000;
    let mut scenario = (first..)
        .map(draw::corner_case)
        .find(|scenario| scenario.tiers.len() == 1 && !scenario.fixed)
        .expect("one in three has one tier");
    scenario.parameters.workload_per_post = None;
    scenario.baseline.offices.iter_mut().flatten().for_each(|office| office.posts = 0);
    let rules = &mut scenario.rules;
    rules.posts.state = State::Off;
    rules.budget.state = State::Off;
    rules.retention.max_closures = None;
    rules.retention.max_openings = None;
    rules.retention.max_moves = None;
    if ceilings == Ceilings::Everywhere {
        rules.capacity.state = State::Hard;
        let workload: i64 = scenario.countries.iter().map(|country| country.workload.0).sum();
        let ceiling = workload * (2 + seed as i64 % 5) / 8;
        for limits in &mut rules.capacity.hosts {
            *limits = Limits { min: limits.min, max: Some(limits.max.unwrap_or(Workload(ceiling))) };
        }
    }
    scenario
}

/// The same verdict and the same cost to the cent; the bound below it; a plan that passes the check.
pub fn agrees(scenario: &Scenario) -> Result<bool, String> {
    let geography = Geography::new(scenario);
    let limits = solver::Limits { gap: 0.0, ..solver::Limits::default() };
    let found = solver::solve(scenario, &geography, Method::Auto, &limits, Interrupt::default(), None);
    match (campaign::solve(scenario, &geography)?, found) {
        (None, Outcome::Infeasible) => Ok(false),
        (Some(oracle), Outcome::Solved { solution, .. })
            if solution.objective == oracle.objective && solution.bound <= oracle.objective =>
        {
            campaign::passes_the_check(scenario, &geography, &solution.network, solution.bound)?;
            Ok(true)
        }
        (oracle, found) => {
            let costs = oracle.map(|oracle| oracle.objective);
            Err(format!("HiGHS says {costs:?}, the engine {found:?}\nof {scenario:#?}"))
        }
    }
}
