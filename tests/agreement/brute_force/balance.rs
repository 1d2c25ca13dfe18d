//! `balance`: what the offices carry per post.

use std::collections::BTreeSet;

use purview::scenario::{ArrangementId, CountryId, Scenario, State, TierId};

/// By host: thousandths of a staff-month, overhead counted; `None` where there is no office.
pub fn loads(
    scenario: &Scenario,
    tiers: &[Option<TierId>],
    housed: &[ArrangementId],
    covered_by: &[Option<CountryId>],
) -> Vec<Option<i64>> {
    let of_remit = |host: usize| -> i64 {
        let countries = scenario.countries.iter().zip(covered_by);
        countries.filter(|(_, office)| **office == Some(CountryId(host))).map(|(c, _)| c.workload.0).sum()
    };
    let load =
        |host: usize| Some(of_remit(host) + scenario.tier(tiers[host]?).terms(housed[host]).overhead.0);
    (0..tiers.len()).map(load).collect()
}

/// Every number of posts by host from `least` up to what the upper limit asks for; none below that
/// where the rule is hard.
pub fn sufficient(scenario: &Scenario, loads: &[Option<i64>], least: &[u32]) -> BTreeSet<Vec<u32>> {
    let rule = &scenario.rules.balance;
    let mut found = BTreeSet::from([least.to_vec()]);
    let is_objective = scenario.objective.iter().any(|weights| weights.balance > 0.0);
    let is_weighed = is_objective || matches!(rule.state, State::Soft | State::Hard);
    let Some(max) = rule.band.max.filter(|_| is_weighed) else {
        return found;
    };
    for (host, load) in loads.iter().enumerate() {
        let Some(load) = load else { continue };
        let asked = u32::try_from((load + max.0 - 1) / max.0).expect("no more posts than work");
        let asked = asked.max(least[host]);
        let from = if rule.state == State::Hard { asked } else { least[host] };
        let more = |posts: Vec<u32>| {
            (from..=asked).map(move |own| {
                let mut posts = posts.clone();
                posts[host] = own;
                posts
            })
        };
        found = found.into_iter().flat_map(more).collect();
    }
    found
}

/// Begun staff-months outside the band, summed over the offices.
pub fn missed(scenario: &Scenario, loads: &[Option<i64>], posts: &[u32]) -> i64 {
    let band = scenario.rules.balance.band;
    let begun = |thousandths: i64| (thousandths + 999).div_euclid(1000).max(0);
    let outside = |(load, posts): (&Option<i64>, &u32)| {
        let (load, posts) = ((*load)?, i64::from(*posts));
        let below = band.min.map_or(0, |min| begun(min.0 * posts - load));
        let above = band.max.map_or(0, |max| begun(load - max.0 * posts));
        Some(below + above)
    };
    loads.iter().zip(posts).filter_map(outside).sum()
}
