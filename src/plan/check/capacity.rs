//! The workload of a remit lies between the floor of the tier and what the posts carry beside the
//! overhead of the tier.

use super::{Findings, Reading};
use crate::geography::Geography;
use crate::scenario::{Limits, Workload};

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let mut load = vec![Workload::ZERO; plan.scenario.countries.len()];
    for (country, host) in plan.covers() {
        load[host.0] += plan.scenario.country(country).workload;
    }
    for (host, office) in plan.offices() {
        let carried = plan.scenario.parameters.workload_per_post * i64::from(office.posts)
            - plan.scenario.tier(office.tier).overhead;
        let limits =
            Limits { min: Some(plan.scenario.rules.capacity.floors[office.tier.0]), max: Some(carried) };
        if !limits.contains(load[host.0]) {
            let message = format!(
                "the remit of {} asks for {:.3} staff-months; its {} posts carry {:.3}, its floor is {:.3}",
                plan.id(host),
                load[host.0].to_units(),
                office.posts,
                carried.to_units(),
                plan.scenario.rules.capacity.floors[office.tier.0].to_units(),
            );
            found.add(message, &plan.network.remit(host), &[host]);
        }
    }
}
