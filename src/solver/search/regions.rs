//! Regions taken over from other networks. What a region looks like bears on the others through sums alone, so that
//! a network of the best regions of several is better than each of them: one has failed here, another there.

use super::Moves;
use super::excess::Weights;
use super::state::{Snapshot, State};
use crate::scenario::{CountryId, Family};

/// Takes regions from the states of `pool` as long as that brings `state` nearer to the rules, or, as near,
/// down in cost.
pub fn take_over(state: &mut State, pool: &[Snapshot]) {
    let scenario = state.scenario();
    let mut regions: Vec<Vec<CountryId>> = vec![Vec::new(); scenario.regions.len()];
    scenario.country_ids().for_each(|c| regions[scenario.country(c).region.0].push(c));
    let weights = Weights::new(state.prices);
    // No office comes to report to one that is not there, whatever it saves: moves go by the reporting lines.
    let value = |state: &mut State| {
        let (cost, excess) = state.figures();
        (excess.of(Family::Nesting), weights.price(&excess), cost)
    };
    let mut best = value(state);
    state.keep();
    let mut is_better = true;
    while is_better {
        is_better = false;
        for from in pool {
            for region in &regions {
                state.adopt(region, from);
                let next = value(state);
                if next < best {
                    state.keep();
                    (best, is_better) = (next, true);
                } else {
                    state.undo();
                }
            }
        }
    }
}

/// Moves in one of the regions that are still broken, another for each search `at`; `None` where no more is to be
/// expected of that: nothing is broken in a region alone, or in more than `most` of them.
pub fn in_broken_region<'m>(state: &State, moves: &Moves<'m>, at: usize, most: usize) -> Option<Moves<'m>> {
    let broken = state.broken_regions();
    (1..=most).contains(&broken.len()).then(|| moves.within(broken[at % broken.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::solver::search::with_default;

    fn with_baseline(look: impl FnOnce(&Scenario, &mut State, &Moves)) {
        with_default(&[], |scenario, geography, prices| {
            let mut state = State::new(scenario, geography, prices);
            let moves = Moves::new(scenario, &state);
            moves.first(&mut state);
            state.figures();
            state.keep();
            look(scenario, &mut state, &moves);
        });
    }

    /// Each of two networks leaves a country of another region uncovered.
    #[test]
    fn the_whole_half_of_each_makes_a_whole() {
        with_baseline(|scenario, state, moves| {
            let before = state.figures();
            let whole = state.broken_regions();
            let sound = |c: &CountryId| !state.is_open(*c) && !whole.contains(&scenario.country(*c).region);
            let there = scenario.covered_ids().find(sound).expect("a region that keeps the rules");
            let is_far = |c: &CountryId| {
                !state.is_open(*c) && scenario.country(*c).region != scenario.country(there).region
            };
            let here = scenario.covered_ids().find(is_far).expect("a country without an office");
            state.set_cover(here, None);
            let one = state.snapshot();
            state.undo();
            assert_eq!(state.figures(), before);
            state.set_cover(there, None);
            let _ = state.figures();
            state.keep();
            let region = scenario.country(there).region;
            assert!(state.broken_regions().contains(&region));
            let many = whole.len() + 1;
            assert!(in_broken_region(state, moves, 0, many).is_some());
            assert!(in_broken_region(state, moves, 0, many - 1).is_none());
            take_over(state, &[one]);
            assert!(state.covered_by(here).is_some() && state.covered_by(there).is_some());
            assert_eq!(state.figures(), before);
        });
    }
}
