//! What the best network costs in which a [`Condition`] holds, from the search for the best network of all.
//!
//! A condition touches one part. The nodes of that part stay what they are, with one decision more; a node
//! whose best plan does not meet the condition is opened again, with what was left of it beside that plan; the
//! other parts keep all that is known of them. So a question costs what lies between the best network and the
//! best one with the condition, and not a search from the root. Where a network with the condition is known, what
//! costs more than it in other questions is left out, since nothing cheaper can have it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::branch::{Branch, Found};
use super::column::Column;
use super::conditions::{decision, touches};
use super::element::{self, Choice, Element, Open};
use super::node::Decision;
use super::problem::{Problem, is_exact};
use super::tree::{Aim, End, Tree};
use super::{NOTHING, Priced, any_network, columns, network, weakened, with_tree};
use crate::geography::Geography;
use crate::plan::{Network, broken_rules, value};
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
/// Part of the time that is left for a question of which no network is known after its first turn: whether the rules
/// alone leave any. Costs would lead through all that keep the rules nearly.
const RULES_ALONE: f64 = 0.02;

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
    let cost = |network: &Network| value(scenario, geography, network, &scenario.objective[0]);
    let is_plan = |network: &Network| broken_rules(scenario, geography, network).is_empty();
    let search = |tree: &mut Tree| {
        tree.run(limits.work, &first);
        (tree.gap, tree.aim) = (ROUNDING, Aim::Exact);
        tree.reopen();
        tree.run(limits.work, &first);
        let search = |(condition, starts): &(Condition, Vec<Network>)| {
            let near = condition
                .applied(scenario)
                .and_then(|changed| near(&changed, geography, network, WARM_START, limits.seed, watcher));
            Question { condition: *condition, known: starts.iter().cloned().chain(near).collect() }
        };
        let asked: Vec<Question> = questions.par_iter().map(search).collect();
        // The dearest first: what they come to narrows the others.
        let mut order: Vec<usize> = (0..asked.len()).collect();
        order.sort_by_key(|&number| {
            Reverse(asked[number].known.iter().map(cost).min().unwrap_or(Money(i64::MAX)))
        });
        let conditions: Vec<Condition> = order.iter().map(|&number| asked[number].condition).collect();
        let begin = |tree: &mut Tree, at: usize, number: usize, known: &Answered, rest: Option<Start>| {
            tree.reopen();
            let Question { condition, known: starts } = &asked[order[number]];
            let of_others = known.networks.iter().filter(|network| condition.holds_in(network));
            let mut starts: Vec<Network> = starts.iter().chain(of_others).cloned().collect();
            if rest.is_some() && starts.is_empty() {
                let limited = watcher.within(RULES_ALONE * watcher.seconds_left());
                let changed = condition.applied(scenario);
                let any =
                    changed.map(|changed| any_network(&changed, geography, &[network], limits, &limited));
                if any.as_ref().is_some_and(|any| any.complete && any.network.is_none()) {
                    return Start::of(Found::default());
                }
                starts.extend(any.and_then(|any| any.network).filter(is_plan));
            }
            let own = decision(*condition);
            let mut start = rest.unwrap_or_else(|| Start::of(with(tree.branches[at].found.clone(), own)));
            for network in &starts {
                let columns = columns(network);
                tree.add_network(&columns);
                element::insert(&mut start.found.elements, tree.choice(at, &columns));
            }
            let Some(most) = starts.iter().map(cost).min() else { return start };
            let dearer = known.bounds.iter().filter(|&&(other, bound)| other != own && bound > most);
            dearer.fold(start, |start, &(other, bound)| start.without(other, bound))
        };
        let learn = |known: &mut Answered, condition: Condition, answer: &Priced| {
            known.networks.extend(answer.network.clone().filter(is_plan));
            known.bounds.extend(answer.bound.map(|bound| (decision(condition), bound)));
        };
        let first_unknown = |branch: &Branch| {
            (0..order.len())
                .find(|&at| touches(branch.part, conditions[at]) && asked[order[at]].known.is_empty())
        };
        let leads: Vec<usize> = tree.branches.iter().filter_map(first_unknown).collect();
        let hearing = Hearing { conditions: &conditions, leads: &leads, watcher };
        let answers = hearing.answers(tree, begin, |_, _| false, learn);
        let mut answers: BTreeMap<usize, Priced> = order.into_iter().zip(answers).collect();
        (0..questions.len()).filter_map(|number| answers.remove(&number)).collect()
    };
    with_parts(scenario, geography, network, limits, watcher, search)
}

struct Question {
    condition: Condition,
    /// Networks in which it holds.
    known: Vec<Network>,
}

/// What other questions to the same part came to.
#[derive(Default)]
struct Answered {
    networks: Vec<Network>,
    /// No network in which the decision holds costs less. So a cheaper one has the opposite.
    bounds: Vec<(Decision, Money)>,
}

/// What a question starts from.
pub struct Start {
    /// What is known of its part.
    found: Found,
    /// No network that it asks for costs less, where it is not among what is known.
    outside: Money,
}

impl Start {
    pub fn of(found: Found) -> Self {
        Self { found, outside: Money(i64::MAX) }
    }

    /// Leaves out what has `decision`, since no such network costs less than `bound`.
    fn without(self, decision: Decision, bound: Money) -> Self {
        Self { found: with(self.found, decision.opposite()), outside: self.outside.min(bound) }
    }
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
