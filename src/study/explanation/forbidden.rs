//! Rules that forbid a change by themselves, so that no solve is needed to say so.

use super::record::Forbidden;
use crate::geography::Geography;
use crate::plan::{Network, broken_rules};
use crate::scenario::{CountryId, Family, Scenario, State};
use crate::solver::Condition;

/// Empty where only a solve can tell.
pub fn forbidden(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    condition: Condition,
) -> Vec<Forbidden> {
    match condition {
        Condition::Covers { country, office, holds: true } => {
            let mut found = no_office(scenario, office);
            found.extend(against_pair(scenario, geography, network, country, office));
            found
        }
        Condition::Covers { country, office, holds: false } => {
            required(scenario, country, office).into_iter().collect()
        }
        Condition::Open { host, holds: true } => no_office(scenario, host),
        Condition::Open { host, holds: false } => kept(scenario, host, |_| true),
        Condition::Tier { host, tier } => {
            let mut found = no_office(scenario, host);
            if found.is_empty() && !scenario.country(host).may_host[tier.0] {
                let (place, tier) = (&scenario.country(host).name, &scenario.tier(tier).name);
                let words = format!("the scenario lets no {} stand in {place}", tier.to_lowercase());
                found.push(Forbidden { family: Family::Coverage, words });
            }
            found.extend(kept(scenario, host, |at| at.is_some_and(|at| at != tier)));
            found
        }
    }
}

fn no_office(scenario: &Scenario, host: CountryId) -> Vec<Forbidden> {
    let place = scenario.country(host);
    let rule = &scenario.rules.retention;
    let mut found = Vec::new();
    if !place.may_host.contains(&true) {
        let words = format!("the scenario lets no office stand in {}", place.name);
        found.push(Forbidden { family: Family::Coverage, words });
    }
    if rule.state == State::Hard && rule.close.contains(&host) {
        let words = format!("the office in {} is to be closed{}", place.name, reason(scenario, host));
        found.push(Forbidden { family: Family::Retention, words });
    }
    found
}

fn kept(
    scenario: &Scenario,
    host: CountryId,
    bars: impl Fn(Option<crate::scenario::TierId>) -> bool,
) -> Vec<Forbidden> {
    let rule = &scenario.rules.retention;
    let kept = rule.keep.iter().find(|&&(kept, tier)| kept == host && bars(tier));
    let Some((_, tier)) = kept.filter(|_| rule.state == State::Hard) else { return Vec::new() };
    let at = tier.map_or(String::new(), |t| format!(" as {}", scenario.tier(t).name.to_lowercase()));
    let place = &scenario.country(host).name;
    let words = format!("the office in {place} is kept{at}{}", reason(scenario, host));
    vec![Forbidden { family: Family::Retention, words }]
}

fn reason(scenario: &Scenario, host: CountryId) -> String {
    let reason = scenario.reasons.sites.get(&host);
    reason.map_or_else(String::new, |reason| format!(" ({})", reason.words))
}

/// The rule that asks for the pair.
pub fn required(scenario: &Scenario, country: CountryId, office: CountryId) -> Option<Forbidden> {
    let rule = &scenario.rules.accreditation;
    let is_required = rule.state == State::Hard && rule.required.contains(&(country, office));
    is_required.then(|| {
        let reason = scenario.reasons.pairs.get(&(country, office));
        let reason = reason.map_or_else(String::new, |reason| format!(" ({})", reason.words));
        let (country, office) = (&scenario.country(country).name, &scenario.country(office).name);
        let words = format!("{country} is to be covered from {office}{reason}");
        Forbidden { family: Family::Accreditation, words }
    })
}

/// Rules on single pairs: what the checker says of the plan with this pair in it.
fn against_pair(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    country: CountryId,
    office: CountryId,
) -> Vec<Forbidden> {
    const ON_PAIRS: [Family; 4] = [Family::Region, Family::Reach, Family::Language, Family::Accreditation];
    let mut found: Vec<Forbidden> = new_violations(scenario, geography, network, country, office)
        .into_iter()
        .filter(|violation| ON_PAIRS.contains(&violation.family))
        .collect();
    if !scenario.costs.allows(country, office) {
        let words = "the table of costs has no price for the pair".into();
        found.push(Forbidden { family: Family::Coverage, words });
    }
    found
}

/// Hard rules that `country` would break if it were covered by `office`, all else as in `network`.
pub fn new_violations(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    country: CountryId,
    office: CountryId,
) -> Vec<Forbidden> {
    let before = broken_rules(scenario, geography, network);
    let mut changed = network.clone();
    changed.covered_by[country.0] = Some(office);
    let new = broken_rules(scenario, geography, &changed).into_iter();
    new.filter(|violation| !before.contains(violation))
        .filter_map(|violation| Some(Forbidden { family: violation.family?, words: violation.message }))
        .collect()
}
