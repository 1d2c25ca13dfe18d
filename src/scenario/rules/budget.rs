//! `budget`: a ceiling on yearly cash, in all and per region. Service losses are not cash. A region
//! answers for its offices and for their missions; what is not an office's (new and redeployed
//! posts) counts in all only.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limits, State};
use crate::scenario::Money;

/// Yearly cash, in units of the model's currency.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BudgetFile {
    pub state: State,
    /// Where `soft`: currency units a year for each thousand currency units, begun ones whole, outside
    /// a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    pub total: Limits<f64>,
    /// By region id.
    pub regions: BTreeMap<String, Limits<f64>>,
}

#[derive(Debug, Clone)]
pub struct Budget {
    pub state: State,
    /// For each unit that is missed; zero unless `soft`.
    pub price: Money,
    pub total: Limits<Money>,
    /// Indexed by region.
    pub regions: Vec<Limits<Money>>,
}
