//! Which changed input makes how much of the difference between two plans: from the first plan's
//! scenario to the other's one group of inputs at a time, each scenario on the way solved again.
//!
//! A scenario on the way that is invalid, or for which no plan is found, is passed over: its change is
//! joined with the next. Both ends keep the plans that they have, so that the effects add up to the
//! difference between these, whatever the solves on the way find.

use std::sync::Arc;
use std::time::Instant;

use crate::geography::Geography;
use crate::plan::compare::{Attribution, Change, Step};
use crate::plan::{CostBreakdown, Network, Plan, Tariff, broken_rules};
use crate::scenario::{Merged, Scenario, load};
use crate::solver::{Answer, Interrupt, KeptTree, Limits, Method, Origin, Progress, Question};

/// A plan and the scenario it was made from, first and last.
pub struct Ends<'a> {
    pub first: (&'a Merged, &'a Plan),
    pub this: (&'a Merged, &'a Plan),
}

/// Each re-solve has `limits` of its own. It starts from the plan of the scenario before it or from the
/// last of all, where one of them keeps the rules on the way, and goes on from the search of the one before.
pub fn attribute(
    ends: &Ends,
    method: Method,
    limits: &Limits,
    interrupt: &Interrupt,
    listener: Option<&(dyn Fn(&Progress) + Sync)>,
) -> Attribution {
    let ((first, first_plan), (last, last_plan)) = (ends.first, ends.this);
    let mut tree: Option<Arc<KeptTree>> = None;
    let mut solve = |scenario: &Merged, before: &Plan| {
        let scenario = loaded(scenario)?;
        let geography = Geography::new(&scenario);
        let start = best_of([before, last_plan], &scenario, &geography);
        let known = tree.take().filter(|tree| tree.is_of(&scenario));
        let limits = Limits { start, tree: known, keeps: true, ..limits.clone() };
        let question = Question {
            scenario: &scenario,
            geography: &geography,
            method,
            limits: &limits,
            origin: Origin::default(),
            started: Instant::now(),
        };
        match question.answer(interrupt.clone(), listener) {
            _ if interrupt.is_set() => Err("interrupted".to_owned()),
            Answer::Plan(plan, kept) => {
                tree = kept.map(Arc::from);
                Ok(*plan)
            }
            Answer::Infeasible => Err("no plan keeps every hard rule".to_owned()),
            Answer::NoPlan { termination } => {
                Err(format!("no plan before the end by {}", termination.name()))
            }
            Answer::Unsound(_) => Err("no plan passed the check".to_owned()),
        }
    };
    let mut groups = first.differing(last).into_iter().peekable();
    let (mut scenario, mut before) = (first.clone(), first_plan.clone());
    let (mut inputs, mut joined_because, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(group) = groups.next() {
        scenario.take(&group, last);
        inputs.push(group.clone());
        let after = if groups.peek().is_some() { solve(&scenario, &before) } else { Ok(last_plan.clone()) };
        match after {
            Ok(after) => {
                let (inputs, joined_because) =
                    (std::mem::take(&mut inputs), std::mem::take(&mut joined_because));
                steps.push(step(inputs, joined_because, &before, &after));
                before = after;
            }
            Err(obstacle) => joined_because.push(format!("with {group}: {obstacle}")),
        }
    }
    if before.objective != last_plan.objective {
        // The same scenario, solved otherwise.
        steps.push(step(Vec::new(), Vec::new(), &before, last_plan));
    }
    Attribution { objective: Change::new(first_plan.objective, last_plan.objective), steps }
}

fn step(inputs: Vec<String>, joined_because: Vec<String>, before: &Plan, after: &Plan) -> Step {
    Step {
        inputs,
        joined_because,
        objective: Change::new(before.objective, after.objective),
        at_least: after.bound - before.objective,
        at_most: after.objective - before.bound,
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
