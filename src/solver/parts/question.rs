//! What the best network costs in which a [`Condition`] holds, from the search for the best network of all.
//!
//! A condition touches one part. The nodes of that part stay what they are, with one decision more; a node
//! whose best plan does not meet the condition is opened again; the other parts keep all that is known of
//! them. So a question costs what lies between the best network and the best one with the condition, and
//! not a search from the root.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::column::Column;
use super::conditions::{decision, touches};
use super::element::{self, Choice, Element, Open};
use super::node::Decision;
use super::problem::Problem;
use super::tree::{End, Found, Tree};
use super::{Priced, columns, network, weakened, with_tree};
use crate::geography::Geography;
use crate::plan::Network;
use crate::scenario::{Money, Scenario};
use crate::solver::condition::Condition;
use crate::solver::limits::{Limits, Watcher};
use crate::solver::search::{Prices, near};
use crate::solver::solve::with_threads;

/// Bound and network have met where they are apart by this part of the cost: the rounding of linear programs.
const ROUNDING: f64 = 3e-8;
/// Shares of the time that is left which a question may take, at first and where it was left open: most are easy.
const SHARES: [f64; 2] = [2.0, 4.0];
/// Part of the time for the best network of all.
const FIRST: f64 = 0.5;

/// By question the best network with the condition, as far as the limits let it be found; empty where the
/// parts cannot say it. `network` keeps every hard rule, and so do those that go with the questions and meet
/// their conditions.
pub fn answers(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    questions: &[(Condition, Vec<Network>)],
    limits: &Limits,
    watcher: &Watcher,
) -> Vec<Priced> {
    with_threads(limits.threads, || {
        let prices = Prices::new(scenario, geography);
        let problem = Problem::new(scenario, geography, &prices);
        // Networks of one tier have an engine of their own.
        if scenario.tiers.len() < 2 || !problem.is_sound() || !problem.is_exact() {
            return Vec::new();
        }
        let search = |tree: &mut Tree| {
            tree.branches.iter_mut().for_each(|branch| branch.keeps = true);
            let first = watcher.within(FIRST * watcher.seconds_left());
            tree.run(limits.work, &first);
            (tree.gap, tree.exact) = (ROUNDING, true);
            tree.branches.iter_mut().for_each(|branch| branch.found.reopen());
            tree.run(limits.work, &first);
            tree.branches.iter_mut().for_each(|branch| branch.found.reopen());
            tree.answers(scenario, network, questions, watcher)
        };
        with_tree(&problem, &[columns(network)], limits.gap, watcher, search).unwrap_or_default()
    })
}

impl Tree<'_> {
    /// Part by part, each from what is known of all, so that the answers are the same on any number of threads.
    fn answers(
        &self,
        scenario: &Scenario,
        network: &Network,
        questions: &[(Condition, Vec<Network>)],
        watcher: &Watcher,
    ) -> Vec<Priced> {
        let nothing = || Priced { network: None, bound: None, complete: false };
        let mut answers: Vec<Priced> = questions.iter().map(|_| nothing()).collect();
        let near: Vec<Option<Network>> = (questions.par_iter())
            .map(|(condition, _)| {
                near(&condition.applied(scenario)?, self.problem.geography, network, watcher)
            })
            .collect();
        let mut trees: Vec<Tree> = self.branches.iter().map(|_| self.twin()).collect();
        for shares in SHARES {
            let left = AtomicUsize::new(answers.iter().filter(|answer| !answer.complete).count());
            let seconds = || rayon::current_num_threads() as f64 * watcher.seconds_left();
            let of_part = |(at, tree): (usize, &mut Tree)| {
                let part = tree.branches[at].part;
                let is_own =
                    |number: &usize| touches(part, questions[*number].0) && !answers[*number].complete;
                let answer = |number: usize| {
                    let (condition, starts) = &questions[number];
                    let starts = starts.iter().chain(&near[number]);
                    let share = shares * seconds() / left.fetch_sub(1, Ordering::Relaxed) as f64;
                    (number, tree.ask(scenario, at, *condition, starts, &watcher.within(share)))
                };
                (0..questions.len()).filter(is_own).map(answer).collect::<Vec<_>>()
            };
            let found: Vec<Vec<(usize, Priced)>> = trees.par_iter_mut().enumerate().map(of_part).collect();
            for (number, answer) in found.into_iter().flatten() {
                let known = answers[number].bound.max(answer.bound);
                answers[number] = Priced { bound: known, ..answer };
            }
        }
        answers
    }

    fn ask<'n>(
        &mut self,
        scenario: &Scenario,
        at: usize,
        condition: Condition,
        starts: impl Iterator<Item = &'n Network>,
        watcher: &Watcher,
    ) -> Priced {
        self.branches.iter_mut().for_each(|branch| branch.found.reopen());
        let kept = self.branches[at].found.clone();
        (self.branches[at].keeps, self.branches[at].nodes) = (false, 0);
        let (incumbent, bound) = (self.incumbent.take(), self.bound);
        self.branches[at].found = with(kept.clone(), decision(condition));
        (self.bound, self.turns) = (f64::NEG_INFINITY, 0);
        self.combine_choices();
        starts.for_each(|network| self.add_network(&columns(network)));
        let end = self.run(None, watcher);
        let found = std::mem::replace(&mut self.incumbent, incumbent);
        let cost = found.as_ref().map_or(Money(i64::MAX), |(cost, _)| Money(*cost));
        let network = found.map(|(_, columns): (i64, Vec<Column>)| network(scenario, &columns));
        // A pair that the part does not know cannot be asked for.
        let is_meant = network.as_ref().is_none_or(|network| condition.holds_in(network));
        let answer = Priced {
            bound: (self.bound > f64::NEG_INFINITY).then(|| weakened(self.bound).min(cost)),
            network: network.filter(|_| is_meant),
            complete: is_meant && end == End::Proof,
        };
        (self.branches[at].found, self.branches[at].keeps) = (kept, true);
        self.bound = bound;
        answer
    }
}

/// What is known of a part, for plans in which `decision` holds.
fn with(found: Found, decision: Decision) -> Found {
    let Found { elements, settled, dear, doubt } = found;
    let decided = |mut open: Open| {
        open.node.decisions.push(decision);
        open.children.iter_mut().flatten().for_each(|child| child.decisions.push(decision));
        Element::Open(open)
    };
    let mut all = Vec::new();
    let mut choices: Vec<Choice> = Vec::new();
    for element in elements {
        match element {
            Element::Open(open) => all.push(decided(open)),
            Element::Choice(choice) => choices.push(choice),
        }
    }
    let mut still_settled = Vec::new();
    for (rest, choice) in settled {
        if decision.holds_in(&choice.columns) {
            choices.push(choice.clone());
            still_settled.push((rest, choice));
        } else {
            all.push(decided(rest));
        }
    }
    all.extend(dear.into_iter().map(decided));
    let meets = choices.into_iter().filter(|choice| decision.holds_in(&choice.columns));
    meets.for_each(|choice| element::insert(&mut all, choice));
    Found { elements: all, settled: still_settled, dear: Vec::new(), doubt }
}
