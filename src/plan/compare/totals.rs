//! How large both networks are and how well they serve, counted from the plans alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::Change;
use crate::plan::{OfficeRecord, Plan};
use crate::scenario::{Money, Workload};

/// Size and proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Countries that are covered.
    pub countries: Change<i64>,
    pub offices: Change<i64>,
    pub posts: Change<i64>,
    /// Of all countries.
    pub workload: Change<Workload>,
    pub objective: Change<Money>,
    pub bound: Change<Money>,
    /// (objective − bound) / |objective| of each plan.
    pub gap: Change<f64>,
}

/// Service as the plans record it, whether it is priced or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceChanges {
    /// Countries covered by an office of their own.
    pub with_own_office: Change<i64>,
    /// From the covering office, in whole kilometres, each country weighted by its workload.
    pub mean_km: Change<Option<i64>>,
    /// The largest distance to a covering office.
    pub farthest_km: Change<Option<i64>>,
    /// Countries whose office shares no working language with them.
    pub without_shared_language: Change<i64>,
    /// Offices with more workload than they can carry.
    pub overloaded_offices: Change<i64>,
    /// Workload per post of the office where it is highest.
    pub heaviest_post: Change<Option<Workload>>,
    /// Workload per post of the office where it is lowest.
    pub lightest_post: Change<Option<Workload>>,
}

impl Totals {
    pub fn new(first: &Plan, this: &Plan) -> Self {
        let posts = |plan: &Plan| plan.offices.iter().map(|office| i64::from(office.posts)).sum();
        let workload = |plan: &Plan| plan.assignments.iter().map(|assignment| assignment.workload).sum();
        Self {
            countries: Change::new(first.assignments.len() as i64, this.assignments.len() as i64),
            offices: Change::new(first.offices.len() as i64, this.offices.len() as i64),
            posts: Change::new(posts(first), posts(this)),
            workload: Change::new(workload(first), workload(this)),
            objective: Change::new(first.objective, this.objective),
            bound: Change::new(first.bound, this.bound),
            gap: Change::new(first.gap, this.gap),
        }
    }
}

impl ServiceChanges {
    pub fn new(first: &Plan, this: &Plan) -> Self {
        let count = |of: fn(&Plan) -> usize| Change::new(of(first) as i64, of(this) as i64);
        let km = |of: fn(&Plan) -> Option<i64>| Change::new(of(first), of(this));
        let load = |of: fn(&Plan) -> Option<Workload>| Change::new(of(first), of(this));
        Self {
            with_own_office: count(|plan| plan.assignments.iter().filter(|a| a.country == a.office).count()),
            mean_km: km(mean_km),
            farthest_km: km(|plan| plan.assignments.iter().filter_map(|a| a.distance_km).max()),
            without_shared_language: count(|plan| {
                plan.assignments.iter().filter(|a| !a.shared_language).count()
            }),
            overloaded_offices: count(|plan| {
                plan.offices
                    .iter()
                    .filter(|office| office.capacity.is_some_and(|most| office.workload > most))
                    .count()
            }),
            heaviest_post: load(|plan| plan.offices.iter().filter_map(per_post).max()),
            lightest_post: load(|plan| plan.offices.iter().filter_map(per_post).min()),
        }
    }
}

fn mean_km(plan: &Plan) -> Option<i64> {
    let known =
        plan.assignments.iter().filter_map(|a| Some((i128::from(a.distance_km?), i128::from(a.workload.0))));
    let (sum, weights) =
        known.fold((0, 0), |(sum, weights), (km, weight)| (sum + km * weight, weights + weight));
    rounded(sum, weights)
}

fn per_post(office: &OfficeRecord) -> Option<Workload> {
    rounded(office.workload.0.into(), office.posts.into()).map(Workload)
}

/// To the nearest whole number; none where there is nothing to share among.
fn rounded(sum: i128, among: i128) -> Option<i64> {
    let half_up = |sum: i128| (2 * sum + among).div_euclid(2 * among);
    (among > 0).then(|| i64::try_from(half_up(sum)).ok()).flatten()
}
