//! Every area, or every remit, is connected in the adjacency graph, the host of its office included.

use super::{Findings, Reading};
use crate::geography::Geography;
use crate::scenario::CountryId;

pub fn check(plan: &Reading, geography: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.contiguity;
    if rule.areas {
        for (root, area) in plan.areas() {
            connected(plan, geography, "area", root, area, found);
        }
    }
    if rule.remits {
        for (host, _) in plan.offices() {
            connected(plan, geography, "remit", host, plan.network.remit(host), found);
        }
    }
}

fn connected(
    plan: &Reading,
    geography: &Geography,
    what: &str,
    root: CountryId,
    mut set: Vec<CountryId>,
    found: &mut Findings,
) {
    set.push(root);
    let parts = geography.components(&set);
    for part in parts.iter().filter(|part| !part.contains(&root)) {
        let ids: Vec<&str> = part.iter().map(|&c| plan.id(c)).collect();
        let message = format!("in the {what} of {}, these are cut off: {}", plan.id(root), ids.join(", "));
        found.add(message, part, &[root]);
    }
}
