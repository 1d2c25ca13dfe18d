//! Plans: what was decided, what it costs, which rules it keeps.
//!
//! [`Network`] is the bare decision, indexed by the scenario's ids. [`Plan`] is the complete,
//! self-describing record that is written to a file. [`check`] re-reads a `Plan` against a
//! scenario; it shares no code with the formulation or the solver, which stand to its right.
//! [`Comparison`] sets plans beside each other.

mod assemble;
pub mod check;
pub mod compare;
mod cost;
mod network;
#[allow(clippy::module_inception)]
mod plan;
mod slack;
mod tariff;

pub use check::{Violation, broken_rules, check};
pub use compare::Comparison;
pub use cost::{Component, CostBreakdown};
pub use network::{Network, Office};
pub use plan::{
    Assignment, Costs, Inputs, OfficeRecord, Plan, RuleRecord, Run, SlackRecord, Statement, Status, Units,
    gap, schema,
};
pub use tariff::Tariff;
