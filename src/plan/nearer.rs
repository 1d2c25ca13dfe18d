//! Why a country is not covered from an office that stands nearer: what the rules say of each such pair,
//! one by one. Where they leave it open, the plan as a whole decides, and only a re-solve gives a price.

use super::Network;
use crate::geography::Geography;
use crate::scenario::{CountryId, Scenario, State};

/// What keeps a country from an office that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// It lies in another region.
    Region,
    /// `accreditation` forbids the pair, or the cost table has no price for it.
    Forbidden,
    /// It has as many countries as its tier may have.
    Span,
    /// Its posts carry no more.
    Capacity,
    /// Nothing about the two alone: the plan as a whole is better this way, or its areas connected.
    Whole,
}

/// An open office that stands nearer to a country than the one that covers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearer {
    pub office: CountryId,
    pub km: i64,
    pub hindrance: Hindrance,
    pub shares_language: bool,
}

/// The open offices nearer to `country` than its own, nearest first.
pub fn nearer(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    country: CountryId,
) -> Vec<Nearer> {
    let Some(own) = network.covered_by[country.0] else { return Vec::new() };
    let Some(reach) = geography.km(country, own) else { return Vec::new() };
    let mut found: Vec<Nearer> = network
        .hosts()
        .filter_map(|office| {
            let km = geography.km(country, office).filter(|&km| km < reach && office != own)?;
            let hindrance = hindrance(scenario, network, country, office);
            Some(Nearer { office, km, hindrance, shares_language: scenario.shares_language(country, office) })
        })
        .collect();
    found.sort_by_key(|near| (near.km, near.office));
    found
}

fn hindrance(scenario: &Scenario, network: &Network, country: CountryId, office: CountryId) -> Hindrance {
    let rules = &scenario.rules;
    let region = |c: CountryId| scenario.country(c).region;
    let is_excepted = || rules.region.cover_exceptions.contains(&(country, region(office)));
    if rules.region.state == State::Hard && region(country) != region(office) && !is_excepted() {
        return Hindrance::Region;
    }
    let is_forbidden = rules.accreditation.state == State::Hard
        && rules.accreditation.forbidden.contains(&(country, office));
    if is_forbidden || !scenario.costs.allows(country, office) {
        return Hindrance::Forbidden;
    }
    let remit = network.remit(office);
    let tier = network.office(office).map(|office| office.tier);
    let most = tier.and_then(|tier| rules.span.countries[tier.0].max);
    if rules.span.state == State::Hard && most.is_some_and(|most| remit.len() >= most as usize) {
        return Hindrance::Span;
    }
    let more = network.workload(scenario, office) + scenario.country(country).workload;
    let is_full = network.capacity(scenario, office).is_some_and(|capacity| more > capacity);
    if rules.capacity.state == State::Hard && is_full { Hindrance::Capacity } else { Hindrance::Whole }
}
