//! `span`: span of control: direct subordinates of a superior, countries of an office, countries
//! of an area.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limits, State};
use crate::scenario::Money;

/// Span of control.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SpanFile {
    pub state: State,
    /// Where `soft`: currency units a year for each office or country too many or too few, limit by
    /// limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Offices that report directly to one office, by tier id of the superior.
    pub subordinates: BTreeMap<String, Limits<u32>>,
    /// Countries in a remit, the host's own included, by tier id of the office.
    pub countries: BTreeMap<String, Limits<u32>>,
    /// Countries in an area.
    pub area: Limits<u32>,
}

#[derive(Debug, Clone)]
pub struct Span {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    /// Indexed by tier of the superior.
    pub subordinates: Vec<Limits<u32>>,
    /// Indexed by tier of the office.
    pub countries: Vec<Limits<u32>>,
    pub area: Limits<u32>,
}
