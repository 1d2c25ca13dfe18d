//! One part in the search: what is known of it, and the work on one of its nodes.

use std::sync::Arc;

use super::branching::{self, Credit};
use super::combination::Combiner;
use super::dive::dive;
use super::element::{self, Choice, Element, Open};
use super::master::{Master, Start};
use super::node::{Allowed, Decision, Node};
use super::phase_one::ABOVE_ZERO;
use super::problem::{Part, Problem};
use super::relaxation::{Effort, ROUNDS, Rows, broken_by, evaluate};
use super::sums::{Range, Sum};
use crate::scenario::State;
use crate::solver::limits::Watcher;

/// Spare columns in use below this are rounding.
pub const SPARE: f64 = 1e-6;
/// Up to this they are cents by which a whole plan lies outside a range of money, which no price of a spare column
/// drives out of the linear program.
const CENTS: f64 = 1e-3;
/// Rounds of one node in its first turn; twice as many in each further one, so that it comes to its end.
const SLICE: u64 = 15;
/// Where other parts wait for it: work of a turn after which no further round begins, and turns after which the
/// next ones are twice as long.
const SHORT: u64 = 100_000;
const ALIKE: u32 = 8;
/// Work that a solve of the linear program is taken for where no clock is told.
const ASIDE: u64 = 50_000;
/// In cents: a plan is the best of its node where no other is known to cost so much less.
pub const SURE: f64 = 50.0;
/// Part of what a node may still rise in its turn that a joint sum may be credited with too much before it is
/// split.
const MISSED: f64 = 0.1;
/// Below every bound, in cents.
pub const NOTHING: f64 = -1e15;

pub struct Branch<'p> {
    pub part: &'p Part,
    pub master: Master<'p>,
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

/// An open node to work on.
pub struct Task {
    pub element: usize,
    /// Above this value the node is of no use.
    pub cutoff: f64,
    /// Above this value others come first.
    pub aim: f64,
    /// Whether a network, or a limit on its cost, is known.
    pub is_limited: bool,
    /// Whether other parts are worked on in the same turn, and wait for the longest.
    pub others_wait: bool,
    pub dives: Dives,
    /// Whether plans are to be the best of their nodes to the rounding of the linear programs.
    pub exact: bool,
    /// Ranges of the joint sums over the other parts of the combination.
    pub others: Vec<Range>,
}

/// At which nodes of a part plans are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dives {
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
pub struct Work {
    pub found: bool,
    /// Solves of linear programs.
    pub rounds: u64,
    /// As the clock counts work.
    pub spent: u64,
}

impl Found {
    /// Opens the nodes again that were of no use, and those whose best plan is in doubt.
    pub fn reopen(&mut self) {
        let (sure, doubted) = (std::mem::take(&mut self.settled).into_iter())
            .partition(|(open, choice)| choice.value() - open.bound < SURE);
        self.settled = sure;
        let doubted = doubted.into_iter().map(|(open, _): (Open, Choice)| open);
        let dear = self.dear.extract_if(.., |open| !open.node.is_empty());
        self.elements.extend(dear.chain(doubted).map(Element::Open));
        let doubts = self.settled.iter().map(|(open, choice)| choice.value() - open.bound);
        self.doubt = doubts.fold(0.0, f64::max);
    }

    /// All nodes that hold a plan worth having between them, and those whose plans are not; with the best plan of
    /// those that are settled.
    pub fn nodes(&self) -> impl Iterator<Item = (&Open, Option<&Choice>)> {
        let open = self.elements.iter().filter_map(Element::open).chain(&self.dear);
        let settled = self.settled.iter().map(|(open, choice)| (open, Some(choice)));
        open.map(|open| (open, None)).chain(settled)
    }
}

impl<'p> Branch<'p> {
    /// One that works on `open` alone, with a master of its own.
    pub fn aside(&self, master: Master<'p>, open: Open) -> Self {
        let found =
            Found { elements: vec![Element::Open(open)], doubt: self.found.doubt, ..Found::default() };
        Branch { part: self.part, master, found, keeps: self.keeps, nodes: self.nodes }
    }

    /// What came of work aside on the element; the master that it was done with.
    pub fn take(&mut self, element: usize, aside: Self) -> Master<'p> {
        let Found { elements, settled, dear, doubt } = aside.found;
        self.found.elements.swap_remove(element);
        for element in elements {
            match element {
                Element::Choice(choice) => element::insert(&mut self.found.elements, choice),
                Element::Open(_) => self.found.elements.push(element),
            }
        }
        self.found.settled.extend(settled);
        self.found.dear.extend(dear);
        self.found.doubt = self.found.doubt.max(doubt);
        self.nodes = self.nodes.max(aside.nodes);
        aside.master
    }

    pub fn new(problem: &'p Problem<'p>, part: &'p Part, multipliers: &[f64]) -> Self {
        let node = root(problem, part);
        let open = Open::new(node, NOTHING, None);
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
        let effort = Effort { triples: true, ..Effort::PLAIN };
        let evaluation = evaluate(problem, self.part, &mut self.master, &allowed, effort, watcher);
        let start = evaluation.is_some().then(|| Arc::new(self.master.leave(&node)));
        let bound = evaluation.map_or(NOTHING, |evaluation| evaluation.bound);
        Element::Open(Open::new(node, bound, start))
    }

    /// Begins with `found` in place of the root, beside the plans that are known.
    pub fn begin_with(&mut self, mut found: Found) {
        let is_empty = |element: &mut Element| element.open().is_some_and(|open| open.node.is_empty());
        let empty = found.elements.extract_if(.., is_empty).filter_map(Element::into_open);
        found.dear.extend(empty);
        let known = std::mem::replace(&mut self.found, found);
        let choices = known.elements.into_iter().filter_map(Element::into_choice);
        choices.for_each(|choice| element::insert(&mut self.found.elements, choice));
    }

    /// What the node of a vertex costs at least, by one round there.
    pub fn bound_at(&mut self, problem: &Problem, start: &Start, watcher: &Watcher) -> Option<f64> {
        let allowed = Allowed::new(problem, self.part, &start.node);
        if !allowed.covers_all(problem, self.part) {
            return None;
        }
        self.master.enter(&start.node, &allowed, Some(start));
        let effort = Effort { cutoff: f64::NEG_INFINITY, rounds: 1, ..Effort::PLAIN };
        let evaluation = evaluate(problem, self.part, &mut self.master, &allowed, effort, watcher)?;
        Some(evaluation.bound)
    }

    /// Works on one node; `None` where its relaxation does not come to a vertex.
    pub fn work(
        &mut self,
        problem: &Problem,
        multipliers: &[f64],
        task: &Task,
        watcher: &Watcher,
        clock: &(dyn Fn(u64) + Sync),
    ) -> Option<Work> {
        let Element::Open(open) = self.found.elements.swap_remove(task.element) else {
            unreachable!("tasks name open nodes")
        };
        let Some(open) = self.first_child(problem, open) else { return Some(Work::default()) };
        let allowed = Allowed::new(problem, self.part, &open.node);
        if !allowed.covers_all(problem, self.part) {
            self.found.dear.extend(self.keeps.then_some(open));
            return Some(Work::default());
        }
        self.master.enter(&open.node, &allowed, open.start.as_deref());
        let (turns, short) =
            if task.others_wait { (open.turns / ALIKE, SHORT) } else { (open.turns, u64::MAX) };
        let longer = 2_u64.saturating_pow(turns);
        let effort = Effort {
            cutoff: task.aim,
            rows: Rows::All,
            triples: true,
            rounds: ROUNDS.min(SLICE.saturating_mul(longer)),
            work: short.saturating_mul(longer),
            exact: task.exact && open.is_plan,
            clock,
        };
        let evaluation = evaluate(problem, self.part, &mut self.master, &allowed, effort, watcher);
        let Some(evaluation) = evaluation else {
            self.push(open.node, open.bound, None, None);
            return None;
        };
        let mut work = Work { found: false, rounds: evaluation.rounds, spent: evaluation.spent };
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
        let combiner = Combiner::new(problem, multipliers);
        let credit = Credit { combiner, others: &task.others, room: MISSED * (task.aim - bound) };
        let children = branching::split(problem, &open.node, &self.master, &evaluation.relaxed, &credit);
        let spare = evaluation.relaxed.spare;
        let is_short = spare > if children.is_empty() { CENTS } else { SPARE };
        if is_short && children.is_empty() {
            let (is_empty, rounds) = self.is_empty(problem, &allowed, watcher);
            work.rounds += rounds;
            work.spent += rounds * ASIDE;
            if is_empty {
                self.found.dear.extend(self.keeps.then_some(Open { bound, start, ..open }));
                return Some(work);
            }
        }
        // Dear spare columns make for poor dual prices, so they are the last resort.
        if is_short && (children.is_empty() || !task.is_limited) && self.master.raise_spare() {
            self.push(open.node, bound, None, start);
            return Some(work);
        }
        if children.is_empty() && task.exact && !open.is_plan {
            self.found.elements.push(Element::Open(Open { bound, start, is_plan: true, ..open }));
            return Some(work);
        }
        if !children.is_empty() {
            self.nodes += 1;
            if task.dives.at_node(self.nodes) {
                // Rows without a price make for slow linear programs, of which a dive takes many.
                start.iter().for_each(|start| self.master.go_to(start));
                let from = (&open.node, evaluation.relaxed);
                let (columns, rounds) = dive(problem, self.part, &mut self.master, from, cutoff, watcher);
                let choice = columns.map(|columns| Choice::new(problem, multipliers, columns));
                work = Work {
                    found: choice.is_some(),
                    rounds: work.rounds + rounds,
                    spent: work.spent + rounds * ASIDE,
                };
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
        if is_short {
            self.push(open.node, bound, None, start);
            return None;
        }
        let choice = Choice::new(problem, multipliers, columns);
        let is_plan = self.part.limits_hold(problem, &choice.columns);
        if choice.same(&open.node).is_none() || !is_plan {
            // Outside by less than the tolerance of the linear program, which would find it again and again.
            let children = branching::all_but(&problem.joint, self.part, &open.node, &choice.columns);
            self.push(open.node, bound, Some(children), start);
            // A combination sees to the joint sums, but not to the limits inside a part.
            if is_plan {
                element::insert(&mut self.found.elements, choice);
            }
            return Some(Work { found: is_plan, ..work });
        }
        // What the node is said to cost may be in doubt itself.
        let proved = evaluation.bound.max(open.bound - self.found.doubt);
        self.settle(problem, choice, Open { bound: proved, start, turns: 0, ..open });
        Some(Work { found: true, ..work })
    }

    /// The first of the nodes into which a node falls, or itself where it does not; the others wait. `None` where none
    /// of them holds a plan.
    fn first_child(&mut self, problem: &Problem, open: Open) -> Option<Open> {
        let Open { children: Some(children), bound, start, .. } = open else { return Some(open) };
        let from = self.found.elements.len();
        children.into_iter().for_each(|child| self.push_rest(problem, child, bound, start.clone()));
        (from < self.found.elements.len()).then(|| self.found.elements.remove(from).into_open()).flatten()
    }

    /// Whether the node that was entered holds no plan, by a relaxation in which nothing but its spare columns has a
    /// price: beside prices that make them useless, dual prices would be rounding. With the solves of linear programs.
    fn is_empty(&mut self, problem: &Problem, allowed: &Allowed, watcher: &Watcher) -> (bool, u64) {
        self.master.weigh(0.0);
        let effort = Effort { cutoff: ABOVE_ZERO, ..Effort::PLAIN };
        let evaluation = evaluate(problem, self.part, &mut self.master, allowed, effort, watcher);
        self.master.weigh(problem.weight);
        evaluation.map_or((false, 0), |evaluation| (evaluation.bound > ABOVE_ZERO, evaluation.rounds))
    }

    /// The plan is the best of the node; plans with other sums cost no less, but may fit better.
    fn settle(&mut self, problem: &Problem, choice: Choice, open: Open) {
        let doubt = choice.value() - open.bound;
        self.found.doubt = self.found.doubt.max(doubt);
        let same = choice.same(&open.node);
        // But for the doubt, the rest costs as much as the plan, so that the plan stands for what fits no better.
        let bound = if doubt < SURE && same.is_some() { choice.value().max(open.bound) } else { open.bound };
        for rest in choice.others(problem, &open.node) {
            self.push_rest(problem, rest, bound, open.start.clone());
        }
        if self.keeps
            && let Some(node) = same
        {
            self.found.settled.push((Open { node, ..open }, choice.clone()));
        }
        element::insert(&mut self.found.elements, choice);
    }

    /// A part of a node; where its counts contradict each other it holds no plan, as long as the limits stay.
    fn push_rest(&mut self, problem: &Problem, node: Node, bound: f64, start: Option<Arc<Start>>) {
        if node.contradicts_itself(&problem.joint) {
            let open = Open::new(node, bound, start);
            self.found.dear.extend(self.keeps.then_some(open));
        } else {
            self.push(node, bound, None, start);
        }
    }

    fn push(&mut self, node: Node, bound: f64, children: Option<Vec<Node>>, start: Option<Arc<Start>>) {
        self.found.elements.push(Element::Open(Open { children, ..Open::new(node, bound, start) }));
    }
}

/// Everything that the scenario leaves open in a part.
pub fn root(problem: &Problem, part: &Part) -> Node {
    let range = |at: usize| match problem.joint[at].0 {
        Sum::Cash(_) => Range::ALL,
        _ => problem.limits_in(part, at),
    };
    let rule = &problem.scenario.rules.retention;
    let kept = rule.keep.iter().filter(|(h, _)| rule.state == State::Hard && part.hosts.contains(h));
    let decisions = kept
        .map(|&(h, tier)| tier.map_or(Decision::Open(h, true), |tier| Decision::Seat(h, tier, true)))
        .collect();
    Node { ranges: (0..problem.joint.len()).map(range).collect(), decisions }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::limits::Interrupt;
    use crate::solver::parts::problem::with_default;

    /// A plan of the smallest part, and all that decides it, but for more money than it costs.
    #[test]
    fn a_node_of_no_plan_comes_to_its_end() {
        with_default(|problem| {
            let multipliers = vec![0.0; problem.joint.len()];
            let part = problem.parts.iter().min_by_key(|part| part.hosts.len()).expect("parts");
            let mut branch = Branch::new(&problem, part, &multipliers);
            let watcher = Watcher::new(None, Interrupt::default(), None);
            let task = |element: usize| Task {
                element,
                cutoff: f64::INFINITY,
                aim: f64::INFINITY,
                is_limited: true,
                others_wait: false,
                dives: Dives::All,
                exact: false,
                others: vec![Range { low: 0, high: 0 }; problem.joint.len()],
            };
            let choice = loop {
                branch.work(&problem, &multipliers, &task(0), &watcher, &|_| {}).expect("a vertex");
                if let Some(choice) = branch.found.elements.iter().find_map(|element| match element {
                    Element::Choice(choice) => Some(choice.clone()),
                    Element::Open(_) => None,
                }) {
                    break choice;
                }
            };
            let mut node = root(&problem, part);
            node.decisions.extend(choice.columns.iter().flat_map(Decision::of));
            node.ranges = choice.ranges().to_vec();
            let cash = problem.joint.iter().position(|&(sum, _)| sum == Sum::Cash(None));
            let range = &mut node.ranges[cash.expect("a hard budget")];
            *range = Range { low: range.low + 100_000_000, high: range.high + 100_100_000 };
            branch.found.elements = vec![Element::Open(Open::new(node, NOTHING, None))];
            while !branch.found.elements.is_empty() {
                branch.work(&problem, &multipliers, &task(0), &watcher, &|_| {}).expect("a vertex");
            }
        });
    }
}
