//! From a scenario to a plan that may be given out: solved, stated, checked.

use std::collections::BTreeMap;
use std::time::Instant;

use super::limits::{Interrupt, Limits, Progress};
use super::outcome::{Outcome, Solution, Termination};
use super::parts::KeptTree;
use super::solve::{Method, solve};
use crate::geography::Geography;
use crate::plan::{Plan, Run, Statement, Status, Violation, check};
use crate::scenario::Scenario;

/// What a scenario was read from, as its plan says it.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    pub scenario_file: String,
    pub set: Vec<String>,
    pub requests: Vec<String>,
}

#[derive(Debug, Clone)]
pub enum Answer {
    /// It passed the check; with the search, where it was to be kept.
    Plan(Box<Plan>, Option<Box<KeptTree>>),
    /// Proved: no plan keeps every hard rule.
    Infeasible,
    /// A limit came before the first plan.
    NoPlan { termination: Termination },
    /// A fault: the plan did not pass the check.
    Unsound(Vec<Violation>),
}

/// What is asked.
pub struct Question<'a> {
    pub scenario: &'a Scenario,
    pub geography: &'a Geography,
    pub method: Method,
    pub limits: &'a Limits,
    pub origin: Origin,
    /// The seconds that the plan states count from here.
    pub started: Instant,
}

impl Question<'_> {
    pub fn answer(self, interrupt: Interrupt, listener: Option<&(dyn Fn(&Progress) + Sync)>) -> Answer {
        let Question { scenario, geography, method, limits, origin, started } = self;
        let (solution, termination) = match solve(scenario, geography, method, limits, interrupt, listener) {
            Outcome::Solved { solution, termination } => (solution, termination),
            Outcome::Infeasible => return Answer::Infeasible,
            Outcome::NoPlan { termination } => return Answer::NoPlan { termination },
        };
        let run = Run {
            seconds: started.elapsed().as_secs_f64(),
            method: if scenario.fixed { "none".into() } else { method.name().into() },
            threads: limits.threads,
            ended_by: termination.name().into(),
        };
        let statement = statement(scenario, &solution, limits, origin, run);
        let plan = Plan::new(scenario, geography, &solution.network, statement);
        let violations = check(scenario, geography, &plan);
        if violations.is_empty() {
            Answer::Plan(Box::new(plan), solution.tree)
        } else {
            Answer::Unsound(violations)
        }
    }
}

fn statement(
    scenario: &Scenario,
    solution: &Solution,
    limits: &Limits,
    origin: Origin,
    run: Run,
) -> Statement {
    Statement {
        status: match (scenario.fixed, solution.gap() <= limits.gap) {
            (true, _) => Status::Fixed,
            (false, true) => Status::Optimal,
            (false, false) => Status::Feasible,
        },
        bound: solution.bound,
        further_bounds: solution.further.iter().map(|(_, bound)| *bound).collect(),
        gap_limit: limits.gap,
        scenario_file: origin.scenario_file,
        set: origin.set,
        requests: origin.requests,
        versions: BTreeMap::from([
            ("purview".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("highs".to_owned(), super::highs_version()),
        ]),
        seed: limits.seed,
        run: Some(run),
    }
}
