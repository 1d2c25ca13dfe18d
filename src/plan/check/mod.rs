//! The checker: re-reads a plan against its scenario.

use super::Plan;
use crate::geography::Geography;
use crate::scenario::{Family, Scenario};

/// A rule that the plan breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The family that is broken; `None` where the plan's own figures do not add up.
    pub family: Option<Family>,
    /// In words, with the values on both sides.
    pub message: String,
    /// Ids of the countries concerned.
    pub countries: Vec<String>,
    /// Hosts of the offices concerned.
    pub offices: Vec<String>,
}

/// Every hard rule that `plan` breaks and every figure in it that does not add up.
pub fn check(_scenario: &Scenario, _geography: &Geography, _plan: &Plan) -> Vec<Violation> {
    todo!()
}
