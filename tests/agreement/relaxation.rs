//! The relaxation over remits beside the optimum of the whole formulation.

use std::time::Duration;

use purview::geography::Geography;
use purview::plan::{CostBreakdown, Tariff, broken_rules};
use purview::scenario::Scenario;
use purview::solver::{Interrupt, Watcher, relax};

use crate::{campaign, draw, generated, share};

/// No bound passes the optimum, and no network of the relaxation that keeps every rule undercuts it.
fn stays_on_its_side(scenario: &Scenario) -> Result<bool, String> {
    let geography = Geography::new(scenario);
    let Some(optimum) = campaign::solve(scenario, &geography)? else { return Ok(false) };
    let watcher = Watcher::new(Some(Duration::from_secs(60)), Interrupt::default(), None);
    let relaxation = relax(scenario, &geography, std::slice::from_ref(&optimum.network), 1e-9, &watcher)
        .ok_or("no relaxation from an optimal network")?;
    if relaxation.bound > optimum.objective {
        return Err(format!(
            "bound {} passes optimum {}\n{scenario:#?}",
            relaxation.bound, optimum.objective
        ));
    }
    let cost = |network| CostBreakdown::new(scenario, &Tariff::new(scenario, &geography), network).total();
    let kept = relaxation.network.filter(|network| broken_rules(scenario, &geography, network).is_empty());
    match kept.as_ref().map(cost).filter(|cost| *cost < optimum.objective) {
        Some(cost) => Err(format!("a network at {cost} undercuts the optimum")),
        None => Ok(true),
    }
}

#[test]
fn corner_cases_are_bounded() {
    let mix = campaign::run(&share(300, 5_000), |&seed| stays_on_its_side(&draw::corner_case(seed)));
    assert!(2 * mix.feasible >= mix.infeasible, "too few corner cases have a plan: {mix}");
}

#[test]
fn small_generated_scenarios_are_bounded() {
    let requests: Vec<_> = share(150, 2_000).into_iter().map(|s| generated::request(s, 3, 9)).collect();
    let mix = generated::run(&requests, stays_on_its_side);
    assert!(mix.feasible >= mix.infeasible, "too few generated scenarios have a plan: {mix}");
}
