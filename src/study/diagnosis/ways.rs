//! The ways out: smallest sets of rules without which there is a plan.

use std::collections::{BTreeSet, VecDeque};

use super::conflict::conflict;
use super::probe::Probe;

/// Sets that are looked at before the search ends.
const MOST: usize = 60;

pub struct Ways {
    /// With whether each is proved to be minimal.
    pub conflicts: Vec<(Vec<usize>, bool)>,
    pub removed: Vec<Vec<usize>>,
    /// There may be others.
    pub more: bool,
}

/// Up to `wanted` ways out of a scenario that has no plan, smallest first.
pub fn ways_out(probe: &Probe, wanted: usize) -> Ways {
    let mut ways = Ways { conflicts: Vec::new(), removed: Vec::new(), more: false };
    let mut queue: VecDeque<BTreeSet<usize>> = VecDeque::from([BTreeSet::new()]);
    let mut seen: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    let mut found: Vec<BTreeSet<usize>> = Vec::new();
    while let Some(removed) = queue.pop_front() {
        let is_enough = found.len() >= wanted && !ways.conflicts.is_empty();
        if is_enough || seen.len() == MOST || probe.must_stop() {
            ways.more = true;
            break;
        }
        if found.iter().any(|way| way.is_subset(&removed)) || !seen.insert(removed.clone()) {
            continue;
        }
        let known = ways.conflicts.iter().find(|(rules, _)| rules.iter().all(|at| !removed.contains(at)));
        let rules = match known {
            Some((rules, _)) => rules.clone(),
            None => {
                let list: Vec<usize> = removed.iter().copied().collect();
                let changes: Vec<_> = list.iter().map(|&at| (at, None)).collect();
                match probe.has_plan(&changes) {
                    _ if removed.is_empty() => {}
                    Some(true) => {
                        found.push(removed);
                        continue;
                    }
                    Some(false) => {}
                    None => continue,
                }
                let next = conflict(probe, &list);
                ways.conflicts.push(next.clone());
                next.0
            }
        };
        for at in rules {
            let mut next = removed.clone();
            next.insert(at);
            queue.push_back(next);
        }
    }
    ways.removed = found.into_iter().map(|way| way.into_iter().collect()).collect();
    ways.more |= probe.is_unsure.get();
    ways
}
