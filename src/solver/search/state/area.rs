//! How far the area of a top-tier office is outside the rules on areas.

use super::State;
use crate::scenario::{CountryId, Family};
use crate::solver::search::excess::{Excess, outside, whole};

/// The area that is looked at: kept, so that not every look takes memory anew.
#[derive(Default)]
pub struct Area {
    members: Vec<CountryId>,
    /// Offices whose remits and subordinates are still to be added.
    offices: Vec<CountryId>,
}

impl State<'_> {
    pub(super) fn area_excess(&mut self, root: CountryId) -> Excess {
        let mut excess = Excess::default();
        let is_root = self.seats[root.0].is_some_and(|seat| seat.superior.is_none());
        let connect = self.scenario.rules.contiguity.connects_areas();
        let span = self.scenario.rules.span.area;
        let limit = self.is_hard(Family::Span) && !span.is_unlimited();
        if !is_root || !(connect || limit) {
            return excess;
        }
        let Area { members, offices } = &mut self.area;
        members.clear();
        offices.push(root);
        while let Some(office) = offices.pop() {
            members.extend(&self.remits[office.0]);
            offices.extend(&self.below[office.0]);
        }
        let (members, neighbours) = (&self.area.members, &self.neighbours);
        if limit {
            excess.add(Family::Span, outside(members.len() as i64, whole(span)));
        }
        if connect {
            excess.add(Family::Contiguity, self.marks.apart(neighbours, root, members));
        }
        excess
    }
}
