//! Span of control: direct subordinates of an office above the bottom tier, countries of a remit,
//! countries of an area.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.span;
    let bottom = plan.scenario.tiers.len() - 1;
    let mut subordinates = vec![0u32; plan.scenario.countries.len()];
    let mut countries = subordinates.clone();
    plan.offices().filter_map(|(_, office)| office.reports_to).for_each(|g| subordinates[g.0] += 1);
    plan.covers().for_each(|(_, host)| countries[host.0] += 1);
    for (host, office) in plan.offices() {
        let id = plan.id(host);
        if office.tier.0 < bottom {
            let limits = rule.subordinates[office.tier.0];
            found.within(&format!("offices that report to {id}"), subordinates[host.0], limits, &[host]);
        }
        let limits = rule.countries[office.tier.0];
        found.within(&format!("countries covered from {id}"), countries[host.0], limits, &[host]);
    }
    for (root, area) in plan.areas() {
        let size = area.len() as u32;
        found.within(&format!("countries in the area of {}", plan.id(root)), size, rule.area, &[root]);
    }
}
