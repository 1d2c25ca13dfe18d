//! Capacity (two-sided), for each host h; w workload, k workload a post carries, o overhead, L floor:
//!
//! ```text
//! Σ_t L[t] y[h,t] ≤ Σ_c w[c] x[c,h] ≤ Σ_t (k p[h,t] − o[t] y[h,t])
//! ```
//!
//! The workload of a remit lies between a floor and what the posts carry beside the overhead of
//! the tier. In staff-months a year.
//!
//! Checked by: plan/check/capacity.rs.

use super::{Formulation, sum};
use crate::scenario::Family::Capacity;

pub(super) fn add(f: &mut Formulation) {
    for h in f.scenario.host_ids().collect::<Vec<_>>() {
        let load = sum(f
            .scenario
            .covered_ids()
            .filter_map(|c| Some((f.scenario.country(c).workload.to_units(), f.columns.covers(c, h)?))));
        let per_post = f.scenario.parameters.workload_per_post.to_units();
        let tiers = || {
            f.scenario
                .tier_ids()
                .filter_map(|t| Some((t, f.columns.open[h.0][t.0]?, f.columns.posts[h.0][t.0]?)))
        };
        let carried = sum(tiers().flat_map(|(t, open, posts)| {
            [(per_post, posts), (-f.scenario.tier(t).overhead.to_units(), open)]
        }));
        let floors = &f.scenario.rules.capacity.floors;
        let floor = sum(tiers().map(|(t, open, _)| (floors[t.0].to_units(), open)));
        let has_floor = floors.iter().any(|floor| floor.0 > 0);
        f.at_most(Capacity, format!("capacity_{}", f.id(h)), load.clone(), carried);
        if has_floor {
            f.at_least(Capacity, format!("floor_{}", f.id(h)), load, floor);
        }
    }
}
