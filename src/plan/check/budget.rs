//! Yearly cash, in all and per region. Service losses are not cash.

use super::{Findings, Reading};
use crate::geography::Geography;
use crate::plan::{CostBreakdown, Tariff};

pub fn check(plan: &Reading, geography: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.budget;
    let tariff = Tariff::new(plan.scenario, geography);
    let cost = CostBreakdown::new(plan.scenario, &tariff, &plan.network);
    found.within("cash in all", cost.cash(), rule.total, &[]);
    for region in plan.scenario.region_ids() {
        let what = format!("cash of {}", plan.scenario.regions[region.0].id);
        found.within(&what, cost.region_cash(Some(region)), rule.regions[region.0], &[]);
    }
}
