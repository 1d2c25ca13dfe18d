//! `nesting`: every office below the top reports to exactly one office one tier above it, and its
//! whole remit lies in the area of that superior.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;

/// Every office below the top reports to exactly one office one tier above it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NestingFile {
    pub state: State,
}

#[derive(Debug, Clone)]
pub struct Nesting {
    /// `Hard` or, where the scenario fixes the plan, `Report`.
    pub state: State,
}
