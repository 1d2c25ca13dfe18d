//! `mip`: the whole formulation in HiGHS. The oracle: readable, obviously right, slow.
//!
//! On a large network HiGHS is stopped at its first plan, which is then improved by
//! [`regions`](super::regions) before the proof goes on.

use super::highs::{Highs, RunLimits, RunResult, RunStatus};
use super::limits::{Limits, Watcher};
use super::outcome::{Outcome, Solution, Termination};
use super::regions;
use crate::model::Formulation;
use crate::plan::{CostBreakdown, Tariff};
use crate::scenario::Money;

/// Below anything that a network can cost.
const NO_BOUND: Money = Money(i64::MIN / 4);

pub fn solve(formulation: &Formulation, limits: &Limits, watcher: &Watcher) -> Outcome {
    let mut highs = Highs::new(formulation);
    let mut proof =
        RunLimits { phase: "proof", gap: limits.gap, nodes: None, plans: None, seed: limits.seed };
    let mut start = limits.start.as_ref().map(|network| formulation.start(network));
    let mut bound = None;
    if regions::is_large(formulation) {
        if start.is_none() {
            let first = RunLimits { phase: "first plan", plans: Some(1), ..proof.clone() };
            let result = highs.run(&first, watcher, None);
            if result.status != RunStatus::Stopped {
                return outcome(formulation, result, bound, watcher);
            }
            bound = result.bound;
            start = result.values.map(|values| whole_values(formulation, &values));
        }
        if let Some(first) = start {
            start = Some(regions::improve(&mut highs, first, limits, watcher));
        }
    }
    proof.phase = "proof";
    let mut result = highs.run(&proof, watcher, start.as_deref());
    if result.values.is_none() && result.status == RunStatus::Stopped {
        result.values = start.map(|values| values.iter().map(|v| v.unwrap_or(0.0)).collect());
    }
    outcome(formulation, result, bound, watcher)
}

fn whole_values(formulation: &Formulation, values: &[f64]) -> Vec<Option<f64>> {
    formulation
        .variables
        .iter_variables_with_def()
        .zip(values)
        .map(|((_, definition), value)| definition.is_integer().then(|| value.round()))
        .collect()
}

/// What a run of HiGHS over the whole formulation says, with a bound known from before.
fn outcome(formulation: &Formulation, result: RunResult, known: Option<Money>, watcher: &Watcher) -> Outcome {
    let termination = match result.status {
        RunStatus::Proof => Termination::Proof,
        RunStatus::Infeasible => return Outcome::Infeasible,
        RunStatus::Stopped if watcher.is_interrupted() => Termination::Interrupted,
        RunStatus::Stopped => Termination::TimeLimit,
    };
    let Some(values) = result.values else { return Outcome::NoPlan { termination } };
    let network = formulation.read(&values);
    let tariff = Tariff::new(formulation.scenario, formulation.geography);
    let objective = CostBreakdown::new(formulation.scenario, &tariff, &network).total();
    let bound = result.bound.max(known).unwrap_or(NO_BOUND).min(objective);
    Outcome::Solved { solution: Solution { network, objective, bound }, termination }
}
