//! `mip`: the whole formulation in HiGHS. The oracle: readable, obviously right, slow.
//!
//! A network too large for HiGHS to find a first plan soon gets one from [`regions`](super::regions).

use super::highs::{Highs, RunLimits, RunStatus};
use super::limits::{Limits, Watcher};
use super::outcome::{Outcome, Solution, Termination};
use super::regions;
use crate::model::Formulation;
use crate::plan::{CostBreakdown, Tariff};
use crate::scenario::Money;

pub fn solve(formulation: &Formulation, limits: &Limits, watcher: &Watcher) -> Outcome {
    let mut highs = Highs::new(formulation);
    let given = limits.start.as_ref().map(|network| formulation.start(network));
    let start = if regions::is_large(formulation) {
        regions::start(&mut highs, given, limits, watcher)
    } else {
        given
    };
    let run = RunLimits { phase: "proof", gap: limits.gap, nodes: None, seed: limits.seed };
    let result = highs.run(&run, watcher, start.as_deref());
    let termination = match result.status {
        RunStatus::Proof => Termination::Proof,
        RunStatus::Infeasible => return Outcome::Infeasible,
        RunStatus::Stopped if watcher.is_interrupted() => Termination::Interrupted,
        RunStatus::Stopped => Termination::TimeLimit,
    };
    let whole_start = || start.as_ref().map(|values| values.iter().map(|v| v.unwrap_or(0.0)).collect());
    let Some(values) = result.values.or_else(whole_start) else {
        return Outcome::NoPlan { termination };
    };
    let network = formulation.read(&values);
    let tariff = Tariff::new(formulation.scenario, formulation.geography);
    let objective = CostBreakdown::new(formulation.scenario, &tariff, &network).total();
    let bound = result.bound.unwrap_or(Money(i64::MIN / 2)).min(objective);
    Outcome::Solved { solution: Solution { network, objective, bound }, termination }
}
