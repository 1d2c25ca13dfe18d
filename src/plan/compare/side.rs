//! One of the plans that are compared, and what its scenario knows where that is at hand.

use std::collections::{BTreeMap, BTreeSet};

use super::reason::Reason;
use crate::geography::Geography;
use crate::plan::cost::coverage;
use crate::plan::{Component, Network, Plan, Tariff, Violation, broken_rules};
use crate::scenario::{CountryId, Money, Scenario};

pub struct Side<'a> {
    /// Where the plan was read from; it is named so in what is said about it.
    pub file: String,
    pub plan: &'a Plan,
    pub(super) known: Option<Known<'a>>,
}

impl<'a> Side<'a> {
    /// A plan with the scenario that it was made from, where that is at hand.
    pub fn new(file: String, plan: &'a Plan, scenario: Option<(&'a Scenario, &'a Geography)>) -> Self {
        let known = scenario.and_then(|(scenario, geography)| {
            let network = plan.network(scenario).ok()?;
            let broken = broken_rules(scenario, geography, &network);
            Some(Known { scenario, geography, network, broken })
        });
        Self { file, plan, known }
    }

    /// Of a country, as the scenario calls it.
    pub fn name(&self, country: &str) -> Option<&'a str> {
        let scenario = self.known.as_ref()?.scenario;
        scenario.find_country(country).map(|id| scenario.country(id).name.as_str())
    }
}

pub(super) struct Known<'a> {
    scenario: &'a Scenario,
    geography: &'a Geography,
    network: Network,
    /// By the plan as it stands.
    broken: Vec<Violation>,
}

impl Known<'_> {
    fn pair(&self, country: &str, office: &str) -> Option<(CountryId, CountryId)> {
        self.scenario.find_country(country).zip(self.scenario.find_country(office))
    }

    /// What covering a country from an office costs a year; `None` for places that are unknown here.
    pub fn price(&self, country: &str, office: &str) -> Option<BTreeMap<Component, Money>> {
        let (country, office) = self.pair(country, office)?;
        let lines = coverage(&Tariff::new(self.scenario, self.geography), country, office);
        Some(lines.into_iter().filter(|(_, amount)| *amount != Money::ZERO).collect())
    }

    /// The components in which `country` costs less from `office` than from `former`, if it costs less
    /// in all.
    pub fn cheaper(&self, country: &str, office: &str, former: &str) -> Option<Vec<Component>> {
        let (now, before) = (self.price(country, office)?, self.price(country, former)?);
        let total = |lines: &BTreeMap<Component, Money>| lines.values().copied().sum::<Money>();
        if total(&now) >= total(&before) {
            return Some(Vec::new());
        }
        let amount = |component: &Component| now.get(component).copied().unwrap_or_default();
        let is_less = |(component, before): &(Component, Money)| amount(component) < *before;
        Some(before.into_iter().filter(is_less).map(|(component, _)| component).collect())
    }

    /// The hard rules that putting `country` back to `former` breaks, each family once.
    pub fn broken_by(&self, country: &str, former: &str) -> Option<Vec<Reason>> {
        let (country, former) = self.pair(country, former)?;
        let mut network = self.network.clone();
        network.covered_by[country.0] = Some(former);
        let mut named = BTreeSet::new();
        let new = broken_rules(self.scenario, self.geography, &network).into_iter();
        let rules = new.filter(|violation| !self.broken.contains(violation)).filter_map(|violation| {
            let family = violation.family.filter(|family| named.insert(*family))?;
            Some(Reason::Rule { family, words: violation.message })
        });
        Some(rules.collect())
    }
}
