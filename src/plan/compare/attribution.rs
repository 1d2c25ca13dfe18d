//! The difference in objective, shared out among the inputs that changed. A record; the re-solves
//! behind it are made in `study`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::Change;
use crate::scenario::Money;

/// Steps from the first plan's scenario to this plan's; their effects add up to the difference in
/// objective, to the cent. What a step does depends on those before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribution {
    pub objective: Change<Money>,
    /// In order; each starts where the one before it ended.
    pub steps: Vec<Step>,
}

/// Inputs that were changed at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// `model`, `data`, `hosts`, `baseline`, the name of a rule family, `costs`, or another section of
    /// the scenario.
    pub inputs: Vec<String>,
    /// Why the inputs before the last could not be changed without those after them, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined_because: Vec<String>,
    /// Of the plans found before and after the change.
    pub objective: Change<Money>,
    /// The effect between the best plans there are lies between these two, by the bounds of both
    /// solves.
    pub at_least: Money,
    pub at_most: Money,
}
