//! Networks of one tier without posts: p-median, single-source capacitated location, districting. The
//! problem in whole numbers ([`problem`]), multipliers that give an exact bound ([`relaxation`],
//! [`choice`], [`ascent`]), and what no plan within a window above that bound uses left out ([`fixing`]); what
//! remains is small and goes to HiGHS ([`core`]). Either it holds the best plan, or the bound rises to
//! the end of the window, which is then opened wider ([`window`]).

mod ascent;
mod choice;
mod core;
mod domain;
mod fixing;
mod incumbent;
mod interchange;
mod knapsack;
mod plans;
mod problem;
mod relaxation;
mod separator;
mod tree;
mod window;

use super::limits::{Limits, Watcher};
use super::outcome::Outcome;
use crate::geography::Geography;
use crate::scenario::Scenario;

/// `None` where the scenario is not of this kind, or too large for the tables, or its numbers too fine for
/// HiGHS's tolerances.
pub fn solve(
    scenario: &Scenario,
    geography: &Geography,
    limits: &Limits,
    watcher: &Watcher,
) -> Option<Outcome> {
    // This engine does not count its work, so it could not keep to a limit.
    if limits.work.is_some() || !problem::is_single_tier(scenario) {
        return None;
    }
    let problem = problem::Problem::new(scenario, geography)?;
    match window::solve(&problem, limits, watcher) {
        Outcome::NoPlan { .. } if !watcher.must_stop() => None,
        outcome => Some(outcome),
    }
}
