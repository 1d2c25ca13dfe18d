//! The proof, window by window: plans that cost no more than the end of a window are looked for in what
//! the relaxation leaves of the problem for them. If there are none, the bound is the window's end, and
//! the next window is twice as wide; the last one ends just below the best plan.

use super::ascent::{Effort, ascend};
use super::choice::Chooser;
use super::core::Core;
use super::domain::Domain;
use super::fixing::narrow;
use super::incumbent::Incumbent;
use super::problem::Problem;
use super::relaxation::{self, is_free};
use super::separator;
use super::tree;
use crate::plan;
use crate::scenario::Money;
use crate::solver::highs::{RunLimits, RunStatus};
use crate::solver::limits::{Limits, Watcher};
use crate::solver::outcome::{Outcome, Solution, Termination};

const FIRST: Effort = Effort { steps: 4_000, first: 1.5, patience: 60, narrows: true };
const AGAIN: Effort = Effort { steps: 400, first: 0.5, patience: 12, narrows: true };
const ROUNDS: usize = 10;
/// Pairs for each customer that a core of the first window may have.
const SMALL: usize = 4;
/// Windows are this part of the gap, or a power of two times it.
const NARROWEST: i64 = 64;
/// Beyond so many times the bound, everything is searched at once where no plan is known.
const FARTHEST: i64 = 4;
/// Steps between two looks for a plan where the bound does not rise.
const LOOK: usize = 10;
/// Steps between two looks where each goes through all exchanges of sites.
const PLAIN_LOOK: usize = 50;
/// Steps before the first search around what is nearly a plan; twice as many before each further one.
const REPAIR: usize = 100;

pub struct Proof<'p> {
    pub problem: &'p Problem<'p>,
    limits: &'p Limits,
    pub watcher: &'p Watcher<'p>,
    pub incumbent: Incumbent<'p>,
    /// Without what no better plan than the incumbent uses.
    domain: Domain,
    pub multipliers: Vec<i64>,
    bound: Option<Money>,
    /// Of the relaxation, in grains.
    relaxed: i64,
}

pub fn solve(problem: &Problem, limits: &Limits, watcher: &Watcher) -> Outcome {
    let mut incumbent = Incumbent::new(problem);
    limits.start.iter().for_each(|start| incumbent.start(start));
    let mut domain = Domain::new(problem);
    separator::leave_out_far(problem, &mut domain);
    if !domain.propagate(problem) {
        return Outcome::Infeasible;
    }
    let mut multipliers = second_prices(problem, |_| true);
    if incumbent.can_interchange {
        let remits = relaxation::remits(problem, &domain, &multipliers);
        let chooser = Chooser::new(problem, &domain.status, &remits.values);
        if let Some(choice) = chooser.choose(&domain.status) {
            incumbent.try_choice(&choice, &remits);
        }
        if let Some(draft) = incumbent.draft() {
            multipliers = second_prices(problem, |site| draft.open[site]);
        }
    }
    let mut proof =
        Proof { problem, limits, watcher, incumbent, domain, multipliers, bound: None, relaxed: i64::MIN };
    let is_proved = proof.run();
    proof.outcome(is_proved)
}

/// Of each customer: the second lowest price among the sites that are `asked` for.
fn second_prices(problem: &Problem, asked: impl Fn(usize) -> bool) -> Vec<i64> {
    let mut two = vec![[i64::MAX; 2]; problem.customers.len()];
    let mut meet = |customer: u32, price: i64| {
        let two = &mut two[customer as usize];
        if price < two[0] {
            *two = [price, two[0]];
        } else if price < two[1] {
            two[1] = price;
        }
    };
    for at in (0..problem.sites.len()).filter(|&at| asked(at)) {
        problem.reach[at].iter().for_each(|pair| meet(pair.customer, pair.price));
    }
    two.into_iter().map(|two| two.into_iter().rfind(|&price| price < i64::MAX).unwrap_or(0)).collect()
}

impl Proof<'_> {
    /// Whether it came to an end.
    fn run(&mut self) -> bool {
        if !self.ascend(FIRST) {
            return true;
        }
        // What the incumbent rules out, and better multipliers for what is left, while that gets on.
        for _ in 0..ROUNDS {
            if self.is_close() || !self.shrink() {
                return true;
            }
            if self.watcher.must_stop() {
                return false;
            }
            let (bound, pairs) = (self.relaxed, self.domain.pairs());
            if !self.ascend(AGAIN) {
                return true;
            }
            let gap = self.incumbent.grains().map_or(0, |best| best - bound);
            let gained = self.relaxed - bound;
            if self.domain.pairs() * 20 >= pairs * 19 && gained * 20 < gap.max(1) {
                break;
            }
        }
        self.windows()
    }

    /// Nothing that costs more than this is looked for, in grains.
    pub fn most(&self) -> i64 {
        match self.incumbent.cost() {
            None => i64::MAX,
            Some(best) => {
                let enough = Money((best.0 as f64 - best.0.abs() as f64 * self.limits.gap).floor() as i64);
                self.problem.grains(self.problem.below(best).min(enough))
            }
        }
    }

    fn is_close(&self) -> bool {
        let pair = self.incumbent.cost().zip(self.bound);
        pair.is_some_and(|(best, bound)| bound >= best || plan::gap(best, bound) <= self.limits.gap)
    }

    /// Every plan costs at least `bound`, or is known.
    fn raise(&mut self, bound: Money) {
        let bound = self.incumbent.cost().map_or(bound, |best| best.min(bound));
        self.bound = self.bound.max(Some(bound));
    }

    fn shrink(&mut self) -> bool {
        let most = self.most();
        let is_open = narrow(self.problem, &mut self.domain, &self.multipliers, most);
        if !is_open {
            self.close();
        }
        is_open
    }

    /// Nothing is left that would be worth having.
    fn close(&mut self) {
        if self.incumbent.cost().is_some() {
            let beyond = self.problem.money(self.most() + 1);
            self.raise(beyond);
        }
    }

    /// `false` if the domain is empty.
    fn ascend(&mut self, effort: Effort) -> bool {
        let (problem, watcher, seed) = (self.problem, self.watcher, self.limits.seed);
        let incumbent = &mut self.incumbent;
        let mut best = i64::MIN;
        let mut next_repair = REPAIR;
        let is_patient = incumbent.can_interchange;
        let known = self.bound;
        let ascent = ascend(problem, &mut self.domain, &self.multipliers, effort, watcher, |step| {
            if is_patient && step.number % PLAIN_LOOK > 0 {
                best = best.max(step.bound);
            } else if step.bound > best || step.number.is_multiple_of(LOOK) {
                best = best.max(step.bound);
                incumbent.try_choice(step.choice, step.remits);
                watcher.tell("relaxation", incumbent.cost(), Some(problem.money(best)).max(known));
            }
            if step.number >= next_repair {
                incumbent.improve(best, seed, watcher);
                next_repair *= 2;
            }
            incumbent.grains()
        });
        match ascent.bound {
            None => {
                self.close();
                false
            }
            Some(bound) => {
                // The domain's cuts have changed with the multipliers.
                self.relaxed = bound;
                self.multipliers = ascent.multipliers;
                self.raise(problem.money(self.relaxed));
                true
            }
        }
    }

    /// Whether it came to an end.
    fn windows(&mut self) -> bool {
        let mut width = None;
        loop {
            if self.is_close() || !self.shrink() {
                return true;
            }
            if self.watcher.must_stop() {
                return false;
            }
            self.incumbent.improve(self.relaxed, self.limits.seed, self.watcher);
            let whole = self.most();
            let (end, left) = match width {
                None => self.first_window(whole),
                Some(width) => {
                    let end = self.relaxed.saturating_add(width).min(whole);
                    (end, self.left_for(end))
                }
            };
            let is_far = self.incumbent.cost().is_none() && end / FARTHEST > self.relaxed.max(1);
            let is_whole = is_far || left.as_ref().is_some_and(|left| left.size() == self.domain.size());
            let (end, left) = if is_far { (whole, Some(self.domain.clone())) } else { (end, left) };
            let end = if is_whole { whole } else { end };
            let before = (self.bound, self.incumbent.cost());
            if let Some(left) = left {
                match self.search(&left, end) {
                    Some(bound) => self.raise(bound),
                    None => return self.is_close(),
                }
                // HiGHS has said what it can within its tolerances.
                if is_whole && before == (self.bound, self.incumbent.cost()) {
                    return true;
                }
            } else {
                self.raise(self.beyond(end));
            }
            width = Some((end.saturating_sub(self.relaxed)).saturating_mul(2));
        }
    }

    /// The least that a plan can cost that costs more than `end`.
    fn beyond(&self, end: i64) -> Money {
        if end == i64::MAX { Money(i64::MAX) } else { self.problem.money(end + 1) }
    }

    /// What plans of at most `end` may use.
    fn left_for(&self, end: i64) -> Option<Domain> {
        let mut domain = self.domain.clone();
        narrow(self.problem, &mut domain, &self.multipliers, end).then_some(domain)
    }

    /// The widest that leaves little.
    fn first_window(&self, whole: i64) -> (i64, Option<Domain>) {
        let gap = match self.incumbent.grains() {
            Some(best) => best - self.relaxed,
            None => self.relaxed.abs() / 20,
        };
        let gap = gap.max(self.problem.step());
        let mut part = 1;
        loop {
            let end = self.relaxed.saturating_add(gap / part).min(whole);
            let left = self.left_for(end);
            let is_small = |left: &Domain| left.pairs() <= SMALL * self.problem.customers.len();
            if part >= NARROWEST || left.as_ref().is_none_or(is_small) {
                return (end, left);
            }
            part *= 2;
        }
    }

    /// What no plan of `domain` undercuts but the incumbent, as far as `end`; `None` where it was
    /// stopped.
    fn search(&mut self, domain: &Domain, end: i64) -> Option<Money> {
        let (beyond, problem) = (self.beyond(end), self.problem);
        // HiGHS ends sooner where a plan is known, unless ceilings alone limit the remits: then, by the published
        // instances, the relaxation's own tree does.
        let has_ceilings_alone = problem.sites.iter().all(|site| site.floor <= 0)
            && problem.sites.iter().any(|site| !is_free(site));
        let is_for_tree = has_ceilings_alone || self.incumbent.cost().is_none();
        if is_for_tree && tree::applies(problem) && end < i64::MAX {
            let bound = tree::search(self, domain, end)?;
            return Some(bound.min(beyond).min(self.beyond(self.most())));
        }
        match self.by_core(domain, end, beyond) {
            Ok(bound) => Some(bound),
            Err(bound) => {
                bound.into_iter().for_each(|bound| self.raise(bound));
                None
            }
        }
    }

    /// The same by HiGHS, also for a part of what is left where remits need not be contiguous: then `told`, the
    /// largest bound that a listener hears of, is no more than is proved of everything. Where it was stopped, what it
    /// had proved by then.
    fn by_core(&mut self, domain: &Domain, end: i64, told: Money) -> Result<Money, Option<Money>> {
        let (beyond, problem) = (self.beyond(end), self.problem);
        let mut separators = separator::near(problem, domain);
        loop {
            let watcher = self.watcher;
            let mut core = Core::new(problem, domain, &self.multipliers, &separators);
            let limits = RunLimits {
                phase: "core",
                seed: self.limits.seed,
                cutoff: (end < i64::MAX).then(|| core.cutoff(problem.money(end))),
                is_relaxed: problem.borders.is_some(),
                most_bound: Some(told),
                ..RunLimits::default()
            };
            let gap = self.incumbent.cost().map_or(0.0, |best| best.0.abs() as f64 * self.limits.gap);
            let result = core.run(&limits, gap, watcher, self.incumbent.draft());
            let bound = result.bound.map_or(beyond, |bound| bound.min(beyond));
            if result.status == RunStatus::Infeasible {
                return Ok(beyond);
            }
            let broken = match result.values {
                Some(values) => {
                    let draft = core.read(&values);
                    let broken = separator::broken(problem, domain, &draft);
                    if broken.is_empty() {
                        self.incumbent.try_sites(draft.open.clone());
                        self.incumbent.offer(draft);
                        // What HiGHS takes for a plan, the checker does not: by its tolerances.
                        self.incumbent.cost().ok_or(None)?;
                    } else {
                        self.incumbent.offer(draft);
                        self.incumbent.improve(self.relaxed, self.limits.seed, watcher);
                    }
                    broken
                }
                None => Vec::new(),
            };
            match result.status {
                RunStatus::Stopped => {
                    return Err(result.bound.map(|_| bound));
                }
                _ if broken.is_empty() => return Ok(bound),
                _ => {
                    self.raise(bound);
                    watcher.tell("contiguity", self.incumbent.cost(), self.bound);
                    if self.is_close() {
                        return Err(None);
                    }
                    separators.extend(broken);
                }
            }
        }
    }

    /// What no plan of a part of what is left undercuts but the incumbent, as far as `end`, by HiGHS; `None` where it
    /// was stopped. Not for remits that must be contiguous.
    pub fn part_by_core(&mut self, domain: &Domain, end: i64) -> Option<Money> {
        self.by_core(domain, end, self.bound.unwrap_or(Money(i64::MIN))).ok()
    }

    fn outcome(self, is_proved: bool) -> Outcome {
        let termination = match (is_proved, self.watcher.is_interrupted()) {
            (true, _) => Termination::Proof,
            (false, true) => Termination::Interrupted,
            (false, false) => Termination::TimeLimit,
        };
        match (self.incumbent.network(), self.incumbent.cost()) {
            (Some(network), Some(objective)) => {
                let bound = self.bound.unwrap_or(Money(i64::MIN)).min(objective);
                let solution = Solution { network, objective, bound, further: Vec::new(), tree: None };
                Outcome::Solved { solution, termination }
            }
            _ if is_proved => Outcome::Infeasible,
            _ => Outcome::NoPlan { termination },
        }
    }
}
