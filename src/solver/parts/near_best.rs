//! Whether a [`Condition`] holds in a network near the best.
//!
//! The part that a condition touches starts from its root, since most conditions are far from the best network,
//! and a few nodes show it; the other parts keep all that is known of them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::branch::Found;
use super::conditions::decision;
use super::element::Element;
use super::hearing::{Hearing, Start, with, with_parts};
use super::tree::{Aim, Tree};
use super::{NOTHING, Priced};
use crate::geography::Geography;
use crate::plan::{Network, value};
use crate::scenario::{Money, Scenario};
use crate::solver::condition::Condition;
use crate::solver::limits::{Limits, Watcher};

/// Part of the time for the best network of all.
const FIRST: f64 = 0.4;
/// Part of the time that is left for the questions whether an office may stand, which settle most others.
const OFFICES: f64 = 0.7;

/// By condition a network that costs at most `inside` in which it holds, or that none costs at most `outside`, as
/// far as the limits let either be found; nothing where the answer to another condition settles it: a network
/// in which both hold, or that no office stands where one would have to. `network` keeps every hard rule.
pub fn near_best(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    conditions: &[Condition],
    (inside, outside): (Money, Money),
    limits: &Limits,
    watcher: &Watcher,
) -> Vec<Priced> {
    let first = watcher.within(FIRST * watcher.seconds_left());
    let is_near = |network: &Network| value(scenario, geography, network, &scenario.objective[0]) <= inside;
    let search = |tree: &mut Tree| {
        tree.run(limits.work, &first);
        let problem = tree.problem;
        let roots: Vec<Element> =
            tree.branches.par_iter_mut().map(|branch| branch.relaxed_root(problem, watcher)).collect();
        (tree.gap, tree.aim) = (0.0, Aim::Within(inside.0, outside.0));
        let mut ask = |conditions: &[Condition], shown: &[Network], watcher: &Watcher| {
            let begin = |tree: &mut Tree, at: usize, number: usize, _: &Vec<Network>, rest: Option<Start>| {
                let from = || from_root(&tree.branches[at].found, &roots[at]);
                rest.unwrap_or_else(|| Start::of(with(from(), decision(conditions[number]))))
            };
            let is_idle = |near: &Vec<Network>, condition: Condition| {
                shown.iter().chain(near).any(|network| condition.holds_in(network))
            };
            let learn = |near: &mut Vec<Network>, _: Condition, answer: &Priced| {
                near.extend(answer.network.iter().filter(|network| is_near(network)).cloned());
            };
            Hearing { conditions, leads: &[], watcher }.answers(tree, begin, is_idle, learn)
        };
        let is_of_an_office = |condition: &Condition| matches!(condition, Condition::Open { .. });
        let (offices, pairs): (Vec<Condition>, Vec<Condition>) =
            conditions.iter().partition(|condition| is_of_an_office(condition));
        let of_offices = ask(&offices, &[], &watcher.within(OFFICES * watcher.seconds_left()));
        let closed: BTreeSet<Condition> = (offices.iter().zip(&of_offices))
            .filter(|(_, answer)| answer.bound > Some(outside))
            .map(|(&condition, _)| condition)
            .collect();
        let is_closed = |condition: &Condition| match *condition {
            Condition::Covers { office: host, holds: true, .. } => {
                closed.contains(&Condition::Open { host, holds: true })
            }
            _ => false,
        };
        let open: Vec<Condition> = pairs.into_iter().filter(|condition| !is_closed(condition)).collect();
        let shown: Vec<Network> =
            of_offices.iter().filter_map(|answer| answer.network.clone()).filter(is_near).collect();
        let of_pairs = ask(&open, &shown, watcher);
        let mut answers: BTreeMap<Condition, Priced> =
            offices.into_iter().zip(of_offices).chain(open.into_iter().zip(of_pairs)).collect();
        conditions.iter().map(|condition| answers.remove(condition).unwrap_or(NOTHING)).collect()
    };
    with_parts(scenario, geography, network, limits, watcher, search)
}

/// The root of a part and its plans.
fn from_root(known: &Found, root: &Element) -> Found {
    let settled = known.settled.iter().map(|(_, choice)| Element::Choice(choice.clone()));
    let plans = known.elements.iter().filter(|element| !element.is_open()).cloned().chain(settled);
    Found { elements: plans.chain([root.clone()]).collect(), ..Found::default() }
}
