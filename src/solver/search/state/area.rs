//! How far the area of a top-tier office is outside the rules on areas.

use super::State;
use crate::scenario::{CountryId, Family};
use crate::solver::search::excess::{Excess, outside, whole};

/// Sets of countries that are emptied in no time.
#[derive(Default)]
pub struct Marks {
    round: u32,
    of: Vec<u32>,
    members: Vec<CountryId>,
    queue: Vec<CountryId>,
}

impl Marks {
    pub fn new(countries: usize) -> Self {
        Self { of: vec![0; countries], ..Self::default() }
    }
}

impl State<'_> {
    pub(super) fn area_excess(&mut self, root: CountryId) -> Excess {
        let mut excess = Excess::default();
        let is_root = self.seats[root.0].is_some_and(|seat| seat.superior.is_none());
        let connect = self.is_hard(Family::Contiguity) && self.scenario.rules.contiguity.areas;
        let span = self.scenario.rules.span.area;
        let limit = self.is_hard(Family::Span) && !span.is_unlimited();
        if !is_root || !(connect || limit) {
            return excess;
        }
        let marks = &mut self.marks;
        marks.members.clear();
        marks.queue.clear();
        marks.queue.push(root);
        while let Some(office) = marks.queue.pop() {
            marks.members.extend(&self.remits[office.0]);
            marks.queue.extend(&self.below[office.0]);
        }
        if limit {
            excess.add(Family::Span, outside(marks.members.len() as i64, whole(span)));
        }
        if connect {
            marks.round += 2;
            let (inside, joined) = (marks.round, marks.round + 1);
            marks.members.iter().for_each(|c| marks.of[c.0] = inside);
            marks.of[root.0] = joined;
            marks.queue.push(root);
            while let Some(at) = marks.queue.pop() {
                for neighbour in &self.neighbours[at.0] {
                    if marks.of[neighbour.0] == inside {
                        marks.of[neighbour.0] = joined;
                        marks.queue.push(*neighbour);
                    }
                }
            }
            let apart = marks.members.iter().filter(|c| marks.of[c.0] == inside).count();
            excess.add(Family::Contiguity, apart as i64);
        }
        excess
    }
}
