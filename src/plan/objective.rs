//! What a network is worth by a weighted sum of objectives: prices are weighed in the
//! [`Tariff`], the rest is measured here, each weighed amount rounded once to hundredths.

use super::slack;
use super::{CostBreakdown, Network, Scores, Tariff};
use crate::geography::Geography;
use crate::scenario::{CountryId, Family, Money, Scenario, Weights};

/// The weighted sum, in hundredths; for [`Weights::COST`] the yearly cost.
pub fn value(scenario: &Scenario, geography: &Geography, network: &Network, weights: &Weights) -> Money {
    let tariff = Tariff::weighed(scenario, geography, weights);
    let cost = CostBreakdown::new(scenario, &tariff, network);
    let mut value = cost.total();
    if weights.balance > 0.0 {
        let measures = slack::measure(scenario, geography, network, &cost, Family::Balance);
        let missed: i64 = measures.iter().map(|measure| measure.units_missed(Family::Balance)).sum();
        value += tariff.imbalance() * missed;
    }
    value += tariff.change() * changes(scenario, network);
    if weights.scorecard > 0.0 {
        let plain = Tariff::new(scenario, geography);
        if let Some(scores) = Scores::new(scenario, &plain) {
            let pairs = scenario.country_ids().filter_map(|c| Some((c, network.covered_by[c.0]?)));
            value += pairs.map(|(country, office)| scores.loss(country, office, weights.scorecard)).sum();
        }
    }
    value
}

/// Sites closed and opened, offices at another tier, countries that move.
fn changes(scenario: &Scenario, network: &Network) -> i64 {
    let before = &scenario.baseline;
    let is_changed = |host: &CountryId| {
        let old = before.offices[host.0].as_ref().map(|office| office.tier);
        old != network.office(*host).map(|office| office.tier)
    };
    let has_moved = |country: &CountryId| {
        let old = before.covered_by[country.0];
        network.covered_by[country.0].is_some() && old.is_some() && old != network.covered_by[country.0]
    };
    if before.offices.iter().all(Option::is_none) {
        return 0;
    }
    let ids = || scenario.country_ids();
    (ids().filter(is_changed).count() + ids().filter(has_moved).count()) as i64
}
