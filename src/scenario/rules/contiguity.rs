//! `contiguity`: every area, or every remit, is connected in the adjacency graph. The host of the
//! top-tier office (of the office) belongs to the set, whether or not it needs coverage itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::Money;

/// Every area, or every remit, is connected in the adjacency graph.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ContiguityFile {
    pub state: State,
    /// Where `soft`: currency units a year for each part of an area, or of a remit, that is cut off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    pub areas: bool,
    pub remits: bool,
}

impl Default for ContiguityFile {
    fn default() -> Self {
        Self { state: State::default(), price: None, areas: true, remits: false }
    }
}

#[derive(Debug, Clone)]
pub struct Contiguity {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    pub areas: bool,
    pub remits: bool,
}

impl Contiguity {
    /// Whether every area must be connected.
    pub fn connects_areas(&self) -> bool {
        self.state == State::Hard && self.areas
    }

    /// Whether every remit must be.
    pub fn connects_remits(&self) -> bool {
        self.state == State::Hard && self.remits
    }
}
