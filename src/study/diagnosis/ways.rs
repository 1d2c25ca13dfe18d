//! The ways out: smallest sets of rules without which there is a plan.

use std::collections::BTreeSet;

use super::conflict::conflict;
use super::probe::Probe;

/// Sets that are looked at before the search ends.
const MOST: usize = 60;
/// Sets of which it stays open whether there is a plan, or why there is none, before the search ends with what it has
/// found: larger ones are no easier, and of less use.
const MOST_OPEN: usize = 4;

pub struct Ways {
    /// With whether each is proved to be minimal.
    pub conflicts: Vec<(Vec<usize>, bool)>,
    pub removed: Vec<Vec<usize>>,
    /// There may be others.
    pub more: bool,
}

/// Up to `wanted` ways out of a scenario that has no plan, smallest first.
pub fn ways_out(probe: &Probe, wanted: usize) -> Ways {
    let mut search = Search {
        probe,
        wanted,
        conflicts: Vec::new(),
        found: Vec::new(),
        seen: BTreeSet::new(),
        left_open: 0,
        is_cut: false,
    };
    let mut level = vec![BTreeSet::new()];
    while !level.is_empty() {
        level = search.larger(level);
    }
    Ways {
        more: search.is_cut || probe.is_unsure.get(),
        conflicts: search.conflicts,
        removed: search.found.into_iter().map(|way| way.into_iter().collect()).collect(),
    }
}

struct Search<'p, 'a> {
    probe: &'p Probe<'a>,
    wanted: usize,
    /// With whether each is proved to be minimal.
    conflicts: Vec<(Vec<usize>, bool)>,
    found: Vec<BTreeSet<usize>>,
    seen: BTreeSet<BTreeSet<usize>>,
    left_open: usize,
    /// It ended before all sets were looked at.
    is_cut: bool,
}

impl Search<'_, '_> {
    fn is_over(&self) -> bool {
        let is_enough = self.found.len() >= self.wanted && !self.conflicts.is_empty();
        let is_hard = !self.found.is_empty() && self.left_open >= MOST_OPEN;
        is_enough || is_hard || self.seen.len() >= MOST || self.probe.must_stop()
    }

    /// Asks about sets of one size; those without a plan, each with one member more of a conflict that they do
    /// not meet. What a conflict takes to be found comes after the questions.
    fn larger(&mut self, level: Vec<BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
        let mut stuck = Vec::new();
        for removed in level {
            if self.is_over() {
                self.is_cut = true;
                return Vec::new();
            }
            let is_larger = self.found.iter().any(|way| way.is_subset(&removed));
            if is_larger || !self.seen.insert(removed.clone()) {
                continue;
            }
            match self.has_plan(&removed) {
                Some(true) => self.found.push(removed),
                Some(false) => stuck.push(removed),
                None => self.left_open += 1,
            }
        }
        let mut larger = Vec::new();
        for removed in stuck {
            if self.is_over() {
                self.is_cut = true;
                return Vec::new();
            }
            for at in self.conflict(&removed) {
                let mut next = removed.clone();
                next.insert(at);
                larger.push(next);
            }
        }
        larger
    }

    /// Whether there is a plan without `removed`; of nothing removed it is known that there is none.
    fn has_plan(&self, removed: &BTreeSet<usize>) -> Option<bool> {
        let changes: Vec<_> = removed.iter().map(|&at| (at, None)).collect();
        match changes.len() {
            0 => Some(false),
            _ if self.unmet(removed).is_some() => Some(false),
            // Of these there are few, and no others are as simple.
            1 => self.probe.has_plan_after_all(&changes),
            _ => self.probe.has_plan(&changes),
        }
    }

    /// A known conflict that `removed` does not meet.
    fn unmet(&self, removed: &BTreeSet<usize>) -> Option<&Vec<usize>> {
        let is_unmet = |rules: &&Vec<usize>| rules.iter().all(|at| !removed.contains(at));
        self.conflicts.iter().map(|(rules, _)| rules).find(is_unmet)
    }

    /// A conflict that `removed` does not meet; without `removed` there is no plan.
    fn conflict(&mut self, removed: &BTreeSet<usize>) -> Vec<usize> {
        if let Some(rules) = self.unmet(removed) {
            return rules.clone();
        }
        let list: Vec<usize> = removed.iter().copied().collect();
        let next = conflict(self.probe, &list);
        self.conflicts.push(next.clone());
        let (rules, is_minimal) = next;
        self.left_open += usize::from(!is_minimal);
        rules
    }
}
