//! Coverage, for each country c that needs it and each host h:
//!
//! ```text
//! Σ_h x[c,h] = 1
//! x[c,h]     ≤ Σ_t y[h,t]
//! x[h,h]     = Σ_t y[h,t]        h needs coverage itself
//! Σ_t y[h,t] ≤ 1
//! ```
//!
//! Every country has exactly one covering office, which is open; a country that hosts an office is
//! covered by it; a host has an office of one tier at most.
//!
//! Checked by: plan/check/coverage.rs.

use super::{Formulation, number, sum};
use crate::scenario::Family::Coverage;

pub(super) fn add(f: &mut Formulation) {
    for h in f.scenario.country_ids() {
        if !f.scenario.country(h).may_host.contains(&true) {
            continue;
        }
        let name = format!("one_tier_{}", f.id(h));
        f.at_most(Coverage, name, f.is_open(h), number(1.0));
        if f.scenario.country(h).covered {
            let own = sum(f.columns.covers(h, h).map(|x| (1.0, x)));
            f.equal(Coverage, format!("own_office_{}", f.id(h)), own, f.is_open(h));
        }
    }
    for c in f.scenario.country_ids().filter(|&c| f.scenario.country(c).covered) {
        let offices = f.columns.cover[c.0].clone();
        let one = sum(offices.iter().map(|&(_, x)| (1.0, x)));
        f.equal(Coverage, format!("cover_{}", f.id(c)), one, number(1.0));
        for (h, x) in offices {
            if h != c {
                let name = format!("covered_from_open_{}_{}", f.id(c), f.id(h));
                f.at_most(Coverage, name, x.into(), f.is_open(h));
            }
        }
    }
}
