//! Required pairs of country and office are followed, forbidden ones are not used.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.accreditation;
    let follows = |country: usize, office| plan.network.covered_by[country] == Some(office);
    for &(country, office) in rule.required.iter().filter(|(c, o)| !follows(c.0, *o)) {
        let message = format!("{} is required to be covered from {}", plan.id(country), plan.id(office));
        found.add(message, &[country], &[office]);
    }
    for &(country, office) in rule.forbidden.iter().filter(|(c, o)| follows(c.0, *o)) {
        let message = format!("{} is forbidden to be covered from {}", plan.id(country), plan.id(office));
        found.add(message, &[country], &[office]);
    }
}
