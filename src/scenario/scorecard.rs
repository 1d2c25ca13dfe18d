//! The balanced scorecard of an organisation, resolved: what each indicator measures of a country and
//! its covering office, and what that is worth.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weights add up to 1, and again inside each perspective.
#[derive(Debug, Clone)]
pub struct Scorecard {
    pub perspectives: Vec<Perspective>,
}

#[derive(Debug, Clone)]
pub struct Perspective {
    pub id: String,
    pub name: String,
    pub weight: f64,
    pub indicators: Vec<Indicator>,
}

#[derive(Debug, Clone)]
pub struct Indicator {
    pub weight: f64,
    pub measured: Measured,
    /// Value that is worth nothing.
    pub worst: f64,
    /// Value that is worth all.
    pub best: f64,
}

/// What an indicator measures of a country and its covering office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// `km` between them.
    Distance,
    /// `$/staff-month` of workload, spent on missions.
    MissionCost,
    /// 1 where they share a working language, else 0. `share`.
    SharedLanguage,
    /// 1 where the office stands in the country, else 0. `share`.
    OwnOffice,
    /// 1 where the office stands in the country's region, else 0. `share`.
    SameRegion,
    /// 1 where the baseline has the same office for the country, or none, else 0. `share`.
    Unmoved,
}

impl Measured {
    /// With `$` for the currency.
    pub fn unit(self) -> &'static str {
        match self {
            Measured::Distance => "km",
            Measured::MissionCost => "$/staff-month",
            _ => "share",
        }
    }
}

impl Indicator {
    /// 0 to 1: linear between worst and best, no less and no more beyond them.
    pub fn worth(&self, value: f64) -> f64 {
        ((value - self.worst) / (self.best - self.worst)).clamp(0.0, 1.0)
    }
}
