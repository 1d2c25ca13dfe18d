//! Sums over the offices of a network on which a rule sets limits. Those of a region bind inside one
//! part; the others are *joint*: they tie the parts together, and each node of the search holds a range
//! for each of them.

use serde::{Deserialize, Serialize};

use super::column::{Column, Figures};
use crate::scenario::{CountryId, Family, Limits, RegionId, Scenario, State, TierId};
use crate::solver::search::{Prices, least_areas};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sum {
    Offices(Option<RegionId>, Option<TierId>),
    Posts(Option<RegionId>),
    /// Cents; of a region without what belongs to the network as a whole.
    Cash(Option<RegionId>),
    /// Offices at sites of the baseline.
    Kept,
    Opened,
    Moved,
    /// Of a country that several parts may cover.
    Covers(CountryId),
}

/// From `low` to `high`, in whole units of the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    pub low: i64,
    pub high: i64,
}

/// No limit, far from overflow.
pub const ENDLESS: i64 = i64::MAX / 64;

impl Range {
    pub const ALL: Self = Self { low: -ENDLESS, high: ENDLESS };

    pub fn is_empty(self) -> bool {
        self.low > self.high
    }

    pub fn holds(self, amount: i64) -> bool {
        self.low <= amount && amount <= self.high
    }

    pub fn and(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    /// The narrowest range that holds both.
    pub fn or(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    fn of<N: Into<i64>>(limits: Limits<N>) -> Self {
        Self { low: limits.min.map_or(-ENDLESS, Into::into), high: limits.max.map_or(ENDLESS, Into::into) }
    }

    fn is_all(self) -> bool {
        self == Self::ALL
    }
}

/// Of two amounts together.
pub fn plus(a: Range, b: Range) -> Range {
    let low = if a.low <= -ENDLESS || b.low <= -ENDLESS { -ENDLESS } else { a.low + b.low };
    let high = if a.high >= ENDLESS || b.high >= ENDLESS { ENDLESS } else { a.high + b.high };
    Range { low, high }
}

impl Sum {
    pub fn amount(self, scenario: &Scenario, column: &Column, figures: &Figures) -> i64 {
        let region = scenario.country(column.host).region;
        let is_in = |r: Option<RegionId>| r.is_none_or(|r| r == region);
        let was_there = scenario.baseline.offices[column.host.0].is_some();
        match self {
            Sum::Offices(r, t) => i64::from(is_in(r) && t.is_none_or(|t| t == column.tier)),
            Sum::Posts(r) => i64::from(is_in(r)) * i64::from(column.posts),
            Sum::Cash(None) => figures.cash + figures.redeployment,
            Sum::Cash(r) => i64::from(is_in(r)) * figures.cash,
            Sum::Kept => i64::from(was_there),
            Sum::Opened => i64::from(!was_there),
            Sum::Moved => figures.moved,
            Sum::Covers(country) => i64::from(column.holds(country)),
        }
    }

    /// Whether it counts few things, so that the search may fix it early.
    pub fn is_count(self) -> bool {
        matches!(self, Sum::Offices(..) | Sum::Kept | Sum::Opened | Sum::Covers(_) | Sum::Posts(_))
    }
}

/// What limits the sums inside the regions.
pub fn regional(scenario: &Scenario, prices: &Prices) -> Vec<(RegionId, Sum, Range)> {
    let rules = &scenario.rules;
    let is_hard = |family| rules.state(family) == State::Hard;
    let mut sums = Vec::new();
    for r in scenario.region_ids() {
        if is_hard(Family::Count) {
            sums.push((r, Sum::Offices(Some(r), None), Range::of(rules.count.regions[r.0])));
        }
        for t in scenario.tier_ids() {
            let limits = rules.count.region_tiers[r.0][t.0];
            let count = if is_hard(Family::Count) { Range::of(limits) } else { Range::ALL };
            let least = if t.0 == 0 { least_areas(scenario, prices, r) } else { None };
            let least = least.filter(|least| *least <= count.high);
            let range = least.map_or(count, |least| Range { low: count.low.max(least), ..count });
            sums.push((r, Sum::Offices(Some(r), Some(t)), range));
        }
        if is_hard(Family::Posts) {
            sums.push((r, Sum::Posts(Some(r)), Range::of(rules.posts.regions[r.0])));
        }
        if is_hard(Family::Budget) {
            let inside = scenario.country_ids().filter(|&h| scenario.country(h).region == r);
            let closed = inside.map(|h| prices.closed[h.0]).sum();
            sums.push((r, Sum::Cash(Some(r)), cash(rules.budget.regions[r.0], closed)));
        }
    }
    sums.retain(|(_, _, range)| !range.is_all());
    sums
}

/// The joint sums with their limits for the network as a whole. `Covers` is left to the caller.
pub fn joint(scenario: &Scenario, prices: &Prices) -> Vec<(Sum, Range)> {
    let rules = &scenario.rules;
    let is_hard = |family| rules.state(family) == State::Hard;
    let has_baseline = scenario.baseline.offices.iter().any(Option::is_some);
    let count = |limits: Limits<u32>| if is_hard(Family::Count) { Range::of(limits) } else { Range::ALL };
    let mut sums = vec![(Sum::Offices(None, None), count(rules.count.offices))];
    for t in scenario.tier_ids().rev().skip(1) {
        sums.push((Sum::Offices(None, Some(t)), count(rules.count.tiers[t.0])));
    }
    if let Some(last) = scenario.tier_ids().last() {
        let range = count(rules.count.tiers[last.0]);
        if !range.is_all() {
            sums.push((Sum::Offices(None, Some(last)), range));
        }
    }
    if is_hard(Family::Retention) {
        let rule = &rules.retention;
        let old = scenario.baseline.offices.iter().flatten().count() as i64;
        if let Some(max) = rule.max_closures {
            sums.push((Sum::Kept, Range { low: old - i64::from(max), high: ENDLESS }));
        }
        if let Some(max) = rule.max_openings {
            sums.push((Sum::Opened, Range { low: -ENDLESS, high: i64::from(max) }));
        }
        if let Some(max) = rule.max_moves {
            sums.push((Sum::Moved, Range { low: -ENDLESS, high: i64::from(max) }));
        }
    }
    let mut posts = Range::ALL;
    if is_hard(Family::Posts) {
        posts = Range::of(rules.posts.total);
        if has_baseline {
            let existing = i64::from(scenario.baseline.posts());
            let new = rules.posts.new;
            let least = new.min.filter(|&min| min > 0);
            posts = posts.and(Range {
                low: least.map_or(-ENDLESS, |min| existing + i64::from(min)),
                high: new.max.map_or(ENDLESS, |max| existing + i64::from(max)),
            });
        }
    }
    if !posts.is_all() || (has_baseline && prices.new_post > prices.redeployed_post) {
        sums.push((Sum::Posts(None), posts));
    }
    if is_hard(Family::Budget) {
        let range = cash(rules.budget.total, prices.closed.iter().sum());
        if !range.is_all() {
            sums.push((Sum::Cash(None), range));
        }
    }
    sums
}

/// Closed sites cost what they cost; columns count the difference.
fn cash(limits: Limits<crate::scenario::Money>, closed: i64) -> Range {
    let range = Range::of(Limits { min: limits.min.map(|m| m.0), max: limits.max.map(|m| m.0) });
    Range {
        low: if range.low == -ENDLESS { -ENDLESS } else { range.low - closed },
        high: if range.high == ENDLESS { ENDLESS } else { range.high - closed },
    }
}
