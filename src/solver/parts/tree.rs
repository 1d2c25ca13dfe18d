//! The search: each part keeps a list of elements, open nodes and whole plans, that together hold every
//! plan of the part worth having. The cheapest combination of elements, one of each part, is a bound on
//! the network; the open nodes in it are relaxed and split until the cheapest combination is one of
//! plans, or close enough to the best network known.
//!
//! Each turn works on one node of each part at most, whatever the number of threads, so that the search
//! goes the same way on every machine.

use std::sync::Arc;

use rayon::prelude::*;

use super::branching;
use super::by_parts::MANY;
use super::column::Column;
use super::combination::{Combination, Combiner, Offer};
use super::dive::dive;
use super::element::{self, Choice, Element, Open};
use super::master::{Master, Start};
use super::node::{Allowed, Decision, Node};
use super::phase_one::ABOVE_ZERO;
use super::problem::{Part, Problem};
use super::relaxation::{Effort, ROUNDS, broken_by, evaluate};
use super::sums::{ENDLESS, Range, Sum};
use super::{MARGIN, weakened};
use crate::scenario::{Money, State};
use crate::solver::limits::Watcher;

/// Spare columns in use below this are rounding.
pub const SPARE: f64 = 1e-6;
/// Part of the gap that a combination may lie above the best and still stand for it.
const SLACK: f64 = 0.1;
/// Part of the bound on the network by which a node may rise in one turn.
const RISE: f64 = 1e-3;
/// Turns without any network after which the search gives up: it is slow to prove that there is none. Ten times
/// as many where the best is asked for.
const TURNS: u64 = 200;
/// Nodes worked on in a turn, at least, where there are as many. What comes next may never be needed, so that
/// for a small question it is too much.
const AT_ONCE: usize = 3;
/// Rounds of one node in its first turn, since the others wait for the longest; twice as many in each further
/// one, so that it comes to its end.
const SLICE: u64 = 25;
/// Part of the cost by which bound and network are apart where plans are looked for though a network is known;
/// in one of many parts they are anyway, since the local search leaves some of them poor.
const FAR: f64 = 0.02;
/// Part of the presumed cost by which it rises.
const MORE: f64 = 0.1;
/// In cents: a plan is the best of its node where no other is known to cost so much less.
const SURE: f64 = 50.0;
/// Below every bound, in cents.
pub const NOTHING: f64 = -1e15;

pub struct Branch<'p> {
    pub part: &'p Part,
    master: Master<'p>,
    pub found: Found,
    /// Whether plans above the cutoff are to be found again once it has risen.
    pub keeps: bool,
    /// Relaxed to the end so far.
    pub nodes: u64,
}

/// What the search knows of a part.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub elements: Vec<Element>,
    /// Nodes whose best plan is known, without the plans of other sums: what is left of them once that plan is
    /// ruled out.
    pub settled: Vec<(Open, Choice)>,
    /// Nodes that cost too much to be of use so far.
    pub dear: Vec<Open>,
    /// A plan taken for the best of its node may be undercut there by so much, in cents: bound and relaxation
    /// count as met a little before they are.
    pub doubt: f64,
}

/// What a search is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The best network, or one that is good enough.
    Good,
    /// The best network, to the rounding of the linear programs.
    Exact,
    /// Any network; costs weigh nothing.
    Any,
    /// A network that costs at most the first, or the proof that none costs at most the second. In cents.
    Within(i64, i64),
}

/// An open node to work on.
struct Task {
    element: usize,
    /// Above this value the node is of no use.
    cutoff: f64,
    /// Above this value others come first.
    aim: f64,
    /// Whether a network, or a limit on its cost, is known.
    is_limited: bool,
    dives: Dives,
    /// Whether bound and relaxation have met only where no column is missing.
    exact: bool,
}

/// At which nodes of a part plans are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dives {
    None,
    /// At fewer and fewer: the first, the second, the fourth, and so on.
    Few,
    /// A part of many gets few nodes in all.
    All,
}

impl Dives {
    fn at_node(self, number: u64) -> bool {
        match self {
            Dives::None => false,
            Dives::Few => number.is_power_of_two(),
            Dives::All => true,
        }
    }
}

/// What came of a task.
#[derive(Default)]
struct Work {
    found: bool,
    /// Solves of linear programs.
    rounds: u64,
}

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Bound and network met, or there is no network.
    Proof,
    /// The clock, an interrupt or the limit on work came first.
    Stopped,
    /// The relaxations went as far as they can.
    Stuck,
}

pub struct Tree<'p> {
    pub problem: &'p Problem<'p>,
    /// By joint sum, in cents for each unit.
    pub multipliers: &'p [f64],
    pub branches: Vec<Branch<'p>>,
    /// The best network so far, with its cost in cents.
    pub incumbent: Option<(i64, Vec<Column>)>,
    /// No network costs less, in cents.
    pub bound: f64,
    /// Dearer networks are not looked for until it is proved that there is none up to here; in cents. Needs
    /// branches that keep what costs too much.
    pub presumed: f64,
    /// Relative.
    pub gap: f64,
    /// Solves of linear programs so far.
    pub work: u64,
    pub aim: Aim,
    pub turns: u64,
    /// Nodes that it began with, where not with the roots.
    pub begun: u64,
}

impl Found {
    /// Opens the nodes again that were of no use, and those whose best plan is in doubt.
    pub fn reopen(&mut self) {
        let (sure, doubted) = (std::mem::take(&mut self.settled).into_iter())
            .partition(|(open, choice)| choice.value() - open.bound < SURE);
        self.settled = sure;
        let doubted = doubted.into_iter().map(|(open, _): (Open, Choice)| open);
        let (empty, dear) = std::mem::take(&mut self.dear).into_iter().partition(|open| open.node.is_empty());
        self.dear = empty;
        let dear: Vec<Open> = dear;
        self.elements.extend(dear.into_iter().chain(doubted).map(Element::Open));
        let doubts = self.settled.iter().map(|(open, choice)| choice.value() - open.bound);
        self.doubt = doubts.fold(0.0, f64::max);
    }

    /// All nodes that hold a plan worth having between them, and those whose plans are not.
    pub fn nodes(&self) -> impl Iterator<Item = &Open> {
        let open = self.elements.iter().filter_map(Element::open);
        let settled = self.settled.iter().map(|(open, _)| open);
        open.chain(settled).chain(&self.dear)
    }
}

impl<'p> Tree<'p> {
    pub fn new(problem: &'p Problem<'p>, multipliers: &'p [f64], gap: f64) -> Self {
        let branches = problem.parts.iter().map(|part| Branch::new(problem, part, multipliers)).collect();
        Self {
            problem,
            multipliers,
            branches,
            incumbent: None,
            bound: f64::NEG_INFINITY,
            presumed: f64::INFINITY,
            gap,
            work: 0,
            aim: if problem.weight > 0.0 { Aim::Good } else { Aim::Any },
            turns: 0,
            begun: 0,
        }
    }

    /// One that knows the same and goes its own way from here.
    pub fn twin(&self) -> Self {
        let (problem, multipliers) = (self.problem, self.multipliers);
        let twin = |branch: &Branch<'p>| {
            let mut twin = Branch::new(problem, branch.part, multipliers);
            twin.master.add_columns(branch.master.offices().cloned());
            Branch { found: branch.found.clone(), keeps: branch.keeps, ..twin }
        };
        Self {
            problem,
            multipliers,
            branches: self.branches.iter().map(twin).collect(),
            incumbent: self.incumbent.clone(),
            bound: self.bound,
            presumed: self.presumed,
            gap: self.gap,
            work: 0,
            aim: self.aim,
            turns: 0,
            begun: 0,
        }
    }

    /// By part, with the multipliers of this tree.
    pub fn take_masters(&mut self, masters: Vec<Master<'p>>) {
        self.branches.iter_mut().zip(masters).for_each(|(branch, master)| branch.master = master);
    }

    /// Columns to start from.
    pub fn add_columns(&mut self, columns: &[Column]) {
        for branch in &mut self.branches {
            let own = columns.iter().filter(|column| branch.part.hosts.contains(&column.host));
            branch.master.add_columns(own.cloned());
        }
    }

    /// A network that keeps every rule; its parts are plans to combine.
    pub fn add_network(&mut self, columns: &[Column]) {
        self.add_columns(columns);
        for branch in &mut self.branches {
            let own = columns.iter().filter(|column| branch.part.hosts.contains(&column.host));
            let choice = Choice::new(self.problem, self.multipliers, own.cloned().collect());
            element::insert(&mut branch.found.elements, choice);
        }
        self.combine_choices();
    }

    /// Works until the bound meets the network; `most` limits the solves of linear programs.
    pub fn run(&mut self, most: Option<u64>, watcher: &Watcher) -> End {
        loop {
            if self.is_enough() {
                return End::Proof;
            }
            let target = self.target();
            let doubt: f64 = self.branches.iter().map(|branch| branch.found.doubt).sum();
            let Some(combination) = self.cheapest(target + self.slack() + doubt) else {
                self.bound = self.bound.max(target + self.slack());
                if self.presume_more() {
                    continue;
                }
                return End::Proof;
            };
            self.bound = self.bound.max(combination.bound - self.slack() - doubt);
            let incumbent = self.incumbent.as_ref().map(|(cost, _)| Money(*cost));
            let bound = (self.bound > NOTHING).then(|| weakened(self.bound));
            watcher.tell("branch and price", incumbent, bound);
            if self.bound >= target {
                if self.presume_more() {
                    continue;
                }
                return End::Proof;
            }
            if watcher.must_stop() || most.is_some_and(|most| self.work >= most) {
                return End::Stopped;
            }
            let most_turns = if self.aim == Aim::Exact { 10 * TURNS } else { TURNS } + self.begun;
            if self.incumbent.is_none() && self.turns >= most_turns {
                return End::Stuck;
            }
            self.turns += 1;
            let tasks = self.tasks(&combination, target);
            if tasks.iter().all(Option::is_none) {
                return End::Stuck;
            }
            let (problem, multipliers) = (self.problem, self.multipliers);
            let done: Vec<Option<Work>> = self
                .branches
                .par_iter_mut()
                .zip(tasks)
                .map(|(branch, task)| match task {
                    Some(task) => branch.work(problem, multipliers, &task, watcher),
                    None => Some(Work::default()),
                })
                .collect();
            self.work += done.iter().flatten().map(|work| work.rounds).sum::<u64>();
            if done.iter().any(Option::is_none) {
                return if watcher.must_stop() { End::Stopped } else { End::Stuck };
            }
            if done.iter().flatten().any(|work| work.found) {
                self.combine_choices();
            }
        }
    }

    /// Looks for dearer networks, where none is known that is as cheap as presumed.
    fn presume_more(&mut self) -> bool {
        if self.presumed >= self.enough() {
            return false;
        }
        self.presumed += MORE * self.presumed.abs();
        self.reopen();
        true
    }

    /// Whether no better network is asked for.
    fn is_enough(&self) -> bool {
        match (self.aim, &self.incumbent) {
            (Aim::Any, Some(_)) => true,
            (Aim::Within(inside, _), Some((cost, _))) => *cost <= inside,
            _ => false,
        }
    }

    /// From here on a bound proves what is asked, or what is presumed.
    fn target(&self) -> f64 {
        self.enough().min(self.presumed)
    }

    /// From here on a bound proves what is asked.
    fn enough(&self) -> f64 {
        let none = match self.aim {
            Aim::Any => ABOVE_ZERO,
            // So far above that the bound still is when it is weakened.
            Aim::Within(_, outside) => outside as f64 + 1.0 + 2.0 * MARGIN * (outside as f64).abs(),
            Aim::Good | Aim::Exact => self.problem.most(),
        };
        // A better network costs a whole cent less at least.
        let better = |(cost, _): &(i64, _)| *cost as f64 - (self.gap * (*cost as f64).abs()).max(0.9);
        self.incumbent.as_ref().map_or(none, better).min(none)
    }

    fn slack(&self) -> f64 {
        self.incumbent.as_ref().map_or(0.0, |(cost, _)| SLACK * self.gap * (*cost as f64).abs())
    }

    /// By branch: the elements in the order in which they are tried, and their offers.
    fn offers(&self, keep: impl Fn(&Element) -> bool) -> (Vec<Vec<usize>>, Vec<Vec<Offer<'_>>>) {
        let slack = self.slack();
        // Of much the same value the plans come first.
        let class = |value: f64| if slack > 0.0 { (value / slack).floor() } else { value };
        let ordered = |branch: &Branch| {
            let mut order: Vec<usize> =
                (0..branch.found.elements.len()).filter(|&at| keep(&branch.found.elements[at])).collect();
            order.sort_by(|&a, &b| {
                let (a, b) = (&branch.found.elements[a], &branch.found.elements[b]);
                let (left, right) = (a.offer().value, b.offer().value);
                let by_class = class(left).total_cmp(&class(right));
                let by_value = by_class.then(a.is_open().cmp(&b.is_open())).then(left.total_cmp(&right));
                // Where nothing has a cost the deeper nodes come first.
                if self.aim == Aim::Any { by_value.then(b.depth().cmp(&a.depth())) } else { by_value }
            });
            order
        };
        let order: Vec<Vec<usize>> = self.branches.iter().map(ordered).collect();
        let offers = self.branches.iter().zip(&order);
        let offers =
            offers.map(|(branch, order)| order.iter().map(|&at| branch.found.elements[at].offer()).collect());
        let offers = offers.collect();
        (order, offers)
    }

    /// The cheapest combination below `limit`, as elements.
    fn cheapest(&self, limit: f64) -> Option<Combination> {
        let (order, offers) = self.offers(|_| true);
        let combiner = Combiner::new(self.problem, self.multipliers);
        let mut best = combiner.best(&offers, limit, self.slack())?;
        for (chosen, order) in best.chosen.iter_mut().zip(&order) {
            *chosen = order[*chosen];
        }
        Some(best)
    }

    /// The open nodes of a combination, with how far each may rise; where they are few, also the open nodes of
    /// other parts that would come next.
    fn tasks(&self, combination: &Combination, target: f64) -> Vec<Option<Task>> {
        let value = |part: usize, element: usize| self.branches[part].found.elements[element].offer().value;
        let is_far = target - combination.bound > FAR * target.abs();
        let is_limited = self.incumbent.is_some() || matches!(self.aim, Aim::Within(..));
        let dives = match self.aim {
            Aim::Good if self.branches.len() >= MANY => Dives::All,
            Aim::Good if self.incumbent.is_none() => Dives::All,
            Aim::Exact => Dives::Few,
            Aim::Good if is_far => Dives::Few,
            _ if is_limited => Dives::None,
            _ => Dives::Few,
        };
        let task = |part: usize, element: usize| {
            let bound = value(part, element);
            // Any combination with it costs as much as this one, or nearly.
            let cutoff = bound + (target - combination.bound) + self.slack();
            let cutoff = if bound > NOTHING { cutoff } else { f64::INFINITY };
            let aim = cutoff.min(bound + RISE * self.bound.abs());
            let aim = if bound > NOTHING { aim } else { f64::INFINITY };
            Task { element, cutoff, aim, is_limited, dives, exact: self.aim == Aim::Exact }
        };
        let is_open = |part: usize, element: usize| self.branches[part].found.elements[element].is_open();
        let chosen = combination.chosen.iter().enumerate();
        let mut tasks: Vec<Option<Task>> =
            chosen.map(|(part, &element)| is_open(part, element).then(|| task(part, element))).collect();
        let mut next: Vec<(f64, usize, usize)> = (0..tasks.len())
            .filter(|&part| tasks[part].is_none())
            .filter_map(|part| {
                let open =
                    (0..self.branches[part].found.elements.len()).filter(|&element| is_open(part, element));
                let above = |element: usize| value(part, element) - value(part, combination.chosen[part]);
                let least = open.min_by(|&a, &b| above(a).total_cmp(&above(b)))?;
                Some((above(least), part, least))
            })
            .filter(|&(above, ..)| combination.bound + above < target)
            .collect();
        next.sort_by(|a, b| a.0.total_cmp(&b.0));
        let at_once = if matches!(self.aim, Aim::Good | Aim::Any) { AT_ONCE } else { 1 };
        let few = at_once.saturating_sub(tasks.iter().flatten().count());
        next.into_iter().take(few).for_each(|(_, part, element)| tasks[part] = Some(task(part, element)));
        tasks
    }

    /// The best network of whole plans.
    pub fn combine_choices(&mut self) {
        let limit = self.incumbent.as_ref().map_or(f64::INFINITY, |(cost, _)| *cost as f64 - 0.5);
        let (order, offers) = self.offers(|element| !element.is_open());
        let best = Combiner::new(self.problem, self.multipliers).best(&offers, limit, 0.0);
        let Some(best) = best.filter(|best| best.fits) else { return };
        let mut columns = Vec::new();
        let mut cost = self.problem.constant;
        for ((branch, chosen), order) in self.branches.iter().zip(&best.chosen).zip(&order) {
            if let Element::Choice(choice) = &branch.found.elements[order[*chosen]] {
                columns.extend(choice.columns.iter().cloned());
                cost += choice.cost;
            }
        }
        let posts = columns.iter().map(|column| i64::from(column.posts)).sum();
        self.incumbent = Some((cost + self.problem.surcharge(posts), columns));
    }
}

impl<'p> Branch<'p> {
    fn new(problem: &'p Problem<'p>, part: &'p Part, multipliers: &[f64]) -> Self {
        let node = root(problem, part);
        let open = Open { node, bound: NOTHING, children: None, start: None, turns: 0 };
        Branch {
            part,
            master: Master::new(problem, part, multipliers),
            found: Found { elements: vec![Element::Open(open)], ..Found::default() },
            keeps: false,
            nodes: 0,
        }
    }

    /// For many searches to start from.
    pub fn relaxed_root(&mut self, problem: &Problem, watcher: &Watcher) -> Element {
        let node = root(problem, self.part);
        let allowed = Allowed::new(problem, self.part, &node);
        self.master.enter(&node, &allowed, None);
        let effort = Effort { cutoff: f64::INFINITY, triples: true, rounds: ROUNDS, exact: false };
        let evaluation = evaluate(problem, self.part, &mut self.master, &allowed, effort, watcher);
        let start = evaluation.is_some().then(|| Arc::new(self.master.leave(&node)));
        let bound = evaluation.map_or(NOTHING, |evaluation| evaluation.bound);
        Element::Open(Open { node, bound, children: None, start, turns: 0 })
    }

    /// Begins with `leaves` in place of the root.
    pub fn begin_with(&mut self, leaves: Vec<Open>) {
        self.found.elements.retain(|element| !element.is_open());
        let (empty, open): (Vec<Open>, Vec<Open>) = leaves.into_iter().partition(|leaf| leaf.node.is_empty());
        self.found.dear.extend(empty);
        self.found.elements.extend(open.into_iter().map(Element::Open));
    }

    pub fn can_start_at(&self, start: &Start) -> bool {
        self.master.can_go_to(start)
    }

    /// What the node of a vertex costs at least, by one round there.
    pub fn bound_at(&mut self, problem: &Problem, start: &Start, watcher: &Watcher) -> Option<f64> {
        let allowed = Allowed::new(problem, self.part, &start.node);
        if !allowed.covers_all(problem, self.part) {
            return None;
        }
        self.master.enter(&start.node, &allowed, Some(start));
        let effort = Effort { cutoff: f64::NEG_INFINITY, triples: false, rounds: 1, exact: false };
        let evaluation = evaluate(problem, self.part, &mut self.master, &allowed, effort, watcher)?;
        Some(evaluation.bound)
    }

    /// Works on one node; `None` where its relaxation does not come to a vertex.
    fn work(
        &mut self,
        problem: &Problem,
        multipliers: &[f64],
        task: &Task,
        watcher: &Watcher,
    ) -> Option<Work> {
        let Element::Open(open) = self.found.elements.swap_remove(task.element) else {
            unreachable!("tasks name open nodes")
        };
        if let Some(children) = open.children {
            children.into_iter().for_each(|child| self.push(child, open.bound, None, open.start.clone()));
            return Some(Work::default());
        }
        let allowed = Allowed::new(problem, self.part, &open.node);
        if !allowed.covers_all(problem, self.part) {
            self.found.dear.extend(self.keeps.then_some(open));
            return Some(Work::default());
        }
        self.master.enter(&open.node, &allowed, open.start.as_deref());
        let rounds = ROUNDS.min(SLICE.saturating_mul(2_u64.saturating_pow(open.turns)));
        let effort = Effort { cutoff: task.aim, triples: true, rounds, exact: task.exact };
        let evaluation = evaluate(problem, self.part, &mut self.master, &allowed, effort, watcher);
        let Some(evaluation) = evaluation else {
            self.push(open.node, open.bound, None, None);
            return None;
        };
        let mut work = Work { found: false, rounds: evaluation.rounds };
        let cutoff = task.cutoff;
        let bound = open.bound.max(evaluation.bound);
        if evaluation.bound > cutoff {
            if self.keeps {
                let start = Some(Arc::new(self.master.leave(&open.node)));
                self.found.dear.push(Open { bound, start, ..open });
            }
            return Some(work);
        }
        let start = Some(Arc::new(self.master.leave(&open.node)));
        if bound > task.aim {
            self.push(open.node, bound, None, start);
            return Some(work);
        }
        if !evaluation.ended && evaluation.rounds < ROUNDS {
            self.found.elements.push(Element::Open(Open { bound, start, turns: open.turns + 1, ..open }));
            return Some(work);
        }
        let children = branching::split(problem, &open.node, &self.master, &evaluation.relaxed);
        // Dear spare columns make for poor dual prices, so they are the last resort.
        let has_spare = evaluation.relaxed.spare > SPARE;
        if has_spare && (children.is_empty() || !task.is_limited) && self.master.raise_spare() {
            self.push(open.node, bound, None, start);
            return Some(work);
        }
        if !children.is_empty() {
            self.nodes += 1;
            if task.dives.at_node(self.nodes) {
                let from = (&open.node, evaluation.relaxed);
                let (columns, rounds) = dive(problem, self.part, &mut self.master, from, cutoff, watcher);
                let choice = columns.map(|columns| Choice::new(problem, multipliers, columns));
                work = Work { found: choice.is_some(), rounds: work.rounds + rounds };
                choice.into_iter().for_each(|choice| element::insert(&mut self.found.elements, choice));
            }
            self.push(open.node, bound, Some(children), start);
            return Some(work);
        }
        let columns = branching::offices(self.master.used(&evaluation.relaxed));
        let broken = broken_by(problem, self.part, &columns);
        if !broken.is_empty() {
            self.master.add_separators(broken);
            self.push(open.node, bound, None, start);
            return Some(work);
        }
        if has_spare {
            self.push(open.node, bound, None, start);
            return None;
        }
        let choice = Choice::new(problem, multipliers, columns);
        self.settle(choice, Open { bound, start, turns: 0, ..open });
        Some(Work { found: true, ..work })
    }

    /// The plan is the best of the node; plans with other sums cost no less, but may fit better.
    fn settle(&mut self, choice: Choice, open: Open) {
        self.found.doubt = self.found.doubt.max(choice.value() - open.bound);
        for rest in choice.others(&open.node) {
            self.push(rest, open.bound, None, open.start.clone());
        }
        if self.keeps
            && let Some(node) = choice.same(&open.node)
        {
            self.found.settled.push((Open { node, ..open }, choice.clone()));
        }
        element::insert(&mut self.found.elements, choice);
    }

    fn push(&mut self, node: Node, bound: f64, children: Option<Vec<Node>>, start: Option<Arc<Start>>) {
        self.found.elements.push(Element::Open(Open { node, bound, children, start, turns: 0 }));
    }
}

/// Everything that the scenario leaves open in a part.
pub fn root(problem: &Problem, part: &Part) -> Node {
    // Where there are no other parts to make up for it the limits are its own.
    let is_whole = problem.parts.len() == 1;
    let range = |&(sum, limits): &(Sum, Range)| match sum {
        Sum::Cash(_) => Range { low: -ENDLESS, high: ENDLESS },
        _ => Range { low: if is_whole { limits.low.max(0) } else { 0 }, high: limits.high },
    };
    let rule = &problem.scenario.rules.retention;
    let kept = rule.keep.iter().filter(|(h, _)| rule.state == State::Hard && part.hosts.contains(h));
    let decisions = kept
        .map(|&(h, tier)| tier.map_or(Decision::Open(h, true), |tier| Decision::Seat(h, tier, true)))
        .collect();
    Node { ranges: problem.joint.iter().map(range).collect(), decisions }
}
