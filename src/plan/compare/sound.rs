//! What a plan must hold before it can be compared. Whether it is true is for `check` to say.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Component, Plan};
use crate::scenario::Money;

/// Beyond any cost; sums of differences of smaller amounts stay within range.
const MOST: i64 = i64::MAX / 1024;

/// In words, what is in the way.
pub fn obstacle(plan: &Plan) -> Option<String> {
    twice("office in", plan.offices.iter().map(|office| &office.host))
        .or_else(|| twice("country", plan.assignments.iter().map(|assignment| &assignment.country)))
        .or_else(|| out_of_range(plan))
        .or_else(|| not_adding_up(plan))
}

fn twice<'p>(what: &str, ids: impl Iterator<Item = &'p String>) -> Option<String> {
    let mut seen = BTreeSet::new();
    let id = ids.into_iter().find(|id| !seen.insert(*id))?;
    Some(format!("the {what} {id} stands twice"))
}

fn out_of_range(plan: &Plan) -> Option<String> {
    let costs = &plan.costs;
    let sums = [plan.objective, plan.bound, costs.total, costs.cash, costs.service];
    let lines = costs.regions.values().chain([&costs.components]).flat_map(BTreeMap::values);
    let beyond = sums.iter().chain(lines).find(|amount| amount.0.unsigned_abs() > MOST.unsigned_abs())?;
    Some(format!("the amount {} is beyond any cost", beyond.0))
}

fn not_adding_up(plan: &Plan) -> Option<String> {
    let costs = &plan.costs;
    if sum(costs.components.values()) != i128::from(costs.total.0) {
        return Some("the cost components do not add up to the total".into());
    }
    if sum([&costs.cash, &costs.service]) != i128::from(costs.total.0) {
        return Some("cash and service do not add up to the total".into());
    }
    let lines = costs.regions.values().chain([&costs.components]);
    let named: BTreeSet<&Component> = lines.flat_map(BTreeMap::keys).collect();
    let is_off = |component: &&Component| {
        let of_regions = costs.regions.values().filter_map(|lines| lines.get(*component));
        sum(of_regions) != sum(costs.components.get(*component))
    };
    let component = named.into_iter().find(is_off)?;
    Some(format!("the regions do not add up to the component {}", component.name()))
}

fn sum<'a>(amounts: impl IntoIterator<Item = &'a Money>) -> i128 {
    amounts.into_iter().map(|amount| i128::from(amount.0)).sum()
}
