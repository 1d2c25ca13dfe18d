//! Span of control, for each host g, tier t; L and U the limits of tier t:
//!
//! ```text
//! L[t] y[g,t] ≤ Σ_h r[h,g,t+1] ≤ U[t] y[g,t]                 subordinates
//! Σ_t L[t] y[h,t] ≤ Σ_c x[c,h] ≤ Σ_t U[t] y[h,t]             countries of a remit
//! L y[g,0] ≤ Σ_c a[c,g] ≤ U y[g,0]                           countries of an area
//! ```
//!
//! Checked by: plan/check/span.rs.

use super::{Formulation, sum};
use crate::scenario::Family::Span;

pub(super) fn add(f: &mut Formulation) {
    subordinates(f);
    countries(f);
    area(f);
}

fn subordinates(f: &mut Formulation) {
    let rule = &f.scenario.rules.span;
    for g in f.scenario.country_ids() {
        for t in f.scenario.tier_ids().rev().skip(1) {
            let (limits, Some(open)) = (rule.subordinates[t.0], f.columns.open[g.0][t.0]) else { continue };
            if limits.is_unlimited() {
                continue;
            }
            let below = f.columns.reports.iter().filter_map(|by_tier| {
                by_tier[t.0 + 1].iter().find(|&&(superior, _)| superior == g).map(|&(_, r)| (1.0, r))
            });
            let below = sum(below);
            let name = format!("subordinates_{}_{}", f.id(g), t.0);
            f.within(
                Span,
                &name,
                below,
                limits.min.map(|n| f64::from(n) * open),
                limits.max.map(|n| f64::from(n) * open),
            );
        }
    }
}

fn countries(f: &mut Formulation) {
    let rule = &f.scenario.rules.span;
    let all = f.scenario.covered_ids().count() as f64;
    for h in f.scenario.host_ids().collect::<Vec<_>>() {
        let remit = sum(f.scenario.covered_ids().filter_map(|c| Some((1.0, f.columns.covers(c, h)?))));
        let tiers =
            || f.scenario.tier_ids().filter_map(|t| Some((rule.countries[t.0], f.columns.open[h.0][t.0]?)));
        let min = tiers()
            .any(|(limits, _)| limits.min.is_some())
            .then(|| sum(tiers().map(|(limits, y)| (f64::from(limits.min.unwrap_or(0)), y))));
        let max = tiers()
            .any(|(limits, _)| limits.max.is_some())
            .then(|| sum(tiers().map(|(limits, y)| (limits.max.map_or(all, f64::from), y))));
        let name = format!("countries_{}", f.id(h));
        f.within(Span, &name, remit, min, max);
    }
}

fn area(f: &mut Formulation) {
    let limits = f.scenario.rules.span.area;
    if limits.is_unlimited() {
        return;
    }
    for g in f.scenario.country_ids() {
        let Some(open) = f.columns.open[g.0][0] else { continue };
        let area = sum(f.scenario.covered_ids().filter_map(|c| Some((1.0, f.columns.in_area(c, g)?))));
        let name = format!("area_countries_{}", f.id(g));
        f.within(
            Span,
            &name,
            area,
            limits.min.map(|n| f64::from(n) * open),
            limits.max.map(|n| f64::from(n) * open),
        );
    }
}
