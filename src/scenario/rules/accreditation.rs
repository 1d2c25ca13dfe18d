//! `accreditation`: pairs of country and covering office that are required, forbidden or
//! preferred, each with a reason in words. A preference is always priced, never enforced.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::{CountryId, Money};

/// Pairs of country and covering office that are required, forbidden or preferred.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AccreditationFile {
    pub state: State,
    /// Where `soft`: currency units a year for each required pair that is not followed and each
    /// forbidden one that is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    pub required: Vec<PairFile>,
    pub forbidden: Vec<PairFile>,
    pub preferred: Vec<PreferredPairFile>,
}

/// A country and the host of an office.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PairFile {
    pub country: String,
    pub office: String,
    /// Why, in words.
    pub reason: String,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
}

/// A pair that is paid for when the plan does not follow it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreferredPairFile {
    pub country: String,
    pub office: String,
    /// Currency units a year when the country is covered from elsewhere.
    pub price: f64,
    /// Why, in words.
    pub reason: String,
}

#[derive(Debug, Clone)]
pub struct Accreditation {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    /// (country, host of its office).
    pub required: Vec<(CountryId, CountryId)>,
    pub forbidden: Vec<(CountryId, CountryId)>,
    pub preferred: Vec<PreferredPair>,
}

#[derive(Debug, Clone)]
pub struct PreferredPair {
    pub country: CountryId,
    pub office: CountryId,
    /// A year, when the country is covered from elsewhere.
    pub price: Money,
}
