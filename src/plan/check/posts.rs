//! Posts per office, per region, in all; and how many of them are new.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.posts;
    let mut by_region = vec![0u32; plan.scenario.regions.len()];
    for (host, office) in plan.offices() {
        by_region[plan.scenario.country(host).region.0] += office.posts;
        found.within(
            &format!("posts in {}", plan.id(host)),
            office.posts,
            rule.offices[office.tier.0],
            &[host],
        );
    }
    for region in plan.scenario.region_ids() {
        let what = format!("posts in the region {}", plan.scenario.regions[region.0].id);
        found.within(&what, by_region[region.0], rule.regions[region.0], &[]);
    }
    let total: u32 = by_region.iter().sum();
    found.within("posts in all", total, rule.total, &[]);
    let before: Vec<u32> =
        plan.scenario.baseline.offices.iter().flatten().map(|office| office.posts).collect();
    if !before.is_empty() {
        found.within("new posts", total.saturating_sub(before.iter().sum()), rule.new, &[]);
    }
}
