//! Why a plan is as it is, in prices: what another office for a country, a closure, another tier or a
//! weaker rule would change, each by a solve in which just that is changed and all else is free.
//!
//! A price is the difference between two plans: the best one with the change, and the plan that is
//! explained. It is called exact only where bound and plan of the former have met, within the rounding of
//! the solvers; else it is an interval, or a bound.

mod asker;
mod certainty;
mod country;
mod forbidden;
mod neighbour;
mod office;
mod record;
mod rules;

use crate::geography::Geography;
use crate::plan::{Network, Plan};
use crate::scenario::{CountryId, Loaded, Money, Scenario};

use crate::solver::Condition;

use asker::Asker;
pub use asker::Effort;
pub use record::{
    Alternative, Certainty, Cheaper, CountryAnswer, Decided, Explanation, Forbidden, More, Moved, NextValue,
    OfficeAnswer, OfficeVerdict, OtherTier, PairVerdict, RulePrice, Saving, Verdict, WhyNot, schema,
};

/// What is asked of a plan.
#[derive(Debug, Clone, Default)]
pub struct Asked<'a> {
    /// Countries that need coverage, each with an office that it might be covered by.
    pub countries: Vec<(CountryId, Option<CountryId>)>,
    /// Hosts of offices of the plan.
    pub offices: Vec<CountryId>,
    /// The scenario as it was read, where its rules are to be priced.
    pub rules: Option<&'a Loaded>,
    /// Percent above the best plan.
    pub certainty: Option<f64>,
}

/// `network` is that of `plan`, which keeps every hard rule of `scenario`.
pub fn explain(
    scenario: &Scenario,
    geography: &Geography,
    (plan, network): (&Plan, &Network),
    asked: &Asked,
    effort: &Effort,
) -> Explanation {
    let asker = Asker::new(scenario, geography, (plan, network), effort);
    let changes: Vec<Condition> = (asked.countries.iter())
        .flat_map(|&(country, other)| country::changes(network, country, other))
        .chain(asked.offices.iter().flat_map(|&host| office::changes(scenario, network, host)))
        .collect();
    asker.settle(&changes);
    let open: Vec<Condition> = changes.into_iter().filter(|&change| !asker.is_settled(change)).collect();
    asker.learn(&open, Money(i64::MAX));
    asker.expect(open.len());
    let countries = asked.countries.iter().map(|&(c, other)| country::answer(&asker, c, other)).collect();
    let offices = asked.offices.iter().map(|&h| office::answer(&asker, h)).collect();
    let rules = asked.rules.map(|loaded| rules::prices(&asker, loaded));
    let certainty = asked.certainty.map(|percent| certainty::certainty(&asker, percent));
    let cheapest = asker.cheapest();
    Explanation {
        schema_version: 1,
        scenario: scenario.name.clone(),
        money: plan.units.money.clone(),
        inputs_hash: plan.inputs.hash.clone(),
        objective: plan.objective,
        bound: plan.bound,
        status: plan.status,
        cheaper_plan: (cheapest < plan.objective).then_some(cheapest),
        countries,
        offices,
        rules,
        certainty,
    }
}
