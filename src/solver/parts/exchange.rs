//! A cheaper choice of whole plans, one of each part, by exchanging those of one part or of two: where there are
//! many parts the search for the best combination is given up long before it has seen them all.

use super::combination::{Combiner, Offer};
use super::sums::Range;

/// In cents: less is rounding.
const CHEAPER: f64 = 0.5;

/// Exchanges until none of one part or of two pays. `offers` by part, each with one amount of every joint sum;
/// `chosen` keeps the limits, and so does what comes of it.
pub fn exchange(combiner: &Combiner, offers: &[Vec<Offer>], chosen: Vec<usize>) -> Vec<usize> {
    let mut choice = Choices::new(combiner, offers, chosen);
    while choice.improve() {}
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
