//! A cheaper choice of whole plans, one of each part, by exchanging those of one part or of two, and then the best of
//! some drawn parts at a time: where there are many parts the search for the best combination of all is given up long
//! before it has seen them.

use rand::SeedableRng;
use rand::seq::index::sample;
use rand_chacha::ChaCha8Rng;

use super::combination::{Combiner, Offer};
use super::sums::Range;

/// In cents: less is rounding.
const CHEAPER: f64 = 0.5;
/// Parts that are free at a time.
const FREE: usize = 8;
/// Draws for each part.
const DRAWS: usize = 4;

/// Exchanges until none of one part or of two pays, then those of several. `offers` by part, each with one amount of
/// every joint sum; `chosen` keeps the limits, and so does what comes of it.
pub fn exchange(combiner: &Combiner, offers: &[Vec<Offer>], chosen: Vec<usize>) -> Vec<usize> {
    let mut choice = Choices::new(combiner, offers, chosen);
    while choice.improve() {}
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    for _ in 0..DRAWS * offers.len() {
        choice.free(&sample(&mut rng, offers.len(), FREE.min(offers.len())).into_vec());
    }
    choice.chosen
}

struct Choices<'o> {
    combiner: &'o Combiner<'o>,
    offers: &'o [Vec<Offer<'o>>],
    chosen: Vec<usize>,
    /// Without what the sums are credited with, in cents.
    value: f64,
    /// By joint sum.
    totals: Vec<i64>,
    /// In cents.
    cost: f64,
}

impl<'o> Choices<'o> {
    fn new(combiner: &'o Combiner<'o>, offers: &'o [Vec<Offer<'o>>], chosen: Vec<usize>) -> Self {
        let sums = offers.first().and_then(|offers| offers.first()).map_or(0, |offer| offer.ranges.len());
        let mut choices =
            Self { combiner, offers, chosen, value: 0.0, totals: vec![0; sums], cost: f64::INFINITY };
        for (offers, &at) in offers.iter().zip(&choices.chosen) {
            choices.value += offers[at].value;
            choices.totals.iter_mut().zip(offers[at].ranges).for_each(|(total, range)| *total += range.low);
        }
        choices.cost = choices.with(&[]).map_or(f64::INFINITY, |(_, _, cost)| cost);
        choices
    }

    /// Tries every exchange of one part and of two, and makes those that pay; whether any did.
    fn improve(&mut self) -> bool {
        let all: Vec<(usize, usize)> = (self.offers.iter().enumerate())
            .flat_map(|(part, offers)| (0..offers.len()).map(move |at| (part, at)))
            .collect();
        let before = self.cost;
        for (number, &one) in all.iter().enumerate() {
            self.make(&[one]);
            for &other in all[number + 1..].iter().filter(|other| other.0 != one.0) {
                self.make(&[one, other]);
            }
        }
        self.cost < before
    }

    /// Takes the best plans of some parts beside those that are chosen of the others.
    fn free(&mut self, parts: &[usize]) {
        let open = |part: usize| parts.contains(&part);
        let of_part = |(part, offers): (usize, &Vec<Offer<'o>>)| match open(part) {
            true => offers.clone(),
            false => vec![offers[self.chosen[part]]],
        };
        let offers: Vec<Vec<Offer>> = self.offers.iter().enumerate().map(of_part).collect();
        let best = self.combiner.best(&offers, self.cost - CHEAPER, 0.0);
        let Some(best) = best.filter(|best| best.fits) else { return };
        let changes: Vec<(usize, usize)> = parts.iter().map(|&part| (part, best.chosen[part])).collect();
        let changes: Vec<(usize, usize)> =
            changes.into_iter().filter(|&(part, at)| self.chosen[part] != at).collect();
        self.make(&changes);
    }

    /// Makes an exchange that pays.
    fn make(&mut self, changes: &[(usize, usize)]) {
        if changes.iter().any(|&(part, at)| self.chosen[part] == at) {
            return;
        }
        let Some((value, totals, cost)) = self.with(changes).filter(|(.., cost)| *cost < self.cost - CHEAPER)
        else {
            return;
        };
        (self.value, self.totals, self.cost) = (value, totals, cost);
        changes.iter().for_each(|&(part, at)| self.chosen[part] = at);
    }

    /// Value, sums and cost after an exchange; `None` where it breaks a limit.
    fn with(&self, changes: &[(usize, usize)]) -> Option<(f64, Vec<i64>, f64)> {
        let (mut value, mut totals) = (self.value, self.totals.clone());
        for &(part, at) in changes {
            let (old, new) = (&self.offers[part][self.chosen[part]], &self.offers[part][at]);
            value += new.value - old.value;
            let amounts = old.ranges.iter().zip(new.ranges);
            totals.iter_mut().zip(amounts).for_each(|(total, (old, new))| *total += new.low - old.low);
        }
        let ranges: Vec<Range> = totals.iter().map(|&total| Range { low: total, high: total }).collect();
        let cost = value + self.combiner.credits(&ranges)?;
        Some((value, totals, cost))
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::solver::parts::problem::{Problem, with_default};
    use crate::solver::parts::sums::ENDLESS;

    /// Two parts with six plans each, drawn, as are limits and multipliers: to exchange both is to choose anew.
    #[test]
    fn of_two_parts_the_best_plans_are_chosen() {
        with_default(drawn_pairs_of_parts);
    }

    fn drawn_pairs_of_parts(mut problem: Problem) {
        let mut improved = 0;
        for seed in 0..200 {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            for (_, limits) in &mut problem.joint {
                let least = [-ENDLESS, rng.random_range(0..6)][rng.random_range(0..2)];
                *limits = Range { low: least, high: rng.random_range(8..16) };
            }
            let multipliers: Vec<f64> =
                problem.joint.iter().map(|_| [0.0, -300.0, 200.0][rng.random_range(0..3)]).collect();
            let multipliers = problem.safe(&multipliers);
            let mut one = |_: &_| {
                let amount = rng.random_range(0..8);
                Range { low: amount, high: amount }
            };
            let drawn: Vec<Vec<Vec<Range>>> = (0..2)
                .map(|_| (0..6).map(|_| problem.joint.iter().map(&mut one).collect()).collect())
                .collect();
            let offers: Vec<Vec<Offer>> = drawn
                .iter()
                .map(|part| {
                    part.iter()
                        .zip(0..)
                        .map(|(ranges, at)| Offer { value: f64::from(at * 97), ranges })
                        .collect()
                })
                .collect();
            let combiner = Combiner::new(&problem, &multipliers);
            let cost = |chosen: &[usize]| Choices::new(&combiner, &offers, chosen.to_vec()).cost;
            let all = (0..6).flat_map(|a| (0..6).map(move |b| [a, b]));
            let fitting: Vec<[usize; 2]> = all.filter(|chosen| cost(chosen).is_finite()).collect();
            let Some(first) = fitting.last() else { continue };
            let found = cost(&exchange(&combiner, &offers, first.to_vec()));
            let best = fitting.iter().map(|chosen| cost(chosen)).fold(f64::INFINITY, f64::min);
            assert!((found - best).abs() <= CHEAPER, "seed {seed}: {found} in place of {best}");
            let mut choices = Choices::new(&combiner, &offers, first.to_vec());
            choices.free(&[0, 1]);
            assert!((choices.cost - best).abs() <= CHEAPER, "seed {seed}: {} by freeing both", choices.cost);
            improved += usize::from(found < cost(first) - CHEAPER);
        }
        assert!(improved > 20, "too few were to be improved: {improved}");
    }
}
