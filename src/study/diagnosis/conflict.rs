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

/// Families of limits on sums of offices.
const SUMMED: [Family; 4] = [Family::Count, Family::Posts, Family::Budget, Family::Retention];

/// How much a conflict is worth.
pub struct Care {
    /// Open answers on single members from which on the others get a glance only.
    looks: usize,
    /// Open answers after which its rest is taken as it is.
    most_open: usize,
    /// Whether, where members are in doubt, another start is made without them, and those that are left in doubt are
    /// looked at once more, at length, when the others are few.
    is_at_length: bool,
}

/// What the scenario fails by.
pub const FIRST: Care = Care { looks: 3, most_open: usize::MAX, is_at_length: true };
/// Of little use unless it is proved.
pub const FURTHER: Care = Care { looks: 0, most_open: 2, is_at_length: false };

/// Members of a conflict among those that are open and not `removed`, and whether it is proved that none
/// of them could be left out. There is no plan without `removed`.
pub fn conflict(probe: &Probe, removed: &[usize], care: &Care) -> (Vec<usize>, bool) {
    let first = Shrinking::new(probe, removed, care, &[]);
    if first.unsure.is_empty() || !care.is_at_length || probe.must_stop() {
        return (first.active, first.unsure.is_empty());
    }
    let again = Shrinking::new(probe, removed, care, &first.unsure);
    let surer = if again.unsure.len() < first.unsure.len() { again } else { first };
    surer.settled()
}

/// Whether its members are asked about together at first: mostly they have no part in a conflict.
fn is_aside(position: usize) -> bool {
    DEAREST_FIRST[..position.min(DEAREST_FIRST.len())].iter().all(|family| *family != Family::Budget)
        && DEAREST_FIRST.get(position).is_some_and(|family| *family != Family::Budget)
}

/// Leaves out, in one go, the limits on sums over all regions if there is no plan without, else those on sums over
/// one region: a conflict within one region, or without any, says more, and whether it can do with less is a smaller
/// question.
fn leave_out_sums(probe: &Probe, active: &mut Vec<usize>) {
    for of_regions in [false, true] {
        let is_meant = |at: &usize| {
            let member = &probe.whole.members[*at];
            let is_of_region = member.path.get(1).is_some_and(|second| second == "regions");
            SUMMED.contains(&member.family) && is_on_a_sum(member) && is_of_region == of_regions
        };
        let (sums, rest): (Vec<usize>, Vec<usize>) = active.iter().partition(|at| is_meant(at));
        if !sums.is_empty() && probe.has_plan_at_a_glance(&probe.all_but(&rest)) == Some(false) {
            *active = rest;
            return;
        }
    }
}

/// Leaves out, in one go, the limits on sums to which the dual prices of a proof give no price.
fn leave_out_unpriced(probe: &Probe, active: &mut Vec<usize>) {
    let Some(limits) = probe.limits_to_blame(active) else { return };
    let is_needed = |at: &usize| {
        let member = &probe.whole.members[*at];
        !is_on_a_sum(member) || limits.iter().any(|limit| member.key().starts_with(limit.as_str()))
    };
    let rest: Vec<usize> = active.iter().copied().filter(is_needed).collect();
    if probe.has_plan(&probe.all_but(&rest)) == Some(false) {
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

struct Shrinking<'c, 'p> {
    probe: &'c Probe<'p>,
    care: &'c Care,
    /// There is no plan that keeps these.
    active: Vec<usize>,
    /// Of these it was not found out whether they could be left out.
    unsure: Vec<usize>,
    left_open: usize,
}

impl<'c, 'p> Shrinking<'c, 'p> {
    /// Leaves out what it can, the members that are `doubted` first: beside all others most are easily seen to do no
    /// harm, and another conflict may need none of them.
    fn new(probe: &'c Probe<'p>, removed: &[usize], care: &'c Care, doubted: &[usize]) -> Self {
        let mut gone = removed.to_vec();
        let but = |gone: &[usize]| -> Vec<usize> {
            probe.open.iter().copied().filter(|at| !gone.contains(at)).collect()
        };
        for &at in doubted {
            let further = [gone.as_slice(), &[at]].concat();
            if probe.has_plan(&probe.all_but(&but(&further))) == Some(false) {
                gone = further;
            }
        }
        let mut active = but(&gone);
        leave_out_sums(probe, &mut active);
        leave_out_unpriced(probe, &mut active);
        let position = |at: usize| {
            let family = probe.whole.members[at].family;
            DEAREST_FIRST.iter().position(|&own| own == family).unwrap_or(DEAREST_FIRST.len())
        };
        let mut order = active.clone();
        order.sort_by_key(|&at| position(at));
        let mut shrinking = Self { probe, care, active, unsure: Vec::new(), left_open: 0 };
        let groups = order.chunk_by(|&a, &b| is_aside(position(a)) == is_aside(position(b)));
        groups.for_each(|group| shrinking.leave_out(group));
        shrinking
    }

    /// Leaves out as much of `part` as there is still no plan without.
    fn leave_out(&mut self, part: &[usize]) {
        if part.is_empty() || self.left_open >= self.care.most_open {
            self.unsure.extend(part);
            return;
        }
        let rest: Vec<usize> = self.active.iter().copied().filter(|at| !part.contains(at)).collect();
        let changes = self.probe.all_but(&rest);
        let is_brief = part.len() > 1 || self.unsure.len() >= self.care.looks;
        let answer =
            if is_brief { self.probe.has_plan_at_a_glance(&changes) } else { self.probe.has_plan(&changes) };
        self.left_open += usize::from(answer.is_none());
        match answer {
            Some(false) => self.active = rest,
            Some(true) if part.len() == 1 => {}
            _ if part.len() == 1 => self.unsure.extend(part),
            _ => {
                // A plan that breaks a single one of them tells that this one stays, with no more to ask.
                let only = answer.and_then(|_| self.probe.only_broken(part));
                let (left, right) = match only {
                    Some(only) => (vec![only], part.iter().copied().filter(|&at| at != only).collect()),
                    None => {
                        let (left, right) = part.split_at(halfway(self.probe, part));
                        (left.to_vec(), right.to_vec())
                    }
                };
                self.leave_out(&left);
                self.leave_out(&right);
            }
        }
    }

    /// The members that are left after a look at length at those in doubt, and whether none of them could be left out.
    fn settled(mut self) -> (Vec<usize>, bool) {
        for at in self.unsure {
            let rest: Vec<usize> = self.active.iter().copied().filter(|&other| other != at).collect();
            match self.probe.has_plan_at_length(&self.probe.all_but(&rest)) {
                Some(false) => self.active = rest,
                Some(true) => {}
                // One is enough to leave the whole in doubt.
                None => return (self.active, false),
            }
        }
        (self.active, true)
    }
}

/// The end of a family, if there are several, near the middle.
fn halfway(probe: &Probe, part: &[usize]) -> usize {
    let middle = part.len() / 2;
    let family = |at: usize| probe.whole.members[part[at]].family;
    let ends = (1..part.len()).filter(|&at| family(at) != family(at - 1));
    ends.min_by_key(|end| end.abs_diff(middle)).unwrap_or(middle)
}
