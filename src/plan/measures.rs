//! Figures by which one network is set beside another.

use super::{CostBreakdown, Network, Tariff};
use crate::geography::Geography;
use crate::scenario::{Money, Scenario, Workload};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measures {
    pub offices: i64,
    pub posts: i64,
    pub total: Money,
    pub cash: Money,
    /// Priced losses of service.
    pub service: Money,
    /// Mean over countries of the distance to the covering office, weighted by workload, in whole km;
    /// `None` where nothing is covered or no place is known.
    pub mean_km: Option<i64>,
    /// Countries that share a working language with their office.
    pub share_language: i64,
    /// Offices whose remit asks for more than their posts carry.
    pub over_capacity: i64,
}

impl Measures {
    pub fn new(scenario: &Scenario, geography: &Geography, network: &Network) -> Self {
        let cost = CostBreakdown::new(scenario, &Tariff::new(scenario, geography), network);
        let covered = || scenario.country_ids().filter_map(|c| Some((c, network.covered_by[c.0]?)));
        let (mut kilometres, mut weight) = (0i128, 0i128);
        for (country, office) in covered() {
            let workload = scenario.country(country).workload;
            if let Some(km) = geography.km(country, office).filter(|_| workload > Workload::ZERO) {
                kilometres += i128::from(km) * i128::from(workload.0);
                weight += i128::from(workload.0);
            }
        }
        let is_over = |&host: &_| {
            let capacity = network.capacity(scenario, host);
            capacity.is_some_and(|capacity| network.workload(scenario, host) > capacity)
        };
        Self {
            offices: network.hosts().count() as i64,
            posts: i64::from(network.posts()),
            total: cost.total(),
            cash: cost.cash(),
            service: cost.total() - cost.cash(),
            mean_km: (weight > 0).then(|| ((kilometres + weight / 2) / weight) as i64),
            share_language: covered().filter(|&(c, o)| scenario.shares_language(c, o)).count() as i64,
            over_capacity: network.hosts().filter(is_over).count() as i64,
        }
    }
}
