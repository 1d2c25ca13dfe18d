//! Plans beside a first one: what opened, closed, changed and moved, what it costs, which rules it
//! keeps. Always *this minus the first*: swapping the two negates every figure.
//!
//! [`Comparison`] is made from the plan documents alone, so that it works across office counts,
//! models and scenarios. A scenario that is at hand adds names, what each moved country costs, and why
//! it moved.

mod attribution;
mod change;
mod costs;
mod countries;
mod families;
mod offices;
mod reason;
mod side;
mod sound;
mod totals;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use attribution::{Attribution, Step};
pub use change::{Change, Less, Turn};
pub use costs::CostChanges;
pub use countries::{Move, Site};
pub use families::{FamilyChange, LimitChange};
pub use offices::{ChangedOffice, OfficeChanges};
pub use reason::Reason;
pub use side::Side;
pub use totals::{ServiceChanges, Totals};

use super::{Status, Units};
use crate::scenario::Family;

/// Plans compared with a first one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// Version of this format: 1.
    pub schema_version: u32,
    pub units: Units,
    /// What the others are compared with.
    pub first: Heading,
    pub others: Vec<Difference>,
}

/// Which plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// As given.
    pub file: String,
    /// Name of the scenario.
    pub scenario: String,
    /// The `--set` arguments, in order.
    pub set: Vec<String>,
    pub status: Status,
    /// SHA-256 of the merged scenario and its tables.
    pub hash: String,
}

/// One plan less the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    pub this: Heading,
    pub totals: Totals,
    pub costs: CostChanges,
    pub service: ServiceChanges,
    pub offices: OfficeChanges,
    /// By country id.
    pub moved: Vec<Move>,
    pub rules: BTreeMap<Family, FamilyChange>,
    /// Absent unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
}

/// Why plans cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Incomparable {
    #[error("{file} cannot be compared: {reason}")]
    Unsound { file: String, reason: String },
    #[error("{first} counts in {first_units}, {this} in {this_units}")]
    Units { first: String, first_units: String, this: String, this_units: String },
}

impl Comparison {
    /// # Errors
    /// Plans whose own figures do not add up, or that count in different units.
    pub fn new(first: &Side, others: &[Side]) -> Result<Self, Incomparable> {
        for side in [first].into_iter().chain(others) {
            if let Some(reason) = sound::obstacle(side.plan) {
                return Err(Incomparable::Unsound { file: side.file.clone(), reason });
            }
            in_the_same_units(first, side)?;
        }
        Ok(Self {
            schema_version: 1,
            units: first.plan.units.clone(),
            first: Heading::new(first),
            others: others.iter().map(|this| Difference::new(first, this)).collect(),
        })
    }

    /// Whether any of the plans decides otherwise, costs otherwise or keeps its rules otherwise than
    /// the first. How far a plan is proved, and how it was found, is no difference.
    pub fn differs(&self) -> bool {
        self.others.iter().any(Difference::differs)
    }

    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a comparison is plain data");
        text.push('\n');
        text
    }
}

impl Heading {
    fn new(side: &Side) -> Self {
        let plan = side.plan;
        Self {
            file: side.file.clone(),
            scenario: plan.scenario.clone(),
            set: plan.inputs.set.clone(),
            status: plan.status,
            hash: plan.inputs.hash.clone(),
        }
    }
}

impl Difference {
    fn new(first: &Side, this: &Side) -> Self {
        Self {
            this: Heading::new(this),
            totals: Totals::new(first.plan, this.plan),
            costs: CostChanges::new(&first.plan.costs, &this.plan.costs),
            service: ServiceChanges::new(first.plan, this.plan),
            offices: OfficeChanges::new(first.plan, this.plan),
            moved: countries::moves(first, this),
            rules: families::families(first.plan, this.plan),
            attribution: None,
        }
    }

    fn differs(&self) -> bool {
        self.offices.differs()
            || !self.moved.is_empty()
            || self.totals.workload.differs()
            || self.totals.objective.differs()
            || self.costs.differs()
            || self.rules.values().any(FamilyChange::differs)
    }
}

fn in_the_same_units(first: &Side, this: &Side) -> Result<(), Incomparable> {
    let units = |side: &Side| format!("{} and {}", side.plan.units.money, side.plan.units.workload);
    if first.plan.units == this.plan.units {
        return Ok(());
    }
    Err(Incomparable::Units {
        first: first.file.clone(),
        first_units: units(first),
        this: this.file.clone(),
        this_units: units(this),
    })
}

/// The JSON Schema of a comparison.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Comparison).to_value()
}
