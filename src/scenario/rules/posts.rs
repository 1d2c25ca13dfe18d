//! `posts`: how many posts an office, a region, the network may have, and how many may be new.
//! Existing posts are redeployed before new ones are made: the number of new posts is the excess
//! of the plan's posts over the baseline's, never less than zero.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limits, State};
use crate::scenario::Money;

/// Posts per office, per region, in all; and how many of them may be new.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PostsFile {
    pub state: State,
    /// Where `soft`: currency units a year for each post too many or too few, limit by limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Posts of one office, by tier id.
    pub offices: BTreeMap<String, Limits<u32>>,
    /// Posts of all the offices of a region, by region id.
    pub regions: BTreeMap<String, Limits<u32>>,
    /// Posts of the network.
    pub total: Limits<u32>,
    /// Posts of the network beyond those of the baseline.
    pub new: Limits<u32>,
}

#[derive(Debug, Clone)]
pub struct Posts {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    /// Posts of one office, indexed by tier.
    pub offices: Vec<Limits<u32>>,
    /// Indexed by region.
    pub regions: Vec<Limits<u32>>,
    pub total: Limits<u32>,
    pub new: Limits<u32>,
}
