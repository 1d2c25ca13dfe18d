//! The plan as it is written to a file: complete and self-describing. Money is in whole cents,
//! workload in thousandths of a staff-month (see [`Units`]), so that every sum is exact.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Component;
use super::check::{Reading, Violation};
use super::network::Network;
use crate::scenario::Scenario;
use crate::scenario::{Family, Money, Score, Share, State, Weights, Workload};

/// How far the answer is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Bound and incumbent meet within the gap that was asked for.
    Optimal,
    /// The plan keeps every hard rule; a better one has not been ruled out.
    Feasible,
    /// The scenario fixes every decision; nothing was optimised.
    Fixed,
}

impl Status {
    pub fn name(self) -> &'static str {
        match self {
            Status::Optimal => "optimal",
            Status::Feasible => "feasible",
            Status::Fixed => "fixed",
        }
    }
}

/// A coverage plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Version of this format: 1.
    pub schema_version: u32,
    /// Name of the scenario.
    pub scenario: String,
    pub status: Status,
    pub units: Units,
    /// Yearly cost, priced service losses included; where the scenario names other objectives, the value
    /// of the first in hundredths.
    pub objective: Money,
    /// No plan that keeps every hard rule is below.
    pub bound: Money,
    /// (objective − bound) / |objective|; 0 where both are 0.
    pub gap: f64,
    /// Asked for: `optimal` means a gap no larger than this.
    pub gap_limit: f64,
    /// Every objective in its order; absent where it is the yearly cost alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<ObjectiveRecord>,
    /// By host, in the scenario's order.
    pub offices: Vec<OfficeRecord>,
    /// By country, in the scenario's order.
    pub assignments: Vec<Assignment>,
    pub costs: Costs,
    /// Absent where `scorecard` is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scorecard: Option<ScorecardRecord>,
    /// Absent where `decentralisation` is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decentralisation: Option<DecentralisationRecord>,
    /// By family.
    pub rules: BTreeMap<Family, RuleRecord>,
    pub inputs: Inputs,
    /// How the solve went; absent with `--no-run-info`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Run>,
}

/// A weighted sum that was made as small as possible, among the plans that are best by all before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectiveRecord {
    pub weights: Weights,
    /// In hundredths.
    pub value: Money,
    pub bound: Money,
    pub gap: f64,
}

/// Units of the plan's numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// For instance `EUR/100`: whole cents.
    pub money: String,
    /// `staff-month/1000`.
    pub workload: String,
    /// `point/100`, out of 100 points.
    pub score: String,
    /// `1/1000000`.
    pub share: String,
}

/// An open office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeRecord {
    /// Id of the host country.
    pub host: String,
    pub city: String,
    pub region: String,
    pub tier: String,
    /// Host of the superior; null at the top.
    pub reports_to: Option<String>,
    /// Host of the office that acts while the head's post is vacant; absent where `continuity` is off,
    /// or where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_cover: Option<String>,
    pub posts: u32,
    /// How it is housed; absent in premises of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrangement: Option<String>,
    /// Of the whole remit.
    pub workload: Workload,
    /// What the posts carry, overhead taken off, and no more than the office's ceiling; absent: there
    /// is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Workload>,
    /// Everything the office answers for in a year, its missions included.
    pub cost: Money,
    /// Mean over the countries of the remit, weighted by workload; absent where `scorecard` is off or
    /// the remit asks for no work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
}

/// The balanced scorecard of the network. Means over countries, weighted by workload; null where
/// nobody asks for work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScorecardRecord {
    pub score: Option<Score>,
    /// In the order of the organisation model.
    pub perspectives: Vec<PerspectiveRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PerspectiveRecord {
    pub id: String,
    pub score: Option<Score>,
}

/// How much of the workload is decided where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecentralisationRecord {
    pub network: SharesRecord,
    /// Of the countries of a region, by region id.
    pub regions: BTreeMap<String, SharesRecord>,
}

/// Parts of the workload, downwards to millionths; null where nobody asks for work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharesRecord {
    /// Decided by the covering office itself.
    pub local: Option<Share>,
    /// Decided by the covering office or one of a tier above it.
    pub field: Option<Share>,
}

/// A country and its covering office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// Id of the country.
    pub country: String,
    /// Host of the covering office.
    pub office: String,
    /// Host of the top-tier office whose area the country is in; null where the reporting line of
    /// a fixed baseline is broken.
    pub area: Option<String>,
    /// Region of the country.
    pub region: String,
    /// Absent where the scenario does not say where places are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<i64>,
    pub workload: Workload,
    pub shared_language: bool,
    /// Absent where `scorecard` is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// Chain of neighbours, inside the connected set that `contiguity` asks for, from the country
    /// to the host of its top-tier office (or, where only remits must be connected, of its own
    /// office); absent where contiguity is off or broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Vec<String>>,
}

/// Yearly cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    pub total: Money,
    pub cash: Money,
    /// Priced losses of service: total less cash.
    pub service: Money,
    pub components: BTreeMap<Component, Money>,
    /// By region id; `network` holds what no region answers for.
    pub regions: BTreeMap<String, BTreeMap<Component, Money>>,
}

/// How a rule family stands in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleRecord {
    pub state: State,
    /// Where the state is not `off`: whether the family is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// What breaking a soft family costs in this plan, a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// Each limit of the family and how far the plan is from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slack: Vec<SlackRecord>,
    /// What is broken, in words; only where the state is `report` or `soft`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub broken: Vec<String>,
}

/// A limit and the plan's value beside it. In the family's unit: offices, countries, posts, km,
/// or the plan's money and workload units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlackRecord {
    /// What is limited, for instance `offices`, `tiers.country_office`, `regions.AFR.offices`.
    pub limit: String,
    /// The office or country that is nearest to the limit, where there is one limit for many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    pub value: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Distance to the nearer limit; negative where it is broken.
    pub slack: i64,
}

/// What the plan was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// Path of the scenario, as given.
    pub scenario_file: String,
    /// The `--set` arguments, in order.
    pub set: Vec<String>,
    /// Paths of the `--requests` files, as given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<String>,
    /// SHA-256 of the merged scenario and its tables.
    pub hash: String,
    /// Of purview and of the solver.
    pub versions: BTreeMap<String, String>,
    pub seed: u64,
}

/// How the solve went. Differs from run to run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    pub seconds: f64,
    pub method: String,
    pub threads: usize,
    /// Why it ended: `proof`, `time limit`, `interrupted`.
    pub ended_by: String,
}

impl Plan {
    /// Reads the JSON text of a plan.
    ///
    /// # Errors
    /// What in the text is no plan, with line and column.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a plan is plain data");
        text.push('\n');
        text
    }

    /// The bare decision, in the ids of `scenario`.
    ///
    /// # Errors
    /// Names that the scenario does not know, and offices or countries that stand twice.
    pub fn network(&self, scenario: &Scenario) -> Result<Network, Vec<Violation>> {
        let reading = Reading::new(scenario, self);
        if reading.faults.is_empty() { Ok(reading.network) } else { Err(reading.faults) }
    }
}

/// (objective − bound) / |objective|; 0 where they are equal, infinite where only the objective is 0.
pub fn gap(objective: Money, bound: Money) -> f64 {
    if objective == bound {
        return 0.0;
    }
    (objective - bound).0 as f64 / objective.0.abs() as f64
}

/// The JSON Schema of a plan.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Plan).to_value()
}

/// What is stated about how a plan was made, beside the network itself.
#[derive(Debug, Clone)]
pub struct Statement {
    pub status: Status,
    pub bound: Money,
    /// By each further objective.
    pub further_bounds: Vec<Money>,
    pub gap_limit: f64,
    pub scenario_file: String,
    pub set: Vec<String>,
    pub requests: Vec<String>,
    pub versions: BTreeMap<String, String>,
    pub seed: u64,
    pub run: Option<Run>,
}
