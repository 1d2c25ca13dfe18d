//! Of the workload of the network, and of the countries of each region, at least the floor is decided by
//! the covering office itself, and by it or an office of a tier above it.

use super::{Findings, Reading};
use crate::geography::Geography;
use crate::scenario::{CountryId, RegionId, Share};

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    let scenario = plan.scenario;
    let rule = &scenario.rules.decentralisation;
    let regions = scenario.region_ids().map(|region| (Some(region), rule.regions[region.0]));
    for (region, floors) in [(None, rule.network)].into_iter().chain(regions) {
        for (is_local, floor) in [(true, floors.local), (false, floors.field)] {
            let Some(floor) = floor.filter(|&floor| is_below(plan, region, is_local, floor)) else {
                continue;
            };
            let whose = region.map_or("the network", |region| &scenario.regions[region.0].id);
            let who =
                if is_local { "the covering office itself" } else { "the covering office or one above" };
            let message = format!("less than {floor} of the work of {whose} is decided by {who}");
            found.add(message, &[], &[]);
        }
    }
}

/// Function by function, in millionths of thousandths of a staff-month: nothing is divided.
fn is_below(plan: &Reading, region: Option<RegionId>, is_local: bool, floor: Share) -> bool {
    let scenario = plan.scenario;
    let is_meant = |c: CountryId| region.is_none_or(|region| scenario.country(c).region == region);
    let work = |c: CountryId| i128::from(scenario.country(c).workload.0);
    let asked: i128 = scenario.country_ids().filter(|&c| is_meant(c)).map(work).sum();
    let mut decided = 0;
    for (number, function) in scenario.functions.iter().enumerate() {
        let decides = |tier: usize| scenario.tiers[tier].decides.contains(&number);
        let is_decided = |host: CountryId| {
            let tier = plan.network.office(host).map(|office| office.tier.0);
            tier.is_some_and(|tier| if is_local { decides(tier) } else { (0..=tier).any(decides) })
        };
        let covers = plan.covers().filter(|&(c, host)| is_meant(c) && is_decided(host));
        decided += covers.map(|(c, _)| work(c)).sum::<i128>() * i128::from(function.share.0);
    }
    decided < asked * i128::from(floor.0)
}
