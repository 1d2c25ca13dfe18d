//! What the best network costs in which a [`Condition`] holds, from the search for the best network of all.
//!
//! A condition touches one part. The nodes of that part stay what they are, with one decision more; a node
//! whose best plan does not meet the condition is opened again, with what was left of it beside that plan; the
//! other parts keep all that is known of them. So a question costs what lies between the best network and the
//! best one with the condition, and not a search from the root.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::branch::Found;
use super::column::Column;
use super::conditions::{decision, touches};
use super::element::{self, Choice, Element, Open};
use super::node::Decision;
use super::problem::{Problem, is_exact};
use super::tree::{Aim, End, Tree};
use super::{NOTHING, Priced, columns, network, weakened, with_tree};
use crate::geography::Geography;
use crate::plan::Network;
use crate::scenario::{Money, Scenario};
use crate::solver::condition::Condition;
use crate::solver::limits::{Limits, Watcher};
use crate::solver::search::{Prices, WARM_START, near};
use crate::solver::solve::with_threads;

/// Bound and network have met where they are apart by this part of the cost: the rounding of linear programs.
const ROUNDING: f64 = 3e-8;
/// As many times its part of the time that is left may a question take, turn by turn: most are easy.
const SHARES: [f64; 3] = [1.0, 4.0, 16.0];
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
    let first = watcher.within(FIRST * watcher.seconds_left());
    let search = |tree: &mut Tree| {
        tree.run(limits.work, &first);
        (tree.gap, tree.aim) = (ROUNDING, Aim::Exact);
        tree.reopen();
        tree.run(limits.work, &first);
        let search = |(condition, _): &(Condition, _)| {
            near(&condition.applied(scenario)?, geography, network, WARM_START, limits.seed, watcher)
        };
        let near: Vec<Option<Network>> = questions.par_iter().map(search).collect();
        let conditions: Vec<Condition> = questions.iter().map(|(condition, _)| *condition).collect();
        let begin = |tree: &mut Tree, at: usize, number: usize| {
            tree.reopen();
            let (condition, starts) = &questions[number];
            starts.iter().chain(&near[number]).for_each(|network| tree.add_network(&columns(network)));
            with(tree.branches[at].found.clone(), decision(*condition))
        };
        Hearing { conditions: &conditions, watcher }.answers(tree, begin, |(), _| false, |(), _| ())
    };
    with_parts(scenario, geography, network, limits, watcher, search)
}

/// What `search` makes of the tree of the best network, which keeps its nodes; nothing where the parts cannot say
/// it.
pub fn with_parts(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    limits: &Limits,
    watcher: &Watcher,
    search: impl FnOnce(&mut Tree) -> Vec<Priced> + Send,
) -> Vec<Priced> {
    with_threads(limits.threads, || {
        let prices = Prices::new(scenario, geography);
        let problem = Problem::new(scenario, geography, &prices);
        // Networks of one tier have an engine of their own.
        if scenario.tiers.len() < 2 || !problem.is_sound() || !is_exact(scenario) {
            return Vec::new();
        }
        let keeping = |tree: &mut Tree| {
            tree.branches.iter_mut().for_each(|branch| branch.keeps = true);
            search(tree)
        };
        with_tree(&problem, &[columns(network)], limits, watcher, keeping).unwrap_or_default()
    })
}

/// Questions to the parts of a network.
pub struct Hearing<'h> {
    pub conditions: &'h [Condition],
    pub watcher: &'h Watcher<'h>,
}

impl Hearing<'_> {
    /// The questions of a part one after another on a tree of its own, the parts side by side, so that the answers
    /// are the same on any number of threads. In turns: a question goes on where its last turn ended. `begin` says
    /// from what is known of its part, `is_idle` whether other answers of the part, of which `learn` keeps what
    /// it needs, have settled it.
    pub fn answers<S: Default + Send>(
        &self,
        tree: &mut Tree,
        begin: impl Fn(&mut Tree, usize, usize) -> Found + Sync,
        is_idle: impl Fn(&S, Condition) -> bool + Sync,
        learn: impl Fn(&mut S, &Priced) + Sync,
    ) -> Vec<Priced> {
        tree.reopen();
        let mut answers: Vec<Priced> = self.conditions.iter().map(|_| NOTHING).collect();
        let twins = tree.branches.iter().map(|_| (tree.twin(), S::default(), BTreeMap::new()));
        let mut parts: Vec<(Tree, S, BTreeMap<usize, Found>)> = twins.collect();
        for shares in SHARES {
            let left = AtomicUsize::new(answers.iter().filter(|answer| !answer.complete).count());
            let seconds = || rayon::current_num_threads() as f64 * self.watcher.seconds_left();
            let of_part = |(at, (tree, known, begun)): (usize, &mut (Tree, S, BTreeMap<usize, Found>))| {
                let part = tree.branches[at].part;
                let is_own = |number: &usize| touches(part, self.conditions[*number]);
                let mut found = Vec::new();
                for number in (0..self.conditions.len()).filter(is_own) {
                    if answers[number].complete {
                        continue;
                    }
                    let condition = self.conditions[number];
                    let all = left.fetch_sub(1, Ordering::Relaxed) as f64;
                    if self.watcher.must_stop() || is_idle(known, condition) {
                        continue;
                    }
                    let limited = self.watcher.within(shares * seconds() / all);
                    let from = begun.remove(&number).unwrap_or_else(|| begin(tree, at, number));
                    let (answer, rest) = tree.ask(at, from, condition, &limited);
                    learn(known, &answer);
                    begun.extend((!answer.complete).then_some((number, rest)));
                    found.push((number, answer));
                }
                found
            };
            let found: Vec<Vec<(usize, Priced)>> = parts.par_iter_mut().enumerate().map(of_part).collect();
            for (number, answer) in found.into_iter().flatten() {
                let bound = answers[number].bound.max(answer.bound);
                answers[number] = Priced { bound, ..answer };
            }
        }
        answers
    }
}

impl Tree<'_> {
    /// Opens what the last search dropped.
    pub fn reopen(&mut self) {
        self.branches.iter_mut().for_each(|branch| branch.found.reopen());
    }

    /// The best network with a condition, where `known` is what is known of its part; and what is then known of it.
    fn ask(&mut self, at: usize, known: Found, condition: Condition, watcher: &Watcher) -> (Priced, Found) {
        self.reopen();
        let kept = std::mem::replace(&mut self.branches[at].found, known);
        (self.branches[at].keeps, self.branches[at].nodes) = (false, 0);
        let (incumbent, bound) = (self.incumbent.take(), self.bound);
        (self.bound, self.turns) = (f64::NEG_INFINITY, 0);
        self.combine_choices();
        let end = self.run(None, watcher);
        let found = std::mem::replace(&mut self.incumbent, incumbent);
        let cost = found.as_ref().map_or(Money(i64::MAX), |(cost, _)| Money(*cost));
        let network = found.map(|(_, columns): (i64, Vec<Column>)| network(self.problem.scenario, &columns));
        // A pair that the part does not know cannot be asked for.
        let is_meant = network.as_ref().is_none_or(|network| condition.holds_in(network));
        let answer = Priced {
            bound: (self.bound > f64::NEG_INFINITY).then(|| weakened(self.bound).min(cost)),
            network: network.filter(|_| is_meant),
            complete: is_meant && end == End::Proof,
            tree: None,
        };
        let rest = std::mem::replace(&mut self.branches[at].found, kept);
        self.branches[at].keeps = true;
        self.bound = bound;
        (answer, rest)
    }
}

/// What is known of a part, for plans in which `decision` holds.
pub fn with(found: Found, decision: Decision) -> Found {
    let Found { elements, settled, dear, doubt } = found;
    let mut open = dear;
    let mut choices: Vec<Choice> = Vec::new();
    for element in elements {
        match element {
            Element::Open(node) => open.push(node),
            Element::Choice(choice) => choices.push(choice),
        }
    }
    let mut still_settled = Vec::new();
    for (node, choice) in settled {
        if decision.holds_in(&choice.columns) {
            choices.push(choice.clone());
            still_settled.push((node, choice));
        } else {
            open = node.united(open);
        }
    }
    let decided = |mut open: Open| {
        open.node.decisions.push(decision);
        open.children.iter_mut().flatten().for_each(|child| child.decisions.push(decision));
        Element::Open(open)
    };
    let mut all: Vec<Element> = open.into_iter().map(decided).collect();
    let meets = choices.into_iter().filter(|choice| decision.holds_in(&choice.columns));
    meets.for_each(|choice| element::insert(&mut all, choice));
    Found { elements: all, settled: still_settled, dear: Vec::new(), doubt }
}
