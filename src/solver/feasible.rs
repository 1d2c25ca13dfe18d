//! Whether there is a plan at all, whatever it costs.

use super::limits::{Limits, Watcher};
use super::mip;
use super::outcome::Outcome;
use super::search::search;
use crate::geography::Geography;
use crate::model::Formulation;
use crate::plan::Network;
use crate::scenario::{Scenario, Weights};

/// Seconds after which HiGHS steps back for the local search, which finds most plans that there are.
const FIRST_TRY: f64 = 3.0;

#[derive(Debug, Clone)]
pub enum Feasibility {
    Plan(Network),
    /// It is proved that there is none.
    None,
    /// A limit came first.
    Open,
}

/// Asks HiGHS, with nothing to minimise; then the local search; then HiGHS for as long as there is time.
pub fn feasible(
    scenario: &Scenario,
    geography: &Geography,
    limits: &Limits,
    watcher: &Watcher,
) -> Feasibility {
    let indifferent = Scenario { objective: vec![Weights::default()], ..scenario.clone() };
    let formulation = Formulation::new(&indifferent, geography);
    let ask = |watcher: &Watcher| match mip::solve_from(
        &formulation,
        &[],
        None,
        &Limits { start: None, ..limits.clone() },
        watcher,
    ) {
        Outcome::Solved { solution, .. } => Feasibility::Plan(solution.network),
        Outcome::Infeasible => Feasibility::None,
        Outcome::NoPlan { .. } => Feasibility::Open,
    };
    let first = ask(&watcher.within(FIRST_TRY));
    if !matches!(first, Feasibility::Open) || watcher.must_stop() {
        return first;
    }
    match search(scenario, geography, limits.seed, watcher).into_iter().next() {
        Some(network) => Feasibility::Plan(network),
        None => ask(watcher),
    }
}
