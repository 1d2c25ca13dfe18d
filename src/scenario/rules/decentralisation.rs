//! `decentralisation`: how much of the countries' work is decided in the field, by the functions that
//! the organisation model gives its tiers. *Locally*: by the covering office itself. *In the field*: by
//! an office of its tier or of one above. What remains is decided at headquarters.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::{Money, Share};

/// Floors under the part of all workload that is decided locally, and that is decided in the field, by
/// what the tiers of the organisation model decide.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DecentralisationFile {
    pub state: State,
    /// Where `soft`: currency units a year for each hundredth of the workload, begun ones whole, that a
    /// floor lacks, floor by floor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// By the covering office itself.
    pub local: FloorFile,
    /// By the covering office or one above it.
    pub field: FloorFile,
    /// Of the countries of a region, by region id.
    pub regions: BTreeMap<String, FieldFloorsFile>,
}

/// Floors within one region.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FieldFloorsFile {
    pub local: FloorFile,
    pub field: FloorFile,
}

/// A part of the workload, from 0 to 1.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FloorFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
}

#[derive(Debug, Clone)]
pub struct Decentralisation {
    pub state: State,
    /// For each hundredth of the workload that a floor lacks; zero unless `soft`.
    pub price: Money,
    pub network: FieldFloors,
    /// Indexed by region.
    pub regions: Vec<FieldFloors>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct FieldFloors {
    pub local: Option<Share>,
    pub field: Option<Share>,
}
