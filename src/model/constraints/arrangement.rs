//! Arrangement, for each host h and tier t with several ways k to house an office; z[h,t,k] = 1: it is in
//! k. P posts and C countries at most in k, where it has such a limit:
//!
//! ```text
//! Σ_k z[h,t,k] = y[h,t]
//! p[h,t]       ≤ Σ_k P[t,k] z[h,t,k]
//! Σ_c x[c,h]   ≤ Σ_{t,k} C[t,k] z[h,t,k]
//! min ≤ Σ_{h,t} z[h,t,k] ≤ max               in all, and for the hosts of a region
//! ```
//!
//! The first three stand whatever the state of the family: they say what an arrangement is, as `coverage`
//! says what an office is. What a site does not allow has no z; where that is soft it has a price.
//!
//! Checked by: plan/check/coverage.rs, plan/check/arrangement.rs.

use good_lp::Expression;

use super::{Formulation, number, sum};
use crate::model::variables::most_posts;
use crate::scenario::Family::{Arrangement, Coverage};
use crate::scenario::{ArrangementId, Limits, RegionId};

pub(super) fn add_choices(f: &mut Formulation) {
    let scenario = f.scenario;
    for h in scenario.host_ids() {
        for t in scenario.tier_ids() {
            let housed = f.columns.housed[h.0][t.0].clone();
            let Some(open) = f.columns.open[h.0][t.0] else { continue };
            let terms = |k: ArrangementId| scenario.tier(t).terms(k);
            let name = format!("{}_{}", f.id(h), t.0);
            if housed.len() > 1 {
                let ways = sum(housed.iter().map(|&(_, z)| (1.0, z)));
                f.equal(Coverage, format!("housed_{name}"), ways, open.into());
            }
            if let Some(posts) = f.columns.posts[h.0][t.0]
                && housed.iter().any(|&(k, _)| terms(k).max_posts.is_some())
            {
                let all = most_posts(scenario, t);
                let most = |k: ArrangementId| f64::from(terms(k).max_posts.map_or(all, |most| most.min(all)));
                let room = sum(housed.iter().map(|&(k, z)| (most(k), z)));
                f.at_most(Coverage, format!("housed_posts_{name}"), posts.into(), room);
            }
        }
        let most = |t, k| scenario.tier(t).terms(k).max_countries.map(f64::from);
        let is_limited = scenario
            .tier_ids()
            .zip(&f.columns.housed[h.0])
            .any(|(t, housed)| housed.iter().any(|&(k, _)| most(t, k).is_some()));
        if is_limited {
            let remit: Expression =
                sum(scenario.covered_ids().filter_map(|c| Some((1.0, f.columns.covers(c, h)?))));
            let all = scenario.covered_ids().filter(|&c| f.columns.covers(c, h).is_some()).count() as f64;
            let room = f.by_arrangement(h, |t, k| most(t, k).map_or(all, |most| most.min(all)));
            f.at_most(Coverage, format!("housed_countries_{}", f.id(h)), remit, room);
        }
    }
}

pub(super) fn add(f: &mut Formulation) {
    let rule = &f.scenario.rules.arrangement;
    for k in (0..f.scenario.arrangements.len()).map(ArrangementId) {
        within(f, k, rule.total[k.0], None);
        for region in f.scenario.region_ids() {
            within(f, k, rule.regions[region.0][k.0], Some(region));
        }
    }
}

fn within(f: &mut Formulation, k: ArrangementId, limits: Limits<u32>, region: Option<RegionId>) {
    let scenario = f.scenario;
    let hosts = scenario.host_ids().filter(|&h| region.is_none_or(|r| scenario.country(h).region == r));
    let housed = hosts.flat_map(|h| f.columns.housed[h.0].iter().flatten());
    let offices = sum(housed.filter(|(own, _)| *own == k).map(|&(_, z)| (1.0, z)));
    let of = region.map_or_else(String::new, |r| format!("_{}", scenario.regions[r.0].id));
    let name = format!("housed_{}{of}", scenario.arrangements[k.0].id);
    let limit = |limit: Option<u32>| limit.map(|offices| number(f64::from(offices)));
    f.within(Arrangement, &name, offices, limit(limits.min), limit(limits.max));
}
