//! The cheapest way to take one element of each part: exactly under the limits of the joint sums as far
//! as the elements fix them, and with the multipliers for what they leave open.

use super::problem::Problem;
use super::sums::{ENDLESS, Range, Sum};

/// What an element of a part says: a value that no plan in it undercuts, in cents with the multipliers'
/// credits taken off, and ranges of the joint sums.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'e> {
    pub value: f64,
    pub ranges: &'e [Range],
}

/// One element of each part.
#[derive(Debug, Clone)]
pub struct Combination {
    /// No plan within these elements costs less, in cents.
    pub bound: f64,
    /// By part.
    pub chosen: Vec<usize>,
}

pub struct Combiner<'p> {
    problem: &'p Problem<'p>,
    multipliers: &'p [f64],
}

impl<'p> Combiner<'p> {
    pub fn new(problem: &'p Problem<'p>, multipliers: &'p [f64]) -> Self {
        Self { problem, multipliers }
    }

    /// The best combination below `limit`, or one that costs at most `slack` more. `offers` by part, each
    /// part's in ascending order of value, up to `slack`.
    pub fn best(&self, offers: &[Vec<Offer>], limit: f64, slack: f64) -> Option<Combination> {
        let mut least = vec![0.0; offers.len() + 1];
        for part in (0..offers.len()).rev() {
            let values = offers[part].iter().map(|offer| offer.value);
            least[part] = least[part + 1] + values.reduce(f64::min)?;
        }
        let none = Range { low: 0, high: 0 };
        let mut search =
            Search { combiner: self, offers, least, limit, slack, chosen: Vec::new(), best: None };
        let all = search.widest();
        let credits = self.credits(&all)?;
        search.least.iter_mut().for_each(|least| *least += credits);
        search.step(0, 0.0, &vec![none; self.problem.joint.len()]);
        search.best
    }

    /// The least that the multipliers take back over sums within these ranges, with the surcharge for
    /// posts and all constants; `None` where the limits leave nothing.
    fn credits(&self, ranges: &[Range]) -> Option<f64> {
        let mut posts = Range { low: 0, high: ENDLESS };
        for (&(sum, limits), range) in self.problem.joint.iter().zip(ranges) {
            if sum == Sum::Posts(None) {
                posts = range.and(limits);
            }
        }
        let mut total = self.problem.constant as f64;
        for ((&(sum, limits), &range), &multiplier) in
            self.problem.joint.iter().zip(ranges).zip(self.multipliers)
        {
            let limits = match sum {
                // What the posts cost the network as a whole is cash as well.
                Sum::Cash(_) => Range {
                    low: if posts.high >= ENDLESS || limits.low <= -ENDLESS {
                        -ENDLESS
                    } else {
                        limits.low.saturating_sub(self.problem.surcharge(posts.high))
                    },
                    high: limits.high.saturating_sub(self.problem.surcharge(posts.low.max(0))),
                },
                _ => limits,
            };
            let range = range.and(limits);
            if range.is_empty() {
                return None;
            }
            if sum == Sum::Posts(None) {
                let price = |posts: i64| multiplier * posts as f64 + self.problem.surcharge(posts) as f64;
                let kink = self.problem.existing_posts.clamp(range.low, range.high);
                let ends = [range.low.max(0), kink.max(0), range.high];
                total += ends.into_iter().map(price).fold(f64::INFINITY, f64::min);
            } else if multiplier != 0.0 {
                let end = if multiplier > 0.0 { range.low } else { range.high };
                total += multiplier * end as f64;
            }
        }
        Some(total)
    }
}

struct Search<'s, 'p> {
    combiner: &'s Combiner<'p>,
    offers: &'s [Vec<Offer<'s>>],
    /// By part: of what is still to come, credits included.
    least: Vec<f64>,
    limit: f64,
    slack: f64,
    chosen: Vec<usize>,
    best: Option<Combination>,
}

impl Search<'_, '_> {
    /// Ranges that hold every combination.
    fn widest(&self) -> Vec<Range> {
        let joint = self.combiner.problem.joint.len();
        let mut all = vec![Range { low: 0, high: 0 }; joint];
        for offers in self.offers {
            for (at, all) in all.iter_mut().enumerate() {
                let low = offers.iter().map(|offer| offer.ranges[at].low).min().unwrap_or(0);
                let high = offers.iter().map(|offer| offer.ranges[at].high).max().unwrap_or(0);
                *all = plus(*all, Range { low, high });
            }
        }
        all
    }

    fn step(&mut self, part: usize, value: f64, ranges: &[Range]) {
        if part == self.offers.len() {
            if let Some(credits) = self.combiner.credits(ranges)
                && value + credits < self.limit
            {
                self.limit = value + credits - self.slack;
                self.best = Some(Combination { bound: value + credits, chosen: self.chosen.clone() });
            }
            return;
        }
        for (at, offer) in self.offers[part].iter().enumerate() {
            let at_least = value + offer.value + self.least[part + 1];
            if at_least - self.slack >= self.limit {
                break;
            }
            if at_least >= self.limit {
                continue;
            }
            let next: Vec<Range> = ranges.iter().zip(offer.ranges).map(|(a, b)| plus(*a, *b)).collect();
            self.chosen.push(at);
            self.step(part + 1, value + offer.value, &next);
            self.chosen.pop();
        }
    }
}

fn plus(a: Range, b: Range) -> Range {
    let low = if a.low <= -ENDLESS || b.low <= -ENDLESS { -ENDLESS } else { a.low + b.low };
    let high = if a.high >= ENDLESS || b.high >= ENDLESS { ENDLESS } else { a.high + b.high };
    Range { low, high }
}
