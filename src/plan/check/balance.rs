//! Workload of the remit and overhead, per post, lie within the band at every office.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let band = plan.scenario.rules.balance.band;
    let mut load: Vec<i64> = vec![0; plan.scenario.countries.len()];
    for (country, host) in plan.covers() {
        load[host.0] += plan.scenario.country(country).workload.0;
    }
    for (host, office) in plan.offices() {
        let (posts, load) = (
            i64::from(office.posts),
            load[host.0] + plan.scenario.tier(office.tier).terms(office.arrangement).overhead.0,
        );
        let (idle, busy) = (
            band.min.is_some_and(|min| load < min.0 * posts),
            band.max.is_some_and(|max| load > max.0 * posts),
        );
        if idle || busy {
            let months = load as f64 / 1000.0;
            let message = format!(
                "{posts} posts in {} carry {months:.3} staff-months, overhead counted, too {} for the band",
                plan.id(host),
                if idle { "little" } else { "much" },
            );
            found.add(message, &plan.network.remit(host), &[host]);
        }
    }
}
