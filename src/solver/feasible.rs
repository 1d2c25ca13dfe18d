//! Whether there is a plan at all, whatever it costs.
//!
//! On a large network a [search](super::search::seek) for a plan, from what earlier questions found, runs
//! beside the [proof](super::parts::emptiness) by the relaxation that there is none; whichever comes first
//! ends the other. What neither decides goes, as far as the question is worth it, to a
//! [bound](super::search::floor) on the cash that its budget must pay for; to [searches](super::search::search)
//! from nothing; then to a longer look at its [budget](super::within_budget) and to
//! [branching](super::parts::any_network) on that relaxation; then to branch and price, and to HiGHS.

use super::limits::{Interrupt, Limits, Watcher};
use super::mip;
use super::outcome::Outcome;
use super::parts::{Columns, Emptiness, Priced, any_network, branch_and_price, emptiness, falls_apart};
use super::scope::is_by_cost_alone;
use super::search::{BRIEF, PATIENT, Sought, search, seek};
use super::within_budget::{is_beyond_budget, within_budget};
use crate::geography::Geography;
use crate::model::{Formulation, Pairs};
use crate::plan::{self, Network};
use crate::scenario::{Scenario, Weights};

/// Seconds after which HiGHS steps back for the local search, which finds most plans that there are.
const FIRST_TRY: f64 = 3.0;
/// Pairs of country and office from which on a network is large.
const LARGE: usize = 1_000;
/// Of what is known, the latest that searches and relaxations start from.
const LATEST: usize = 8;
/// Rounds of the relaxation, at a glance and otherwise; a proof takes a dozen.
const GLANCE: u64 = 15;
const ROUNDS: u64 = 25;
/// Seconds that each way to look at length may take: the three questions tried for longer were open after a minute.
const LONG: f64 = 12.0;
/// Linear programs that branch and price may take, and where a question is looked at at length.
const WORK: u64 = 1_000;
const LONG_WORK: u64 = 20_000;

#[derive(Debug, Clone)]
pub enum Feasibility {
    Plan(Network),
    /// It is proved that there is none. The limits on sums that the proof needs, as `--set` names them,
    /// where it says so.
    None {
        limits: Option<Vec<String>>,
    },
    /// A limit came first.
    Open,
}

/// How much a question is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// As much as the limits allow.
    Endless,
    /// What cash and rules say, and then HiGHS, each for a while, after a shorter look that told nothing.
    Long,
    /// Searches from nothing, after a shorter look that told nothing.
    Anew,
    /// Longer searches from what is known, nothing beyond.
    Some,
    /// Short ones.
    Little,
}

/// What earlier questions about like scenarios have found.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Plans of some of them, the latest last.
    pub plans: Vec<Network>,
    /// No plans, but not far from it.
    near: Vec<Network>,
    columns: Vec<Columns>,
}

impl Known {
    /// Plans and near misses.
    pub fn networks(&self) -> impl DoubleEndedIterator<Item = &Network> {
        self.near.iter().chain(&self.plans)
    }

    /// A network that is a plan of `scenario`: the latest of the plans, else of the near misses.
    pub fn plan(&self, scenario: &Scenario, geography: &Geography) -> Option<&Network> {
        let is_plan = |network: &&Network| plan::broken_rules(scenario, geography, network).is_empty();
        self.networks().rev().find(is_plan)
    }

    fn add_plan(&mut self, network: Network) {
        self.plans.retain(|known| *known != network);
        self.plans.push(network);
    }

    fn add_near(&mut self, networks: Vec<Network>) {
        self.near.retain(|known| !networks.contains(known));
        self.near.extend(networks);
    }
}

fn latest<T>(all: &[T]) -> &[T] {
    &all[all.len().saturating_sub(LATEST)..]
}

/// Adds what it finds to `known`.
pub fn feasible(
    scenario: &Scenario,
    geography: &Geography,
    known: &mut Known,
    patience: Patience,
    limits: &Limits,
    watcher: &Watcher,
) -> Feasibility {
    if let Some(network) = known.plan(scenario, geography).cloned() {
        known.add_plan(network.clone());
        return Feasibility::Plan(network);
    }
    if watcher.must_stop() {
        return Feasibility::Open;
    }
    let answer = if is_large(scenario, geography) {
        let is_open = |answer: &Feasibility| matches!(answer, Feasibility::Open) && !watcher.must_stop();
        let mut answer = match patience {
            Patience::Long | Patience::Anew => Feasibility::Open,
            _ => at_once(scenario, geography, known, patience, limits.seed, watcher),
        };
        if is_open(&answer) && patience != Patience::Little && is_by_cost_alone(scenario) {
            let is_beyond = is_beyond_budget(scenario, geography);
            answer = if is_beyond { Feasibility::None { limits: None } } else { answer };
        }
        if is_open(&answer) && matches!(patience, Patience::Endless | Patience::Anew) {
            answer = by_search(scenario, geography, known, limits.seed, watcher);
        }
        if is_open(&answer) && matches!(patience, Patience::Endless | Patience::Long) {
            answer = by_parts(scenario, geography, known, limits, watcher);
        }
        if is_open(&answer) && patience == Patience::Long {
            answer = by_formulation(&indifferent(scenario), geography, limits, &watcher.within(LONG));
        }
        if is_open(&answer) && patience == Patience::Endless {
            answer = by_branching(scenario, geography, limits, watcher);
        }
        if is_open(&answer) && patience == Patience::Endless {
            answer = whole(scenario, geography, limits, watcher);
        }
        answer
    } else {
        whole(scenario, geography, limits, watcher)
    };
    if let Feasibility::Plan(network) = &answer {
        known.add_plan(network.clone());
    }
    answer
}

/// Whether the whole formulation is too much for a question.
pub fn is_large(scenario: &Scenario, geography: &Geography) -> bool {
    let pairs = Pairs::new(scenario, geography);
    let all = scenario.covered_ids().flat_map(|c| scenario.host_ids().map(move |h| (c, h)));
    scenario.tiers.len() > 1 && all.filter(|&(c, h)| pairs.may_cover(c, h)).count() >= LARGE
}

/// The search and the relaxation side by side. Only one of them can come to an answer.
fn at_once(
    scenario: &Scenario,
    geography: &Geography,
    known: &mut Known,
    patience: Patience,
    seed: u64,
    watcher: &Watcher,
) -> Feasibility {
    let networks: Vec<&Network> = latest(&known.plans).iter().chain(latest(&known.near)).collect();
    let columns = latest(&known.columns);
    let (rounds, programs) = if patience == Patience::Little { (1, GLANCE) } else { (4, ROUNDS) };
    let (is_found, is_proved) = (Interrupt::default(), Interrupt::default());
    let (proof, sought): (Option<Emptiness>, Sought) = rayon::join(
        || {
            let watcher = watcher.unless(&is_found);
            let proof = emptiness(scenario, geography, &networks, columns, programs, &watcher);
            if proof.is_some() {
                is_proved.set();
            }
            proof
        },
        || {
            let sought = seek(scenario, geography, &networks, rounds, seed, &watcher.unless(&is_proved));
            if !sought.plans.is_empty() {
                is_found.set();
            }
            sought
        },
    );
    match (proof, sought.plans.into_iter().next()) {
        (_, Some(network)) => Feasibility::Plan(network),
        (Some(Emptiness { limits, columns }), None) => {
            known.columns.push(columns);
            Feasibility::None { limits: Some(limits) }
        }
        (None, None) => {
            known.add_near(sought.nearest);
            Feasibility::Open
        }
    }
}

/// By searches from nothing, on all threads.
fn by_search(
    scenario: &Scenario,
    geography: &Geography,
    known: &mut Known,
    seed: u64,
    watcher: &Watcher,
) -> Feasibility {
    let Sought { plans, nearest } = search(scenario, geography, BRIEF, seed, watcher);
    known.add_near(nearest);
    plans.into_iter().next().map_or(Feasibility::Open, Feasibility::Plan)
}

/// By the cash that a plan takes at least, then by branching on the relaxation in which only the rules count, which
/// does not get far with a network in one piece; each for a while.
fn by_parts(
    scenario: &Scenario,
    geography: &Geography,
    known: &Known,
    limits: &Limits,
    watcher: &Watcher,
) -> Feasibility {
    if !is_by_cost_alone(scenario) {
        return Feasibility::Open;
    }
    let limits = Limits { work: Some(LONG_WORK), start: None, ..limits.clone() };
    let priced = within_budget(scenario, geography, &limits, &watcher.within(LONG));
    let answer = told_by(priced, scenario, geography);
    if !matches!(answer, Feasibility::Open) || !falls_apart(scenario, geography) {
        return answer;
    }
    let networks: Vec<&Network> = latest(&known.plans).iter().collect();
    let priced = any_network(scenario, geography, &networks, &limits, &watcher.within(LONG));
    told_by(priced, scenario, geography)
}

/// By branch and price, which takes any plan for good enough.
fn by_branching(
    scenario: &Scenario,
    geography: &Geography,
    limits: &Limits,
    watcher: &Watcher,
) -> Feasibility {
    if !is_by_cost_alone(scenario) {
        return Feasibility::Open;
    }
    let limits = Limits { gap: 1.0, work: Some(WORK), start: None, ..limits.clone() };
    told_by(branch_and_price(scenario, geography, &[], &limits, watcher), scenario, geography)
}

/// What the parts say, as far as the checker's reading of the rules bears it out.
fn told_by(priced: Priced, scenario: &Scenario, geography: &Geography) -> Feasibility {
    match priced.network {
        Some(network) if plan::broken_rules(scenario, geography, &network).is_empty() => {
            Feasibility::Plan(network)
        }
        None if priced.complete => Feasibility::None { limits: None },
        _ => Feasibility::Open,
    }
}

/// Asks HiGHS, with nothing to minimise; then the local search; then HiGHS for as long as there is time.
fn whole(scenario: &Scenario, geography: &Geography, limits: &Limits, watcher: &Watcher) -> Feasibility {
    let indifferent = indifferent(scenario);
    let first = by_formulation(&indifferent, geography, limits, &watcher.within(FIRST_TRY));
    if !matches!(first, Feasibility::Open) || watcher.must_stop() {
        return first;
    }
    match search(scenario, geography, PATIENT, limits.seed, watcher).plans.into_iter().next() {
        Some(network) => Feasibility::Plan(network),
        None => by_formulation(&indifferent, geography, limits, watcher),
    }
}

/// The scenario with nothing to minimise.
fn indifferent(scenario: &Scenario) -> Scenario {
    Scenario { objective: vec![Weights::default()], ..scenario.clone() }
}

/// Asks HiGHS, of the whole formulation.
fn by_formulation(
    scenario: &Scenario,
    geography: &Geography,
    limits: &Limits,
    watcher: &Watcher,
) -> Feasibility {
    let formulation = Formulation::new(scenario, geography);
    let limits = Limits { start: None, ..limits.clone() };
    match mip::solve_from(&formulation, &[], None, &limits, watcher) {
        Outcome::Solved { solution, .. } => Feasibility::Plan(solution.network),
        Outcome::Infeasible => Feasibility::None { limits: None },
        Outcome::NoPlan { .. } => Feasibility::Open,
    }
}
