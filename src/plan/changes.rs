//! What a plan changes of the baseline.

use super::{Network, Office};
use crate::scenario::{CountryId, Scenario};

/// A site whose office is not as the baseline has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteChange {
    pub host: CountryId,
    /// `None`: there is no office in the baseline.
    pub before: Option<Office>,
    /// `None`: it closes.
    pub after: Option<Office>,
}

impl SiteChange {
    /// The office stays, but at another tier, under another superior or housed in another way.
    pub fn is_of_kind(&self) -> bool {
        let kind = |office: Office| (office.tier, office.reports_to, office.arrangement);
        self.before.zip(self.after).is_some_and(|(before, after)| kind(before) != kind(after))
    }
}

/// What a plan changes of the baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// By host.
    pub sites: Vec<SiteChange>,
    /// Country, host of its office in the baseline, host of its office in the plan.
    pub moved: Vec<(CountryId, Option<CountryId>, CountryId)>,
}

impl Changes {
    pub fn new(scenario: &Scenario, network: &Network) -> Self {
        let before = Network::baseline(scenario);
        let sites = scenario.country_ids().map(|host| SiteChange {
            host,
            before: before.office(host).copied(),
            after: network.office(host).copied(),
        });
        let moved = scenario.country_ids().filter_map(|country| {
            let to = network.covered_by[country.0]?;
            let from = before.covered_by[country.0];
            (from != Some(to)).then_some((country, from, to))
        });
        Self { sites: sites.filter(|site| site.before != site.after).collect(), moved: moved.collect() }
    }
}
