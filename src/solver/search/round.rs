//! One of several searches that go on round by round, and take over regions from each other in between.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::regions::{in_broken_region, take_over};
use super::state::{Snapshot, State};
use super::{Course, Moves, anneal};
use crate::plan::Network;
use crate::solver::limits::Watcher;

pub struct Searching<'s> {
    pub state: State<'s>,
    rng: ChaCha8Rng,
}

/// How the rounds of some searches go.
pub struct Rounds<'r> {
    pub moves: &'r Moves<'r>,
    pub searches: usize,
    /// Of an epoch.
    pub tries: u64,
}

impl<'s> Searching<'s> {
    /// The search `at`, from `state`.
    pub fn new(state: State<'s>, seed: u64, at: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(at as u64);
        Self { state, rng }
    }

    /// A round from where the last one ended; every other one within one of the regions that are still broken, if
    /// these are few. The best network on the way that keeps every hard rule, with its cost.
    pub fn go(
        &mut self,
        at: usize,
        round: usize,
        rounds: &Rounds,
        course: Course,
        watcher: &Watcher,
    ) -> Option<(i64, Network)> {
        let &Rounds { moves, searches, tries } = rounds;
        let is_within = round % 2 == 1;
        let within = is_within.then(|| in_broken_region(&self.state, moves, at, searches)).flatten();
        anneal(&mut self.state, within.as_ref().unwrap_or(moves), course, tries, &mut self.rng, watcher)
    }

    /// With regions taken over from `ends`, if that keeps every hard rule.
    pub fn recombine(&mut self, ends: &[Snapshot]) -> Option<(i64, Network)> {
        take_over(&mut self.state, ends);
        let (cost, excess) = self.state.figures();
        excess.is_none().then(|| (cost, self.state.network()))
    }
}
