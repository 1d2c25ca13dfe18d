//! Countries that moved from one office to another.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::{Change, Turn};
use super::costs::by_component;
use super::offices::by_host;
use super::reason::{Reason, reasons};
use super::side::Side;
use crate::plan::{Assignment, Component, OfficeRecord, Plan};
use crate::scenario::Money;

/// A country with another office than in the first plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Id of the country.
    pub country: String,
    /// Absent where no scenario is at hand to tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In this plan, or in the only one that covers the country.
    pub region: String,
    /// Office in the first plan; null where the first plan does not cover the country.
    pub from: Option<Site>,
    /// Office in this plan; null where this plan does not cover the country.
    pub to: Option<Site>,
    /// From the covering office.
    pub distance_km: Change<Option<i64>>,
    pub shared_language: Turn<Option<bool>>,
    /// What covering the country costs a year, by component; absent unless both scenarios are at
    /// hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<BTreeMap<Component, Change<Money>>>,
    /// Empty where the plans alone do not tell.
    pub why: Vec<Reason>,
}

/// Where an office stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Id of the host country.
    pub host: String,
    pub city: String,
}

/// By country id.
pub fn moves(first: &Side, this: &Side) -> Vec<Move> {
    let (before, now) = (Coverage::new(first.plan), Coverage::new(this.plan));
    let countries: BTreeSet<&str> =
        before.assignments.keys().chain(now.assignments.keys()).copied().collect();
    countries
        .into_iter()
        .filter_map(|country| {
            let (from, to) = (before.of(country), now.of(country));
            let office = |assignment: Option<&Assignment>| assignment.map(|a| a.office.clone());
            (office(from) != office(to)).then(|| Move {
                country: country.to_owned(),
                name: this.name(country).or_else(|| first.name(country)).map(str::to_owned),
                region: to.or(from).map_or(String::new(), |assignment| assignment.region.clone()),
                from: from.map(|assignment| before.site(&assignment.office)),
                to: to.map(|assignment| now.site(&assignment.office)),
                distance_km: Change::new(
                    from.and_then(|assignment| assignment.distance_km),
                    to.and_then(|assignment| assignment.distance_km),
                ),
                shared_language: Turn::new(from.map(|a| a.shared_language), to.map(|a| a.shared_language)),
                costs: costs(first, from)
                    .zip(costs(this, to))
                    .map(|(first, this)| by_component(&first, &this)),
                why: reasons(this, from, to),
            })
        })
        .collect()
}

/// What covering a country costs; nothing where it is not covered, `None` where it is not known.
fn costs(side: &Side, assignment: Option<&Assignment>) -> Option<BTreeMap<Component, Money>> {
    let known = side.known.as_ref()?;
    assignment.map_or(Some(BTreeMap::new()), |a| known.price(&a.country, &a.office))
}

struct Coverage<'p> {
    assignments: BTreeMap<&'p str, &'p Assignment>,
    offices: BTreeMap<&'p str, &'p OfficeRecord>,
}

impl<'p> Coverage<'p> {
    fn new(plan: &'p Plan) -> Self {
        let assignments = plan.assignments.iter().map(|a| (a.country.as_str(), a)).collect();
        Self { assignments, offices: by_host(plan) }
    }

    fn of(&self, country: &str) -> Option<&'p Assignment> {
        self.assignments.get(country).copied()
    }

    fn site(&self, host: &str) -> Site {
        let city = self.offices.get(host).map_or(String::new(), |office| office.city.clone());
        Site { host: host.to_owned(), city }
    }
}
