//! Ways out that searches came upon: what the networks break with which they ended.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::probe::Probe;
use crate::geography::Geography;
use crate::plan::{Network, broken_rules};
use crate::scenario::Family;
use crate::study::member::{Whole, left_out};

/// Networks of which it is worked out what they break.
const MISSES: usize = 4;
/// Rules that a way out found in this way may give up at most: more are no help to anybody.
const MOST_BROKEN: usize = 5;

/// Ways out that the networks met so far show, of those that break least: what they break. The smallest first.
pub fn near_misses(probe: &Probe) -> Vec<BTreeSet<usize>> {
    let Some(scenario) = probe.whole.changed(&[]) else { return Vec::new() };
    let geography = Geography::new(&scenario);
    let known = probe.known.borrow();
    let broken = |network| {
        let violations = broken_rules(&scenario, &geography, network);
        let families: BTreeSet<Family> = violations.iter().filter_map(|violation| violation.family).collect();
        (families.len(), violations.len(), network, families)
    };
    let mut misses: Vec<_> = known.networks().map(broken).collect();
    misses.sort_by_key(|&(families, violations, ..)| (families, violations));
    misses.truncate(MISSES);
    let (whole, open) = (&*probe.whole, &probe.open);
    let members = |(.., network, families): (_, _, &Network, BTreeSet<Family>)| {
        broken_members(whole, open, network, &families)
    };
    let mut ways: Vec<BTreeSet<usize>> = misses.into_par_iter().filter_map(members).collect();
    ways.retain(|way| (1..=MOST_BROKEN).contains(&way.len()));
    ways.sort_by_key(BTreeSet::len);
    ways
}

/// The members of `open`, all of some families, that `network` does not keep; `None` where it breaks more than these.
fn broken_members(
    whole: &Whole,
    open: &[usize],
    network: &Network,
    families: &BTreeSet<Family>,
) -> Option<BTreeSet<usize>> {
    let is_plan = |gone: &BTreeSet<usize>| {
        whole
            .changed(&left_out(gone.iter().copied()))
            .is_some_and(|scenario| broken_rules(&scenario, &Geography::new(&scenario), network).is_empty())
    };
    let is_doubtful = |at: &usize| families.contains(&whole.members[*at].family);
    let mut gone: BTreeSet<usize> = open.iter().copied().filter(is_doubtful).collect();
    if !is_plan(&gone) {
        return None;
    }
    for at in gone.clone() {
        gone.remove(&at);
        if !is_plan(&gone) {
            gone.insert(at);
        }
    }
    Some(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::diagnosis::probe::tightened::with_tightened;

    #[test]
    fn a_near_miss_shows_what_to_give_up() {
        with_tightened(|probe, limits| {
            assert_eq!(near_misses(probe), []);
            assert_eq!(probe.has_plan(&left_out(limits)), Some(true));
            assert_eq!(near_misses(probe), [BTreeSet::from(limits)]);
            assert_eq!(probe.confirmed(&limits), Some(true), "one office for so little cannot be");
        });
    }
}
