//! Single countries: does any office reach them, and do the pairs of `accreditation` agree?

use std::collections::BTreeMap;

use crate::geography::great_circle_km;
use crate::scenario::resolve::Context;
use crate::scenario::{CountryId, Scenario, State};

pub fn check(context: &Context, scenario: &Scenario) {
    let before = context.errors();
    contradictory_pairs(context, scenario);
    // Pairs that contradict each other leave their countries no office.
    if context.errors() == before {
        unreachable_countries(context, scenario);
    }
}

fn contradictory_pairs(context: &Context, scenario: &Scenario) {
    let rule = &scenario.rules.accreditation;
    if rule.state != State::Hard {
        return;
    }
    let id = |c: CountryId| &scenario.country(c).id;
    let mut required: BTreeMap<CountryId, CountryId> = BTreeMap::new();
    for (number, &(country, office)) in rule.required.iter().enumerate() {
        let at = format!("/rules/accreditation/required/{number}");
        if let Some(other) = required.insert(country, office).filter(|&other| other != office) {
            let message = format!(
                "`{}` is required to be covered by `{}` and by `{}`",
                id(country),
                id(other),
                id(office)
            );
            context.error("contradictory-pairs", message, &at);
        }
        if rule.forbidden.contains(&(country, office)) {
            let message = format!("`{}` covered by `{}` is required and forbidden", id(country), id(office));
            context.error("contradictory-pairs", message, &at);
        }
        if !scenario.country(office).may_host.contains(&true) {
            let message = format!(
                "`{}` is required to cover `{}`, but may not host an office",
                id(office),
                id(country)
            );
            context.error("impossible-pair", message, &at);
        }
        if !scenario.country(country).covered {
            let message = format!("`{}` needs no coverage, yet a covering office is required", id(country));
            context.error("impossible-pair", message, &at);
        }
    }
}

/// `costs`, `region`, `reach`, `language` and `accreditation` together leave every country an office.
fn unreachable_countries(context: &Context, scenario: &Scenario) {
    let hosts: Vec<CountryId> = scenario.host_ids().collect();
    for country in scenario.covered_ids() {
        if hosts.iter().any(|&office| may_cover(scenario, country, office)) {
            continue;
        }
        let own = scenario.country(country);
        let nearest = hosts
            .iter()
            .filter(|&&h| in_region(scenario, country, h) && scenario.costs.allows(country, h))
            .map(|&h| (km(scenario, country, h), h))
            .min();
        let is_alone = !hosts.iter().any(|&h| in_region(scenario, country, h));
        let reason = match (nearest, scenario.rules.reach.max_km[country.0]) {
            (None, _) if is_alone => "no country of its region may host an office".to_owned(),
            (None, _) => "`costs` has no price for it at any possible host".to_owned(),
            (Some((None, _)), _) => "`region`, `language` or `accreditation` rules out every host".to_owned(),
            (Some((Some(km), host)), Some(max)) if km > max && scenario.rules.reach.state == State::Hard => {
                format!(
                    "the nearest possible host in its region, `{}`, is {km} km away, and `reach` allows {max} km",
                    scenario.country(host).id
                )
            }
            (Some((Some(km), host)), _) => format!(
                "the nearest possible host in its region is `{}`, {km} km away; `language` or `accreditation` rules it out",
                scenario.country(host).id
            ),
        };
        let message = format!("no office can cover `{}`: {reason}", own.id);
        let at = if nearest.is_none() && !is_alone { "/costs/pairs" } else { "/rules/reach" };
        context.error("unreachable-country", message, at);
    }
}

fn in_region(scenario: &Scenario, country: CountryId, office: CountryId) -> bool {
    let rule = &scenario.rules.region;
    let region = scenario.country(office).region;
    rule.state != State::Hard
        || scenario.country(country).region == region
        || rule.cover_exceptions.contains(&(country, region))
}

fn km(scenario: &Scenario, country: CountryId, office: CountryId) -> Option<i64> {
    Some(great_circle_km(scenario.country(country).seat?, scenario.country(office).office_site?))
}

/// Also used by the other necessary conditions.
pub fn may_cover(scenario: &Scenario, country: CountryId, office: CountryId) -> bool {
    let rules = &scenario.rules;
    let accreditation = &rules.accreditation;
    in_region(scenario, country, office)
        && scenario.costs.allows(country, office)
        && (rules.reach.state != State::Hard
            || country == office
            || rules.reach.allows(country, km(scenario, country, office)))
        && (rules.language.state != State::Hard || scenario.shares_language(country, office))
        && (accreditation.state != State::Hard
            || (!accreditation.forbidden.contains(&(country, office))
                && accreditation.required.iter().all(|&(c, o)| c != country || o == office)))
}
