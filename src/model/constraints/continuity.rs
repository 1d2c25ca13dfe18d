//! Continuity, for hosts h ≠ g that share a working language and may lie in one area, and every root
//! m; v[h,g]: the office at g is the acting cover of the one at h; u[h]: that one has none; s[c] the
//! part of w[c] that a cover takes on, k workload a post carries, o overhead:
//!
//! ```text
//! Σ_g v[h,g] + u[h] = Σ_t y[h,t]          u[h] only where soft, at the price of the family
//! v[h,g]            ≤ Σ_t y[g,t]
//! v[h,g] + A[h,m]   ≤ 1 + A[g,m]
//! Σ_c w[c] x[c,g] + Σ_c s[c] x[c,h] ≤ Σ_t (k p[g,t] − Σ_k o[t,k] z[g,t,k]) + M (1 − v[h,g])
//! ```
//!
//! The cover is open, lies in the same area and carries its own remit and a share of the other. M is
//! the most that the left side can exceed the right by where g does not act for h: all that may be
//! taken on, and all that g might have to carry unless `capacity` is hard.
//!
//! Checked by: plan/check/continuity.rs.

use good_lp::{Expression, Variable};

use super::{Formulation, number, sum};
use crate::model::variables::{least_overhead, most_overhead, most_posts};
use crate::scenario::Family::Continuity;
use crate::scenario::{CountryId, State, Workload};

pub(super) fn add(f: &mut Formulation) {
    for h in f.scenario.host_ids().collect::<Vec<_>>() {
        let covers = f.columns.acting[h.0].clone();
        let mut named = sum(covers.iter().map(|&(_, v)| (1.0, v)));
        if let Some(none) = f.priced(Continuity, format!("u_{}", f.id(h)), 1.0) {
            named += none;
        }
        f.equal(Continuity, format!("acting_{}", f.id(h)), named, f.is_open(h));
        for (g, v) in covers {
            let pair = format!("{}_{}", f.id(h), f.id(g));
            f.at_most(Continuity, format!("acting_open_{pair}"), v.into(), f.is_open(g));
            same_area(f, &pair, h, g, v);
            if let Some(per_post) = f.scenario.parameters.workload_per_post {
                spare_capacity(f, &pair, h, g, v, per_post);
            }
        }
    }
}

fn same_area(f: &mut Formulation, pair: &str, h: CountryId, g: CountryId, v: Variable) {
    for (m, own) in f.columns.office_area[h.0].clone() {
        let other = f.columns.lies_in(g, m).map_or_else(|| number(0.0), Into::into);
        let name = format!("acting_area_{pair}_{}", f.id(m));
        f.at_most(Continuity, name, Expression::from(v) + own, number(1.0) + other);
    }
}

fn spare_capacity(
    f: &mut Formulation,
    pair: &str,
    h: CountryId,
    g: CountryId,
    v: Variable,
    per_post: Workload,
) {
    let scenario = f.scenario;
    let work = |host: CountryId, of: &dyn Fn(CountryId) -> Workload| {
        let terms =
            scenario.covered_ids().filter_map(|c| Some((of(c).to_units(), f.columns.covers(c, host)?)));
        terms.collect::<Vec<_>>()
    };
    let own = work(g, &|c| scenario.country(c).workload);
    let taken_on = work(h, &|c| scenario.acting_workload(c));
    let total = |terms: &[(f64, Variable)]| terms.iter().map(|(amount, _)| amount).sum::<f64>();
    let overhead = scenario.tier_ids().map(|t| most_overhead(scenario, t).to_units()).fold(0.0, f64::max);
    let is_carried = scenario.rules.capacity.state == State::Hard;
    let mut most = total(&taken_on);
    if is_carried {
        // A remit of h that its posts carry asks for no more than this.
        let carried = scenario.tier_ids().filter(|t| f.columns.open[h.0][t.0].is_some()).map(|t| {
            per_post.to_units() * f64::from(most_posts(scenario, t)) - least_overhead(scenario, t).to_units()
        });
        let rounding = 0.001 * taken_on.len() as f64;
        let of_remit = scenario.parameters.acting_share * carried.fold(0.0, f64::max) + rounding;
        most = most.min(of_remit);
    } else {
        most += total(&own) + overhead;
    }
    let carried = f.posts_at(g) * per_post.to_units() - f.overhead(g);
    let asked = sum(own.into_iter().chain(taken_on));
    f.at_most(Continuity, format!("acting_capacity_{pair}"), asked, carried + most - most * v);
}
