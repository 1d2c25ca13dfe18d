//! A first plan for a large network: relax and fix, then re-optimise, region by region.
//!
//! The regions of a network are joined by a few rows only (counts, posts, budget). So one region
//! after the other is solved in whole numbers, with those before it fixed and those after it
//! relaxed, all rows of the whole model in force; then each region is solved anew with all others
//! fixed, as long as that pays. Every run is limited by nodes, not by the clock, so that the start
//! does not depend on the machine.

use super::highs::{Highs, RunLimits, RunStatus};
use super::limits::{Limits, Watcher};
use crate::model::Formulation;
use crate::scenario::RegionId;

/// Whole-valued columns from which on HiGHS is given a start.
const LARGE: usize = 2_000;
const GAP: f64 = 2e-3;
const NODES: u32 = 400;

pub fn is_large(formulation: &Formulation) -> bool {
    formulation.scenario.regions.len() > 1
        && formulation.variables.iter_variables_with_def().filter(|(_, d)| d.is_integer()).count() > LARGE
}

/// Values of the whole-valued columns of a plan, or `given` or nothing if none is found.
pub fn start(
    highs: &mut Highs,
    given: Option<Vec<Option<f64>>>,
    limits: &Limits,
    watcher: &Watcher,
) -> Option<Vec<Option<f64>>> {
    let columns = columns_by_region(highs.formulation());
    let run = RunLimits { phase: "start", gap: GAP, nodes: Some(NODES), seed: limits.seed };
    let whole: Vec<usize> = columns.iter().flatten().copied().collect();
    let first = match given {
        Some(given) => Some(given),
        None => relax_and_fix(highs, &columns, &run, watcher),
    };
    let improved = first.map(|first| improve(highs, &columns, first, &run, watcher));
    highs.relax(|_| false);
    highs.fix(&vec![None; whole.len().max(highs.formulation().variables.len())]);
    improved
}

/// Whole-valued columns by the region whose country, or whose office's host, they decide on;
/// largest region first.
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
    by_region.sort_by_key(|columns| std::cmp::Reverse(columns.len()));
    by_region
}

fn relax_and_fix(
    highs: &mut Highs,
    regions: &[Vec<usize>],
    run: &RunLimits,
    watcher: &Watcher,
) -> Option<Vec<Option<f64>>> {
    let mut fixed: Vec<Option<f64>> = vec![None; highs.formulation().variables.len()];
    for (position, region) in regions.iter().enumerate() {
        let mut later = vec![false; fixed.len()];
        regions[position + 1..].iter().flatten().for_each(|&column| later[column] = true);
        highs.relax(|column| later[column]);
        highs.fix(&fixed);
        let values = highs.run(run, watcher, None).values?;
        for &column in region {
            fixed[column] = Some(values[column].round());
        }
    }
    Some(fixed)
}

fn improve(
    highs: &mut Highs,
    regions: &[Vec<usize>],
    start: Vec<Option<f64>>,
    run: &RunLimits,
    watcher: &Watcher,
) -> Vec<Option<f64>> {
    highs.relax(|_| false);
    let mut best = start;
    let mut unchanged = 0;
    for region in regions.iter().cycle().take(3 * regions.len()) {
        if unchanged == regions.len() || watcher.must_stop() {
            break;
        }
        let mut fixed = best.clone();
        region.iter().for_each(|&column| fixed[column] = None);
        highs.fix(&fixed);
        let result = highs.run(run, watcher, Some(&best));
        let Some(values) = result.values.filter(|_| result.status != RunStatus::Infeasible) else { continue };
        let found: Vec<Option<f64>> =
            best.iter().zip(&values).map(|(known, value)| known.map(|_| value.round())).collect();
        unchanged = if found == best { unchanged + 1 } else { 0 };
        best = found;
    }
    best
}
