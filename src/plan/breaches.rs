//! What the soft rules that a network breaks cost: the price of the family for each unit by which
//! each of its limits is missed. A unit that has begun counts whole, so that prices stay whole cents.

use std::collections::BTreeMap;

use super::slack;
use super::{CostBreakdown, Network, Tariff};
use crate::scenario::{Family, Money, Scenario};

/// By soft family; `cash` is the rest of the cost.
pub fn breaches(
    scenario: &Scenario,
    tariff: &Tariff,
    network: &Network,
    cash: &CostBreakdown,
) -> BTreeMap<Family, Money> {
    // A budget counts cash as it is paid, whatever it weighs.
    let paid = tariff
        .is_weighed()
        .then(|| CostBreakdown::new(scenario, &Tariff::new(scenario, tariff.geography()), network));
    let cash = paid.as_ref().unwrap_or(cash);
    Family::ALL
        .into_iter()
        .filter_map(|family| {
            let price = scenario.rules.price(family)?;
            let measures = slack::measure(scenario, tariff.geography(), network, cash, family);
            let missed = measures.iter().map(|measure| match family {
                // How far an office is below its floor is no linear figure.
                Family::Scorecard if measure.is_of_one_place() => {
                    tariff.breach(scenario.rules.scorecard.office_price) * i64::from(!measure.is_kept())
                }
                _ => tariff.breach(price) * measure.units_missed(family),
            });
            Some((family, missed.sum()))
        })
        .collect()
}
