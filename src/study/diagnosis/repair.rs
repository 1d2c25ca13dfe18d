//! Ways out with the least new numbers, the plan that each leads to, and what it costs.

use std::time::Instant;

use rayon::prelude::*;

use super::probe::Probe;
use super::{Relaxed, Repair};
use crate::geography::Geography;
use crate::plan::{Changes, Plan};
use crate::scenario::{Money, Scenario, load_with_requests};
use crate::solver::{Answer, Method, Origin, Question};
use crate::study::member::{Change, fewest_steps, left_out};

/// Cheapest first; without those for which no plan is found in time.
pub fn priced(probe: &Probe, ways: &[Vec<usize>]) -> Vec<Repair> {
    let forks: Vec<(Probe, &Vec<usize>)> = ways.iter().map(|way| (probe.fork(), way)).collect();
    let repairs = forks.into_par_iter().map(|(probe, way)| repair(&probe, way));
    let mut repairs: Vec<Repair> = repairs.collect::<Vec<_>>().into_iter().flatten().collect();
    repairs.sort_by_key(|repair| repair.cost);
    let least = repairs.first().map_or(Money::ZERO, |repair| repair.cost);
    repairs.iter_mut().for_each(|repair| repair.more = repair.cost - least);
    repairs
}

fn repair(probe: &Probe, way: &[usize]) -> Option<Repair> {
    let mut changes = left_out(way.iter().copied());
    let mut is_minimal = is_smallest(probe, &changes);
    for place in 0..changes.len() {
        is_minimal &= take_back(probe, &mut changes, place);
    }
    let set = probe.whole.set(&changes);
    let effort = probe.effort;
    let origin = Origin { set: [&effort.origin.set[..], &set].concat(), ..effort.origin.clone() };
    // As whoever applies it will have it.
    let scenario = load_with_requests(&effort.entry, &origin.set, &effort.requests).ok()?.scenario;
    let geography = Geography::new(&scenario);
    let limits = probe.pricing(&scenario, &geography);
    let question = Question {
        scenario: &scenario,
        geography: &geography,
        method: Method::Auto,
        limits: &limits,
        origin,
        started: Instant::now(),
    };
    let Answer::Plan(plan, _) = question.answer(probe.interrupt.clone(), probe.listener) else { return None };
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

/// Whether it is proved that there is no plan if any one of `changes` is not made.
fn is_smallest(probe: &Probe, changes: &[Change]) -> bool {
    let others = |at: usize| [&changes[..at], &changes[at + 1..]].concat();
    (0..changes.len()).all(|at| probe.is_hopeless(&others(at)))
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
            probe.has_plan_at_a_glance(changes)
        }
    };
    let found = fewest_steps(has_plan, || probe.must_stop());
    changes[place].1 = found.and_then(|(steps, _)| value(steps));
    found.is_some_and(|(_, is_proved)| is_proved)
}

fn relaxed(probe: &Probe, (at, value): Change) -> Relaxed {
    Relaxed {
        rule: probe.whole.stated(at),
        becomes: value.map(|value| probe.whole.members[at].in_words(value)),
    }
}

fn moved(scenario: &Scenario, plan: &Plan) -> Vec<String> {
    let Ok(network) = plan.network(scenario) else { return Vec::new() };
    let changes = Changes::new(scenario, &network);
    let moved = changes.moved.iter().filter(|(_, from, _)| from.is_some());
    moved.map(|&(country, ..)| scenario.country(country).id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::priced;
    use crate::study::diagnosis::probe::tightened::with_tightened;

    /// Without both limits there is a plan, without one of them there is none.
    #[test]
    fn a_way_out_is_proved_where_each_part_of_it_is_known_to_fall_short() {
        for (first, second) in [(0, 1), (1, 0)] {
            with_tightened(|probe, way| {
                let is_minimal = || priced(probe, &[way.to_vec()])[0].minimal;
                assert_eq!(probe.has_plan(&[]), Some(false));
                assert!(!is_minimal(), "one of the two may do");
                assert_eq!(probe.has_plan(&[(way[first], None)]), Some(false));
                assert!(!is_minimal(), "the other may do");
                assert_eq!(probe.has_plan(&[(way[second], None)]), Some(false));
                assert!(is_minimal());
            });
        }
    }
}
