//! `region`: a country is covered, and an office supervised, from inside its region, save listed
//! exceptions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::{CountryId, Money, RegionId};

/// A country is covered, and an office supervised, from inside its region, save the exceptions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegionFile {
    pub state: State,
    /// Where `soft`: currency units a year for each country covered and each office supervised from
    /// outside its region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Countries that may be covered from elsewhere.
    pub cover_exceptions: Vec<CoverExceptionFile>,
    /// Offices that may be supervised from elsewhere.
    pub supervision_exceptions: Vec<SupervisionExceptionFile>,
}

/// `country` may be covered from any office of `region`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverExceptionFile {
    pub country: String,
    pub region: String,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An office hosted by `office` may report to an office in `region`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupervisionExceptionFile {
    pub office: String,
    pub region: String,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Region {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    /// (country, region it may be covered from).
    pub cover_exceptions: Vec<(CountryId, RegionId)>,
    /// (host of the office, region it may be supervised from).
    pub supervision_exceptions: Vec<(CountryId, RegionId)>,
}
