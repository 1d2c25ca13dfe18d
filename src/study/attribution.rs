//! Which changed input makes how much of the difference between two plans: from the first plan's
//! scenario to the other's one group of inputs at a time, each scenario on the way solved again.
//!
//! A scenario on the way that is invalid, or for which no plan is found, is passed over: its change is
//! joined with the next. Both ends keep the plans that they have, so that the effects add up to the
//! difference between these, whatever the solves on the way find.

use crate::geography::Geography;
use crate::plan::compare::{Attribution, Change, Step};
use crate::plan::{CostBreakdown, Network, Plan, Tariff, broken_rules};
use crate::scenario::{Merged, Money, Scenario, load};
use crate::solver::{self, Interrupt, Limits, Method, Outcome, Progress};

/// A plan and the scenario it was made from, first and last.
pub struct Ends<'a> {
    pub first: (&'a Merged, &'a Plan),
    pub this: (&'a Merged, &'a Plan),
}

/// Each re-solve has `limits` of its own; its start is the better of the two plans, where one of them
/// keeps the rules on the way.
pub fn attribute(
    ends: &Ends,
    method: Method,
    limits: &Limits,
    interrupt: &Interrupt,
    listener: Option<&(dyn Fn(&Progress) + Sync)>,
) -> Attribution {
    let (mut on_the_way, last) = (ends.first.0.clone(), Point::of(ends.this.1));
    let solve = |scenario: &Merged| {
        let scenario = loaded(scenario)?;
        let geography = Geography::new(&scenario);
        let start = best_of([ends.first.1, ends.this.1], &scenario, &geography);
        let limits = Limits { start, ..limits.clone() };
        let outcome = solver::solve(&scenario, &geography, method, &limits, interrupt.clone(), listener);
        match outcome {
            Outcome::Solved { solution, .. } if !interrupt.is_set() => {
                Ok(Point { objective: solution.objective, bound: solution.bound })
            }
            Outcome::Solved { .. } => Err("interrupted".to_owned()),
            Outcome::Infeasible => Err("no plan keeps every hard rule".to_owned()),
            Outcome::NoPlan { termination } => {
                Err(format!("no plan before the end by {}", termination.name()))
            }
        }
    };
    let mut groups = ends.first.0.differing(ends.this.0).into_iter().peekable();
    let (mut before, mut steps) = (Point::of(ends.first.1), Vec::new());
    let (mut inputs, mut joined_because) = (Vec::new(), Vec::new());
    while let Some(group) = groups.next() {
        on_the_way.take(&group, ends.this.0);
        let reached = if groups.peek().is_some() { solve(&on_the_way) } else { Ok(last) };
        inputs.push(group.clone());
        match reached {
            Ok(after) => {
                steps.push(before.step(
                    after,
                    std::mem::take(&mut inputs),
                    std::mem::take(&mut joined_because),
                ));
                before = after;
            }
            Err(obstacle) => joined_because.push(format!("with {group}: {obstacle}")),
        }
    }
    if before.objective != last.objective {
        // The same scenario, solved otherwise.
        steps.push(before.step(last, Vec::new(), Vec::new()));
    }
    Attribution { objective: Change::new(ends.first.1.objective, ends.this.1.objective), steps }
}

/// What is known of the best plan of a scenario.
#[derive(Clone, Copy)]
struct Point {
    objective: Money,
    bound: Money,
}

impl Point {
    fn of(plan: &Plan) -> Self {
        Self { objective: plan.objective, bound: plan.bound }
    }

    fn step(self, after: Self, inputs: Vec<String>, joined_because: Vec<String>) -> Step {
        Step {
            inputs,
            joined_because,
            objective: Change::new(self.objective, after.objective),
            at_least: after.bound - self.objective,
            at_most: after.objective - self.bound,
        }
    }
}

fn loaded(scenario: &Merged) -> Result<Scenario, String> {
    load(&scenario.entry("a scenario on the way"), &[]).map(|loaded| loaded.scenario).map_err(|mistakes| {
        let first = mistakes.iter().find(|mistake| mistake.is_error());
        first.map_or_else(String::new, |mistake| mistake.message.clone())
    })
}

/// The cheapest of the plans that keep the rules of `scenario`.
fn best_of(plans: [&Plan; 2], scenario: &Scenario, geography: &Geography) -> Option<Network> {
    let tariff = Tariff::new(scenario, geography);
    let networks = plans.into_iter().filter_map(|plan| plan.network(scenario).ok());
    let allowed = networks.filter(|network| broken_rules(scenario, geography, network).is_empty());
    allowed.min_by_key(|network| CostBreakdown::new(scenario, &tariff, network).total())
}
