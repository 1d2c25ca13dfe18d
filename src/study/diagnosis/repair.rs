//! Ways out with the least new numbers, the plan that each leads to, and what it costs.

use std::time::Instant;

use super::probe::{Change, Probe};
use super::words::in_words;
use super::{Relaxed, Repair};
use crate::geography::Geography;
use crate::plan::{Changes, Plan};
use crate::scenario::{Money, Scenario, load_with_requests};
use crate::solver::{Answer, Method, Origin, Question};

/// Doublings of a step before a number is given up altogether.
const MOST_DOUBLINGS: u32 = 24;

/// Cheapest first; without those for which no plan is found in time.
pub fn priced(probe: &Probe, ways: &[Vec<usize>]) -> Vec<Repair> {
    // A question that was left open may have been about a smaller way out.
    let is_smallest = !probe.is_unsure.get();
    let mut repairs: Vec<Repair> = ways.iter().filter_map(|way| repair(probe, way, is_smallest)).collect();
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
    let set = probe.set(&changes);
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
    let member = &probe.members[changes[place].0];
    let Some(number) = member.number() else { return true };
    let step = member.step();
    let value = |steps: f64| {
        let weaker = if member.is_floor() { number - steps * step } else { number + steps * step };
        ((weaker / step).round() * step * 10.0).round() / 10.0
    };
    let mut ask = |steps: f64| {
        if member.is_floor() && value(steps) <= 0.0 {
            return Some(true);
        }
        changes[place].1 = Some(value(steps));
        probe.has_plan(changes)
    };
    // Between these the answer turns.
    let (mut too_few, mut enough) = (0.0, 1.0);
    let mut is_proved = true;
    let mut doublings = 0;
    loop {
        match ask(enough) {
            Some(true) => break,
            answer => is_proved &= answer == Some(false),
        }
        doublings += 1;
        if doublings == MOST_DOUBLINGS || probe.must_stop() {
            changes[place].1 = None;
            return false;
        }
        (too_few, enough) = (enough, 2.0 * enough);
    }
    while enough - too_few > 1.0 {
        let middle = ((too_few + enough) / 2.0).floor();
        match ask(middle) {
            Some(true) => enough = middle,
            answer => {
                is_proved &= answer == Some(false);
                too_few = middle;
            }
        }
    }
    let least = value(enough);
    changes[place].1 = (!member.is_floor() || least > 0.0).then_some(least);
    is_proved
}

fn relaxed(probe: &Probe, (at, value): Change) -> Relaxed {
    Relaxed { rule: probe.named(at), becomes: value.map(in_words) }
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
        let is_limit = |&at: &usize| probe.members[at].key() == "count.offices.max";
        let way: Vec<usize> = probe.open.iter().copied().filter(is_limit).collect();
        let is_minimal = || priced(&probe, std::slice::from_ref(&way))[0].minimal;
        assert!(is_minimal());
        probe.is_unsure.set(true);
        assert!(!is_minimal());
    }
}
