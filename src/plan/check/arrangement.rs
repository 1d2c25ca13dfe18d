//! How many offices are in which arrangement, in all and in a region; and each site in one that it allows.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let (scenario, rule) = (plan.scenario, &plan.scenario.rules.arrangement);
    let mut all = vec![0u32; scenario.arrangements.len()];
    let mut by_region = vec![all.clone(); scenario.regions.len()];
    for (host, office) in plan.offices() {
        all[office.arrangement.0] += 1;
        by_region[scenario.country(host).region.0][office.arrangement.0] += 1;
        let name = &scenario.arrangements[office.arrangement.0].id;
        for (site, allowed) in &rule.sites {
            if *site == host && !allowed.contains(&office.arrangement) {
                found.add(
                    format!("{} is in {name}, which is not allowed there", plan.id(host)),
                    &[],
                    &[host],
                );
            }
        }
    }
    for (number, arrangement) in scenario.arrangements.iter().enumerate() {
        found.within(&format!("offices in {}", arrangement.id), all[number], rule.total[number], &[]);
        for region in scenario.region_ids() {
            let what = format!("offices in {} in {}", arrangement.id, scenario.regions[region.0].id);
            found.within(&what, by_region[region.0][number], rule.regions[region.0][number], &[]);
        }
    }
}
