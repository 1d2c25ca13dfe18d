//! Every country that needs coverage has exactly one covering office, which is open; a country that
//! hosts an office is covered by it; the table of costs allows the pair; an office stands where one of
//! its tier may, and is housed in a way that its tier knows, with no more posts and countries than that
//! takes.

use super::{Findings, Reading};
use crate::geography::Geography;
use crate::plan::Office;
use crate::scenario::CountryId;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    for country in plan.scenario.country_ids() {
        let (id, host) = (plan.id(country), plan.network.covered_by[country.0]);
        match host {
            None if plan.scenario.country(country).covered => {
                found.add(format!("{id} has no covering office"), &[country], &[]);
            }
            Some(host) if !plan.scenario.country(country).covered => {
                found.add(format!("{id} needs no coverage, but is covered"), &[country], &[host]);
            }
            Some(host) if plan.network.office(host).is_none() => {
                let message = format!("{id} is covered from {}, where no office is open", plan.id(host));
                found.add(message, &[country], &[host]);
            }
            Some(host) if host != country && plan.network.office(country).is_some() => {
                let message = format!("{id} hosts an office, but is covered from {}", plan.id(host));
                found.add(message, &[country], &[host, country]);
            }
            Some(host) if !plan.scenario.costs.allows(country, host) => {
                let message = format!("{id} is covered from {}, which `costs` rules out", plan.id(host));
                found.add(message, &[country], &[host]);
            }
            _ => {}
        }
    }
    for (host, office) in plan.offices() {
        if !plan.scenario.fixed && !plan.scenario.country(host).may_host[office.tier.0] {
            let tier = &plan.scenario.tier(office.tier).id;
            found.add(format!("{} may not host an office of the tier {tier}", plan.id(host)), &[], &[host]);
        }
        housed(plan, host, office, found);
    }
}

fn housed(plan: &Reading, host: CountryId, office: Office, found: &mut Findings) {
    let tier = plan.scenario.tier(office.tier);
    let name = &plan.scenario.arrangements[office.arrangement.0].id;
    if !tier.known_arrangements().any(|known| known == office.arrangement) {
        let message =
            format!("no office of the tier {} is in {name}, but that in {}", tier.id, plan.id(host));
        found.add(message, &[], &[host]);
    }
    let terms = tier.terms(office.arrangement);
    let countries = plan.covers().filter(|&(_, own)| own == host).count();
    for (value, what, most) in
        [(office.posts as usize, "posts", terms.max_posts), (countries, "countries", terms.max_countries)]
    {
        if let Some(most) = most.filter(|&most| value > most as usize) {
            let message = format!("{} in {name} takes {most} {what}, not {value}", plan.id(host));
            found.add(message, &[], &[host]);
        }
    }
}
