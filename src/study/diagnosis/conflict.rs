//! A minimal set of rules that no plan keeps together.

use super::probe::Probe;
use crate::scenario::Family;
use crate::study::member::Member;

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

/// Members of the first conflict in doubt from which on the others get a short look only. A further conflict is of
/// little use unless it is proved: its rest is taken as it is from the first doubt on.
const DOUBTFUL: usize = 3;

/// Members of a conflict among those that are open and not `removed`, and whether it is proved that none
/// of them could be left out. There is no plan without `removed`.
pub fn conflict(probe: &Probe, removed: &[usize]) -> (Vec<usize>, bool) {
    let mut active: Vec<usize> = probe.open.iter().copied().filter(|at| !removed.contains(at)).collect();
    let mut unsure = Vec::new();
    let is_first = removed.is_empty();
    leave_out_unpriced(probe, removed, &mut active);
    let position = |at: usize| {
        let family = probe.whole.members[at].family;
        DEAREST_FIRST.iter().position(|&own| own == family).unwrap_or(DEAREST_FIRST.len())
    };
    let mut order = active.clone();
    order.sort_by_key(|&at| position(at));
    let groups = order.chunk_by(|&a, &b| is_aside(position(a)) == is_aside(position(b)));
    for group in groups {
        shrink(probe, group, is_first, &mut active, &mut unsure);
    }
    // The others are few by now, so that a longer look at these pays.
    let mut is_minimal = is_first || unsure.is_empty();
    for at in unsure {
        if !is_minimal {
            break;
        }
        let rest: Vec<usize> = active.iter().copied().filter(|&other| other != at).collect();
        match probe.has_plan_at_length(&without(probe, &rest)) {
            Some(false) => active = rest,
            answer => is_minimal = answer == Some(true),
        }
    }
    // Once more as a whole, whatever was concluded on the way.
    is_minimal &= probe.has_plan(&without(probe, &active)) == Some(false);
    (active, is_minimal)
}

/// Whether its members are asked about together at first: mostly they have no part in a conflict.
fn is_aside(position: usize) -> bool {
    DEAREST_FIRST[..position.min(DEAREST_FIRST.len())].iter().all(|family| *family != Family::Budget)
        && DEAREST_FIRST.get(position).is_some_and(|family| *family != Family::Budget)
}

/// Leaves out, in one go, the limits on sums to which the dual prices of a proof give no price.
fn leave_out_unpriced(probe: &Probe, removed: &[usize], active: &mut Vec<usize>) {
    let Some(limits) = probe.limits_to_blame(removed) else { return };
    let is_needed = |at: &usize| {
        let member = &probe.whole.members[*at];
        !is_on_a_sum(member) || limits.iter().any(|limit| member.key().starts_with(limit.as_str()))
    };
    let rest: Vec<usize> = active.iter().copied().filter(is_needed).collect();
    if probe.has_plan(&without(probe, &rest)) == Some(false) {
        *active = rest;
    }
}

/// Whether a proof by dual prices gives it a price of its own where it matters, or does not know it.
fn is_on_a_sum(member: &Member) -> bool {
    let second = member.path.get(1).map_or("", String::as_str);
    match member.family {
        Family::Posts => second != "offices",
        Family::Span => second != "countries",
        Family::Retention => second.starts_with("max_"),
        Family::Count | Family::Budget | Family::Contiguity => true,
        Family::Balance | Family::Scorecard | Family::Decentralisation => true,
        Family::Arrangement | Family::Continuity => true,
        _ => false,
    }
}

/// Leaves as much of `part` out of `active` as there is still no plan without. Of what is `unsure` it was not
/// found out in short, or not asked where it is not the first conflict.
fn shrink(probe: &Probe, part: &[usize], is_first: bool, active: &mut Vec<usize>, unsure: &mut Vec<usize>) {
    if part.is_empty() || (!is_first && !unsure.is_empty()) {
        unsure.extend(part);
        return;
    }
    let rest: Vec<usize> = active.iter().copied().filter(|at| !part.contains(at)).collect();
    let changes = without(probe, &rest);
    let is_brief = part.len() > 1 || unsure.len() >= DOUBTFUL;
    let answer = if is_brief { probe.has_plan_at_a_glance(&changes) } else { probe.has_plan(&changes) };
    match answer {
        Some(false) => *active = rest,
        Some(true) if part.len() == 1 => {}
        _ if part.len() == 1 => unsure.extend(part),
        _ => {
            // A plan that breaks a single one of them tells that this one stays, with no more to ask.
            let only = answer.and_then(|_| probe.only_broken(part));
            let (left, right) = match only {
                Some(only) => (vec![only], part.iter().copied().filter(|&at| at != only).collect()),
                None => {
                    let (left, right) = part.split_at(halfway(probe, part));
                    (left.to_vec(), right.to_vec())
                }
            };
            shrink(probe, &left, is_first, active, unsure);
            shrink(probe, &right, is_first, active, unsure);
        }
    }
}

/// The end of a family, if there are several, near the middle.
fn halfway(probe: &Probe, part: &[usize]) -> usize {
    let middle = part.len() / 2;
    let family = |at: usize| probe.whole.members[part[at]].family;
    let ends = (1..part.len()).filter(|&at| family(at) != family(at - 1));
    ends.min_by_key(|end| end.abs_diff(middle)).unwrap_or(middle)
}

/// Every open member but `active` left out.
fn without(probe: &Probe, active: &[usize]) -> Vec<(usize, Option<f64>)> {
    probe.open.iter().filter(|at| !active.contains(at)).map(|&at| (at, None)).collect()
}
