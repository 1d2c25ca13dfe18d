//! Questions to the parts of a network, each about the networks in which a [`Condition`] holds, from the tree of the
//! best network of all.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::branch::{Branch, Found};
use super::column::Column;
use super::conditions::touches;
use super::element::{self, Choice, Element, Open};
use super::node::Decision;
use super::problem::{Problem, is_exact};
use super::tree::{End, Tree};
use super::{NOTHING, Priced, columns, network, weakened, with_tree};
use crate::geography::Geography;
use crate::plan::Network;
use crate::scenario::{Money, Scenario};
use crate::solver::condition::Condition;
use crate::solver::limits::{Limits, Watcher};
use crate::solver::search::Prices;
use crate::solver::solve::with_threads;

/// As many times its part of the time that is left may a question take, turn by turn: most are easy.
const SHARES: [f64; 3] = [1.0, 4.0, 16.0];

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

/// What a question starts from.
pub struct Start {
    /// What is known of its part.
    pub found: Found,
    /// No network that it asks for costs less, where it is not among what is known.
    outside: Money,
}

impl Start {
    pub fn of(found: Found) -> Self {
        Self { found, outside: Money(i64::MAX) }
    }

    /// Leaves out what has `decision`, since no such network costs less than `bound`.
    pub fn without(self, decision: Decision, bound: Money) -> Self {
        Self { found: with(self.found, decision.opposite()), outside: self.outside.min(bound) }
    }
}

/// Questions to the parts of a network.
pub struct Hearing<'h> {
    pub conditions: &'h [Condition],
    /// Questions that are asked before the others, of the tree that is then known to every part: what the other parts
    /// cost with an office more or less is worked out once.
    pub leads: &'h [usize],
    pub watcher: &'h Watcher<'h>,
}

impl Hearing<'_> {
    /// The questions of a part one after another on a tree of its own, the parts side by side, so that the answers
    /// are the same on any number of threads. In turns: a question goes on where its last turn ended. `begin` says
    /// from what is known of its part, and what its last turn left; `is_idle` whether other answers of the part, of
    /// which `learn` keeps what it needs, have settled it.
    pub fn answers<S: Default + Send>(
        &self,
        tree: &mut Tree,
        begin: impl Fn(&mut Tree, usize, usize, &S, Option<Start>) -> Start + Sync,
        is_idle: impl Fn(&S, Condition) -> bool + Sync,
        learn: impl Fn(&mut S, Condition, &Priced) + Sync,
    ) -> Vec<Priced> {
        tree.reopen();
        let open = AtomicUsize::new(self.conditions.len());
        let seconds = || rayon::current_num_threads() as f64 * self.watcher.seconds_left();
        // Whether the question is still open.
        let ask = |tree: &mut Tree, heard: &mut Heard<S>, number: usize, shares: f64| {
            let condition = self.conditions[number];
            if is_idle(&heard.known, condition) {
                open.fetch_sub(1, Ordering::Relaxed);
                return false;
            }
            if self.watcher.must_stop() {
                return true;
            }
            let limited = self.watcher.within(shares * seconds() / open.load(Ordering::Relaxed) as f64);
            let from = begin(tree, heard.part, number, &heard.known, heard.begun.remove(&number));
            let (answer, rest) = tree.ask(heard.part, from, condition, &limited);
            learn(&mut heard.known, condition, &answer);
            let is_open = !answer.complete;
            if is_open {
                heard.begun.insert(number, rest);
            } else {
                open.fetch_sub(1, Ordering::Relaxed);
            }
            let known = heard.answers.get(&number).and_then(|answer| answer.bound);
            heard.answers.insert(number, Priced { bound: answer.bound.max(known), ..answer });
            is_open
        };
        let turn = |tree: &mut Tree, heard: &mut Heard<S>, shares: f64, leads_alone: bool| {
            let mut asked = std::mem::take(&mut heard.asked);
            asked.retain(|number| {
                let waits = leads_alone && !self.leads.contains(number);
                waits || ask(tree, heard, *number, shares)
            });
            heard.asked = asked;
        };
        let unheard = |(at, branch): (usize, &Branch)| {
            let own =
                (0..self.conditions.len()).filter(|&number| touches(branch.part, self.conditions[number]));
            Heard::new(at, own.collect())
        };
        let mut parts: Vec<Heard<S>> = tree.branches.iter().enumerate().map(unheard).collect();
        parts.iter_mut().for_each(|heard| turn(tree, heard, SHARES[0], true));
        tree.reopen();
        let mut parts: Vec<(Heard<S>, Tree)> = parts.into_iter().map(|heard| (heard, tree.twin())).collect();
        // Every part has had a turn before any takes a longer one.
        for shares in SHARES {
            let go_on = |(heard, tree): &mut (Heard<S>, Tree)| turn(tree, heard, shares, false);
            parts.par_iter_mut().with_max_len(1).for_each(go_on);
        }
        let mut answers: Vec<Priced> = self.conditions.iter().map(|_| NOTHING).collect();
        let found = parts.into_iter().flat_map(|(heard, _)| heard.answers);
        found.for_each(|(number, answer)| answers[number] = answer);
        answers
    }
}

/// What questions to a part came to.
struct Heard<S> {
    part: usize,
    /// Those that are still open.
    asked: Vec<usize>,
    known: S,
    /// By question what its last turn left.
    begun: BTreeMap<usize, Start>,
    answers: BTreeMap<usize, Priced>,
}

impl<S: Default> Heard<S> {
    fn new(part: usize, asked: Vec<usize>) -> Self {
        Self { part, asked, known: S::default(), begun: BTreeMap::new(), answers: BTreeMap::new() }
    }
}

impl Tree<'_> {
    /// Opens what the last search dropped.
    pub fn reopen(&mut self) {
        self.branches.iter_mut().for_each(|branch| branch.found.reopen());
    }

    /// The best network with a condition that touches the part, and what a further turn would start from.
    fn ask(&mut self, at: usize, start: Start, condition: Condition, watcher: &Watcher) -> (Priced, Start) {
        self.reopen();
        let Start { found, outside } = start;
        let kept = std::mem::replace(&mut self.branches[at].found, found);
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
            bound: (self.bound > f64::NEG_INFINITY).then(|| weakened(self.bound).min(cost).min(outside)),
            network: network.filter(|_| is_meant),
            complete: is_meant && end == End::Proof && cost <= outside,
            tree: None,
        };
        let rest = std::mem::replace(&mut self.branches[at].found, kept);
        self.branches[at].keeps = true;
        self.bound = bound;
        (answer, Start { found: rest, outside })
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
        let nodes = [&mut open.node].into_iter().chain(open.children.iter_mut().flatten());
        let undecided = nodes.filter(|node| !node.decisions.contains(&decision));
        undecided.for_each(|node| node.decisions.push(decision));
        Element::Open(open)
    };
    let mut all: Vec<Element> = open.into_iter().map(decided).collect();
    let meets = choices.into_iter().filter(|choice| decision.holds_in(&choice.columns));
    meets.for_each(|choice| element::insert(&mut all, choice));
    Found { elements: all, settled: still_settled, dear: Vec::new(), doubt }
}
