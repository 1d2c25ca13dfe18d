//! How a solve ended and what it found.

use super::limits::Watcher;
use super::parts::KeptTree;
use crate::plan::{self, Network};
use crate::scenario::Money;

/// Why a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Termination {
    /// Bound and incumbent met within the gap, or it was proved that there is no plan.
    Proof,
    /// HiGHS called the problem solved, but its values, once whole, are no plan within the gap.
    Precision,
    TimeLimit,
    WorkLimit,
    Interrupted,
}

impl Termination {
    pub fn name(self) -> &'static str {
        match self {
            Termination::Proof => "proof",
            Termination::Precision => "limits of precision",
            Termination::TimeLimit => "time limit",
            Termination::WorkLimit => "work limit",
            Termination::Interrupted => "interrupted",
        }
    }

    /// Which limit ended a solve that was not ended by proof.
    pub fn of_limits(watcher: &Watcher) -> Self {
        match watcher.must_stop() {
            true if watcher.is_interrupted() => Termination::Interrupted,
            true => Termination::TimeLimit,
            false => Termination::WorkLimit,
        }
    }
}

/// The best plan found and what is proved about it.
#[derive(Debug, Clone)]
pub struct Solution {
    pub network: Network,
    /// By the first objective: the yearly cost, unless the scenario says otherwise.
    pub objective: Money,
    /// No plan is better by the first objective; never above `objective`.
    pub bound: Money,
    /// Value and bound by each further objective; empty where there is one.
    pub further: Vec<(Money, Money)>,
    /// The search, where it was to be kept and there was one of [`parts`](super::branch_and_price).
    pub tree: Option<Box<KeptTree>>,
}

impl Solution {
    /// See [`plan::gap`]; of several objectives the widest.
    pub fn gap(&self) -> f64 {
        let further = self.further.iter().map(|&(value, bound)| plan::gap(value, bound));
        further.fold(plan::gap(self.objective, self.bound), f64::max)
    }
}

#[derive(Debug, Clone)]
pub enum Outcome {
    Solved {
        solution: Solution,
        termination: Termination,
    },
    /// Proved: no plan keeps every hard rule.
    Infeasible,
    /// A limit came before the first plan.
    NoPlan {
        termination: Termination,
    },
}
