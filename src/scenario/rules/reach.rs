//! `reach`: a ceiling on the distance or the travel time from a country to its covering office,
//! tighter for named groups. The tightest ceiling that applies counts, unless the country has an
//! exception of its own, which replaces all others.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::{CountryId, Money};

/// Ceiling on distance or travel time to the covering office.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReachFile {
    pub state: State,
    /// Where `soft`: currency units a year for each kilometre between a country and its office beyond
    /// the ceiling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_km: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_hours: Option<f64>,
    /// By group.
    pub groups: BTreeMap<String, ReachLimitFile>,
    pub exceptions: Vec<ReachExceptionFile>,
}

/// Ceiling for the countries of one group.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReachLimitFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_km: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_hours: Option<f64>,
}

/// Ceiling for one country, in place of all others.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReachExceptionFile {
    pub country: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_km: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_hours: Option<f64>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Reach {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    /// Ceiling in whole kilometres, indexed by country: the tightest that applies, travel time
    /// turned into distance by the model's speed.
    pub max_km: Vec<Option<i64>>,
}

impl Reach {
    /// An unknown distance is within every ceiling: where there are ceilings, all are known.
    pub fn allows(&self, country: CountryId, km: Option<i64>) -> bool {
        self.max_km[country.0].zip(km).is_none_or(|(max, km)| km <= max)
    }
}
