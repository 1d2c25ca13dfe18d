//! A better plan for a large network: one region after the other is solved anew with all others
//! fixed, all rows of the whole model in force, as long as that pays.
//!
//! The regions of a network are joined by a few rows only (counts, posts, budget), so each part is
//! small and what it finds fits the whole. Every run is limited by nodes, not by the clock, so that
//! the plan does not depend on the machine.

use super::highs::{Highs, RunLimits};
use super::limits::{Limits, Watcher};
use crate::model::Formulation;
use crate::scenario::RegionId;

/// Whole-valued columns from which on it pays to look at the regions one by one.
const LARGE: usize = 2_000;
const GAP: f64 = 1e-3;
const NODES: u32 = 60;
const ROUNDS: usize = 2;

pub fn is_large(formulation: &Formulation) -> bool {
    formulation.scenario.regions.len() > 1
        && formulation.variables.iter_variables_with_def().filter(|(_, d)| d.is_integer()).count() > LARGE
}

/// Values of the whole-valued columns of a plan no worse than `start`, which must be one.
pub fn improve(
    highs: &mut Highs,
    start: Vec<Option<f64>>,
    limits: &Limits,
    watcher: &Watcher,
) -> Vec<Option<f64>> {
    let regions = columns_by_region(highs.formulation());
    let run = RunLimits { phase: "regions", gap: GAP, nodes: Some(NODES), plans: None, seed: limits.seed };
    let mut best = start;
    let mut unchanged = 0;
    for region in regions.iter().cycle().take(ROUNDS * regions.len()) {
        if unchanged == regions.len() || watcher.must_stop() {
            break;
        }
        let mut fixed = best.clone();
        region.iter().for_each(|&column| fixed[column] = None);
        highs.fix(&fixed);
        let Some(values) = highs.run(&run, watcher, Some(&best)).values else { continue };
        let found: Vec<Option<f64>> =
            best.iter().zip(&values).map(|(known, value)| known.map(|_| value.round())).collect();
        unchanged = if found == best { unchanged + 1 } else { 0 };
        best = found;
    }
    highs.fix(&vec![None; best.len()]);
    best
}

/// Whole-valued columns by the region whose country, or whose office's host, they decide on;
/// smallest region first.
fn columns_by_region(formulation: &Formulation) -> Vec<Vec<usize>> {
    let scenario = formulation.scenario;
    let columns = &formulation.columns;
    let mut by_region: Vec<Vec<usize>> = vec![Vec::new(); scenario.regions.len()];
    for id in scenario.country_ids() {
        let RegionId(region) = scenario.country(id).region;
        let decided = (columns.open[id.0].iter().flatten())
            .chain(columns.posts[id.0].iter().flatten())
            .chain(columns.cover[id.0].iter().map(|(_, x)| x))
            .chain(columns.reports[id.0].iter().flatten().map(|(_, r)| r));
        by_region[region].extend(decided.map(|&variable| formulation.position(variable)));
    }
    by_region.sort_by_key(Vec::len);
    by_region
}
