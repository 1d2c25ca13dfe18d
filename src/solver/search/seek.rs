//! Any network that keeps every hard rule, near one that is known.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::excess::Weights;
use super::regions::{in_broken_region, take_over};
use super::state::Snapshot;
use super::{Course, EPOCHS, FIRST, MOST_MOVES, MOVES_PER_COUNTRY, Moves, Prices, State, anneal};
use crate::geography::Geography;
use crate::plan::{self, Network};
use crate::scenario::Scenario;
use crate::solver::limits::Watcher;

/// Of the networks that are known, so many are tried: those that are least far outside the rules.
const NEAREST: usize = 2;
/// What is known already needs no more than small changes, mostly.
const WARM: Course = Course { first: 0.03, ends_with_a_plan: true };
const HOT: Course = Course { first: FIRST, ends_with_a_plan: true };

pub struct Sought {
    pub plan: Option<Network>,
    /// Where the searches ended that found none.
    pub nearest: Vec<Network>,
}

/// From the nearest networks so many `rounds`, the first warm, each from where the one before it ended; they take
/// over regions from all that are known. One search after the other, so that the work is the same whatever the
/// number of threads.
pub fn seek(
    scenario: &Scenario,
    geography: &Geography,
    known: &[&Network],
    rounds: usize,
    seed: u64,
    watcher: &Watcher,
) -> Sought {
    let prices = Prices::new(scenario, geography);
    let countries = scenario.covered_ids().count() as u64;
    let tries = (MOVES_PER_COUNTRY * countries).min(MOST_MOVES) / EPOCHS;
    let weights = Weights::new(&prices);
    let baseline = State::new(scenario, geography, &prices);
    let moves = Moves::new(scenario, &baseline);
    let mut starts: Vec<(i64, State)> = (known.iter())
        .map(|network| {
            let mut state = State::new(scenario, geography, &prices);
            moves.resume(&mut state, network);
            let (_, excess) = state.figures();
            (weights.price(&excess), state)
        })
        .collect();
    starts.sort_by_key(|(outside, _)| *outside);
    let mut ends: Vec<Snapshot> = starts.iter().map(|(_, state)| state.snapshot()).collect();
    starts.truncate(NEAREST);
    let mut states: Vec<State> = starts.into_iter().map(|(_, state)| state).collect();
    if states.len() < NEAREST {
        let mut state = baseline;
        moves.first(&mut state);
        states.push(state);
    }
    // By the checker's reading of the rules, not by the search's own.
    let is_plan = |network: &Network| plan::broken_rules(scenario, geography, network).is_empty();
    let drawn = |stream| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        rng
    };
    let mut searches: Vec<(State, ChaCha8Rng)> = states.into_iter().zip((0..).map(drawn)).collect();
    // First of all, what is known may be all that it takes.
    for round in 0..=rounds {
        for (at, (state, rng)) in searches.iter_mut().enumerate() {
            let course = if round > 1 { HOT } else { WARM };
            let within = (round % 2 == 0).then(|| in_broken_region(state, &moves, at, NEAREST)).flatten();
            let within = within.as_ref().unwrap_or(&moves);
            let tries = if round > 0 { tries } else { 0 };
            let found = anneal(state, within, course, tries, rng, watcher).map(|(_, network)| network);
            if watcher.must_stop() && found.is_none() {
                return Sought { plan: None, nearest: Vec::new() };
            }
            let found = found.or_else(|| {
                ends.push(state.snapshot());
                take_over(state, &ends);
                state.figures().1.is_none().then(|| state.network())
            });
            let plan = found.filter(is_plan);
            if plan.is_some() {
                return Sought { plan, nearest: Vec::new() };
            }
        }
    }
    Sought { plan: None, nearest: searches.iter().map(|(state, _)| state.network()).collect() }
}
