//! Objectives by name, weighted into sums.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A weighted sum to be made as small as possible. What is absent weighs nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    /// Of each currency unit paid in cash, a year.
    #[serde(skip_serializing_if = "is_zero")]
    pub cash: f64,
    /// Of each currency unit of priced service loss, broken soft rules among it.
    #[serde(skip_serializing_if = "is_zero")]
    pub service: f64,
    /// Of each staff-month, begun ones whole, by which an office lies outside the band of `balance`,
    /// whatever the state of that rule.
    #[serde(skip_serializing_if = "is_zero")]
    pub balance: f64,
    /// Of each change to the baseline: a site closed or opened, an office at another tier, a country
    /// that moves.
    #[serde(skip_serializing_if = "is_zero")]
    pub disruption: f64,
    /// Of each point that the network lacks to 100 on the scorecard.
    #[serde(skip_serializing_if = "is_zero")]
    pub scorecard: f64,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(weight: &f64) -> bool {
    *weight == 0.0
}

impl Weights {
    /// The yearly cost: cash and priced service loss.
    pub const COST: Self = Self { cash: 1.0, service: 1.0, balance: 0.0, disruption: 0.0, scorecard: 0.0 };

    pub fn by_name(&self) -> [(&'static str, f64); 5] {
        [
            ("cash", self.cash),
            ("service", self.service),
            ("balance", self.balance),
            ("disruption", self.disruption),
            ("scorecard", self.scorecard),
        ]
    }
}
