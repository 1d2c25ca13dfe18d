//! What the parts still to come cost at least, by how much of one sum is taken before them: a combination that
//! takes too much of it, or too little, is given up long before its last part.

use std::collections::BTreeMap;

use super::sums::{ENDLESS, Range};

/// Which ends of its ranges are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// May come to too much.
    Low,
    /// May come to too little.
    High,
}

/// By part and amount of the sum before it, the least value from there on, with what the sum is credited with.
pub struct Tail {
    /// The sum, among those that matter.
    pub at: usize,
    end: End,
    /// Low ends above it fit nowhere; high ends above it are as good as it.
    most: i64,
    /// By part, then amount; with the credit alone after the last.
    least: Vec<Vec<f64>>,
}

impl Tail {
    /// `parts` with the range of the sum and the value of each offer; `credit` is the least over a range, infinite
    /// where none of it is allowed. `None` for sums that may be below 0.
    pub fn new(
        at: usize,
        end: End,
        most: i64,
        parts: &[Vec<(Range, f64)>],
        credit: impl Fn(Range) -> f64,
    ) -> Option<Self> {
        let mut tail = Tail { at, end, most, least: vec![Vec::new(); parts.len() + 1] };
        let total = |amount: i64| match end {
            End::Low => Range { low: amount, high: ENDLESS },
            End::High => Range { low: -ENDLESS, high: if amount == most { ENDLESS } else { amount } },
        };
        tail.least[parts.len()] = (0..=most).map(|amount| credit(total(amount))).collect();
        for (part, offers) in parts.iter().enumerate().rev() {
            let mut cheapest: BTreeMap<i64, f64> = BTreeMap::new();
            for &(range, value) in offers {
                let least = cheapest.entry(tail.amount(range)).or_insert(value);
                *least = least.min(value);
            }
            if cheapest.keys().next().is_some_and(|&amount| amount < 0) {
                return None;
            }
            let from = |before: i64| {
                let with = |(amount, value): (&i64, &f64)| value + tail.with(part + 1, before + amount);
                cheapest.iter().map(with).fold(f64::INFINITY, f64::min)
            };
            tail.least[part] = (0..=most).map(from).collect();
        }
        Some(tail)
    }

    /// From `part` on, where the parts before it come to `before`.
    pub fn least(&self, part: usize, before: Range) -> f64 {
        self.with(part, self.amount(before))
    }

    fn amount(&self, range: Range) -> i64 {
        match self.end {
            End::Low => range.low,
            End::High => range.high.min(self.most),
        }
    }

    fn with(&self, part: usize, amount: i64) -> f64 {
        let amount = if self.end == End::High { amount.min(self.most) } else { amount };
        let least = usize::try_from(amount).ok().and_then(|amount| self.least[part].get(amount));
        least.copied().unwrap_or(f64::INFINITY)
    }
}
