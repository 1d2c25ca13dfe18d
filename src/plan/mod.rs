//! Plans: what was decided, what it costs, which rules it keeps.
//!
//! [`Network`] is the bare decision, indexed by the scenario's ids. [`Plan`] is the complete,
//! self-describing record that is written to a file. [`check`] re-reads a `Plan` against a
//! scenario; it shares no code with the formulation or the solver, which stand to its right.
//! [`Comparison`] sets plans beside each other.

mod assemble;
mod breaches;
mod changes;
pub mod check;
pub mod compare;
mod continuity;
mod cost;
mod decentralisation;
mod inputs;
mod measures;
mod nearer;
mod network;
mod objective;
#[allow(clippy::module_inception)]
mod plan;
mod score;
mod slack;
mod tariff;

pub use changes::{Changes, SiteChange};
pub use check::{Violation, broken_rules, check};
pub use compare::Comparison;
pub use cost::{Component, CostBreakdown, coverage};
pub use measures::Measures;
pub use nearer::{Hindrance, Nearer, nearer};
pub use network::{Network, Office};
pub use objective::value;
pub use plan::{
    Assignment, Costs, DecentralisationRecord, Inputs, ObjectiveRecord, OfficeRecord, PerspectiveRecord,
    Plan, RuleRecord, Run, ScorecardRecord, SharesRecord, SlackRecord, Statement, Status, Units, gap, schema,
};
pub use score::Scores;
pub use tariff::Tariff;
