//! The one path from a scenario to an answer.

use super::limits::{Interrupt, Limits, Progress, Watcher};
use super::outcome::{Outcome, Solution, Termination};
use super::{auto, mip, single_tier};
use crate::geography::Geography;
use crate::model::Formulation;
use crate::plan::{self, Network};
use crate::scenario::{Money, Scenario};

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
    let solve = || {
        let first = match method {
            Method::Auto => single_tier::solve(scenario, geography, limits, &watcher)
                .unwrap_or_else(|| auto::solve(scenario, geography, limits, &watcher)),
            Method::Mip => mip::solve(&Formulation::new(scenario, geography), limits, &watcher),
        };
        further(scenario, geography, first, limits, &watcher)
    };
    with_threads(limits.threads, solve)
}

/// `work` on so many threads.
pub fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        // No threads to be had: the calling one does it all.
        Err(_) => work(),
    }
}

/// The objectives after the first, one by one, each among the plans that are as good by all before it.
/// Where a limit comes first, what is left has the plan's own value and no bound but zero.
fn further(
    scenario: &Scenario,
    geography: &Geography,
    first: Outcome,
    limits: &Limits,
    watcher: &Watcher,
) -> Outcome {
    let Outcome::Solved { mut solution, mut termination } = first else { return first };
    for number in 1..scenario.objective.len() {
        let values: Vec<Money> = [solution.objective]
            .into_iter()
            .chain(solution.further.iter().map(|(value, _)| *value))
            .collect();
        let weights = &scenario.objective[number];
        let start = Some(solution.network.clone());
        let own = (!watcher.must_stop()).then(|| {
            let formulation = Formulation::after(scenario, geography, &values);
            mip::solve(&formulation, &Limits { start, ..limits.clone() }, watcher)
        });
        match own {
            Some(Outcome::Solved { solution: own, termination: ended_by }) => {
                solution.network = own.network;
                solution.further.push((own.objective, own.bound));
                if termination == Termination::Proof {
                    termination = ended_by;
                }
            }
            _ => {
                let value = plan::value(scenario, geography, &solution.network, weights);
                solution.further.push((value, Money::ZERO));
                termination =
                    if watcher.is_interrupted() { Termination::Interrupted } else { Termination::TimeLimit };
            }
        }
    }
    Outcome::Solved { solution, termination }
}

/// Where the scenario fixes every decision there is nothing to solve.
fn fixed(scenario: &Scenario, geography: &Geography) -> Outcome {
    let network = Network::baseline(scenario);
    let value = |weights| plan::value(scenario, geography, &network, weights);
    let mut values = scenario.objective.iter().map(value).map(|value| (value, value));
    let (objective, bound) = values.next().expect("a scenario has an objective");
    let further = values.collect();
    let solution = Solution { network, objective, bound, further, tree: None };
    Outcome::Solved { solution, termination: Termination::Proof }
}
