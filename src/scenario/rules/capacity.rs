//! `capacity`: the workload of a remit lies between a floor and what its office can carry: what its
//! posts carry, and no more than its ceiling.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limits, State};
use crate::scenario::{CountryId, Money, TierId, Workload};

/// The workload of a remit lies between a floor and a ceiling, and within what the office's posts
/// carry: posts × workload per post − overhead of the tier. Without `staffing` in the organisation
/// model there are no posts, and only floors and ceilings count.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CapacityFile {
    pub state: State,
    /// Where `soft`: currency units a year for each staff-month, begun ones whole, beyond what an
    /// office carries or below its floor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Least workload of a remit, by tier id, in staff-months a year.
    pub floors: BTreeMap<String, f64>,
    /// Most workload of a remit, by tier id, in staff-months a year.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ceilings: BTreeMap<String, f64>,
    /// Floor and ceiling of one office, by host, beside those of its tier; the tighter counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hosts: BTreeMap<String, Limits<f64>>,
}

#[derive(Debug, Clone)]
pub struct Capacity {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    /// Least workload of a remit, indexed by tier.
    pub floors: Vec<Workload>,
    /// Most workload of a remit, indexed by tier.
    pub ceilings: Vec<Option<Workload>>,
    /// Indexed by country, as a host.
    pub hosts: Vec<Limits<Workload>>,
}

impl Capacity {
    /// The tighter of the tier's limits and the host's own.
    pub fn limits(&self, host: CountryId, tier: TierId) -> Limits<Workload> {
        let own = self.hosts[host.0];
        Limits {
            min: own.min.max(Some(self.floors[tier.0])).filter(|&floor| floor > Workload::ZERO),
            max: own.max.into_iter().chain(self.ceilings[tier.0]).min(),
        }
    }
}
