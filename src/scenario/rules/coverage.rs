//! `coverage`: every country has exactly one covering office, and a country that hosts an office
//! is covered by it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;

/// Every country has exactly one covering office; a host country is covered by its own office.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoverageFile {
    pub state: State,
}

#[derive(Debug, Clone)]
pub struct Coverage {
    /// `Hard` or, where the scenario fixes the plan, `Report`.
    pub state: State,
}
