//! A node of the search in one part: ranges for the joint sums, and decisions on single offices, lines
//! and countries.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::column::Column;
use super::places::Places;
use super::problem::{Part, Problem};
use super::sums::{ENDLESS, Range, Sum, plus};
use crate::scenario::{CountryId, TierId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// An office of some tier is open at the host, or none.
    Open(CountryId, bool),
    Seat(CountryId, TierId, bool),
    /// The office of the tier at the first host reports to the second.
    Line(CountryId, TierId, CountryId, bool),
    /// The country lies in the area of the top-tier office.
    Area(CountryId, CountryId, bool),
    /// The country is covered by the office.
    Cover(CountryId, CountryId, bool),
    /// The office has at most so many posts, or more.
    Posts(CountryId, u32, bool),
}

impl Decision {
    /// That the office stands where it stands, and covers what it covers, and perhaps more.
    pub fn of(office: &Column) -> impl Iterator<Item = Self> {
        let &Column { host, tier, superior, .. } = office;
        let place =
            superior.map_or(Decision::Seat(host, tier, true), |g| Decision::Line(host, tier, g, true));
        let covers = office.remit.iter().filter(move |&&c| c != host);
        [place].into_iter().chain(covers.map(move |&c| Decision::Cover(c, host, true)))
    }

    /// The countries that it speaks of.
    fn countries(self) -> [CountryId; 2] {
        match self {
            Decision::Open(h, _) | Decision::Seat(h, ..) | Decision::Posts(h, ..) => [h, h],
            Decision::Line(h, _, g, _) => [h, g],
            Decision::Area(c, h, _) | Decision::Cover(c, h, _) => [c, h],
        }
    }

    pub fn opposite(self) -> Self {
        match self {
            Decision::Open(h, yes) => Decision::Open(h, !yes),
            Decision::Seat(h, t, yes) => Decision::Seat(h, t, !yes),
            Decision::Line(h, t, g, yes) => Decision::Line(h, t, g, !yes),
            Decision::Area(c, g, yes) => Decision::Area(c, g, !yes),
            Decision::Cover(c, h, yes) => Decision::Cover(c, h, !yes),
            Decision::Posts(h, most, more) => Decision::Posts(h, most, !more),
        }
    }

    /// Whether it holds for the offices of a part.
    pub fn holds_in(self, columns: &[Column]) -> bool {
        let office = |h: CountryId| columns.iter().find(|column| column.host == h);
        match self {
            Decision::Open(h, yes) => office(h).is_some() == yes,
            Decision::Seat(h, t, yes) => office(h).is_some_and(|office| office.tier == t) == yes,
            Decision::Line(h, t, g, yes) => {
                office(h).is_some_and(|office| office.tier == t && office.superior == Some(g)) == yes
            }
            Decision::Area(c, g, yes) => {
                columns.iter().any(|column| column.holds(c) && column.root() == g) == yes
            }
            Decision::Cover(c, h, yes) => office(h).is_some_and(|office| office.holds(c)) == yes,
            Decision::Posts(h, most, more) => (office(h).map_or(0, |office| office.posts) > most) == more,
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// By joint sum of the problem.
    pub ranges: Vec<Range>,
    pub decisions: Vec<Decision>,
}

impl Node {
    /// With one decision more. Of a country that several parts may cover no row says that this part does, so that
    /// the range of its covers has to.
    pub fn under(&self, decision: Decision, joint: &[(Sum, Range)]) -> Self {
        let mut node = self.clone();
        node.decisions.push(decision);
        if let Decision::Cover(country, _, true) = decision {
            let covers =
                joint.iter().zip(&mut node.ranges).filter(|((sum, _), _)| *sum == Sum::Covers(country));
            covers.for_each(|(_, range)| *range = range.and(Range { low: 1, high: 1 }));
        }
        node
    }

    /// Whether some range leaves nothing.
    pub fn is_empty(&self) -> bool {
        self.ranges.iter().any(|range| range.is_empty())
    }

    /// Whether no numbers of offices within the ranges add up: those at old and at new sites are all offices, and
    /// those of some tiers are no more.
    pub fn contradicts_itself(&self, joint: &[(Sum, Range)]) -> bool {
        let range = |sum: Sum| {
            let at = joint.iter().position(|&(other, _)| other == sum);
            at.map_or(Range { low: 0, high: ENDLESS }, |at| self.ranges[at])
        };
        let offices = range(Sum::Offices(None, None));
        let by_site = plus(range(Sum::Kept), range(Sum::Opened));
        let of_tiers = joint.iter().zip(&self.ranges);
        let of_tiers = of_tiers.filter(|((sum, _), _)| matches!(sum, Sum::Offices(None, Some(_))));
        offices.and(by_site).is_empty() || of_tiers.map(|(_, range)| range.low).sum::<i64>() > offices.high
    }
}

/// What a node's decisions leave open.
pub struct Allowed<'p> {
    places: &'p Places,
    tiers: usize,
    /// By host and tier, row after row.
    seats: Vec<bool>,
    must_open: Vec<bool>,
    no_line: BTreeSet<(CountryId, TierId, CountryId)>,
    /// By country and host.
    no_cover: Vec<bool>,
    /// By country and top-tier host; empty where no decision is on areas.
    no_area: Vec<bool>,
    /// By host: least and most posts.
    posts: Vec<(u32, u32)>,
}

impl<'p> Allowed<'p> {
    pub fn new(problem: &Problem, part: &'p Part, node: &Node) -> Self {
        let (count, tiers) = (part.places.len(), problem.scenario.tiers.len());
        let mut allowed = Self {
            places: &part.places,
            tiers,
            seats: vec![true; count * tiers],
            must_open: vec![false; count],
            no_line: BTreeSet::new(),
            no_cover: vec![false; count * count],
            no_area: Vec::new(),
            posts: vec![(0, u32::MAX); count],
        };
        // Of a tree that was kept some decisions may speak of what is no longer in the part: without them the node
        // is larger, and its bound still one.
        let is_inside = |decision: &&Decision| {
            decision.countries().into_iter().all(|country| part.places.get(country).is_some())
        };
        let inside = node.decisions.iter().filter(is_inside);
        inside.for_each(|&decision| allowed.apply(problem, part, decision));
        allowed
    }

    fn seats(&mut self, h: CountryId) -> &mut [bool] {
        let first = self.places.of(h) * self.tiers;
        &mut self.seats[first..first + self.tiers]
    }

    /// Of a country and an office of the part, in a table of both.
    fn pair(&self, c: CountryId, h: CountryId) -> usize {
        self.places.of(c) * self.places.len() + self.places.of(h)
    }

    fn apply(&mut self, problem: &Problem, part: &Part, decision: Decision) {
        match decision {
            Decision::Open(h, true) => self.open(problem, part, h),
            Decision::Open(h, false) => self.seats(h).fill(false),
            Decision::Seat(h, t, false) => self.seats(h)[t.0] = false,
            Decision::Seat(h, t, true) => self.seat(problem, part, h, t),
            Decision::Line(h, t, g, false) => {
                self.no_line.insert((h, t, g));
            }
            Decision::Line(h, t, g, true) => {
                self.seat(problem, part, h, t);
                self.seat(problem, part, g, TierId(t.0 - 1));
                let others = part.hosts.iter().filter(|&&other| other != g);
                self.no_line.extend(others.map(|&other| (h, t, other)));
            }
            Decision::Area(c, g, false) => self.ban_area(c, g),
            Decision::Area(c, g, true) => {
                self.seat(problem, part, g, TierId(0));
                part.hosts.iter().filter(|&&other| other != g).for_each(|&other| self.ban_area(c, other));
            }
            Decision::Posts(h, most, false) => {
                let (_, known) = &mut self.posts[self.places.of(h)];
                *known = (*known).min(most);
            }
            Decision::Posts(h, most, true) => {
                self.open(problem, part, h);
                let (least, _) = &mut self.posts[self.places.of(h)];
                *least = (*least).max(most + 1);
            }
            Decision::Cover(c, h, false) => self.ban_cover(c, h),
            Decision::Cover(c, h, true) => {
                self.open(problem, part, h);
                self.only_from(part, c, h);
            }
        }
    }

    fn seat(&mut self, problem: &Problem, part: &Part, h: CountryId, t: TierId) {
        self.open(problem, part, h);
        for other in problem.scenario.tier_ids().filter(|&other| other != t) {
            self.seats(h)[other.0] = false;
        }
    }

    fn open(&mut self, problem: &Problem, part: &Part, h: CountryId) {
        self.must_open[self.places.of(h)] = true;
        if problem.scenario.country(h).covered {
            self.only_from(part, h, h);
        }
    }

    fn only_from(&mut self, part: &Part, c: CountryId, h: CountryId) {
        part.hosts.iter().filter(|&&other| other != h).for_each(|&other| self.ban_cover(c, other));
    }

    fn ban_cover(&mut self, c: CountryId, h: CountryId) {
        let pair = self.pair(c, h);
        self.no_cover[pair] = true;
    }

    fn ban_area(&mut self, c: CountryId, g: CountryId) {
        self.no_area.resize(self.no_cover.len(), false);
        let pair = self.pair(c, g);
        self.no_area[pair] = true;
    }

    pub fn must_open(&self, h: CountryId) -> bool {
        self.must_open[self.places.of(h)]
    }

    pub fn seat_is_open(&self, h: CountryId, t: TierId) -> bool {
        self.seats[self.places.of(h) * self.tiers + t.0]
    }

    /// Whether the office may stand where it stands, under whom it stands.
    pub fn line(&self, h: CountryId, t: TierId, superior: Option<CountryId>) -> bool {
        self.seat_is_open(h, t)
            && superior
                .is_none_or(|g| self.seat_is_open(g, TierId(t.0 - 1)) && !self.no_line.contains(&(h, t, g)))
    }

    /// Whether the office at `h` may cover `c`.
    pub fn in_remit(&self, c: CountryId, h: CountryId) -> bool {
        !self.no_cover[self.pair(c, h)]
    }

    /// Whether `c` may lie in the area of `root`.
    pub fn in_area(&self, c: CountryId, root: CountryId) -> bool {
        self.no_area.is_empty() || !self.no_area[self.pair(c, root)]
    }

    /// Whether each country of the part still has an office that may cover it.
    pub fn covers_all(&self, problem: &Problem, part: &Part) -> bool {
        let may_open = |h: CountryId| problem.scenario.tier_ids().any(|t| self.seat_is_open(h, t));
        let covers = |c: CountryId, h: CountryId| may_open(h) && !self.no_cover[self.pair(c, h)];
        let choices = |c: CountryId| problem.prices.choices[c.0].iter();
        part.own.iter().all(|&c| choices(c).any(|choice| covers(c, choice.office)))
    }

    pub fn posts(&self, h: CountryId, posts: u32) -> bool {
        let (least, most) = self.posts[self.places.of(h)];
        least <= posts && posts <= most
    }

    pub fn column(&self, column: &Column) -> bool {
        self.posts(column.host, column.posts)
            && self.line(column.host, column.tier, column.superior)
            && column.remit.iter().all(|&c| self.in_remit(c, column.host) && self.in_area(c, column.root()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_offices_that_do_not_add_up_hold_no_plan() {
        let sums = [Sum::Offices(None, None), Sum::Offices(None, Some(TierId(0))), Sum::Kept, Sum::Opened];
        let joint = sums.map(|sum| (sum, Range::ALL));
        let contradicts = |ranges: [(i64, i64); 4]| {
            let ranges = ranges.map(|(low, high)| Range { low, high }).to_vec();
            Node { ranges, decisions: Vec::new() }.contradicts_itself(&joint)
        };
        assert!(!contradicts([(3, 4), (0, 2), (2, 3), (0, 1)]));
        assert!(contradicts([(5, 9), (0, 2), (2, 3), (0, 1)]), "at most four at all sites");
        assert!(contradicts([(0, 2), (0, 2), (2, 3), (1, 1)]), "three at least");
        assert!(contradicts([(0, 2), (3, 4), (0, 9), (0, 9)]), "three of the top tier alone");
    }
}
