//! Networks that cost little more than the best: witnesses for what some of them have and others have not.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::{LOOK, MOST_MOVES, Moves, Prices, State, threshold};
use crate::geography::Geography;
use crate::plan::{self, Network};
use crate::scenario::{CountryId, Money, Scenario};
use crate::solver::limits::Watcher;

/// Mean thresholds of the walks, as part of the room below the level: small steps see more of what is near the
/// best, large ones what is far from it.
const STEPS: [f64; 6] = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0];
/// Moves tried for each country that needs coverage, in one walk.
const MOVES_PER_COUNTRY: u64 = 2_000;

/// Networks that keep every hard rule and cost at most `most`, each with an office or a pair, or without an office,
/// that none before it has shown. Walks from `known` below that level (the great deluge: Dueck, Journal of
/// Computational Physics 104 (1993) 86-92); the same whatever the number of threads.
pub fn wander(
    scenario: &Scenario,
    geography: &Geography,
    known: &Network,
    most: Money,
    seed: u64,
    watcher: &Watcher,
) -> Vec<Network> {
    let prices = Prices::new(scenario, geography);
    let tries = (MOVES_PER_COUNTRY * scenario.covered_ids().count() as u64).min(MOST_MOVES);
    let walk = |(stream, &step): (usize, &f64)| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream as u64);
        let mut state = State::new(scenario, geography, &prices);
        let moves = Moves::new(scenario, &state);
        moves.resume(&mut state, known);
        below(&mut state, &moves, (most.0, step, tries), &mut rng, watcher)
    };
    let found: Vec<Vec<Network>> = STEPS.par_iter().enumerate().map(walk).collect();
    let mut seen = Seen::new(scenario);
    let is_plan = |network: &Network| plan::broken_rules(scenario, geography, network).is_empty();
    let is_new = |network: &Network| seen.adds(|c| network.covered_by[c.0], |h| network.office(h).is_some());
    found.into_iter().flatten().filter(is_plan).filter(is_new).collect()
}

/// No rule is broken on the way: beyond them a walk would lose itself.
fn below(
    state: &mut State,
    moves: &Moves,
    (most, step, tries): (i64, f64, u64),
    rng: &mut ChaCha8Rng,
    watcher: &Watcher,
) -> Vec<Network> {
    let scenario = state.scenario();
    let mut seen = Seen::new(scenario);
    let mut found = Vec::new();
    let (mut cost, excess) = state.figures();
    state.keep();
    if !excess.is_none() {
        return found;
    }
    let mean = step * (most - cost).max(0) as f64;
    for number in 0..tries {
        if number % LOOK == 0 && watcher.must_stop() {
            break;
        }
        if !moves.try_one(state, rng) {
            state.undo();
            continue;
        }
        let (new_cost, excess) = state.figures();
        if !excess.is_none() || new_cost > most || new_cost - cost > threshold(mean, rng) {
            state.undo();
            continue;
        }
        state.keep();
        cost = new_cost;
        if seen.adds(|c| state.covered_by(c), |h| state.is_open(h)) {
            found.push(state.network());
        }
    }
    found
}

/// What networks have shown so far.
struct Seen<'s> {
    scenario: &'s Scenario,
    /// By country, then office.
    pairs: Vec<bool>,
    open: Vec<bool>,
    closed: Vec<bool>,
}

impl<'s> Seen<'s> {
    fn new(scenario: &'s Scenario) -> Self {
        let count = scenario.countries.len();
        Self {
            scenario,
            pairs: vec![false; count * count],
            open: vec![false; count],
            closed: vec![false; count],
        }
    }

    /// Takes a network in; whether something in it is new.
    fn adds(
        &mut self,
        covered_by: impl Fn(CountryId) -> Option<CountryId>,
        is_open: impl Fn(CountryId) -> bool,
    ) -> bool {
        let count = self.scenario.countries.len();
        let mut is_new = false;
        for c in self.scenario.country_ids() {
            let marks = if is_open(c) { &mut self.open } else { &mut self.closed };
            is_new |= !std::mem::replace(&mut marks[c.0], true);
            if let Some(office) = covered_by(c) {
                is_new |= !std::mem::replace(&mut self.pairs[c.0 * count + office.0], true);
            }
        }
        is_new
    }
}
