//! Who stands in for the head of an office.

use super::Network;
use crate::geography::Geography;
use crate::scenario::{CountryId, Scenario, Workload};

impl Network {
    /// Whether the office at `cover` may act for the one at `host`: another office of the same area
    /// that shares a working language with it and whose posts carry its own remit and a share of the
    /// other.
    fn may_act(&self, scenario: &Scenario, host: CountryId, cover: CountryId) -> bool {
        let Some(office) = self.office(cover).filter(|_| host != cover) else { return false };
        // Most offices lie in other areas; remits are looked up for those of this one only.
        let root = self.root(host);
        if root.is_none() || root != self.root(cover) || !scenario.shares_language(host, cover) {
            return false;
        }
        let carried = |per_post: Workload| {
            let taken_on: Workload = self.remit(host).iter().map(|&c| scenario.acting_workload(c)).sum();
            per_post * i64::from(office.posts) - office.overhead(scenario)
                >= self.workload(scenario, cover) + taken_on
        };
        scenario.parameters.workload_per_post.is_none_or(carried)
    }

    /// Hosts of the offices that may act for the one at `host`, ascending.
    pub fn acting_covers(&self, scenario: &Scenario, host: CountryId) -> Vec<CountryId> {
        self.hosts().filter(|&cover| self.may_act(scenario, host, cover)).collect()
    }

    /// The nearest of [`Self::acting_covers`].
    pub fn acting_cover(
        &self,
        scenario: &Scenario,
        geography: &Geography,
        host: CountryId,
    ) -> Option<CountryId> {
        let covers = self.acting_covers(scenario, host).into_iter();
        covers.min_by_key(|&cover| (geography.km_between_offices(host, cover), cover))
    }
}
