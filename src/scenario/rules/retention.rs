//! `retention`: sites that are kept (at a tier), sites that are closed, and how much of the baseline
//! may change: closures, openings, countries that move to another office.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::{CountryId, Money, TierId};

/// What is kept of the baseline.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionFile {
    pub state: State,
    /// Where `soft`: currency units a year for each site that is not kept or not closed, and each
    /// closure, opening and move too many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    pub keep: Vec<SiteFile>,
    pub close: Vec<SiteFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_closures: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_openings: Option<u32>,
    /// Countries whose covering office differs from the baseline's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_moves: Option<u32>,
}

/// A site to keep or to close.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// The host.
    pub office: String,
    /// Where kept: the tier it is kept at; any, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Why, in words.
    pub reason: String,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Retention {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    /// (host, tier it is kept at, if any).
    pub keep: Vec<(CountryId, Option<TierId>)>,
    pub close: Vec<CountryId>,
    pub max_closures: Option<u32>,
    pub max_openings: Option<u32>,
    pub max_moves: Option<u32>,
}
