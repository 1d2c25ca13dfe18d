//! Asks what the best plan with a change costs, and keeps every plan that it meets: a plan that has the
//! change already is where the next solve starts from.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::forbidden::forbidden;
use super::neighbour::neighbours;
use super::record::{Alternative, More, Moved};
use crate::geography::Geography;
use crate::plan::{self, Network, Plan, broken_rules};
use crate::scenario::{CountryId, Money, Scenario};
use crate::solver::{
    self, Condition, Interrupt, Limits, Method, Outcome, Priced, Progress, Termination, Watcher, answers,
    condition_bounds, impossible, is_by_cost_alone, near_best, wander, with_threads,
};

/// Bound and plan have met where they are apart by a cent, or by this part of the plan's cost: the rounding of
/// the sums in a bound.
const ROUNDING: f64 = 2e-9;
/// The same where a solve came to its end, whose tolerances may be those of HiGHS.
const TOLERANCE: f64 = 3e-7;

/// Part of the time that one search for all questions may take.
const SEARCH: f64 = 0.9;
/// Part of the time for bounds from relaxations alone.
const RELAXATIONS: f64 = 0.2;

/// How long and how far.
pub struct Effort<'a> {
    pub method: Method,
    /// Of each solve; the clock is that of all of them together, and the gap is not used: prices are to be
    /// exact.
    pub limits: Limits,
    pub interrupt: Interrupt,
    pub listener: Option<&'a (dyn Fn(&Progress) + Sync)>,
}

/// What is proved of the plans with a change.
#[derive(Debug, Clone)]
pub enum Known {
    /// The best plan found, and what none undercuts: the same where it is proved to be the best.
    Best { network: Network, cost: Money, bound: Money },
    /// No plan found yet; none undercuts this, if anything is known.
    Unknown { bound: Option<Money> },
    /// No plan keeps every hard rule.
    Impossible,
}

impl Known {
    fn new(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Solved { solution, termination } => {
                let (cost, bound) = (solution.objective, solution.bound);
                let apart = (cost - bound).0 as f64;
                let room = match termination {
                    Termination::Proof | Termination::Precision => TOLERANCE,
                    _ => ROUNDING,
                };
                let is_best = apart <= 1.0 + room * cost.0.abs() as f64;
                Known::Best { network: solution.network, cost, bound: if is_best { cost } else { bound } }
            }
            Outcome::Infeasible => Known::Impossible,
            Outcome::NoPlan { .. } => Known::Unknown { bound: None },
        }
    }

    /// No plan costs less; `None` where nothing is known.
    pub fn bound(&self) -> Option<Money> {
        match self {
            Known::Best { bound, .. } => Some(*bound),
            Known::Unknown { bound } => *bound,
            Known::Impossible => Some(Money(i64::MAX)),
        }
    }

    pub fn network(&self) -> Option<&Network> {
        match self {
            Known::Best { network, .. } => Some(network),
            _ => None,
        }
    }

    /// Knowing a plan from elsewhere.
    fn with(self, met: Option<(Money, Network)>) -> Self {
        match (self, met) {
            (Known::Unknown { bound: Some(bound) }, Some((cost, network))) => {
                Known::Best { network, cost, bound: bound.min(cost) }
            }
            (answer, _) => answer,
        }
    }

    /// Knowing from elsewhere that no plan costs less than `known`.
    fn raised(self, known: Money) -> Self {
        match self {
            Known::Best { network, cost, bound } => {
                Known::Best { network, cost, bound: bound.max(known).min(cost) }
            }
            // Money has no larger amount: it is proved that there is no plan.
            Known::Unknown { .. } if known == Money(i64::MAX) => Known::Impossible,
            Known::Unknown { bound } => Known::Unknown { bound: bound.max(Some(known)) },
            Known::Impossible => Known::Impossible,
        }
    }
}

pub struct Asker<'a> {
    pub scenario: &'a Scenario,
    pub geography: &'a Geography,
    /// The plan explained.
    pub network: &'a Network,
    pub objective: Money,
    /// No plan costs less.
    pub bound: Money,
    effort: &'a Effort<'a>,
    started: Instant,
    /// Solves to come, among which the time that is left is shared.
    expected: Cell<usize>,
    /// Plans of the scenario met so far, each with its cost.
    met: RefCell<Vec<(Money, Network)>>,
    answers: RefCell<BTreeMap<Condition, Known>>,
    /// By condition: what no plan with it undercuts, known before a solve.
    bounds: RefCell<BTreeMap<Condition, Money>>,
}

impl<'a> Asker<'a> {
    /// `network` is that of `plan`, which keeps every hard rule.
    pub fn new(
        scenario: &'a Scenario,
        geography: &'a Geography,
        (plan, network): (&Plan, &'a Network),
        effort: &'a Effort<'a>,
    ) -> Self {
        Self {
            scenario,
            geography,
            network,
            objective: plan.objective,
            bound: plan.bound,
            effort,
            started: Instant::now(),
            expected: Cell::new(0),
            met: RefCell::new(vec![(plan.objective, network.clone())]),
            answers: RefCell::default(),
            bounds: RefCell::default(),
        }
    }

    fn time_left(&self) -> Option<Duration> {
        self.effort.limits.time.map(|limit| limit.saturating_sub(self.started.elapsed()))
    }

    /// For this part of the time that is left.
    fn watcher(&self, part: f64) -> Watcher<'_> {
        let Effort { interrupt, listener, .. } = self.effort;
        Watcher::new(self.time_left().map(|left| left.mul_f64(part)), interrupt.clone(), *listener)
    }

    /// Answers as many of the conditions as the time lets it by one search in which each is a question of its
    /// own.
    pub fn settle(&self, conditions: &[Condition]) {
        if self.effort.method != Method::Auto || !is_by_cost_alone(self.scenario) {
            return;
        }
        let is_open = |condition: &&Condition| {
            forbidden(self.scenario, self.geography, self.network, **condition).is_empty()
        };
        let near = |&condition: &Condition| {
            (condition, neighbours(self.scenario, self.geography, self.network, condition))
        };
        let mut questions: Vec<(Condition, Vec<Network>)> =
            conditions.iter().filter(is_open).map(near).collect();
        let limits = &self.effort.limits;
        let doubtful: Vec<Condition> =
            questions.iter().filter(|(_, known)| known.is_empty()).map(|(condition, _)| *condition).collect();
        let (scenario, geography, network) = (self.scenario, self.geography, self.network);
        let found =
            impossible(scenario, geography, network, &doubtful, limits.threads, &self.watcher(RELAXATIONS));
        let settled = doubtful.into_iter().zip(found).filter(|(_, is_impossible)| *is_impossible);
        self.answers.borrow_mut().extend(settled.map(|(condition, _)| (condition, Known::Impossible)));
        questions.retain(|(condition, _)| !self.is_settled(*condition));
        let watcher = self.watcher(SEARCH);
        let found = answers(scenario, geography, network, &questions, limits, &watcher);
        for ((condition, _), Priced { network, bound, complete, .. }) in questions.iter().zip(found) {
            let answer = match &network {
                Some(network) if complete && self.is_plan(network, *condition) => {
                    let cost = self.cost(network);
                    Some(Known::Best { network: network.clone(), cost, bound: cost })
                }
                None if complete => Some(Known::Impossible),
                _ => None,
            };
            self.answers.borrow_mut().extend(answer.map(|answer| (*condition, answer)));
            self.keep(*condition, network, bound);
        }
    }

    fn is_plan(&self, network: &Network, condition: Condition) -> bool {
        condition.holds_in(network) && broken_rules(self.scenario, self.geography, network).is_empty()
    }

    fn keep(&self, condition: Condition, network: Option<Network>, bound: Option<Money>) {
        let network = network.filter(|network| self.is_plan(network, condition));
        self.met.borrow_mut().extend(network.map(|network| (self.cost(&network), network)));
        let mut bounds = self.bounds.borrow_mut();
        let known = bounds.get(&condition).copied().max(bound);
        bounds.extend(known.map(|known| (condition, known)));
    }

    /// Solves that will be asked for.
    pub fn expect(&self, solves: usize) {
        self.expected.set(solves);
    }

    pub fn must_stop(&self) -> bool {
        self.effort.interrupt.is_set() || self.time_left().is_some_and(|left| left.is_zero())
    }

    /// Whether one of the plans met so far is as asked, and costs at most `most`.
    pub fn has_met(&self, condition: Condition, most: Money) -> bool {
        self.met.borrow().iter().any(|(cost, network)| *cost <= most && condition.holds_in(network))
    }

    fn best_met(&self, is_meant: impl Fn(&Network) -> bool) -> Option<(Money, Network)> {
        let met = self.met.borrow();
        met.iter().filter(|(_, known)| is_meant(known)).min_by_key(|(cost, _)| *cost).cloned()
    }

    /// The cheapest plan met so far.
    pub fn cheapest(&self) -> Money {
        self.met.borrow().iter().map(|(cost, _)| *cost).min().expect("the plan itself")
    }

    /// Whether the best plan with `condition` is known.
    pub fn is_settled(&self, condition: Condition) -> bool {
        self.answers.borrow().contains_key(&condition)
    }

    /// The best plan with `condition`.
    pub fn ask(&self, condition: Condition) -> Known {
        if let Some(known) = self.answers.borrow().get(&condition) {
            return known.clone();
        }
        let answer = match condition.applied(self.scenario) {
            _ if !forbidden(self.scenario, self.geography, self.network, condition).is_empty() => {
                Known::Impossible
            }
            Some(changed) => {
                for network in neighbours(self.scenario, self.geography, self.network, condition) {
                    self.met.borrow_mut().push((self.cost(&network), network));
                }
                self.solve(&changed, |network| condition.holds_in(network))
            }
            None => Known::Unknown { bound: None },
        };
        // A plan with the change is a plan of the scenario.
        let known = self.known_bound(condition).into_iter().chain([self.bound]);
        let answer = known.fold(answer, Known::raised).with(self.best_met(|met| condition.holds_in(met)));
        self.answers.borrow_mut().insert(condition, answer.clone());
        answer
    }

    /// The best plan of `changed`, which is the scenario with something more or less asked of it;
    /// `is_start` says which plans of the scenario are also plans of this.
    pub fn solve(&self, changed: &Scenario, is_start: impl Fn(&Network) -> bool) -> Known {
        let share = self.expected.get().max(1) as u32;
        self.expected.set(self.expected.get().saturating_sub(1));
        let start = self.best_met(is_start);
        if self.must_stop() {
            return Known::Unknown { bound: None };
        }
        let limits = Limits {
            time: self.time_left().map(|left| left / share),
            gap: 0.0,
            start: start.map(|(_, known)| known),
            ..self.effort.limits.clone()
        };
        let Effort { method, interrupt, listener, .. } = self.effort;
        let outcome = solver::solve(changed, self.geography, *method, &limits, interrupt.clone(), *listener);
        let answer = Known::new(outcome);
        if let Some(network) = answer.network()
            && broken_rules(self.scenario, self.geography, network).is_empty()
        {
            self.met.borrow_mut().push((self.cost(network), network.clone()));
        }
        answer
    }

    /// Plans that cost at most `most`, by walks from the plan.
    pub fn wander(&self, most: Money) {
        let (limits, watcher) = (&self.effort.limits, self.watcher(1.0));
        let found = with_threads(limits.threads, || {
            wander(self.scenario, self.geography, self.network, most, limits.seed, &watcher)
        });
        self.met.borrow_mut().extend(found.into_iter().map(|network| (self.cost(&network), network)));
    }

    /// Of as many of the conditions as the time lets it: a plan that costs at most `inside`, or that none costs at
    /// most `outside`.
    pub fn near_best(&self, conditions: &[Condition], inside: Money, outside: Money) {
        if self.effort.method != Method::Auto || !is_by_cost_alone(self.scenario) {
            return;
        }
        let (limits, watcher) = (&self.effort.limits, self.watcher(SEARCH));
        let found = near_best(
            self.scenario,
            self.geography,
            self.network,
            conditions,
            (inside, outside),
            limits,
            &watcher,
        );
        for (condition, Priced { network, bound, .. }) in conditions.iter().zip(found) {
            self.keep(*condition, network, bound);
        }
    }

    /// Finds bounds for many conditions at once, from relaxations alone; none is made better once it
    /// exceeds `enough`.
    pub fn learn(&self, conditions: &[Condition], enough: Money) {
        if self.effort.method != Method::Auto || !is_by_cost_alone(self.scenario) || conditions.is_empty() {
            return;
        }
        let (limits, watcher) = (&self.effort.limits, self.watcher(RELAXATIONS));
        let found = condition_bounds(
            self.scenario,
            self.geography,
            self.network,
            conditions,
            enough,
            limits.threads,
            &watcher,
        );
        conditions.iter().zip(found).for_each(|(condition, bound)| self.keep(*condition, None, bound));
    }

    /// No plan with `condition` costs less, as far as is known without a solve.
    pub fn known_bound(&self, condition: Condition) -> Option<Money> {
        self.bounds.borrow().get(&condition).copied()
    }

    fn cost(&self, network: &Network) -> Money {
        plan::value(self.scenario, self.geography, network, &self.scenario.objective[0])
    }

    /// The price of `condition` and what becomes of the plan.
    pub fn alternative(&self, condition: Condition) -> Alternative {
        let answer = self.ask(condition);
        let forbidden_by = forbidden(self.scenario, self.geography, self.network, condition);
        let price = self.price(&answer);
        let (mut opened, mut closed, mut moved) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(network) = answer.network() {
            for h in self.scenario.country_ids() {
                match (self.network.office(h).is_some(), network.office(h).is_some()) {
                    (false, true) => opened.push(self.id(h)),
                    (true, false) => closed.push(self.id(h)),
                    _ => {}
                }
            }
            for c in self.scenario.covered_ids() {
                let pair = self.network.covered_by[c.0].zip(network.covered_by[c.0]);
                if let Some((from, to)) = pair.filter(|(from, to)| from != to) {
                    moved.push(Moved { country: self.id(c), from: self.id(from), to: self.id(to) });
                }
            }
        }
        Alternative { price, forbidden_by, opened, closed, moved }
    }

    fn price(&self, answer: &Known) -> More {
        match answer {
            Known::Impossible => More::Impossible,
            Known::Best { cost, bound, .. } if cost == bound => More::Exact { more: *cost - self.objective },
            Known::Best { cost, bound, .. } => {
                More::Between { at_least: *bound - self.objective, at_most: *cost - self.objective }
            }
            Known::Unknown { bound: Some(bound) } => More::AtLeast { at_least: *bound - self.objective },
            Known::Unknown { bound: None } => More::Open,
        }
    }

    pub fn id(&self, country: CountryId) -> String {
        self.scenario.country(country).id.clone()
    }
}
