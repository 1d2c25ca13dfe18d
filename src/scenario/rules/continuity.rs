//! `continuity`: every office has an acting cover, so that representation and business go on while
//! its head's post is vacant: another office in the same area that shares a working language with it
//! and whose posts can carry, beside its own remit, a share of the vacant office's. One vacancy is
//! looked at at a time, so an office may be the acting cover of several.
//!
//! Trips to a country under the same cover count as in-country travel: acting costs no missions, and
//! the rules on pairs of country and office (`region`, `reach`, `language`, `accreditation`) do not
//! ask about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::Money;

/// Every office has an acting cover: another office in the same area with a shared working language
/// and with posts that carry its own remit and the `acting_share` of the other's.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ContinuityFile {
    pub state: State,
    /// Where `soft`: currency units a year for each office without an acting cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
}

#[derive(Debug, Clone)]
pub struct Continuity {
    pub state: State,
    /// For each office without an acting cover; zero unless `soft`.
    pub price: Money,
}
