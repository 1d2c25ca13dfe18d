//! `arrangement`: how offices are housed: how many in which arrangement, in all and per region, and in
//! which a site may be. The organisation model says what arrangements there are.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limits, State};
use crate::scenario::{ArrangementId, CountryId, Money};

/// Working arrangements of offices, by id: those of the organisation model's tiers, and `premises` for
/// premises of their own.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ArrangementFile {
    pub state: State,
    /// Where `soft`: currency units a year for each office too many or too few, limit by limit, and for
    /// each in an arrangement that its site does not allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Offices in an arrangement, by its id.
    pub total: BTreeMap<String, Limits<u32>>,
    /// The same within a region, by region id.
    pub regions: BTreeMap<String, BTreeMap<String, Limits<u32>>>,
    pub sites: Vec<ArrangedSiteFile>,
}

/// In which arrangements an office at a site may be.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangedSiteFile {
    pub host: String,
    /// Ids of arrangements; no other may be had here.
    pub allowed: Vec<String>,
    /// Why, in words.
    pub reason: String,
}

#[derive(Debug, Clone)]
pub struct Arrangement {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    /// Indexed by arrangement.
    pub total: Vec<Limits<u32>>,
    /// Indexed by region, then by arrangement.
    pub regions: Vec<Vec<Limits<u32>>>,
    pub sites: Vec<(CountryId, Vec<ArrangementId>)>,
}

impl Arrangement {
    /// Whether the sites say nothing against it.
    pub fn allows(&self, host: CountryId, arrangement: ArrangementId) -> bool {
        self.sites.iter().all(|(site, allowed)| *site != host || allowed.contains(&arrangement))
    }
}
