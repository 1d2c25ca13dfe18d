//! Networks of one tier without posts, by their own engine and by HiGHS on the whole formulation.

use std::sync::Mutex;

use purview::geography::Geography;
use purview::scenario::{Limits, Scenario, State, Workload};
use purview::solver::{self, Interrupt, Method, Outcome, Progress};

use crate::{campaign, draw};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loads {
    AsDrawn,
    /// A ceiling for every site that has none, at a part of all workload.
    Ceilings,
    /// Districts: a given number of sites, each with about as much workload as any other, some countries with none.
    Alike,
}

/// A corner case of one tier, without what would send it to the whole formulation.
pub fn scenario(seed: u64, loads: Loads) -> Scenario {
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
    rules.arrangement.state = State::Off;
    rules.retention.max_closures = None;
    rules.retention.max_openings = None;
    rules.retention.max_moves = None;
    match loads {
        Loads::AsDrawn => {}
        Loads::Ceilings => {
            rules.capacity.state = State::Hard;
            let workload: i64 = scenario.countries.iter().map(|country| country.workload.0).sum();
            let ceiling = workload * (2 + seed as i64 % 5) / 8;
            for limits in &mut rules.capacity.hosts {
                *limits = Limits { min: limits.min, max: Some(limits.max.unwrap_or(Workload(ceiling))) };
            }
        }
        Loads::Alike => alike(&mut scenario, seed),
    }
    scenario
}

fn alike(scenario: &mut Scenario, seed: u64) {
    let idle = |at: usize| (at as u64 + seed).is_multiple_of(4);
    for (_, country) in scenario.countries.iter_mut().enumerate().filter(|(at, _)| idle(*at)) {
        country.workload = Workload(0);
    }
    let sites = 2 + (seed / 4) % 2;
    let mean = scenario.countries.iter().map(|country| country.workload.0).sum::<i64>() / sites as i64;
    let limits = Limits { min: Some(Workload(mean * 2 / 3)), max: Some(Workload(mean * 4 / 3)) };
    let rules = &mut scenario.rules;
    rules.capacity.state = State::Hard;
    rules.capacity.hosts.fill(limits);
    rules.span.state = State::Off;
    rules.retention.state = State::Off;
    rules.reach.state = State::Off;
    rules.language.state = State::Off;
    if !seed.is_multiple_of(3) {
        rules.region.state = State::Off;
        rules.contiguity.state = State::Off;
    }
    rules.count.state = State::Hard;
    rules.count.offices = Limits { min: Some(sites as u32), max: Some(sites as u32) };
    rules.count.tiers.fill(Limits::default());
    rules.count.regions.fill(Limits::default());
    rules.count.region_tiers.iter_mut().for_each(|tiers| tiers.fill(Limits::default()));
}

/// The same verdict and the same cost to the cent; the bound below it, also on the way; a plan that passes the check.
pub fn agrees(scenario: &Scenario) -> Result<bool, String> {
    let geography = Geography::new(scenario);
    let limits = solver::Limits { gap: 0.0, ..solver::Limits::default() };
    let told = Mutex::new(None);
    let listener = |progress: &Progress| *told.lock().expect("no listener panics") = progress.bound;
    let found =
        solver::solve(scenario, &geography, Method::Auto, &limits, Interrupt::default(), Some(&listener));
    let told = told.into_inner().expect("no listener panics");
    match (campaign::solve(scenario, &geography)?, found) {
        (None, Outcome::Infeasible) => Ok(false),
        (Some(oracle), Outcome::Solved { solution, .. })
            if solution.objective == oracle.objective
                && told.max(Some(solution.bound)) <= Some(oracle.objective) =>
        {
            campaign::passes_the_check(scenario, &geography, &solution.network, solution.bound)?;
            Ok(true)
        }
        (oracle, found) => {
            let costs = oracle.map(|oracle| oracle.objective);
            Err(format!("HiGHS says {costs:?}, the engine {found:?}, told {told:?}\nof {scenario:#?}"))
        }
    }
}
