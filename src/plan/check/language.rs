//! The covering office shares a working language with the country.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    for (country, host) in plan.covers() {
        let (a, b) = (&plan.scenario.country(country).languages, &plan.scenario.country(host).languages);
        if !a.is_empty() && !b.is_empty() && a.is_disjoint(b) {
            let message = format!("{} shares no working language with {}", plan.id(country), plan.id(host));
            found.add(message, &[country], &[host]);
        }
    }
}
