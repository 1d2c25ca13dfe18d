//! Count, for each set S of hosts (all, of a region) and set T of tiers (all, one):
//!
//! ```text
//! min ≤ Σ_{h in S, t in T} y[h,t] ≤ max
//! ```
//!
//! Checked by: plan/check/count.rs.

use super::{Formulation, number, sum};
use crate::scenario::Family::Count;
use crate::scenario::{Limits, RegionId, TierId};

pub(super) fn add(f: &mut Formulation) {
    let rule = &f.scenario.rules.count;
    within(f, "offices".into(), rule.offices, None, None);
    for t in f.scenario.tier_ids() {
        within(f, format!("offices_{}", f.scenario.tier(t).id), rule.tiers[t.0], None, Some(t));
    }
    for r in f.scenario.region_ids() {
        let region = &f.scenario.regions[r.0].id;
        within(f, format!("offices_{region}"), rule.regions[r.0], Some(r), None);
        for t in f.scenario.tier_ids() {
            let name = format!("offices_{region}_{}", f.scenario.tier(t).id);
            within(f, name, rule.region_tiers[r.0][t.0], Some(r), Some(t));
        }
    }
}

fn within(
    f: &mut Formulation,
    name: String,
    limits: Limits<u32>,
    region: Option<RegionId>,
    tier: Option<TierId>,
) {
    if limits.is_unlimited() {
        return;
    }
    let hosts =
        f.scenario.country_ids().filter(|&h| region.is_none_or(|r| f.scenario.country(h).region == r));
    let open = hosts.flat_map(|h| f.scenario.tier_ids().map(move |t| (h, t)));
    let offices = sum(open
        .filter(|&(_, t)| tier.is_none_or(|tier| t == tier))
        .filter_map(|(h, t)| f.columns.open[h.0][t.0])
        .map(|y| (1.0, y)));
    let limit = |limit: Option<u32>| limit.map(|offices| number(f64::from(offices)));
    f.within(Count, &name, offices, limit(limits.min), limit(limits.max));
}
