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
    use crate::geography::Geography;
    use crate::scenario::{Entry, load};

    /// Areas of 25 countries at most: 26 countries of Europe and Central Asia need two. Mauritania may be covered from
    /// two regions and counts in neither.
    #[test]
    fn countries_need_as_many_areas_as_they_fill() {
        let entry = Entry::File("scenarios/two-tier-2023.json".into());
        let scenario = load(&entry, &[]).expect("a sound scenario").scenario;
        let prices = Prices::new(&scenario, &Geography::new(&scenario));
        let least = |r: RegionId| {
            let own = scenario.covered_ids().filter(|&c| scenario.country(c).region == r).count();
            (scenario.regions[r.0].id.as_str(), own, least_areas(&scenario, &prices, r))
        };
        let regions: Vec<(&str, usize, Option<i64>)> = scenario.region_ids().map(least).collect();
        let needed = |region, own, areas| (region, own, Some(areas));
        assert_eq!(
            regions,
            [
                needed("AFR", 47, 2),
                needed("ARB", 19, 1),
                needed("ASP", 31, 2),
                needed("ECA", 26, 2),
                needed("LAC", 33, 2)
            ]
        );
        let mut fewer = scenario.clone();
        fewer.rules.span.area.max = Some(26);
        let eca = scenario.region_ids().find(|r| scenario.regions[r.0].id == "ECA").expect("the region");
        assert_eq!(least_areas(&fewer, &prices, eca), Some(1));
        fewer.rules.span.state = State::Off;
        assert_eq!(least_areas(&fewer, &prices, eca), None);
    }
}
