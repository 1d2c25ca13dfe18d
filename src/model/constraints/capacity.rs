//! Capacity (two-sided), for each host h; w workload, k workload a post carries, o overhead, L floor,
//! U ceiling; z[h,t,k] the office is in arrangement k:
//!
//! ```text
//! Σ_t L[h,t] y[h,t] ≤ Σ_c w[c] x[c,h] ≤ Σ_t (k p[h,t] − Σ_k o[t,k] z[h,t,k])
//!                     Σ_c w[c] x[c,h] ≤ Σ_t U[h,t] y[h,t]
//! ```
//!
//! The workload of a remit lies between a floor and what the posts carry beside the overhead of
//! the tier, and below a ceiling; floor and ceiling are the tighter of the tier's and the host's. In
//! staff-months a year. Without posts there is no k p; where one of the tiers has no ceiling, or
//! one above all workload, its U is all workload.
//!
//! Checked by: plan/check/capacity.rs.

use good_lp::Expression;

use super::{Formulation, sum};
use crate::scenario::Family::Capacity;
use crate::scenario::Workload;

pub(super) fn add(f: &mut Formulation) {
    let all: Workload = f.scenario.countries.iter().map(|country| country.workload).sum();
    for h in f.scenario.host_ids().collect::<Vec<_>>() {
        let load = sum(f
            .scenario
            .covered_ids()
            .filter_map(|c| Some((f.scenario.country(c).workload.to_units(), f.columns.covers(c, h)?))));
        let mut carried_by_posts = None;
        if let Some(per_post) = f.scenario.parameters.workload_per_post {
            carried_by_posts = Some(f.posts_at(h) * per_post.to_units() - f.overhead(h));
        }
        let limits = |t| f.scenario.rules.capacity.limits(h, t);
        let weighted = |weight: &dyn Fn(_) -> Workload| -> Expression {
            let tiers = f.scenario.tier_ids();
            sum(tiers.filter_map(|t| Some((weight(t).to_units(), f.columns.open[h.0][t.0]?))))
        };
        let has = |is_set: &dyn Fn(_) -> bool| f.scenario.tier_ids().any(is_set);
        let ceiling =
            has(&|t| limits(t).max.is_some()).then(|| weighted(&|t| limits(t).max.unwrap_or(all).min(all)));
        let floor =
            has(&|t| limits(t).min.is_some()).then(|| weighted(&|t| limits(t).min.unwrap_or(Workload::ZERO)));
        let ceilings = [("capacity", carried_by_posts), ("ceiling", ceiling)];
        if ceilings.iter().any(|(_, ceiling)| ceiling.is_some()) {
            // Beyond the lower of the two: one figure for both.
            let missed = f.priced(Capacity, format!("e_capacity_{}", f.id(h)), all.to_units() + 1e4);
            for (name, ceiling) in ceilings {
                let Some(ceiling) = ceiling else { continue };
                let beyond = missed.map_or_else(Expression::default, Expression::from);
                f.at_most(Capacity, format!("{name}_{}", f.id(h)), load.clone() - beyond, ceiling);
            }
        }
        f.within(Capacity, &format!("floor_{}", f.id(h)), load, floor, None);
    }
}
