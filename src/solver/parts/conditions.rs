//! What a [`Condition`] costs at least, from the relaxation of the whole network and of the part that it
//! touches: a bound, without a search.
//!
//! Regions are joined by few sums only. With these priced by the multipliers of the whole network's
//! relaxation, a condition on one office or one pair changes the bound of one part; the others keep theirs.

use rayon::prelude::*;

use super::branch::root;
use super::combination::{Combiner, Offer};
use super::master::Master;
use super::node::{Allowed, Decision, Node};
use super::problem::{Part, Problem};
use super::relaxation::{Effort, evaluate};
use super::{columns, relax, weakened};
use crate::geography::Geography;
use crate::plan::Network;
use crate::scenario::{Money, Scenario};
use crate::solver::condition::Condition;
use crate::solver::limits::Watcher;
use crate::solver::search::Prices;
use crate::solver::solve::with_threads;

/// By condition: no plan in which it holds costs less; `Money(i64::MAX)` where it is proved that there is
/// none. `None` where a limit came first, or the parts cannot say it. A bound is not made better once it
/// exceeds `enough`. `network` keeps every hard rule.
pub fn condition_bounds(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    conditions: &[Condition],
    enough: Money,
    threads: usize,
    watcher: &Watcher,
) -> Vec<Option<Money>> {
    with_threads(threads, || bounds(scenario, geography, network, conditions, enough, watcher))
}

fn bounds(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    conditions: &[Condition],
    enough: Money,
    watcher: &Watcher,
) -> Vec<Option<Money>> {
    let prices = Prices::new(scenario, geography);
    let problem = Problem::new(scenario, geography, &prices);
    let nothing = vec![None; conditions.len()];
    if !problem.is_sound() {
        return nothing;
    }
    let Some(whole) = relax(&problem, &[columns(network)], Vec::new(), watcher) else {
        return nothing;
    };
    let multipliers = whole.multipliers;
    let relaxed: Option<Vec<RelaxedPart>> = (problem.parts.par_iter().zip(whole.masters))
        .map(|(part, master)| RelaxedPart::new(&problem, part, master, watcher))
        .collect();
    let Some(relaxed) = relaxed else { return nothing };
    let values: Vec<f64> = relaxed.iter().map(|part| part.bound).collect();
    let mut bounds: Vec<(usize, Option<Money>)> = (relaxed.into_par_iter().enumerate())
        .flat_map_iter(|(at, mut part)| {
            let with = |value: f64| {
                let mut values = values.clone();
                values[at] = value;
                total(&problem, &multipliers, &values)
            };
            // What the part alone must exceed for the whole to exceed `enough`.
            let cutoff = part.bound + enough.0 as f64 - with(part.bound).unwrap_or(f64::NEG_INFINITY);
            let is_own = |(_, condition): &(usize, &Condition)| touches(part.part, **condition);
            let own: Vec<_> = conditions.iter().enumerate().filter(is_own).collect();
            let bounds: Vec<_> = (own.into_iter())
                .map(|(number, &condition)| {
                    let value = part.bound(condition, cutoff, watcher);
                    (number, value.map(|value| with(value).map_or(Money(i64::MAX), weakened)))
                })
                .collect();
            bounds
        })
        .collect();
    bounds.sort_by_key(|(number, _)| *number);
    let mut all = nothing;
    // Of a pair between two parts that share a country either part's bound is good.
    bounds.into_iter().for_each(|(number, bound)| all[number] = all[number].max(bound));
    all
}

/// The least cost of the network whose parts cost no less than `values`; `None` where the limits of the
/// joint sums leave none.
fn total(problem: &Problem, multipliers: &[f64], values: &[f64]) -> Option<f64> {
    let nodes: Vec<Node> = problem.parts.iter().map(|part| root(problem, part)).collect();
    let offers: Vec<Vec<Offer>> = (nodes.iter().zip(values))
        .map(|(node, &value)| vec![Offer { value, ranges: &node.ranges }])
        .collect();
    let best = Combiner::new(problem, multipliers).best(&offers, f64::INFINITY, 0.0)?;
    Some(best.bound)
}

/// A part with the relaxation of its root.
struct RelaxedPart<'p> {
    problem: &'p Problem<'p>,
    part: &'p Part,
    master: Master<'p>,
    bound: f64,
}

impl<'p> RelaxedPart<'p> {
    fn new(problem: &'p Problem<'p>, part: &'p Part, master: Master<'p>, watcher: &Watcher) -> Option<Self> {
        let mut relaxed = Self { problem, part, master, bound: 0.0 };
        relaxed.bound = relaxed.evaluate(None, f64::INFINITY, watcher)?;
        Some(relaxed)
    }

    /// What the part costs at least where the condition holds, with the multipliers' credits taken off.
    fn bound(&mut self, condition: Condition, cutoff: f64, watcher: &Watcher) -> Option<f64> {
        let found = self.evaluate(Some(decision(condition)), cutoff, watcher)?;
        Some(found.max(self.bound))
    }

    fn evaluate(&mut self, decision: Option<Decision>, cutoff: f64, watcher: &Watcher) -> Option<f64> {
        let mut node = root(self.problem, self.part);
        node.decisions.extend(decision);
        let allowed = Allowed::new(self.problem, self.part, &node);
        self.master.enter(&node, &allowed, None);
        let effort = Effort { cutoff, triples: true, ..Effort::PLAIN };
        let evaluation = evaluate(self.problem, self.part, &mut self.master, &allowed, effort, watcher)?;
        Some(evaluation.bound)
    }
}

pub fn decision(condition: Condition) -> Decision {
    match condition {
        Condition::Covers { country, office, holds } => Decision::Cover(country, office, holds),
        Condition::Open { host, holds } => Decision::Open(host, holds),
        Condition::Tier { host, tier } => Decision::Seat(host, tier, true),
    }
}

pub fn touches(part: &Part, condition: Condition) -> bool {
    let host = match condition {
        Condition::Covers { office: host, .. }
        | Condition::Open { host, .. }
        | Condition::Tier { host, .. } => host,
    };
    part.hosts.contains(&host)
}
