//! Ways out with the least new numbers, the plan that each leads to, and what it costs.

use std::time::Instant;

use super::probe::Probe;
use super::{Relaxed, Repair};
use crate::geography::Geography;
use crate::plan::{Changes, Plan};
use crate::scenario::{Money, Scenario, load_with_requests};
use crate::solver::{Answer, Method, Origin, Question};
use crate::study::member::{Change, fewest_steps, in_words};

/// Cheapest first.
pub fn priced(probe: &Probe, ways: &[Vec<usize>]) -> Vec<Repair> {
    let mut repairs: Vec<Repair> = ways.iter().filter_map(|way| repair(probe, way)).collect();
    repairs.sort_by_key(|repair| repair.cost);
    let least = repairs.first().map_or(Money::ZERO, |repair| repair.cost);
    repairs.iter_mut().for_each(|repair| repair.more = repair.cost - least);
    repairs
}

fn repair(probe: &Probe, way: &[usize]) -> Option<Repair> {
    let mut changes: Vec<Change> = way.iter().map(|&at| (at, None)).collect();
    let mut is_minimal = true;
    for place in 0..changes.len() {
        is_minimal &= take_back(probe, &mut changes, place);
    }
    let set = probe.whole.set(&changes);
    let effort = probe.effort;
    let origin = Origin { set: [&effort.origin.set[..], &set].concat(), ..effort.origin.clone() };
    // As whoever applies it will have it.
    let scenario = load_with_requests(&effort.entry, &origin.set, &effort.requests).ok()?.scenario;
    let geography = Geography::new(&scenario);
    let question = Question {
        scenario: &scenario,
        geography: &geography,
        method: Method::Auto,
        limits: &effort.limits,
        origin,
        started: Instant::now(),
    };
    let Answer::Plan(plan) = question.answer(probe.interrupt.clone(), probe.listener) else { return None };
    Some(Repair {
        changes: changes.iter().map(|&change| relaxed(probe, change)).collect(),
        set,
        minimal: is_minimal,
        cost: plan.objective,
        bound: plan.bound,
        more: Money::ZERO,
        countries_moved: moved(&scenario, &plan),
        plan: Some(plan),
    })
}

/// Weakens the number at `place` no further than there is a plan; whether that is proved.
fn take_back(probe: &Probe, changes: &mut [Change], place: usize) -> bool {
    let member = &probe.whole.members[changes[place].0];
    let value = |steps: f64| {
        let value = member.weakened_by(steps)?;
        (!member.is_floor() || value > 0.0).then_some(value)
    };
    if member.number().is_none() {
        return true;
    }
    let has_plan = |steps: f64| match value(steps) {
        // As without it, which is a way out.
        None => Some(true),
        value => {
            changes[place].1 = value;
            probe.has_plan(changes)
        }
    };
    let found = fewest_steps(has_plan, || probe.must_stop());
    changes[place].1 = found.and_then(|(steps, _)| value(steps));
    found.is_some_and(|(_, is_proved)| is_proved)
}

fn relaxed(probe: &Probe, (at, value): Change) -> Relaxed {
    Relaxed { rule: probe.whole.stated(at), becomes: value.map(in_words) }
}

fn moved(scenario: &Scenario, plan: &Plan) -> Vec<String> {
    let Ok(network) = plan.network(scenario) else { return Vec::new() };
    let changes = Changes::new(scenario, &network);
    let moved = changes.moved.iter().filter(|(_, from, _)| from.is_some());
    moved.map(|&(country, ..)| scenario.country(country).id.clone()).collect()
}
