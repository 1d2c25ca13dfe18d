//! Areas, for countries c, hosts h and m, and top-tier hosts g. Part of nesting; only where
//! `contiguity` or `span` speaks of areas, or `continuity` of their offices.
//!
//! ```text
//! Σ_g a[c,g] = 1
//! a[c,g]     ≤ y[g,0]
//! a[c,g]     ≥ x[c,h] + A[h,g] − 1
//! ```
//!
//! A country lies in the area in which its covering office lies. With up to two tiers A[h,g] is
//! r[h,g,1], and y[g,0] for g itself. With more:
//!
//! ```text
//! Σ_g A[h,g] = Σ_t y[h,t]
//! A[g,g]     = y[g,0]
//! A[h,g]     ≤ y[g,0]
//! A[h,g]     ≥ A[m,g] + Σ_t r[h,m,t] − 1
//! ```
//!
//! An office lies in the area in which its superior lies.
//!
//! Where a pair has no variable, its value is 0.

use good_lp::Expression;

use super::{Formulation, number, sum};
use crate::model::variables::needs_areas;
use crate::scenario::CountryId;
use crate::scenario::Family::Nesting;

pub(super) fn add(f: &mut Formulation) {
    if f.scenario.tiers.len() > 2 {
        office_areas(f);
    }
    if !needs_areas(f.scenario) {
        return;
    }
    for c in f.scenario.country_ids().filter(|&c| f.scenario.country(c).covered) {
        let roots = f.columns.area[c.0].clone();
        let one = sum(roots.iter().map(|&(_, a)| (1.0, a)));
        f.equal(Nesting, format!("area_{}", f.id(c)), one, number(1.0));
        for (g, a) in roots {
            let open = f.columns.open[g.0][0].expect("a root may host the top tier");
            f.at_most(Nesting, format!("area_open_{}_{}", f.id(c), f.id(g)), a.into(), open.into());
        }
        for (h, x) in f.columns.cover[c.0].clone() {
            for (g, office_area) in f.columns.office_area[h.0].clone() {
                let a = f.columns.in_area(c, g).expect("every area of an office that may cover c");
                let name = format!("area_follows_{}_{}_{}", f.id(c), f.id(h), f.id(g));
                f.at_least(Nesting, name, a.into(), Expression::from(x) + office_area - 1.0);
            }
        }
    }
}

fn office_areas(f: &mut Formulation) {
    for h in f.scenario.country_ids() {
        if !f.scenario.country(h).may_host.contains(&true) {
            continue;
        }
        let roots = f.columns.office_area[h.0].clone();
        let one = sum(roots.iter().map(|&(_, a)| (1.0, a)));
        f.equal(Nesting, format!("office_area_{}", f.id(h)), one, f.is_open(h));
        for &(g, a) in roots.iter().filter(|&&(g, _)| g != h) {
            let open = f.columns.open[g.0][0].expect("a root may host the top tier");
            let name = format!("office_area_open_{}_{}", f.id(h), f.id(g));
            f.at_most(Nesting, name, a.into(), open.into());
        }
        for (m, reports) in superiors(f, h) {
            for (g, above) in f.columns.office_area[m.0].clone() {
                let own = sum(roots.iter().filter(|&&(root, _)| root == g).map(|&(_, a)| (1.0, a)));
                let name = format!("office_area_follows_{}_{}_{}", f.id(h), f.id(m), f.id(g));
                f.at_least(Nesting, name, own, reports.clone() + above - 1.0);
            }
        }
    }
}

/// Every possible superior m of an office at h, with Σ_t r[h,m,t].
fn superiors(f: &Formulation, h: CountryId) -> Vec<(CountryId, Expression)> {
    f.scenario
        .host_ids()
        .filter_map(|m| {
            let reports: Vec<_> = f.columns.reports[h.0]
                .iter()
                .flatten()
                .filter(|&&(g, _)| g == m)
                .map(|&(_, r)| (1.0, r))
                .collect();
            (!reports.is_empty()).then(|| (m, sum(reports)))
        })
        .collect()
}
