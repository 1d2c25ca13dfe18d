//! How far a state is outside each rule family, and the weight that the search puts on it.

use super::prices::Prices;
use crate::scenario::{Family, Limits};

/// By family, in the family's own small units: offices, posts, staff-months, thousands of the
/// currency, countries. Zero everywhere means that every hard rule is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Excess([i64; Family::ALL.len()]);

impl Excess {
    pub fn add(&mut self, family: Family, amount: i64) {
        self.0[family as usize] += amount;
    }

    /// Takes `before`, a part of it, out for `now`.
    pub fn replace(&mut self, before: &Excess, now: &Excess) {
        // Nearly always, and one comparison is quicker than the sums.
        if before != now {
            let parts = before.0.iter().zip(&now.0);
            self.0.iter_mut().zip(parts).for_each(|(own, (before, now))| *own += now - before);
        }
    }

    pub fn of(&self, family: Family) -> i64 {
        self.0[family as usize]
    }

    pub fn is_none(&self) -> bool {
        self.0 == [0; Family::ALL.len()]
    }
}

/// What a post weighs, in cents.
pub fn post(prices: &Prices) -> i64 {
    let dearest = prices.sites.iter().flatten().flatten().map(|site| site.post).max();
    dearest.unwrap_or(0).max(prices.largest / 10)
}

/// Distance to the limits.
pub fn outside(value: i64, limits: Limits<i64>) -> i64 {
    let below = limits.min.map_or(0, |min| (min - value).max(0));
    let above = limits.max.map_or(0, |max| (value - max).max(0));
    below + above
}

pub fn whole(limits: Limits<u32>) -> Limits<i64> {
    Limits { min: limits.min.map(i64::from), max: limits.max.map(i64::from) }
}

/// Cents for each unit of excess. They grow while a family stays broken and shrink while it is kept,
/// so that the search moves along the edge of what is allowed (strategic oscillation: Glover,
/// Decision Sciences 8 (1977) 156-166).
#[derive(Debug, Clone)]
pub struct Weights {
    first: [i64; Family::ALL.len()],
    now: [i64; Family::ALL.len()],
}

const GROWTH: (i64, i64) = (13, 10);
const DECAY: (i64, i64) = (9, 10);
const CEILING: i64 = 256;
const FLOOR: i64 = 4;
/// Prices of excess end here, so that sums of a few of them remain whole numbers.
const MOST: i64 = i64::MAX / 4;

impl Weights {
    pub fn new(prices: &Prices) -> Self {
        let office = prices.largest;
        let post = post(prices);
        let first = Family::ALL.map(|family| match family {
            Family::Capacity => post / 5,
            Family::Posts => post * 2,
            // A thousand of the currency, twice.
            Family::Budget => 200_000,
            Family::Span | Family::Contiguity | Family::Retention => office / 4,
            _ => office,
        });
        Self { first, now: first }
    }

    /// At most [`MOST`], whatever the units of a scenario's workload.
    pub fn price(&self, excess: &Excess) -> i64 {
        let parts = self.now.iter().zip(&excess.0).filter(|&(_, &amount)| amount != 0);
        let sum = parts.map(|(&weight, &amount)| i128::from(weight) * i128::from(amount)).sum::<i128>();
        i64::try_from(sum).map_or(MOST, |sum| sum.min(MOST))
    }

    /// Without `may_shrink` weights only grow.
    pub fn adapt(&mut self, excess: &Excess, may_shrink: bool) {
        for (family, amount) in excess.0.iter().enumerate() {
            let (first, now) = (self.first[family], &mut self.now[family]);
            if *amount > 0 {
                let more = now.saturating_mul(GROWTH.0) / GROWTH.1 + 1;
                *now = more.min(first.saturating_mul(CEILING));
            } else if may_shrink {
                *now = (now.saturating_mul(DECAY.0) / DECAY.1).max(first / FLOOR);
            }
        }
    }
}
