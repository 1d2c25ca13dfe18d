//! Decentralisation; w workload, part[t] the part of it that an office of tier t decides by itself (locally)
//! or that it or one above it decides (in the field), F the floor under that part, W the workload of the
//! network or of the countries of a region; u[h,t] the workload of these that is covered from h while
//! the office there is of tier t; e whole hundredths that are lacking, at the price of the family where
//! that is soft and 0 where it is hard:
//!
//! ```text
//! Σ_t u[h,t]           = Σ_c w[c] x[c,h]
//! u[h,t]               ≤ M y[h,t]
//! Σ_{h,t} part[t] u[h,t] + W e / 100 ≥ F W
//! ```
//!
//! u stands for the product of tier and remit, which is not linear; where one tier alone is possible at
//! h it is the remit itself. M is the workload of all that may be covered from h. The network has one u,
//! each region with a floor has its own where an office may cover countries of others too.
//!
//! The last row counts in the largest fraction that divides all of part and F, so that it compares whole
//! thousandths, and half of one is left for rounding.
//!
//! Checked by: plan/check/decentralisation.rs.

use std::collections::BTreeMap;

use good_lp::{Expression, variable};

use super::{Formulation, number, sum};
use crate::model::formulation::gcd;
use crate::scenario::Family::Decentralisation;
use crate::scenario::{CountryId, RegionId, Share, TierId, Workload};

/// By host and, where it matters, region: the workload covered from there by tier.
type ByTier = BTreeMap<(CountryId, Option<RegionId>), Vec<(TierId, Expression)>>;

pub(super) fn add(f: &mut Formulation) {
    let scenario = f.scenario;
    let rule = &scenario.rules.decentralisation;
    let mut by_tier = ByTier::new();
    let regions = scenario.region_ids().map(|region| (Some(region), rule.regions[region.0]));
    for (region, floors) in [(None, rule.network)].into_iter().chain(regions.collect::<Vec<_>>()) {
        if let Some(floor) = floors.local {
            add_floor(f, &mut by_tier, region, "local", floor, |tier| scenario.local_share(tier));
        }
        if let Some(floor) = floors.field {
            add_floor(f, &mut by_tier, region, "field", floor, |tier| scenario.field_share(tier));
        }
    }
}

fn add_floor(
    f: &mut Formulation,
    by_tier: &mut ByTier,
    region: Option<RegionId>,
    what: &str,
    floor: Share,
    share: impl Fn(TierId) -> Share,
) {
    let scenario = f.scenario;
    let whose = region.map_or("network", |region| &scenario.regions[region.0].id);
    let name = format!("{what}_{whose}");
    let hundredth = Share::from_units(0.01).0;
    let shares = scenario.tier_ids().map(|tier| share(tier).0);
    let unit = shares.fold(gcd(floor.0, hundredth), gcd);
    let mut decided = Expression::default();
    for host in scenario.host_ids() {
        for (tier, workload) in covered(f, by_tier, host, region) {
            decided += workload.clone() * (share(*tier).0 / unit) as f64;
        }
    }
    let asked: Workload =
        scenario.country_ids().filter(|&c| is_of(f, c, region)).map(|c| scenario.country(c).workload).sum();
    if let Some(lacking) = f.priced(Decentralisation, format!("e_{name}"), 100.0) {
        decided.add_mul(asked.to_units() * (hundredth / unit) as f64, lacking);
    }
    let half = Workload(1).to_units() / 2.0;
    let least = asked.to_units() * (floor.0 / unit) as f64 - half;
    f.at_least(Decentralisation, name, decided, number(least));
}

fn is_of(f: &Formulation, country: CountryId, region: Option<RegionId>) -> bool {
    region.is_none_or(|region| f.scenario.country(country).region == region)
}

/// u[h,t] for the countries of `region`; made where it is asked for first.
fn covered<'b>(
    f: &mut Formulation,
    by_tier: &'b mut ByTier,
    host: CountryId,
    region: Option<RegionId>,
) -> &'b [(TierId, Expression)] {
    let scenario = f.scenario;
    let remit = |f: &Formulation, region: Option<RegionId>| -> Vec<_> {
        let countries = scenario.covered_ids().filter(|&c| is_of(f, c, region));
        let pairs = countries.filter_map(|c| Some((c, f.columns.covers(c, host)?)));
        pairs.map(|(c, covers)| (scenario.country(c).workload.to_units(), covers)).collect()
    };
    let own = remit(f, region);
    let region = region.filter(|_| own.len() < remit(f, None).len());
    by_tier.entry((host, region)).or_insert_with(|| {
        let tiers: Vec<_> =
            scenario.tier_ids().filter_map(|tier| Some((tier, f.columns.open[host.0][tier.0]?))).collect();
        if let [(tier, _)] = tiers[..] {
            return vec![(tier, sum(own))];
        }
        let most: f64 = own.iter().map(|(workload, _)| workload).sum();
        let of = region.map_or_else(String::new, |region| format!("_{}", scenario.regions[region.0].id));
        let mut split = Vec::new();
        for (tier, open) in tiers {
            let name = format!("{}_{}{of}", f.id(host), tier.0);
            let part = f.variables.add(variable().min(0).name(format!("u_{name}")));
            f.at_most(Decentralisation, format!("decides_{name}"), part.into(), most * open);
            split.push((tier, Expression::from(part)));
        }
        let all = split.iter().map(|(_, part)| part.clone()).sum();
        f.equal(Decentralisation, format!("decided_{}{of}", f.id(host)), all, sum(own));
        split
    })
}
