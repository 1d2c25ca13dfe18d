//! A minimal set of rules that no plan keeps together.

use super::probe::Probe;
use crate::scenario::Family;

/// Dearest to model first: without them the questions that follow are small.
const DEAREST_FIRST: [Family; 15] = [
    Family::Contiguity,
    Family::Continuity,
    Family::Scorecard,
    Family::Decentralisation,
    Family::Arrangement,
    Family::Balance,
    Family::Retention,
    Family::Accreditation,
    Family::Language,
    Family::Reach,
    Family::Budget,
    Family::Span,
    Family::Posts,
    Family::Capacity,
    Family::Count,
];

/// Members of a conflict among those that are open and not `removed`, and whether it is proved that none
/// of them could be left out. There is no plan without `removed`.
pub fn conflict(probe: &Probe, removed: &[usize]) -> (Vec<usize>, bool) {
    let mut active: Vec<usize> = probe.open.iter().copied().filter(|at| !removed.contains(at)).collect();
    let mut is_minimal = true;
    for family in DEAREST_FIRST.into_iter().chain([Family::Region]) {
        let own: Vec<usize> =
            active.iter().copied().filter(|&at| probe.whole.members[at].family == family).collect();
        shrink(probe, &own, &mut active, &mut is_minimal);
    }
    // Once more as a whole, whatever was concluded on the way.
    is_minimal &= probe.has_plan(&without(probe, &active)) == Some(false);
    (active, is_minimal)
}

/// Leaves as much of `part` out of `active` as there is still no plan without.
fn shrink(probe: &Probe, part: &[usize], active: &mut Vec<usize>, is_minimal: &mut bool) {
    if part.is_empty() {
        return;
    }
    let rest: Vec<usize> = active.iter().copied().filter(|at| !part.contains(at)).collect();
    match probe.has_plan(&without(probe, &rest)) {
        Some(false) => *active = rest,
        answer if part.len() == 1 => *is_minimal &= answer == Some(true),
        _ => {
            let (left, right) = part.split_at(part.len() / 2);
            shrink(probe, left, active, is_minimal);
            shrink(probe, right, active, is_minimal);
        }
    }
}

/// Every open member but `active` left out.
fn without(probe: &Probe, active: &[usize]) -> Vec<(usize, Option<f64>)> {
    probe.open.iter().filter(|at| !active.contains(at)).map(|&at| (at, None)).collect()
}
