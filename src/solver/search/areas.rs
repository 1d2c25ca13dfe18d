//! How many areas the countries of a region fill.

use super::prices::Prices;
use crate::scenario::{CountryId, RegionId, Scenario, State};

/// Top-tier offices that a region needs at least, where areas have a largest size, for the countries that none but
/// its own offices may cover. In a linear program a part of an office more would do (rounding as in Chvátal,
/// Discrete Mathematics 4 (1973) 305-337).
pub fn least_areas(scenario: &Scenario, prices: &Prices, r: RegionId) -> Option<i64> {
    let span = &scenario.rules.span;
    let most =
        span.area.max.filter(|&max| span.state == State::Hard && scenario.tiers.len() == 2 && max > 0)?;
    let is_inside = |h: CountryId| scenario.country(h).region == r;
    let stays_inside = |h: CountryId| {
        let sites = prices.sites[h.0].iter().flatten();
        is_inside(h) && sites.flat_map(|site| &site.superiors).all(|&(g, _)| is_inside(g))
    };
    let is_own = |c: &CountryId| {
        let choices = &prices.choices[c.0];
        !choices.is_empty() && choices.iter().all(|choice| stays_inside(choice.office))
    };
    let own = scenario.covered_ids().filter(is_own).count() as u32;
    (own > 0).then(|| i64::from(own.div_ceil(most)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::search::with_default;

    /// Areas of 25 countries at most: 26 countries of Europe and Central Asia need two. Mauritania may be covered from
    /// two regions and counts in neither.
    #[test]
    fn countries_need_as_many_areas_as_they_fill() {
        let regions = |set: &[&str]| {
            let mut regions = Vec::new();
            with_default(set, |scenario, _, prices| {
                regions.extend(scenario.region_ids().map(|r| {
                    let own = scenario.covered_ids().filter(|&c| scenario.country(c).region == r).count();
                    (scenario.regions[r.0].id.clone(), own, least_areas(scenario, prices, r))
                }));
            });
            regions
        };
        let needed = |region: &str, own, areas| (region.to_owned(), own, Some(areas));
        assert_eq!(
            regions(&[]),
            [
                needed("AFR", 47, 2),
                needed("ARB", 19, 1),
                needed("ASP", 31, 2),
                needed("ECA", 26, 2),
                needed("LAC", 33, 2)
            ]
        );
        assert_eq!(regions(&["span.area.max=26"])[3], needed("ECA", 26, 1));
        assert!(regions(&["span.state=off"]).iter().all(|(_, _, least)| least.is_none()));
    }
}
