//! Local search over the full rule set: the incumbent of large networks.
//!
//! Threshold accepting (Dueck and Scheuer, Journal of Computational Physics 90 (1990) 161-175) with
//! drawn thresholds: a move stays if it worsens the cost by no more than a draw whose mean falls from
//! step to step. Rules may be broken on the way at a price ([`excess`]). All arithmetic that decides
//! is in whole numbers or in plain IEEE operations, and the length of a search is a number of moves,
//! so that the plan depends on the seed alone.

mod areas;
mod excess;
mod floor;
mod moves;
mod prices;
mod regions;
mod round;
mod seek;
mod state;
mod wander;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::limits::Watcher;
use crate::geography::Geography;
use crate::plan::{self, Network};
use crate::scenario::{Family, Money, Scenario};
pub use areas::least_areas;
use excess::{Excess, Weights, post};
use moves::Moves;
pub use prices::Prices;
#[cfg(test)]
pub use prices::with_default;
use round::{Rounds, Searching};
pub use seek::seek;
pub use state::posts_for;
use state::{RAGGED, Snapshot, State};
pub use wander::wander;

/// Moves tried for each country that needs coverage, in one search.
const MOVES_PER_COUNTRY: u64 = 1_000;
const MOST_MOVES: u64 = 40_000_000;
/// Independent searches, whatever the number of threads; and in a network of many countries, where they take
/// long and each is good here and poor there.
const SEARCHES: usize = 6;
const SEARCHES_OF_MANY: usize = 2;
const MANY: u64 = 500;
const EPOCHS: u64 = 400;
/// Epochs in which the weights may shrink.
const OSCILLATING: u64 = 280;
/// How long networks are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    rounds: usize,
    /// Moves tried for each country that needs coverage, in one search of one round.
    moves: u64,
}

/// For branch and price to start from, which betters a plan sooner than further moves do.
pub const START: Patience = Patience { rounds: 4, moves: MOVES_PER_COUNTRY / 2 };
/// Where what follows finds a plan by itself, and where it may not.
pub const BRIEF: Patience = Patience { rounds: 4, moves: MOVES_PER_COUNTRY };
pub const PATIENT: Patience = Patience { rounds: 10, moves: MOVES_PER_COUNTRY };
/// First mean threshold, as part of the largest price of one decision, and how it falls from epoch
/// to epoch (to 1/100 of itself in the end).
const FIRST: f64 = 0.1;
/// From a network that need not be any good to the cheapest to be had.
const COLD_START: Course = Course { first: FIRST, ends_with_a_plan: false };
/// From one that is near the best.
pub const WARM_START: Course = Course { first: 0.03, ends_with_a_plan: false };
/// From one that is as good as a network can be, but for the rules that it breaks: little should change.
pub const COOL_START: Course = Course { first: 0.0003, ends_with_a_plan: false };
const COOLING: f64 = 0.98855;
/// Where there are more posts than the rules allow, what an office with a last post half full costs, as part of a
/// post: one is spared where others are full.
const PACKING: f64 = 0.3;
/// Moves between two looks at the clock.
const LOOK: u64 = 4_096;

/// What searches came to.
#[derive(Default)]
pub struct Sought {
    /// Networks that keep every hard rule, the cheapest first.
    pub plans: Vec<Network>,
    /// Where the searches ended, if none of them came to any.
    pub nearest: Vec<Network>,
}

/// Networks that keep every hard rule, from nothing; of the first round that comes to any.
pub fn search(
    scenario: &Scenario,
    geography: &Geography,
    patience: Patience,
    seed: u64,
    watcher: &Watcher,
) -> Sought {
    let prices = Prices::new(scenario, geography);
    let countries = scenario.covered_ids().count() as u64;
    let moves = Moves::new(scenario, &State::new(scenario, geography, &prices));
    let few = (SEARCHES, patience.moves);
    let (number, each) = if countries < MANY { few } else { (SEARCHES_OF_MANY, MOVES_PER_COUNTRY) };
    let tries = (each * countries).min(MOST_MOVES) / EPOCHS;
    let course = Rounds { moves: &moves, searches: number, tries };
    let first = |at| {
        let mut state = State::new(scenario, geography, &prices);
        moves.first(&mut state);
        Searching::new(state, seed, at)
    };
    let mut searches: Vec<Searching> = (0..number).into_par_iter().map(first).collect();
    // By the checker's reading of the rules, not by the search's own.
    let is_plan = |network: &Network| plan::broken_rules(scenario, geography, network).is_empty();
    let mut ends: Vec<Snapshot> = Vec::new();
    for round in 0..patience.rounds {
        let go = |(at, search): (usize, &mut Searching)| search.go(at, round, &course, COLD_START, watcher);
        let mut found: Vec<_> = searches.par_iter_mut().enumerate().filter_map(go).collect();
        if watcher.must_stop() && found.is_empty() {
            return Sought::default();
        }
        ends.extend(searches.iter().map(|search| search.state.snapshot()));
        found.par_extend(searches.par_iter_mut().filter_map(|search| search.recombine(&ends)));
        found.retain(|(_, network)| is_plan(network));
        if !found.is_empty() {
            found.sort_by_key(|(cost, _)| *cost);
            found.dedup();
            let plans = found.into_iter().map(|(_, network)| network).collect();
            return Sought { plans, nearest: Vec::new() };
        }
    }
    Sought { plans: Vec::new(), nearest: searches.iter().map(|search| search.state.network()).collect() }
}

/// A network that keeps every hard rule, from one that perhaps breaks a few of them: the cheapest of a
/// search that is warm or cool, and a fifth as long as one from nothing.
pub fn near(
    scenario: &Scenario,
    geography: &Geography,
    known: &Network,
    course: Course,
    seed: u64,
    watcher: &Watcher,
) -> Option<Network> {
    let prices = Prices::new(scenario, geography);
    let countries = scenario.covered_ids().count() as u64;
    let tries = (MOVES_PER_COUNTRY / 5 * countries).min(MOST_MOVES) / EPOCHS;
    let mut state = State::new(scenario, geography, &prices);
    let moves = Moves::new(scenario, &state);
    moves.resume(&mut state, known);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (_, network) = anneal(&mut state, &moves, course, tries, &mut rng, watcher)?;
    plan::broken_rules(scenario, geography, &network).is_empty().then_some(network)
}

/// A [bound](floor) that needs no linear program.
pub fn floor(scenario: &Scenario, geography: &Geography) -> Money {
    Money(floor::floor(scenario, &Prices::new(scenario, geography)))
}

/// How one search goes.
#[derive(Clone, Copy)]
pub struct Course {
    /// First mean threshold, as part of the largest price of one decision.
    first: f64,
    /// Whether it is over once every hard rule is kept.
    ends_with_a_plan: bool,
}

/// The best network on the way that keeps every hard rule, with its cost.
fn anneal(
    state: &mut State,
    moves: &Moves,
    course: Course,
    tries: u64,
    rng: &mut ChaCha8Rng,
    watcher: &Watcher,
) -> Option<(i64, Network)> {
    let (mut cost, mut excess) = state.figures();
    state.keep();
    let mut best = excess.is_none().then(|| (cost, state.network()));
    // A copy of it for every step down would take longer than the steps.
    let is_large = state.scenario().countries.len() as u64 >= MANY;
    let mut weights = Weights::new(state.prices);
    let packing = (PACKING * post(state.prices) as f64) as i64;
    let guide = |state: &State, excess: &Excess| {
        if excess.of(Family::Posts) > state.missing_posts() { packing } else { 0 }
    };
    let (mut ragged, mut packing) = (state.ragged(), guide(state, &excess));
    let mut mean = course.first * state.prices.largest as f64;
    for epoch in 0..EPOCHS {
        for number in 0..tries {
            if number % LOOK == 0 && watcher.must_stop() {
                return best;
            }
            if !moves.try_one(state, rng) {
                state.undo();
                continue;
            }
            let (new_cost, new_excess) = state.figures();
            let worse = new_cost - cost + weights.price(&new_excess) - weights.price(&excess);
            let new_ragged = state.ragged();
            let worse = match packing {
                0 => worse,
                _ => worse + (i128::from(packing) * i128::from(new_ragged - ragged) / RAGGED) as i64,
            };
            if worse > threshold(mean, rng) {
                state.undo();
                continue;
            }
            state.keep();
            (cost, excess, ragged) = (new_cost, new_excess, new_ragged);
            let is_best = excess.is_none() && best.as_ref().is_none_or(|(known, _)| cost < *known);
            if is_best && (!is_large || course.ends_with_a_plan) {
                best = Some((cost, state.network()));
                if course.ends_with_a_plan {
                    return best;
                }
            }
        }
        if excess.is_none() && best.as_ref().is_none_or(|(known, _)| cost < *known) {
            best = Some((cost, state.network()));
        }
        watcher.tell("search", best.as_ref().map(|(cost, _)| Money(*cost)), None);
        weights.adapt(&excess, epoch < OSCILLATING);
        packing = guide(state, &excess);
        mean *= COOLING;
    }
    best
}

/// Drawn with the given mean, much like an exponential draw but without a logarithm, which differs
/// between platforms.
fn threshold(mean: f64, rng: &mut impl Rng) -> i64 {
    let halvings = f64::from(rng.next_u32().trailing_zeros());
    (mean * std::f64::consts::LN_2 * (halvings + rng.random::<f64>())) as i64
}
