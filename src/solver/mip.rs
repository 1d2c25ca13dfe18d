//! `mip`: the whole formulation in HiGHS. The oracle: readable, obviously right, slow.
//!
//! On a large network HiGHS starts from the plan of the local [`search`], made while the bound of
//! the root node is computed.

use super::highs::{Highs, RunLimits, RunResult, RunStatus};
use super::limits::{Limits, Watcher};
use super::outcome::{Outcome, Solution, Termination};
use super::search::search;
use crate::model::Formulation;
use crate::plan::{self, CostBreakdown, Tariff};
use crate::scenario::Money;

/// Below anything that a network can cost.
const NO_BOUND: Money = Money(i64::MIN / 4);
/// Whole-valued columns from which on HiGHS alone may not find a plan.
const LARGE: usize = 2_000;

pub fn solve(formulation: &Formulation, limits: &Limits, watcher: &Watcher) -> Outcome {
    let given = limits.start.as_ref().map(|network| formulation.start(network));
    let run = RunLimits { phase: "proof", gap: limits.gap, nodes: None, seed: limits.seed };
    if !is_large(formulation) {
        let result = Highs::new(formulation).run(&run, watcher, given.as_deref());
        return outcome(formulation, result, given, None, watcher);
    }
    let root = RunLimits { phase: "bound", nodes: Some(1), ..run.clone() };
    let (searched, at_root) = rayon::join(
        || search(formulation.scenario, formulation.geography, limits.seed, watcher),
        || Highs::new(formulation).run(&root, watcher, None),
    );
    let bound = at_root.bound;
    if at_root.status != RunStatus::Stopped {
        return outcome(formulation, at_root, None, None, watcher);
    }
    let searched = searched.map(|(_, network)| formulation.start(&network));
    let at_root = at_root.values.map(|values| formulation.whole(&values));
    let starts = [given, searched, at_root].into_iter().flatten();
    let start = starts.min_by_key(|start| price(formulation, start));
    let result = Highs::new(formulation).run(&run, watcher, start.as_deref());
    outcome(formulation, result, start, bound, watcher)
}

fn is_large(formulation: &Formulation) -> bool {
    formulation.variables.iter_variables_with_def().filter(|(_, d)| d.is_integer()).count() > LARGE
}

/// Cost of a start; beyond any cost where it breaks a rule.
fn price(formulation: &Formulation, start: &[Option<f64>]) -> Money {
    let (scenario, geography) = (formulation.scenario, formulation.geography);
    let network = formulation.read(&filled(start));
    if plan::broken_rules(scenario, geography, &network).is_empty() {
        CostBreakdown::new(scenario, &Tariff::new(scenario, geography), &network).total()
    } else {
        Money(i64::MAX)
    }
}

fn filled(start: &[Option<f64>]) -> Vec<f64> {
    start.iter().map(|value| value.unwrap_or(0.0)).collect()
}

/// What a run of HiGHS over the whole formulation says, with a start and a bound known from before.
fn outcome(
    formulation: &Formulation,
    result: RunResult,
    start: Option<Vec<Option<f64>>>,
    known: Option<Money>,
    watcher: &Watcher,
) -> Outcome {
    let termination = match result.status {
        RunStatus::Proof => Termination::Proof,
        RunStatus::Infeasible => return Outcome::Infeasible,
        RunStatus::Stopped if watcher.is_interrupted() => Termination::Interrupted,
        RunStatus::Stopped => Termination::TimeLimit,
    };
    let found = result.values.map(|values| formulation.whole(&values));
    let candidates = [found, start].into_iter().flatten();
    let best = candidates.map(|values| (price(formulation, &values), values)).min_by_key(|(price, _)| *price);
    let Some((objective, values)) = best.filter(|(price, _)| *price < Money(i64::MAX)) else {
        return Outcome::NoPlan { termination };
    };
    let network = formulation.read(&filled(&values));
    let bound = result.bound.max(known).unwrap_or(NO_BOUND).min(objective);
    Outcome::Solved { solution: Solution { network, objective, bound }, termination }
}
