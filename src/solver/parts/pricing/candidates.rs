//! What each country adds to the reduced cost of an office, whatever its place in the reporting lines.

use std::cmp::Ordering;

use crate::scenario::CountryId;
use crate::solver::parts::column::is_moved;
use crate::solver::parts::duals::Duals;
use crate::solver::parts::node::Allowed;
use crate::solver::parts::problem::Problem;

/// A country that may join the remit.
#[derive(Clone)]
pub struct Item {
    pub country: CountryId,
    /// What it adds to the reduced cost.
    pub value: f64,
    pub workload: i64,
    /// The same for each unit of workload.
    pub ratio: f64,
}

impl Item {
    fn new(country: CountryId, value: f64, workload: i64) -> Self {
        let ratio = match workload {
            0 if value == 0.0 => 0.0,
            0 => value * f64::INFINITY,
            _ => value / workload as f64,
        };
        Self { country, value, workload, ratio }
    }

    /// Credited with so much more.
    pub fn less(&self, credit: f64) -> Self {
        if credit == 0.0 { self.clone() } else { Self::new(self.country, self.value - credit, self.workload) }
    }

    /// By descending worth for each unit of workload.
    pub fn order(a: &Self, b: &Self) -> Ordering {
        a.ratio.total_cmp(&b.ratio).then(a.value.total_cmp(&b.value)).then(a.country.cmp(&b.country))
    }
}

/// The countries that an office may cover, before its area credits them.
pub struct Candidates {
    /// The host's own country, which joins always.
    pub own: Option<Item>,
    /// By descending worth for each unit of workload.
    pub items: Vec<Item>,
}

impl Candidates {
    pub fn new(problem: &Problem, host: CountryId, duals: &Duals, allowed: &Allowed) -> Self {
        let (scenario, prices) = (problem.scenario, problem.prices);
        let cash = duals.cash_factor(scenario.country(host).region);
        let item = |country: CountryId| {
            let choice = prices.choice(country, host).expect("in reach");
            let moved = if is_moved(scenario, country, host) { duals.moved } else { 0.0 };
            let value = choice.cash as f64 * cash + choice.service as f64 * duals.weight
                - duals.cover(country)
                - moved
                - duals.in_remit(country, host);
            Item::new(country, value, scenario.country(country).workload.0)
        };
        let reach = &prices.reaches[host.0];
        let mut items = Vec::with_capacity(reach.len());
        items.extend(reach.iter().filter(|&&country| allowed.in_remit(country, host)).map(|&c| item(c)));
        items.sort_by(Item::order);
        Self { own: scenario.country(host).covered.then(|| item(host)), items }
    }
}
