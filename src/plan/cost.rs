//! What a network costs a year: one line per component, per region and in all.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::breaches::breaches;
use super::{Network, Tariff};
use crate::scenario::{CountryId, Family, Money, RegionId, Scenario};

/// One line of the cost of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// Premises and local support.
    Offices,
    Posts,
    /// What host governments bear; negative.
    HostContribution,
    Missions,
    Supervision,
    /// Openings, closures, changes of tier, moves of countries, new and redeployed posts, each
    /// spread over the pay-back period.
    Transition,
    /// Service loss: distance to the covering office.
    Remoteness,
    /// Service loss: no shared working language.
    Language,
    /// Service loss: preferences not followed.
    Accreditation,
    /// Service loss: other soft rules that are broken, at their prices.
    Breaches,
}

impl Component {
    pub const ALL: [Component; 10] = [
        Component::Offices,
        Component::Posts,
        Component::HostContribution,
        Component::Missions,
        Component::Supervision,
        Component::Transition,
        Component::Remoteness,
        Component::Language,
        Component::Accreditation,
        Component::Breaches,
    ];

    /// Paid in cash; the others are priced losses of service.
    pub fn is_cash(self) -> bool {
        use Component::{Accreditation, Breaches, Language, Remoteness};
        !matches!(self, Remoteness | Language | Accreditation | Breaches)
    }

    pub fn name(self) -> &'static str {
        match self {
            Component::Offices => "offices",
            Component::Posts => "posts",
            Component::HostContribution => "host_contribution",
            Component::Missions => "missions",
            Component::Supervision => "supervision",
            Component::Transition => "transition",
            Component::Remoteness => "remoteness",
            Component::Language => "language",
            Component::Accreditation => "accreditation",
            Component::Breaches => "breaches",
        }
    }
}

/// Amounts by component, by the region that answers for them (`None`: the network as a whole).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostBreakdown {
    lines: BTreeMap<(Option<RegionId>, Component), Money>,
    offices: BTreeMap<(CountryId, Component), Money>,
    breaches: BTreeMap<Family, Money>,
}

impl CostBreakdown {
    /// The region of the office answers for the office and all its missions; the region of a
    /// closed site for its closure; the network for new and redeployed posts and for broken rules.
    pub fn new(scenario: &Scenario, tariff: &Tariff, network: &Network) -> Self {
        let mut cost = Self::default();
        for host in scenario.country_ids() {
            let region = scenario.country(host).region;
            let Some(office) = network.office(host) else {
                cost.add(Some(region), None, Component::Transition, tariff.closed_site(host));
                continue;
            };
            let mut add = |component, amount| cost.add(Some(region), Some(host), component, amount);
            add(Component::Offices, tariff.office(host, office.tier, office.arrangement));
            add(
                Component::HostContribution,
                -tariff.host_contribution(host, office.tier, office.arrangement),
            );
            add(Component::Posts, tariff.post(host, office.tier) * i64::from(office.posts));
            add(Component::Transition, tariff.open_site(host, office.tier, office.arrangement));
            add(
                Component::Supervision,
                match office.reports_to {
                    Some(superior) => tariff.supervision(host, superior),
                    None => tariff.supervision_from_headquarters(host),
                },
            );
        }
        for country in scenario.country_ids() {
            let Some(office) = network.covered_by[country.0] else { continue };
            let region = scenario.country(office).region;
            for (component, amount) in coverage(tariff, country, office) {
                cost.add(Some(region), Some(office), component, amount);
            }
        }
        let (new, redeployed) = new_and_redeployed_posts(scenario, network);
        cost.add(None, None, Component::Transition, tariff.new_post() * new);
        cost.add(None, None, Component::Transition, tariff.redeployed_post() * redeployed);
        cost.breaches = breaches(scenario, tariff, network, &cost);
        cost.add(None, None, Component::Breaches, cost.breaches.values().copied().sum());
        cost
    }

    fn add(
        &mut self,
        region: Option<RegionId>,
        office: Option<CountryId>,
        component: Component,
        amount: Money,
    ) {
        *self.lines.entry((region, component)).or_default() += amount;
        if let Some(host) = office {
            *self.offices.entry((host, component)).or_default() += amount;
        }
    }

    pub fn total(&self) -> Money {
        self.lines.values().copied().sum()
    }

    pub fn cash(&self) -> Money {
        self.sum(|_, component| component.is_cash())
    }

    pub fn component(&self, component: Component) -> Money {
        self.sum(|_, c| c == component)
    }

    /// What breaking a soft family costs; `None` where it has no such price.
    pub fn breach(&self, family: Family) -> Option<Money> {
        self.breaches.get(&family).copied()
    }

    pub fn region_cash(&self, region: Option<RegionId>) -> Money {
        self.sum(|r, component| r == region && component.is_cash())
    }

    pub fn region_component(&self, region: Option<RegionId>, component: Component) -> Money {
        self.sum(|r, c| r == region && c == component)
    }

    /// Everything that the office hosted by `host` answers for.
    pub fn office(&self, host: CountryId) -> Money {
        Component::ALL.into_iter().map(|component| self.office_component(host, component)).sum()
    }

    pub fn office_component(&self, host: CountryId, component: Component) -> Money {
        self.offices.get(&(host, component)).copied().unwrap_or_default()
    }

    fn sum(&self, matches: impl Fn(Option<RegionId>, Component) -> bool) -> Money {
        self.lines
            .iter()
            .filter(|((region, component), _)| matches(*region, *component))
            .map(|(_, &amount)| amount)
            .sum()
    }
}

/// What covering `country` by `office` costs a year.
pub fn coverage(tariff: &Tariff, country: CountryId, office: CountryId) -> [(Component, Money); 5] {
    [
        (Component::Missions, tariff.missions(country, office)),
        (Component::Transition, tariff.moved_country(country, office)),
        (Component::Remoteness, tariff.remoteness(country, office)),
        (Component::Language, tariff.language(country, office)),
        (Component::Accreditation, tariff.accreditation(country, office)),
    ]
}

/// New posts are the excess over the baseline's number; posts beyond their site's baseline that
/// are not new are redeployed. Both zero where there is no baseline.
pub fn new_and_redeployed_posts(scenario: &Scenario, network: &Network) -> (i64, i64) {
    if scenario.baseline.offices.iter().all(Option::is_none) {
        return (0, 0);
    }
    let before =
        |host: CountryId| scenario.baseline.offices[host.0].as_ref().map_or(0, |o| i64::from(o.posts));
    let gained: i64 = network
        .hosts()
        .map(|host| (i64::from(network.offices[host.0].map_or(0, |o| o.posts)) - before(host)).max(0))
        .sum();
    let new = (i64::from(network.posts()) - i64::from(scenario.baseline.posts())).max(0);
    (new, gained - new)
}
