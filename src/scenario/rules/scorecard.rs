//! `scorecard`: the score of the network, or of each office, does not fall below a floor. The
//! organisation model says what is scored.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::{Money, Score};

/// Floors, in points out of 100, under the score of the organisation model's `scorecard`: the mean over
/// countries, weighted by their workload.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ScorecardFile {
    pub state: State,
    /// Under the score of the network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<f64>,
    /// Under the score of each office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offices: Option<f64>,
    /// Where `soft`: currency units a year for each point, begun ones whole, that the network lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Where `soft`: currency units a year for each office below its floor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_price: Option<f64>,
}

#[derive(Debug, Clone)]
pub struct Scorecard {
    pub state: State,
    pub network: Option<Score>,
    pub offices: Option<Score>,
    /// For each point that the network lacks; zero unless `soft`.
    pub price: Money,
    /// For each office below its floor; zero unless `soft`.
    pub office_price: Money,
}
