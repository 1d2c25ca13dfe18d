//! Sites that are kept (at a tier) are, sites that are closed are; closures, openings and moves of
//! countries stay within their limits.

use super::{Findings, Reading};
use crate::geography::Geography;
use crate::scenario::{CountryId, Limits};

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.retention;
    for &(host, tier) in &rule.keep {
        match plan.network.office(host) {
            None => found.add(format!("the site {} is not kept", plan.id(host)), &[], &[host]),
            Some(office) if tier.is_some_and(|tier| tier != office.tier) => {
                found.add(format!("the site {} is kept at another tier", plan.id(host)), &[], &[host]);
            }
            Some(_) => {}
        }
    }
    for &host in rule.close.iter().filter(|&&host| plan.network.office(host).is_some()) {
        found.add(format!("the site {} is to be closed, but is open", plan.id(host)), &[], &[host]);
    }
    let before = &plan.scenario.baseline;
    let (mut closed, mut opened): (Vec<CountryId>, Vec<CountryId>) = (Vec::new(), Vec::new());
    for host in plan.scenario.country_ids() {
        match (&before.offices[host.0], plan.network.office(host)) {
            (Some(_), None) => closed.push(host),
            (None, Some(_)) => opened.push(host),
            _ => {}
        }
    }
    let moves = plan
        .covers()
        .filter(|&(c, _)| plan.scenario.country(c).covered)
        .filter(|&(country, host)| before.covered_by[country.0].is_some_and(|office| office != host))
        .count();
    let most = |max| Limits { min: None, max };
    found.within("closures", closed.len() as u32, most(rule.max_closures), &closed);
    found.within("openings", opened.len() as u32, most(rule.max_openings), &opened);
    found.within("countries that move", moves as u32, most(rule.max_moves), &[]);
}
