//! `capacity`: the workload of a remit lies between a floor and what the posts of its office carry.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::Workload;

/// The workload of a remit lies between a floor and what the office's posts carry:
/// posts × workload per post − overhead of the tier.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CapacityFile {
    pub state: State,
    /// Least workload of a remit, by tier id, in staff-months a year.
    pub floors: BTreeMap<String, f64>,
}

#[derive(Debug, Clone)]
pub struct Capacity {
    pub state: State,
    /// Least workload of a remit, indexed by tier.
    pub floors: Vec<Workload>,
}
