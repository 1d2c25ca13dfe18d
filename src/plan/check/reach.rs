//! No country is further from its covering office than its ceiling allows; an own office is always
//! in reach.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, geography: &Geography, found: &mut Findings) {
    for (country, host) in plan.covers().filter(|(country, host)| country != host) {
        let limit = plan.scenario.rules.reach.max_km[country.0];
        if let Some((km, max)) = geography.km(country, host).zip(limit).filter(|(km, max)| km > max) {
            let message = format!(
                "{} is {km} km away from {}, at most {max} km allowed",
                plan.id(country),
                plan.id(host)
            );
            found.add(message, &[country], &[host]);
        }
    }
}
