//! Retention, for each host h, B the hosts of the baseline, b(c) the office that covers c there:
//!
//! ```text
//! Σ_t y[h,t] = 1 (y[h,t] = 1)     h kept (at tier t)
//! Σ_t y[h,t] = 0                  h closed
//! Σ_{h in B} (1 − Σ_t y[h,t])     ≤ most closures
//! Σ_{h not in B} Σ_t y[h,t]       ≤ most openings
//! Σ_c (1 − x[c,b(c)])             ≤ most moves
//! ```
//!
//! Checked by: plan/check/retention.rs.

use good_lp::Expression;

use super::{Formulation, number, sum};
use crate::scenario::CountryId;
use crate::scenario::Family::Retention;

pub(super) fn add(f: &mut Formulation) {
    let rule = &f.scenario.rules.retention;
    for &(h, tier) in &rule.keep {
        let open = match tier {
            Some(t) => sum(f.columns.open[h.0][t.0].map(|y| (1.0, y))),
            None => f.is_open(h),
        };
        f.within(Retention, &format!("keep_{}", f.id(h)), open, Some(number(1.0)), None);
    }
    for &h in &rule.close {
        f.within(Retention, &format!("close_{}", f.id(h)), f.is_open(h), None, Some(number(0.0)));
    }
    let baseline = &f.scenario.baseline;
    let (old, other): (Vec<CountryId>, Vec<CountryId>) =
        f.scenario.country_ids().partition(|h| baseline.offices[h.0].is_some());
    if let Some(max) = rule.max_closures {
        let kept: Expression = old.iter().map(|&h| f.is_open(h)).sum();
        let least = old.len() as f64 - f64::from(max);
        f.within(Retention, "kept_sites", kept, Some(number(least)), None);
    }
    if let Some(max) = rule.max_openings {
        let opened: Expression = other.iter().map(|&h| f.is_open(h)).sum();
        f.within(Retention, "openings", opened, None, Some(number(f64::from(max))));
    }
    if let Some(max) = rule.max_moves {
        let pairs: Vec<_> =
            f.scenario.covered_ids().filter_map(|c| Some((c, baseline.covered_by[c.0]?))).collect();
        let least = pairs.len() as f64 - f64::from(max);
        let unmoved = sum(pairs.iter().filter_map(|&(c, h)| Some((1.0, f.columns.covers(c, h)?))));
        f.within(Retention, "unmoved", unmoved, Some(number(least)), None);
    }
}
