//! Any network that keeps every hard rule, near one that is known.

use super::excess::Weights;
use super::round::{Rounds, Searching};
use super::state::Snapshot;
use super::{Course, EPOCHS, FIRST, MOST_MOVES, MOVES_PER_COUNTRY, Moves, Prices, Sought, State};
use crate::geography::Geography;
use crate::plan::{self, Network};
use crate::scenario::Scenario;
use crate::solver::limits::Watcher;

/// Of the networks that are known, so many are tried: those that are least far outside the rules.
const NEAREST: usize = 2;
/// What is known already needs no more than small changes, mostly.
const WARM: Course = Course { first: 0.03, ends_with_a_plan: true };
const HOT: Course = Course { first: FIRST, ends_with_a_plan: true };

/// A network that keeps every hard rule, from the nearest of those that are known: so many `rounds`, the first warm,
/// each from where the one before it ended. One search after the other, so that the work is the same whatever the
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
    let course = Rounds { moves: &moves, searches: NEAREST, tries };
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
    let is_plan = |(_, network): &(i64, Network)| plan::broken_rules(scenario, geography, network).is_empty();
    let found = |(_, network)| Sought { plans: vec![network], nearest: Vec::new() };
    let mut searches: Vec<Searching> =
        states.into_iter().enumerate().map(|(at, state)| Searching::new(state, seed, at)).collect();
    // First of all, what is known may be all that it takes.
    if let Some(plan) = searches.iter_mut().find_map(|search| search.recombine(&ends).filter(is_plan)) {
        return found(plan);
    }
    for round in 0..rounds {
        let warmth = if round > 0 { HOT } else { WARM };
        for (at, search) in searches.iter_mut().enumerate() {
            let plan = search.go(at, round, &course, warmth, watcher);
            if watcher.must_stop() && plan.is_none() {
                return Sought::default();
            }
            let plan = plan.or_else(|| {
                ends.push(search.state.snapshot());
                search.recombine(&ends)
            });
            if let Some(plan) = plan.filter(is_plan) {
                return found(plan);
            }
        }
    }
    Sought { plans: Vec::new(), nearest: searches.iter().map(|search| search.state.network()).collect() }
}
