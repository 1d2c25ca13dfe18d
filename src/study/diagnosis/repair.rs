//! Ways out with the least new numbers, the plan that each leads to, and what it costs.

use std::time::Instant;

use rayon::prelude::*;

use super::probe::Probe;
use super::{Relaxed, Repair};
use crate::geography::Geography;
use crate::plan::{Changes, Plan};
use crate::scenario::{Money, Scenario, load_with_requests};
use crate::solver::{Answer, Method, Origin, Question};
use crate::study::member::{Change, fewest_steps};

/// Cheapest first; without those for which no plan is found in time.
pub fn priced(probe: &Probe, ways: &[Vec<usize>]) -> Vec<Repair> {
    // A question that was left open may have been about a smaller way out.
    let is_smallest = !probe.is_unsure.get();
    let forks: Vec<(Probe, &Vec<usize>)> = ways.iter().map(|way| (probe.fork(), way)).collect();
    let repairs = forks.into_par_iter().map(|(probe, way)| repair(&probe, way, is_smallest));
    let mut repairs: Vec<Repair> = repairs.collect::<Vec<_>>().into_iter().flatten().collect();
    repairs.sort_by_key(|repair| repair.cost);
    let least = repairs.first().map_or(Money::ZERO, |repair| repair.cost);
    repairs.iter_mut().for_each(|repair| repair.more = repair.cost - least);
    repairs
}

fn repair(probe: &Probe, way: &[usize], is_smallest: bool) -> Option<Repair> {
    let mut changes: Vec<Change> = way.iter().map(|&at| (at, None)).collect();
    let mut is_minimal = is_smallest;
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
    use crate::scenario::{Entry, load};
    use crate::solver::{Interrupt, Limits, Origin};
    use crate::study::diagnosis::Effort;
    use crate::study::diagnosis::probe::Probe;

    /// One office of the tutorial cannot carry it all; without the limit there is a plan.
    #[test]
    fn what_was_left_open_leaves_a_way_out_unproved() {
        let entry = Entry::File("scenarios/tutorial.json".into());
        let origin = Origin { set: vec!["count.offices.max=1".into()], ..Origin::default() };
        let loaded = load(&entry, &origin.set).expect("a sound scenario");
        let effort = Effort { limits: Limits::default(), repairs: 1, entry, requests: Vec::new(), origin };
        let probe = Probe::new(&loaded, &|_| false, &effort, Interrupt::default(), None);
        let is_limit = |&at: &usize| probe.whole.members[at].key() == "count.offices.max";
        let way: Vec<usize> = probe.open.iter().copied().filter(is_limit).collect();
        let is_minimal = || priced(&probe, std::slice::from_ref(&way))[0].minimal;
        assert!(is_minimal());
        probe.is_unsure.set(true);
        assert!(!is_minimal());
    }
}
