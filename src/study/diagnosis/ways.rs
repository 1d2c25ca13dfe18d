//! The ways out: smallest sets of rules without which there is a plan.

use std::collections::BTreeSet;

use super::conflict::{FIRST, FURTHER, conflict};
use super::near_misses::near_misses;
use super::probe::Probe;
use crate::study::member::{Change, left_out};

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
    search.take_near_misses();
    Ways {
        more: search.is_cut || search.left_open > 0 || probe.is_unsure.get(),
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
        let (mut stuck, mut open) = (Vec::new(), Vec::new());
        for removed in level {
            if self.is_over() {
                self.is_cut = true;
                return Vec::new();
            }
            if self.is_larger(&removed) || !self.seen.insert(removed.clone()) {
                continue;
            }
            match self.has_plan(&removed) {
                Some(true) => self.found.push(removed),
                Some(false) => stuck.push(removed),
                None => open.push(removed),
            }
        }
        self.look_again(&open);
        let mut larger = Vec::new();
        for removed in stuck {
            if self.is_cut || self.is_over() {
                self.is_cut = true;
                return Vec::new();
            }
            let (rules, is_minimal) = self.conflict(&removed);
            // Most of its members have no part in it, and what they lead to is large.
            if !is_minimal && !self.found.is_empty() {
                self.is_cut = true;
                break;
            }
            for at in rules {
                let mut next = removed.clone();
                next.insert(at);
                larger.push(next);
            }
        }
        larger
    }

    fn is_larger(&self, removed: &BTreeSet<usize>) -> bool {
        self.found.iter().any(|way| way.is_subset(removed))
    }

    /// Whether there is a plan without `removed`; of nothing removed it is known that there is none.
    fn has_plan(&self, removed: &BTreeSet<usize>) -> Option<bool> {
        match removed.len() {
            0 => Some(false),
            _ if self.unmet(removed).is_some() => Some(false),
            _ if self.is_worth_a_look(removed) => self.probe.has_plan(&without(removed)),
            _ => self.probe.has_plan_at_a_glance(&without(removed)),
        }
    }

    /// Of single rules there are few, and nothing else is as simple; of others as long as no way out is known.
    fn is_worth_a_look(&self, removed: &BTreeSet<usize>) -> bool {
        removed.len() == 1 || self.found.is_empty()
    }

    /// Looks longer for plans without these sets.
    fn look_again(&mut self, open: &[BTreeSet<usize>]) {
        for removed in open {
            let is_tried = self.is_worth_a_look(removed) && !self.is_over();
            if is_tried && self.probe.has_plan_after_all(&without(removed)) == Some(true) {
                self.found.push(removed.clone());
            } else {
                self.left_open += 1;
            }
        }
    }

    /// Networks that break a few rules are ways out, less what may stay.
    fn take_near_misses(&mut self) {
        let is_over = |search: &Self| search.found.len() >= search.wanted || search.probe.must_stop();
        let misses = if is_over(self) { Vec::new() } else { near_misses(self.probe) };
        for mut way in misses {
            if is_over(self) {
                return;
            }
            for at in way.clone() {
                let mut less = way.clone();
                less.remove(&at);
                if !self.is_larger(&way) && self.probe.has_plan_at_a_glance(&without(&less)) == Some(true) {
                    way = less;
                }
            }
            if !self.is_larger(&way) {
                self.found.retain(|known| !way.is_subset(known));
                self.found.push(way);
            }
        }
    }

    /// A known conflict that `removed` does not meet.
    fn unmet(&self, removed: &BTreeSet<usize>) -> Option<&(Vec<usize>, bool)> {
        let is_unmet = |rules: &&(Vec<usize>, bool)| rules.0.iter().all(|at| !removed.contains(at));
        self.conflicts.iter().find(is_unmet)
    }

    /// A conflict that `removed` does not meet; without `removed` there is no plan.
    fn conflict(&mut self, removed: &BTreeSet<usize>) -> (Vec<usize>, bool) {
        if let Some(known) = self.unmet(removed) {
            return known.clone();
        }
        let list: Vec<usize> = removed.iter().copied().collect();
        let care = if self.conflicts.is_empty() { &FIRST } else { &FURTHER };
        let next = conflict(self.probe, &list, care);
        self.conflicts.push(next.clone());
        self.left_open += usize::from(!next.1);
        next
    }
}

fn without(removed: &BTreeSet<usize>) -> Vec<Change> {
    left_out(removed.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::diagnosis::probe::tightened::with_tightened;

    #[test]
    fn a_near_miss_takes_the_place_of_what_gives_up_more() {
        with_tightened(|probe, limits| {
            let limits = BTreeSet::from(limits);
            let other = *probe.open.iter().find(|at| !limits.contains(at)).expect("another rule");
            assert_eq!(probe.has_plan(&without(&limits)), Some(true));
            let larger = limits.iter().copied().chain([other]).collect();
            let mut search = Search {
                probe,
                wanted: 2,
                conflicts: Vec::new(),
                found: vec![larger],
                seen: BTreeSet::new(),
                left_open: 0,
                is_cut: false,
            };
            search.take_near_misses();
            assert_eq!(search.found, [limits]);
            search.wanted = 1;
            search.found = vec![BTreeSet::from([other])];
            search.take_near_misses();
            assert_eq!(search.found, [BTreeSet::from([other])], "no more than are wanted");
        });
    }
}
