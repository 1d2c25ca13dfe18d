//! `language`: the covering office shares a working language with the country. A country without
//! a listed language, or an office without one, breaks no rule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use crate::scenario::Money;

/// The covering office shares a working language with the country.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LanguageFile {
    pub state: State,
    /// Where `soft`: currency units per staff-month of workload covered without a shared language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
}

#[derive(Debug, Clone)]
pub struct Language {
    pub state: State,
    /// Per staff-month of workload; zero unless `soft`.
    pub price: Money,
}
