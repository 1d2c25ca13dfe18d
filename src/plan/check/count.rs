//! How many offices there are: in all, per tier, per region, per tier within a region.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.count;
    let mut all = 0u32;
    let mut by_tier = vec![0u32; plan.scenario.tiers.len()];
    let mut by_region = vec![by_tier.clone(); plan.scenario.regions.len()];
    for (host, office) in plan.offices() {
        all += 1;
        by_tier[office.tier.0] += 1;
        by_region[plan.scenario.country(host).region.0][office.tier.0] += 1;
    }
    found.within("offices", all, rule.offices, &[]);
    for tier in plan.scenario.tier_ids() {
        let name = &plan.scenario.tier(tier).id;
        found.within(&format!("offices of the tier {name}"), by_tier[tier.0], rule.tiers[tier.0], &[]);
    }
    for region in plan.scenario.region_ids() {
        let id = &plan.scenario.regions[region.0].id;
        let total: u32 = by_region[region.0].iter().sum();
        found.within(&format!("offices in {id}"), total, rule.regions[region.0], &[]);
        for tier in plan.scenario.tier_ids() {
            let what = format!("offices of the tier {} in {id}", plan.scenario.tier(tier).id);
            found.within(&what, by_region[region.0][tier.0], rule.region_tiers[region.0][tier.0], &[]);
        }
    }
}
