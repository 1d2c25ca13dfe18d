//! `count`: how many offices there are: in all, per tier, per region.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limits, State};
use crate::scenario::Money;

/// Minimum, maximum or exact number of offices.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CountFile {
    pub state: State,
    /// Where `soft`: currency units a year for each office too many or too few, limit by limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// All offices.
    pub offices: Limits<u32>,
    /// By tier id.
    pub tiers: BTreeMap<String, Limits<u32>>,
    /// By region id.
    pub regions: BTreeMap<String, RegionCountFile>,
}

/// Number of offices within one region.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegionCountFile {
    pub offices: Limits<u32>,
    /// By tier id.
    pub tiers: BTreeMap<String, Limits<u32>>,
}

#[derive(Debug, Clone)]
pub struct Count {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    pub offices: Limits<u32>,
    /// Indexed by tier.
    pub tiers: Vec<Limits<u32>>,
    /// Indexed by region.
    pub regions: Vec<Limits<u32>>,
    /// Indexed by region, then by tier.
    pub region_tiers: Vec<Vec<Limits<u32>>>,
}
