//! The cheapest way to take one element of each part: exactly under the limits of the joint sums as far
//! as the elements fix them, and with the multipliers for what they leave open.

use std::cmp::Reverse;

use super::by_parts::MANY;
use super::problem::Problem;
use super::sums::{ENDLESS, Range, Sum, plus};
use super::tail::{End, Tail};

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
    /// No combination costs less, in cents.
    pub least: f64,
    /// By part.
    pub chosen: Vec<usize>,
    /// Whether it is known to keep the limits of the joint sums as far as its elements fix them.
    pub fits: bool,
}

/// Steps of the search in a network of many parts: it grows with what they offer to the power of their number.
const STEPS: u64 = 100_000;

/// Units of a sum up to which combinations are bounded for each number of them.
const COUNTED: i64 = 1_000;
/// A number of posts that no limit speaks of.
const ANY: Range = Range { low: 0, high: ENDLESS };

pub struct Combiner<'p> {
    problem: &'p Problem<'p>,
    multipliers: &'p [f64],
    /// Before the search is given up.
    steps: u64,
}

impl<'p> Combiner<'p> {
    pub fn new(problem: &'p Problem<'p>, multipliers: &'p [f64]) -> Self {
        Self { problem, multipliers, steps: if problem.parts.len() < MANY { u64::MAX } else { STEPS } }
    }

    /// The best combination below `limit`, or one that costs at most `slack` more. `offers` by part, each
    /// part's in ascending order of value, up to `slack`. Where the search for it is given up the bound is one of
    /// all combinations, with the best of them so far, or with each part's cheapest, whether or not they fit.
    pub fn best(&self, offers: &[Vec<Offer>], limit: f64, slack: f64) -> Option<Combination> {
        let matters = self.sums_that_matter(offers);
        let useful: Vec<Vec<usize>> = offers.iter().map(|offers| useful(offers, &matters)).collect();
        // Long lists first: a combination is found to fit nowhere when most of it is chosen.
        let mut order: Vec<usize> = (0..offers.len()).collect();
        order.sort_by_key(|&part| Reverse(useful[part].len()));
        let of_part = |&part: &usize| useful[part].iter().map(|&at| offers[part][at]).collect();
        let sorted: Vec<Vec<Offer>> = order.iter().map(of_part).collect();
        let sorted: Vec<&[Offer]> = sorted.iter().map(Vec::as_slice).collect();
        let sums: Vec<usize> = (0..matters.len()).filter(|&at| matters[at] != Matters::Not).collect();
        let found = self.best_of(&sorted, &sums, limit, slack)?;
        let mut chosen = vec![0; order.len()];
        order.iter().zip(found.chosen).for_each(|(&part, at)| chosen[part] = useful[part][at]);
        Some(Combination { chosen, ..found })
    }

    /// By joint sum, whether and how it may tell two combinations apart: it has a price, or some combination breaks
    /// its limits.
    fn sums_that_matter(&self, offers: &[Vec<Offer>]) -> Vec<Matters> {
        // The dearest that the posts can come to takes most off a limit on cash.
        let posts = self.problem.joint.iter().position(|&(sum, _)| sum == Sum::Posts(None));
        let surcharge = posts.map_or(0, |at| self.problem.surcharge(self.problem.joint[at].1.high));
        let matters = |at: usize| {
            let (sum, limits) = self.problem.joint[at];
            let high = match sum {
                Sum::Posts(None) => return Matters::Throughout,
                Sum::Cash(_) if limits.high < ENDLESS => limits.high.saturating_sub(surcharge),
                _ => limits.high,
            };
            let narrow = offers.iter().map(|offers| Range {
                low: offers.iter().map(|offer| offer.ranges[at].low).max().unwrap_or(0),
                high: offers.iter().map(|offer| offer.ranges[at].high).min().unwrap_or(0),
            });
            let narrow = narrow.fold(Range { low: 0, high: 0 }, plus);
            let (above, below) = (narrow.low > high, narrow.high < limits.low);
            match (self.multipliers[at] != 0.0, above, below) {
                (true, ..) | (_, true, true) => Matters::Throughout,
                (_, true, false) => Matters::Low,
                (_, false, true) => Matters::High,
                (_, false, false) => Matters::Not,
            }
        };
        (0..self.problem.joint.len()).map(matters).collect()
    }

    /// As far as `sums` tell combinations apart.
    fn best_of(&self, offers: &[&[Offer]], sums: &[usize], limit: f64, slack: f64) -> Option<Combination> {
        let of_offer = |offer: &Offer| sums.iter().map(|&at| offer.ranges[at]).collect::<Vec<_>>();
        let ranges: Vec<Vec<Vec<Range>>> =
            offers.iter().map(|offers| offers.iter().map(of_offer).collect()).collect();
        let mut least = vec![0.0; offers.len() + 1];
        let mut widest = vec![vec![Range { low: 0, high: 0 }; sums.len()]; offers.len() + 1];
        for part in (0..offers.len()).rev() {
            let values = offers[part].iter().map(|offer| offer.value);
            least[part] = least[part + 1] + values.reduce(f64::min)?;
            widest[part] = pairwise(&widest[part + 1], &hull(&ranges[part]));
        }
        let mut search = Search {
            combiner: self,
            offers,
            ranges,
            sums,
            posts: sums.iter().zip(0..).find_map(|(&sum, at)| {
                let (sum, limits) = self.problem.joint[sum];
                (sum == Sum::Posts(None)).then_some((at, limits))
            }),
            least,
            so_far: vec![vec![Range { low: 0, high: 0 }; sums.len()]; offers.len() + 1],
            widest,
            credited: vec![vec![0.0; sums.len()]; offers.len() + 1],
            tails: Vec::new(),
            limit,
            slack,
            chosen: Vec::new(),
            best: None,
            steps: self.steps,
        };
        let credits = search.credits(0)?;
        let sums = sums.iter().enumerate();
        search.tails = sums.flat_map(|(at, &sum)| search.tails(at, sum)).collect();
        search.step(0, 0.0, credits);
        let least = search.at_least();
        if search.steps > 0 {
            // What is within the slack of the best was not looked at.
            return search.best.map(|best| Combination { least: least.max(best.bound - slack), ..best });
        }
        let chosen = search.best.map(|best| best.chosen);
        let fits = chosen.is_some();
        let chosen = chosen.unwrap_or_else(|| vec![0; offers.len()]);
        (least < limit).then_some(Combination { bound: least, least, chosen, fits })
    }

    /// The least that the multipliers take back over sums within these ranges, with the surcharge for
    /// posts and all constants; `None` where the limits leave nothing.
    pub fn credits(&self, ranges: &[Range]) -> Option<f64> {
        let posts = self.posts(ranges);
        let credit = |total, at: usize| Some(total + self.credit(at, ranges[at], posts)?);
        (0..ranges.len()).try_fold(self.constant(), credit)
    }

    fn constant(&self) -> f64 {
        self.problem.constant as f64 * self.problem.weight
    }

    /// The number of posts within these ranges.
    pub fn posts(&self, ranges: &[Range]) -> Range {
        let mut limits = self.problem.joint.iter().zip(ranges);
        let posts = limits.find(|((sum, _), _)| *sum == Sum::Posts(None));
        posts.map_or(ANY, |(&(_, limits), range)| range.and(limits))
    }

    /// Of one sum over the offices of the network.
    pub fn limits(&self, at: usize, posts: Range) -> Range {
        let (sum, limits) = self.problem.joint[at];
        match sum {
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
        }
    }

    /// The least that the multiplier of one sum takes back over a range, with what it costs on top.
    pub fn credit(&self, at: usize, range: Range, posts: Range) -> Option<f64> {
        let (sum, _) = self.problem.joint[at];
        let multiplier = self.multipliers[at];
        let range = range.and(self.limits(at, posts));
        if range.is_empty() {
            return None;
        }
        if sum == Sum::Posts(None) {
            let surcharge = |posts: i64| self.problem.surcharge(posts) as f64 * self.problem.weight;
            let price = |posts: i64| multiplier * posts as f64 + surcharge(posts);
            let kink = self.problem.existing_posts.clamp(range.low, range.high);
            let ends = [range.low.max(0), kink.max(0), range.high];
            return Some(ends.into_iter().map(price).fold(f64::INFINITY, f64::min));
        }
        let end = if multiplier > 0.0 { range.low } else { range.high };
        Some(if multiplier == 0.0 { 0.0 } else { multiplier * end as f64 })
    }
}

/// What of a range may tell two combinations apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matters {
    Not,
    /// Its low end alone: sums may be too high only, and have no price.
    Low,
    /// Its high end alone.
    High,
    Throughout,
}

impl Matters {
    /// Whether a combination with `outer` fits wherever the same one with `inner` does, at the same price.
    fn hold(self, outer: &Range, inner: &Range) -> bool {
        match self {
            Matters::Not => true,
            Matters::Low => outer.low <= inner.low,
            Matters::High => outer.high >= inner.high,
            Matters::Throughout => outer.and(*inner) == *inner,
        }
    }
}

struct Search<'s, 'p> {
    combiner: &'s Combiner<'p>,
    offers: &'s [&'s [Offer<'s>]],
    /// By part and offer, of the sums that matter.
    ranges: Vec<Vec<Vec<Range>>>,
    sums: &'s [usize],
    /// Where the number of posts stands among them, and its limits.
    posts: Option<(usize, Range)>,
    /// By part: the least value of what is still to come.
    least: Vec<f64>,
    /// By part: what is chosen before it comes to.
    so_far: Vec<Vec<Range>>,
    /// By part: ranges that hold the sums of all that is still to come.
    widest: Vec<Vec<Range>>,
    /// By part and sum: the least that any combination with what is chosen before it comes to is credited with.
    credited: Vec<Vec<f64>>,
    tails: Vec<Tail>,
    limit: f64,
    slack: f64,
    chosen: Vec<usize>,
    best: Option<Combination>,
    /// Left before the search is given up.
    steps: u64,
}

impl Search<'_, '_> {
    /// Goes on from what is chosen before a part, which is worth `value` and credited with no less than `credited`.
    fn step(&mut self, part: usize, value: f64, credited: f64) {
        if part == self.offers.len() {
            let bound = value + credited;
            if bound < self.limit {
                self.limit = bound - self.slack;
                let chosen = self.chosen.clone();
                self.best = Some(Combination { bound, least: bound, chosen, fits: true });
            }
            return;
        }
        for (at, offer) in self.offers[part].iter().enumerate() {
            if self.steps == 0 {
                return;
            }
            self.steps -= 1;
            let at_least = value + offer.value + self.least[part + 1];
            if at_least + credited - self.slack >= self.limit {
                break;
            }
            if at_least + credited >= self.limit {
                continue;
            }
            let value = value + offer.value;
            // By what is known before its sums are added up; most are out by that.
            let (so_far, own) = (&self.so_far[part], &self.ranges[part][at]);
            if self.is_dear(part + 1, value, (part, credited), |sum| plus(so_far[sum], own[sum])) {
                continue;
            }
            let (before, after) = self.so_far.split_at_mut(part + 1);
            let sums = before[part].iter().zip(&self.ranges[part][at]);
            after[0].iter_mut().zip(sums).for_each(|(sum, (so_far, own))| *sum = plus(*so_far, *own));
            // What is still to come may not fit at all, or only where it costs more.
            let Some(credits) = self.credits(part + 1).filter(|credits| at_least + credits < self.limit)
            else {
                continue;
            };
            if self.is_dear(part + 1, value, (part + 1, credits), |sum| self.so_far[part + 1][sum]) {
                continue;
            }
            self.chosen.push(at);
            self.step(part + 1, value, credits);
            self.chosen.pop();
        }
    }

    /// Whether what is to come from a part on costs too much beside what is chosen before it, by what one of the sums
    /// comes to there. `credited` says before which part the credits were last worked out, and their total.
    fn is_dear(
        &self,
        part: usize,
        value: f64,
        credited: (usize, f64),
        so_far: impl Fn(usize) -> Range,
    ) -> bool {
        let (known, total) = credited;
        let is_dear = |tail: &Tail| {
            let others = value + total - self.credited[known][tail.at];
            others + tail.least(part, so_far(tail.at)) >= self.limit
        };
        self.tails.iter().any(is_dear)
    }

    /// No combination costs less.
    fn at_least(&mut self) -> f64 {
        let all = self.credits(0).map_or(f64::INFINITY, |credits| credits + self.least[0]);
        let before = |tail: &Tail| tail.least(0, self.so_far[0][tail.at]) - self.least[0];
        let by_tail = self.tails.iter().map(|tail| all - self.credited[0][tail.at] + before(tail));
        by_tail.fold(all, f64::max)
    }

    /// Of one of the sums that matter, where it counts so few units that they can be looked at one by one.
    fn tails(&self, at: usize, sum: usize) -> Vec<Tail> {
        let (kind, limits) = self.combiner.problem.joint[sum];
        let most = limits.high.min(self.widest[0][at].high);
        if matches!(kind, Sum::Cash(_)) || !(0..=COUNTED).contains(&most) {
            return Vec::new();
        }
        let of_part = |(offers, ranges): (&&[Offer], &Vec<Vec<Range>>)| {
            offers.iter().zip(ranges).map(|(offer, ranges)| (ranges[at], offer.value)).collect()
        };
        let parts: Vec<Vec<(Range, f64)>> = self.offers.iter().zip(&self.ranges).map(of_part).collect();
        let credit = |range: Range| self.combiner.credit(sum, range, ANY).unwrap_or(f64::INFINITY);
        [End::Low, End::High].into_iter().filter_map(|end| Tail::new(at, end, most, &parts, credit)).collect()
    }

    /// As [`Combiner::credits`], over what is chosen before a part and all that may come from there.
    fn credits(&mut self, part: usize) -> Option<f64> {
        let range = |at: usize| plus(self.so_far[part][at], self.widest[part][at]);
        let posts = self.posts.map_or(ANY, |(at, limits)| range(at).and(limits));
        let mut total = self.combiner.constant();
        for (at, &sum) in self.sums.iter().enumerate() {
            let credit = self.combiner.credit(sum, range(at), posts)?;
            self.credited[part][at] = credit;
            total += credit;
        }
        Some(total)
    }
}

/// The offers that no earlier one stands for: one that costs no more and whose sums fit wherever its own do.
fn useful(offers: &[Offer], matters: &[Matters]) -> Vec<usize> {
    let mut useful: Vec<usize> = Vec::new();
    for (at, offer) in offers.iter().enumerate() {
        let holds = |other: &Offer| {
            let mut sums = other.ranges.iter().zip(offer.ranges).zip(matters);
            other.value <= offer.value && sums.all(|((outer, inner), matters)| matters.hold(outer, inner))
        };
        if !useful.iter().any(|&other| holds(&offers[other])) {
            useful.push(at);
        }
    }
    useful
}

/// The narrowest ranges that hold those of every offer.
fn hull(offers: &[Vec<Range>]) -> Vec<Range> {
    let wider = |a: Vec<Range>, b: &Vec<Range>| a.iter().zip(b).map(|(a, b)| a.or(*b)).collect();
    let Some((first, others)) = offers.split_first() else { return Vec::new() };
    others.iter().fold(first.clone(), wider)
}

fn pairwise(a: &[Range], b: &[Range]) -> Vec<Range> {
    a.iter().zip(b).map(|(a, b)| plus(*a, *b)).collect()
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::solver::parts::problem::with_default;

    /// Three parts with ten offers each, drawn; limits and multipliers of the sums as well.
    #[test]
    fn no_combination_is_cheaper_than_the_best() {
        with_default(drawn_parts);
    }

    fn drawn_parts(mut problem: Problem) {
        let mut fitting = 0;
        for seed in 0..300 {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            for (_, limits) in &mut problem.joint {
                let low = rng.random_range(0..12);
                *limits = Range { low, high: low + rng.random_range(0..12) };
                let (no_floor, no_ceiling) = (rng.random_ratio(1, 3), rng.random_ratio(1, 3));
                limits.low = if no_floor { -ENDLESS } else { limits.low };
                limits.high = if no_ceiling { ENDLESS } else { limits.high };
            }
            let multipliers: Vec<f64> =
                problem.joint.iter().map(|_| [0.0, -300.0, 200.0][rng.random_range(0..3)]).collect();
            let multipliers = problem.safe(&multipliers);
            let mut range = |_: &_| {
                let low = rng.random_range(0..7);
                Range { low, high: low + [0, 0, 2, ENDLESS][rng.random_range(0..4)] }
            };
            let drawn: Vec<Vec<Vec<Range>>> = (0..3)
                .map(|_| (0..10).map(|_| problem.joint.iter().map(&mut range).collect()).collect())
                .collect();
            let offers: Vec<Vec<Offer>> = drawn
                .iter()
                .map(|part| {
                    let ascending = part.iter().zip(0..);
                    ascending.map(|(ranges, at)| Offer { value: f64::from(at * 97), ranges }).collect()
                })
                .collect();
            let combiner = Combiner::new(&problem, &multipliers);
            let all = (0..1_000).filter_map(|number| {
                let chosen = (0..3).map(|part| offers[part][number / 10_usize.pow(part as u32) % 10]);
                let none = vec![Range { low: 0, high: 0 }; problem.joint.len()];
                let (value, ranges) = chosen.fold((0.0, none), |(value, ranges), offer| {
                    (value + offer.value, pairwise(&ranges, offer.ranges))
                });
                Some(value + combiner.credits(&ranges)?)
            });
            let cheapest = all.reduce(f64::min);
            let best = combiner.best(&offers, f64::INFINITY, 0.0).map(|best| best.bound);
            assert_eq!(best.is_some(), cheapest.is_some(), "seed {seed}");
            let Some((best, cheapest)) = best.zip(cheapest) else { continue };
            assert!((best - cheapest).abs() < 1e-3, "seed {seed}: {best} in place of {cheapest}");
            fitting += 1;
            // Endless sums at a price leave no digit for it.
            let slack = if cheapest.abs() < 1e9 { 150.0 } else { continue };
            let near = combiner.best(&offers, f64::INFINITY, slack).expect("one fits");
            assert!(near.least < cheapest + 1e-3 && cheapest < near.bound + 1e-3, "seed {seed}: {near:?}");
            assert!(near.bound < near.least + slack + 1e-3, "seed {seed}: {near:?}");
            let hasty = Combiner { steps: 5, ..combiner };
            let given_up = hasty.best(&offers, f64::INFINITY, slack).expect("one fits");
            assert!(given_up.least < cheapest + 1e-3, "seed {seed}: {given_up:?}");
        }
        assert!(fitting > 50, "too few have a combination that fits: {fitting}");
    }

    /// Where sums can only be too high, a plan stands for those of the same value that have more.
    #[test]
    fn an_offer_stands_for_those_that_fit_no_better() {
        let ranges = [Range { low: 5, high: 5 }, Range { low: 6, high: ENDLESS }, Range { low: 0, high: 4 }];
        let offers = ranges.each_ref().map(|range| Offer { value: 1.0, ranges: std::slice::from_ref(range) });
        let kept = |matters| useful(&offers, &[matters]);
        assert_eq!(kept(Matters::Low), [0, 2]);
        assert_eq!(kept(Matters::High), [0, 1]);
        assert_eq!(kept(Matters::Throughout), [0, 1, 2]);
        assert_eq!(kept(Matters::Not), [0]);
    }
}
