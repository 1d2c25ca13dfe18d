//! The workload of a remit lies within the limits of the tier and of the host, and within what the
//! posts carry beside the overhead of the tier.

use super::{Findings, Reading};
use crate::geography::Geography;
use crate::scenario::Workload;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.capacity;
    let mut load = vec![Workload::ZERO; plan.scenario.countries.len()];
    for (country, host) in plan.covers() {
        load[host.0] += plan.scenario.country(country).workload;
    }
    for (host, office) in plan.offices() {
        let own = rule.hosts[host.0];
        let carried = plan.scenario.parameters.workload_per_post.map(|per_post| {
            per_post * i64::from(office.posts)
                - plan.scenario.tier(office.tier).terms(office.arrangement).overhead
        });
        let mut broken: Vec<String> = Vec::new();
        if let Some(carried) = carried.filter(|&carried| load[host.0] > carried) {
            broken.push(format!("its {} posts carry {:.3}", office.posts, carried.to_units()));
        }
        for ceiling in [rule.ceilings[office.tier.0], own.max].into_iter().flatten() {
            if load[host.0] > ceiling {
                broken.push(format!("its ceiling is {:.3}", ceiling.to_units()));
            }
        }
        for floor in [Some(rule.floors[office.tier.0]), own.min].into_iter().flatten() {
            if load[host.0] < floor {
                broken.push(format!("its floor is {:.3}", floor.to_units()));
            }
        }
        if !broken.is_empty() {
            let message = format!(
                "the remit of {} asks for {:.3} staff-months; {}",
                plan.id(host),
                load[host.0].to_units(),
                broken.join(", "),
            );
            found.add(message, &plan.network.remit(host), &[host]);
        }
    }
}
