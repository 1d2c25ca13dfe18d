//! How offices are housed: what an arrangement takes, and the family `arrangement`.

use purview::scenario::{ArrangementId, CountryId, Limits, Scenario, State, Terms, TierId};

/// Open offices: host, arrangement and its terms.
fn offices<'a>(
    scenario: &'a Scenario,
    tiers: &'a [Option<TierId>],
    housed: &'a [ArrangementId],
) -> impl Iterator<Item = (usize, ArrangementId, Terms)> + 'a {
    let office = |host: usize| Some((host, housed[host], scenario.tier(tiers[host]?).terms(housed[host])));
    (0..tiers.len()).filter_map(office)
}

/// Offices too many or too few, limit by limit, and offices where their arrangement is not to be had.
pub fn missed(scenario: &Scenario, tiers: &[Option<TierId>], housed: &[ArrangementId]) -> i64 {
    let rule = &scenario.rules.arrangement;
    let outside = |value: i64, limits: &Limits<u32>| {
        limits.min.map_or(0, |min| (i64::from(min) - value).max(0))
            + limits.max.map_or(0, |max| (value - i64::from(max)).max(0))
    };
    let mut missed = 0;
    for (number, limits) in rule.total.iter().enumerate() {
        let own: Vec<usize> = offices(scenario, tiers, housed)
            .filter(|(_, k, _)| k.0 == number)
            .map(|(host, ..)| host)
            .collect();
        missed += outside(own.len() as i64, limits);
        for (region, limits) in rule.regions.iter().enumerate() {
            let here = own.iter().filter(|host| scenario.countries[**host].region.0 == region).count();
            missed += outside(here as i64, &limits[number]);
        }
    }
    let forbidden = offices(scenario, tiers, housed).filter(|(host, arrangement, _)| {
        rule.sites.iter().any(|(site, allowed)| site.0 == *host && !allowed.contains(arrangement))
    });
    missed + forbidden.count() as i64
}

pub fn allow_offices(scenario: &Scenario, tiers: &[Option<TierId>], housed: &[ArrangementId]) -> bool {
    scenario.rules.arrangement.state != State::Hard || missed(scenario, tiers, housed) == 0
}

pub fn allow_remits(
    scenario: &Scenario,
    tiers: &[Option<TierId>],
    housed: &[ArrangementId],
    covered_by: &[Option<CountryId>],
) -> bool {
    offices(scenario, tiers, housed).all(|(host, _, terms)| {
        let remit = covered_by.iter().filter(|office| **office == Some(CountryId(host))).count();
        terms.max_countries.is_none_or(|most| remit <= most as usize)
    })
}

pub fn allow_posts(
    scenario: &Scenario,
    tiers: &[Option<TierId>],
    housed: &[ArrangementId],
    posts: &[u32],
) -> bool {
    offices(scenario, tiers, housed)
        .all(|(host, _, terms)| terms.max_posts.is_none_or(|most| posts[host] <= most))
}
