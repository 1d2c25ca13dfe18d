//! A country is covered, and an office supervised, from inside its region, save the exceptions.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.region;
    let region = |c| plan.scenario.country(c).region;
    for (country, host) in plan.covers() {
        let allowed = region(country) == region(host)
            || rule.cover_exceptions.iter().any(|&(c, r)| c == country && r == region(host));
        if !allowed {
            let message =
                format!("{} is covered from {}, in another region", plan.id(country), plan.id(host));
            found.add(message, &[country], &[host]);
        }
    }
    for (host, office) in plan.offices() {
        let Some(superior) = office.reports_to else { continue };
        let allowed = region(host) == region(superior)
            || rule.supervision_exceptions.iter().any(|&(h, r)| h == host && r == region(superior));
        if !allowed {
            let message = format!(
                "the office in {} reports to {}, in another region",
                plan.id(host),
                plan.id(superior)
            );
            found.add(message, &[], &[host, superior]);
        }
    }
}
