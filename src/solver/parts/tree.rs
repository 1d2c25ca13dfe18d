//! The search: each part keeps a list of elements, open nodes and whole plans, that together hold every
//! plan of the part worth having. The cheapest combination of elements, one of each part, is a bound on
//! the network; the open nodes in it are relaxed and split until the cheapest combination is one of
//! plans, or close enough to the best network known.
//!
//! Where it is after a good network of few parts, or any, nodes are worked on in [`lanes`]. Else each turn works on
//! one node of each part at most. Neither depends on the number of threads, so that the search goes the same way on
//! every machine.

use rayon::prelude::*;

use super::branch::{Branch, Dives, NOTHING, Task, Work};
use super::by_parts::MANY;
use super::column::Column;
use super::combination::{Combination, Combiner, Offer};
use super::element::{self, Choice, Element};
use super::exchange::exchange;
use super::lanes;
use super::master::Master;
use super::phase_one::ABOVE_ZERO;
use super::problem::Problem;
use super::sums::{Range, plus};
use super::{MARGIN, weakened};
use crate::scenario::Money;
use crate::solver::limits::Watcher;

/// Part of the gap that a combination may lie above the best and still stand for it.
const SLACK: f64 = 0.1;
/// Part of the bound on the network by which a node may rise in one turn.
const RISE: f64 = 1e-3;
/// Turns without any network after which the search gives up: it is slow to prove that there is none. Ten times
/// as many where the best is asked for.
const TURNS: u64 = 600;
/// Further turns for each node that a search began with, where not with the roots: after a change each of them may
/// have to be relaxed anew.
const EACH: u64 = 2;
/// Part of the cost by which bound and network are apart where plans are looked for though a network is known;
/// in one of many parts they are anyway, since the local search leaves some of them poor.
const FAR: f64 = 0.02;
/// Part of the presumed cost by which it rises.
const MORE: f64 = 0.1;

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
    /// In lanes: as many times as all of them were filled.
    pub turns: u64,
    /// Nodes that it began with, where not with the roots.
    pub begun: u64,
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
        for at in 0..self.branches.len() {
            let choice = self.choice(at, columns);
            element::insert(&mut self.branches[at].found.elements, choice);
        }
        self.combine_choices();
    }

    /// The plan of a part in a network.
    pub fn choice(&self, part: usize, columns: &[Column]) -> Choice {
        let part = self.branches[part].part;
        let own = columns.iter().filter(|column| part.hosts.contains(&column.host));
        Choice::new(self.problem, self.multipliers, own.cloned().collect())
    }

    /// Works until the bound meets the network; `most` limits the solves of linear programs.
    pub fn run(&mut self, most: Option<u64>, watcher: &Watcher) -> End {
        if self.branches.len() < MANY && matches!(self.aim, Aim::Good | Aim::Any) {
            return lanes::run(self, most, watcher);
        }
        loop {
            let (combination, target) = match self.look(most, watcher) {
                Ok(found) => found,
                Err(end) => return end,
            };
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
                    Some(task) => branch.work(problem, multipliers, &task, watcher, &|_| {}),
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

    /// The cheapest combination, and the bound that proves what is asked; or how the search has ended.
    pub fn look(&mut self, most: Option<u64>, watcher: &Watcher) -> Result<(Combination, f64), End> {
        loop {
            if self.is_enough() {
                return Err(End::Proof);
            }
            let target = self.target();
            let doubt: f64 = self.branches.iter().map(|branch| branch.found.doubt).sum();
            let Some(combination) = self.cheapest(target + self.slack() + doubt) else {
                self.bound = self.bound.max(target + self.slack());
                if self.presume_more() {
                    continue;
                }
                return Err(End::Proof);
            };
            self.bound = self.bound.max(combination.least - doubt);
            let incumbent = self.incumbent.as_ref().map(|(cost, _)| Money(*cost));
            let bound = (self.bound > NOTHING).then(|| weakened(self.bound));
            watcher.tell("branch and price", incumbent, bound);
            if self.bound >= target {
                if self.presume_more() {
                    continue;
                }
                return Err(End::Proof);
            }
            if watcher.must_stop() || most.is_some_and(|most| self.work >= most) {
                return Err(End::Stopped);
            }
            let most_turns = if self.aim == Aim::Exact { 10 * TURNS } else { TURNS } + EACH * self.begun;
            if self.incumbent.is_none() && self.turns >= most_turns {
                return Err(End::Stuck);
            }
            return Ok((combination, target));
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
    fn offers(&self, keep: impl Fn(usize, usize) -> bool) -> (Vec<Vec<usize>>, Vec<Vec<Offer<'_>>>) {
        let slack = self.slack();
        // Of much the same value the plans come first.
        let class = |value: f64| if slack > 0.0 { (value / slack).floor() } else { value };
        let ordered = |(part, branch): (usize, &Branch)| {
            let mut order: Vec<usize> =
                (0..branch.found.elements.len()).filter(|&at| keep(part, at)).collect();
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
        let order: Vec<Vec<usize>> = self.branches.iter().enumerate().map(ordered).collect();
        let offers = self.branches.iter().zip(&order);
        let offers =
            offers.map(|(branch, order)| order.iter().map(|&at| branch.found.elements[at].offer()).collect());
        let offers = offers.collect();
        (order, offers)
    }

    /// The cheapest combination below `limit`, as elements.
    fn cheapest(&self, limit: f64) -> Option<Combination> {
        self.cheapest_of(limit, |_, _| true)
    }

    /// The same of the elements of parts that are to be kept.
    fn cheapest_of(&self, limit: f64, keep: impl Fn(usize, usize) -> bool) -> Option<Combination> {
        let (order, offers) = self.offers(keep);
        let combiner = Combiner::new(self.problem, self.multipliers);
        let mut best = combiner.best(&offers, limit, self.slack())?;
        best.chosen.iter_mut().zip(&order).for_each(|(chosen, order)| *chosen = order[*chosen]);
        Some(best)
    }

    /// The open nodes of a combination, with how far each may rise.
    fn tasks(&self, combination: &Combination, target: f64) -> Vec<Option<Task>> {
        let room = target - combination.bound;
        let chosen = combination.chosen.iter().enumerate();
        let mut tasks: Vec<Option<Task>> = chosen
            .map(|(part, &element)| self.is_open(part, element).then(|| self.task(part, combination, room)))
            .collect();
        // Questions about the best network are of one part each, and the parts have a thread to themselves.
        let others_wait = self.aim == Aim::Good && tasks.iter().flatten().count() > 1;
        tasks.iter_mut().flatten().for_each(|task| task.others_wait = others_wait);
        tasks
    }

    /// The node to take up next beside those that are `taken`, and its part: one of the combination, or where they are
    /// all taken one of what would be the cheapest without them. The part that has waited longest comes first.
    pub fn next_task(
        &self,
        combination: &Combination,
        target: f64,
        taken: &[(usize, usize)],
        last: &[u64],
    ) -> Option<(usize, Task)> {
        let room = target - combination.bound;
        let next = |combination: &Combination| {
            let chosen = combination.chosen.iter().copied().enumerate();
            let open = chosen
                .filter(|&(part, element)| self.is_open(part, element) && !taken.contains(&(part, element)));
            let (part, _) = open.min_by_key(|&(part, _)| last[part])?;
            Some((part, self.task(part, combination, room)))
        };
        next(combination).or_else(|| {
            let rest = self.cheapest_of(target, |part, element| !taken.contains(&(part, element)))?;
            next(&rest)
        })
    }

    fn is_open(&self, part: usize, element: usize) -> bool {
        self.branches[part].found.elements[element].is_open()
    }

    /// Work on the node of a part in a combination; `room` is how far the cheapest of all may rise.
    fn task(&self, part: usize, combination: &Combination, room: f64) -> Task {
        let element = combination.chosen[part];
        let offer = |part: usize, element: usize| self.branches[part].found.elements[element].offer();
        let target = self.target();
        let is_limited = self.incumbent.is_some() || matches!(self.aim, Aim::Within(..));
        let dives = match self.aim {
            Aim::Good if self.branches.len() >= MANY => Dives::All,
            Aim::Exact => Dives::Few,
            Aim::Good if room > FAR * target.abs() => Dives::Few,
            _ if is_limited => Dives::None,
            _ => Dives::Few,
        };
        let mut others = vec![Range { low: 0, high: 0 }; self.problem.joint.len()];
        for (other, &element) in combination.chosen.iter().enumerate().filter(|&(other, _)| other != part) {
            let ranges = others.iter_mut().zip(offer(other, element).ranges);
            ranges.for_each(|(all, range)| *all = plus(*all, *range));
        }
        let bound = offer(part, element).value;
        let (cutoff, aim) = if bound > NOTHING {
            // Any combination with it costs as much as the cheapest, or nearly.
            let cutoff = bound + room + self.slack();
            (cutoff, cutoff.min(bound + RISE * self.bound.abs()))
        } else {
            (f64::INFINITY, f64::INFINITY)
        };
        let exact = self.aim == Aim::Exact;
        Task { element, cutoff, aim, is_limited, others_wait: false, dives, exact, others }
    }

    /// The best network of whole plans; in one of many parts a good one.
    pub fn combine_choices(&mut self) {
        let limit = self.incumbent.as_ref().map_or(f64::INFINITY, |(cost, _)| *cost as f64 - 0.5);
        let (order, offers) = self.offers(|part, element| !self.is_open(part, element));
        let combiner = Combiner::new(self.problem, self.multipliers);
        let best = combiner.best(&offers, limit, 0.0).filter(|best| best.fits).map(|best| best.chosen);
        let chosen = if self.branches.len() < MANY {
            best
        } else {
            let known = best.or_else(|| self.known_among(&offers));
            known.map(|chosen| exchange(&combiner, &offers, chosen))
        };
        let Some(chosen) = chosen else { return };
        let mut columns = Vec::new();
        let mut cost = self.problem.constant;
        for ((branch, chosen), order) in self.branches.iter().zip(chosen).zip(&order) {
            if let Element::Choice(choice) = &branch.found.elements[order[chosen]] {
                columns.extend(choice.columns.iter().cloned());
                cost += choice.cost;
            }
        }
        let posts = columns.iter().map(|column| i64::from(column.posts)).sum();
        cost += self.problem.surcharge(posts);
        if self.incumbent.as_ref().is_none_or(|(known, _)| cost < *known) {
            self.incumbent = Some((cost, columns));
        }
    }

    /// By part, which of the plans has the sums of the best network: no other plan has.
    fn known_among(&self, offers: &[Vec<Offer>]) -> Option<Vec<usize>> {
        let (_, columns) = self.incumbent.as_ref()?;
        let at = |(part, offers): (usize, &Vec<Offer>)| {
            let choice = self.choice(part, columns);
            offers.iter().position(|offer| offer.ranges == choice.ranges())
        };
        offers.iter().enumerate().map(at).collect()
    }
}
