//! `balance`: the workload per post lies within the same band at every office, the overhead of its
//! tier counted. A ratio, but with a fixed band linear in workload and posts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limits, State};
use crate::scenario::{Money, Workload};

/// Workload of the remit and overhead of the tier, per post, at every office.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BalanceFile {
    pub state: State,
    /// Staff-months a year for each post.
    pub band: Limits<f64>,
    /// Where `soft`: currency units a year for each staff-month, begun ones whole, by which an office
    /// has more than its posts times the upper limit, or less than its posts times the lower.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
}

#[derive(Debug, Clone)]
pub struct Balance {
    pub state: State,
    /// For each post.
    pub band: Limits<Workload>,
    /// For each staff-month outside; zero unless `soft`.
    pub price: Money,
}

impl Balance {
    /// What an office with so many posts may have to carry, overhead and all.
    pub fn limits(&self, posts: u32) -> Limits<Workload> {
        let times = |per_post: Workload| per_post * i64::from(posts);
        Limits { min: self.band.min.map(times), max: self.band.max.map(times) }
    }
}
