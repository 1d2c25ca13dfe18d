//! `mip`: the whole formulation in HiGHS. The oracle: readable, obviously right, slow.
//!
//! On a large network HiGHS starts from the plan of a short local [`search`], its offices [`housed`].

use super::highs::{Highs, RunLimits, RunResult, RunStatus};
use super::housing::housed;
use super::limits::{Limits, Watcher};
use super::outcome::{Outcome, Solution, Termination};
use super::search::{PATIENT, floor, search};
use crate::model::Formulation;
use crate::plan::Network;
use crate::scenario::Money;

/// Whole-valued columns from which on HiGHS alone may not find a plan.
const LARGE: usize = 2_000;

pub fn solve(formulation: &Formulation, limits: &Limits, watcher: &Watcher) -> Outcome {
    let (scenario, geography) = (formulation.scenario, formulation.geography);
    let mut starts: Vec<Network> = limits.start.iter().cloned().collect();
    if is_large(formulation) {
        let found = search(scenario, geography, PATIENT, limits.seed, watcher).plans.into_iter();
        starts.extend(found.map(|network| housed(scenario, geography, network)));
    }
    solve_from(formulation, &starts, None, limits, watcher)
}

/// From the best of `starts`, with a bound known from elsewhere.
pub fn solve_from(
    formulation: &Formulation,
    starts: &[Network],
    known: Option<Money>,
    limits: &Limits,
    watcher: &Watcher,
) -> Outcome {
    let start = (starts.iter().map(|network| formulation.start(network)))
        .min_by_key(|start| price(formulation, start));
    let run = RunLimits {
        phase: "proof",
        gap: limits.gap,
        work: limits.work,
        seed: limits.seed,
        ..RunLimits::default()
    };
    let result = Highs::new(formulation).run(&run, watcher, start.as_deref());
    outcome(formulation, result, start, known, limits, watcher)
}

pub fn is_large(formulation: &Formulation) -> bool {
    whole_columns(formulation) > LARGE
}

pub fn whole_columns(formulation: &Formulation) -> usize {
    formulation.variables.iter_variables_with_def().filter(|(_, d)| d.is_integer()).count()
}

/// Value of a start; beyond any value where it is no plan.
fn price(formulation: &Formulation, start: &[Option<f64>]) -> Money {
    formulation.value(&formulation.read(&filled(start))).unwrap_or(Money(i64::MAX))
}

fn filled(start: &[Option<f64>]) -> Vec<f64> {
    start.iter().map(|value| value.unwrap_or(0.0)).collect()
}

/// What a run of HiGHS over the whole formulation says, with the start and the bound that were known.
fn outcome(
    formulation: &Formulation,
    result: RunResult,
    start: Option<Vec<Option<f64>>>,
    known: Option<Money>,
    limits: &Limits,
    watcher: &Watcher,
) -> Outcome {
    if result.status == RunStatus::Infeasible {
        return Outcome::Infeasible;
    }
    let ended = |within_gap: bool| match result.status {
        RunStatus::Stopped => Termination::of_limits(watcher),
        _ if within_gap => Termination::Proof,
        _ => Termination::Precision,
    };
    let found = result.values.map(|values| formulation.whole(&values));
    let candidates = [found, start].into_iter().flatten();
    let best = candidates.map(|values| (price(formulation, &values), values)).min_by_key(|(price, _)| *price);
    let Some((objective, values)) = best.filter(|(price, _)| *price < Money(i64::MAX)) else {
        return Outcome::NoPlan { termination: ended(false) };
    };
    let network = formulation.read(&filled(&values));
    let bound = result.bound.max(known);
    // No objective falls below zero, and the yearly cost not below its floor.
    let floor = || match formulation.is_by_cost() {
        true => floor(formulation.scenario, formulation.geography),
        false => Money::ZERO,
    };
    let bound = bound.unwrap_or_else(floor).min(objective);
    let solution = Solution { network, objective, bound, further: Vec::new(), tree: None };
    let termination = ended(solution.gap() <= limits.gap);
    Outcome::Solved { solution, termination }
}
