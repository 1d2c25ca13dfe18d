//! `contiguity`: every area, or every remit, is connected in the adjacency graph. The host of the
//! top-tier office (of the office) belongs to the set, whether or not it needs coverage itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;

/// Every area, or every remit, is connected in the adjacency graph.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ContiguityFile {
    pub state: State,
    pub areas: bool,
    pub remits: bool,
}

impl Default for ContiguityFile {
    fn default() -> Self {
        Self { state: State::default(), areas: true, remits: false }
    }
}

#[derive(Debug, Clone)]
pub struct Contiguity {
    pub state: State,
    pub areas: bool,
    pub remits: bool,
}
