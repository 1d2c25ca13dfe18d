//! `decentralisation`: what its floors lack.

use purview::scenario::{CountryId, Scenario, Share, TierId};

/// Begun hundredths of the workload, floor by floor.
pub fn missed(scenario: &Scenario, tiers: &[Option<TierId>], covered_by: &[Option<CountryId>]) -> i64 {
    let rule = &scenario.rules.decentralisation;
    let share =
        |functions: &[usize]| -> i64 { functions.iter().map(|f| scenario.functions[*f].share.0).sum() };
    let decided = |tier: TierId, is_local: bool| {
        let above = if is_local { tier.0 } else { 0 };
        let mut functions: Vec<usize> =
            scenario.tiers[above..=tier.0].iter().flat_map(|tier| tier.decides.iter().copied()).collect();
        functions.sort_unstable();
        functions.dedup();
        share(&functions)
    };
    let lacks = |floor: Option<Share>, is_local: bool, is_meant: &dyn Fn(usize) -> bool| {
        let (mut lacking, mut work) = (0, 0);
        for (country, office) in covered_by.iter().enumerate().filter(|(country, _)| is_meant(*country)) {
            let (Some(floor), Some(office)) = (floor, office) else { continue };
            let tier = tiers[office.0].expect("an open office covers");
            let own = scenario.countries[country].workload.0;
            lacking += own * (floor.0 - decided(tier, is_local));
            work += own;
        }
        // Millionths times work.
        let hundredth = 10_000 * work;
        if lacking > 0 { (lacking + hundredth - 1) / hundredth } else { 0 }
    };
    let of = |floors: purview::scenario::rules::FieldFloors, is_meant: &dyn Fn(usize) -> bool| {
        lacks(floors.local, true, is_meant) + lacks(floors.field, false, is_meant)
    };
    let in_regions = rule
        .regions
        .iter()
        .enumerate()
        .map(|(region, floors)| of(*floors, &|country| scenario.countries[country].region.0 == region));
    of(rule.network, &|_| true) + in_regions.sum::<i64>()
}
