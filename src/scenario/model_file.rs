//! The organisation model as it stands in `models/*.json`: tiers, costs, norms, demand formula,
//! default rules. Every number is a [`Quantity`] that carries its unit and source. A section that is
//! absent costs nothing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rules::RulesFile;
use super::scorecard::Measured;

/// A number with its provenance.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    pub value: f64,
    /// For instance `EUR/year`; must be the unit that the field is documented with.
    pub unit: String,
    /// A document, or `assumption`.
    pub source: String,
    /// Year of the prices, for money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_year: Option<i32>,
    /// Lowest and highest plausible value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<[f64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An organisation model: how a kind of organisation works, whatever its network.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Version of this format: 1.
    pub schema_version: u32,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// ISO 4217 code; the `$` of the units below.
    pub currency: String,
    /// Top first.
    pub tiers: Vec<TierFile>,
    /// What the tiers decide; absent: nothing is said of who decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<FunctionFile>,
    /// Absent: there are no posts, and an office carries any workload up to its ceiling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staffing: Option<StaffingFile>,
    /// Absent: every country gives its workload itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<DemandFile>,
    /// Absent: travel costs nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<TravelFile>,
    /// Absent: superiors pay no visits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision: Option<SupervisionFile>,
    /// Absent: change costs nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transition: Option<TransitionFile>,
    /// Absent: host governments bear nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_contribution: Option<HostContributionFile>,
    #[serde(default)]
    pub service: ServiceFile,
    /// Absent: nothing is scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scorecard: Option<CardFile>,
    /// Where top-tier offices are supervised from; absent: nobody travels to supervise them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headquarters: Option<HeadquartersFile>,
    #[serde(default)]
    pub rules: RulesFile,
}

/// One level of the network. A quantity that is absent is zero.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TierFile {
    pub id: String,
    pub name: String,
    /// Premises, equipment, local support. `$/year`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_cost: Option<Quantity>,
    /// Part of the office cost that follows the host's cost level. `share`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_local_share: Option<Quantity>,
    /// One post, the head's included. `$/post/year`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_cost: Option<Quantity>,
    /// Part of the post cost that follows the host's cost level. `share`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_local_share: Option<Quantity>,
    /// Workload of representing and, above the bottom, of supervising: not available to the
    /// countries of the remit. `staff-months/year`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overhead: Option<Quantity>,
    /// Once. `$`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening_cost: Option<Quantity>,
    /// Once. `$`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing_cost: Option<Quantity>,
    /// Ids of the functions that an office of this tier may decide by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decides: Vec<String>,
    /// Other ways to house an office of this tier than premises of its own, which the quantities above are
    /// about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arrangements: Vec<WorkingArrangementFile>,
}

/// A working arrangement: common premises, a desk with another organisation, staff at home. A quantity
/// that is absent is that of the tier's own premises.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingArrangementFile {
    /// The same in every tier that has it; not `premises`.
    pub id: String,
    /// The same in every tier that has it.
    pub name: String,
    /// `$/year`.
    pub office_cost: Quantity,
    /// Part of the office cost that follows the host's cost level. `share`.
    pub office_local_share: Quantity,
    /// `staff-months/year`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overhead: Option<Quantity>,
    /// Once. `$`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening_cost: Option<Quantity>,
    /// Of the office. `posts`.
    pub max_posts: Quantity,
    /// In its remit; absent: any number. `countries`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_countries: Option<Quantity>,
}

/// A kind of decision.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FunctionFile {
    pub id: String,
    pub name: String,
    /// Part of a country's workload that needs a decision of this kind. `share`, to millionths; all
    /// functions together have at most 1.
    pub share: Quantity,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffingFile {
    /// What one post carries. `staff-months/post/year`.
    pub workload_per_post: Quantity,
    /// Part of the workload of an office without a head that its acting cover takes on, country by
    /// country in whole thousandths of a staff-month. `share`; `continuity` asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_share: Option<Quantity>,
}

/// Workload of a country = (base + Σ min(cap, rate × figure / per)) × (1 + Σ group weights),
/// in staff-months a year. A country with an explicit `workload` skips the formula.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandFile {
    /// `staff-months/year`.
    pub base: Quantity,
    #[serde(default)]
    pub terms: Vec<DemandTermFile>,
    /// By group; `share`.
    #[serde(default)]
    pub group_weights: BTreeMap<String, Quantity>,
}

/// One term of the demand formula.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandTermFile {
    /// Name of a figure that each country gives.
    pub figure: String,
    /// Size of one unit of the figure.
    #[serde(default = "one")]
    pub per: f64,
    /// `staff-months/year` per unit.
    pub rate: Quantity,
    /// `staff-months/year` at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Quantity>,
}

fn one() -> f64 {
    1.0
}

/// A mission from a covering office to a country: fare by great-circle distance, allowance by day.
/// Nobody is paid to travel within the host country.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TravelFile {
    /// `$/trip`.
    pub fare_fixed: Quantity,
    /// `$/km`, one way distance, return fare.
    pub fare_per_km: Quantity,
    /// `$/day`.
    pub daily_allowance: Quantity,
    /// Part of the allowance that follows the visited country's cost level. `share`.
    pub allowance_local_share: Quantity,
    /// `days/trip`.
    pub days_per_trip: Quantity,
    /// `trips/staff-month`.
    pub trips_per_staff_month: Quantity,
    /// `trips/year`.
    pub min_trips: Quantity,
    /// Door to door beside the flight. `hours/trip`, one way.
    pub hours_fixed: Quantity,
    /// `km/hour`.
    pub speed: Quantity,
}

/// A superior's visits to an office below it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupervisionFile {
    /// `trips/year`.
    pub trips: Quantity,
    /// `days/trip`.
    pub days_per_trip: Quantity,
}

/// One-off costs of change, spread over the pay-back period.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TransitionFile {
    /// `years`.
    pub payback: Quantity,
    /// An office that keeps its site but changes tier. `$`.
    pub change_of_tier: Quantity,
    /// A country that changes its covering office. `$`.
    pub move_of_country: Quantity,
    /// A post beyond those of the baseline. `$/post`.
    pub new_post: Quantity,
    /// An existing post at another office than before. `$/post`; at most `new_post`.
    pub redeployed_post: Quantity,
}

/// What host governments bear of the office cost.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostContributionFile {
    /// `share` of the office cost, for hosts in none of the groups.
    pub share: Quantity,
    /// By group; of several, the lowest counts. `share`.
    #[serde(default)]
    pub groups: BTreeMap<String, Quantity>,
}

/// Losses of service that are priced, never cash.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceFile {
    /// Distance to the covering office. `$/1000 km/staff-month`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remoteness: Option<Quantity>,
}

/// A balanced scorecard. A country scores with its covering office: 100 points × Σ weight of the
/// perspective × Σ weight of the indicator × worth, rounded to hundredths of a point.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CardFile {
    pub perspectives: Vec<PerspectiveFile>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PerspectiveFile {
    pub id: String,
    pub name: String,
    /// `share`; those of all perspectives add up to 1.
    pub weight: Quantity,
    pub indicators: Vec<IndicatorFile>,
}

/// Worth 0 at `worst`, 1 at `best`, linear between them, no less and no more beyond.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorFile {
    pub name: String,
    pub measure: Measured,
    /// `share`; those of the indicators of a perspective add up to 1.
    pub weight: Quantity,
    /// In the unit of the measure.
    pub worst: Quantity,
    /// In the unit of the measure.
    pub best: Quantity,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadquartersFile {
    pub city: String,
    pub lat: f64,
    pub lon: f64,
}
