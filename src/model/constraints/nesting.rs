//! Nesting, for each host h, tier t > 0, and host g of the tier above:
//!
//! ```text
//! Σ_g r[h,g,t] = y[h,t]
//! r[h,g,t]     ≤ y[g,t−1]
//! ```
//!
//! Every office below the top reports to exactly one open office one tier above. An office's remit
//! lies in its superior's area by the meaning of area.
//!
//! Checked by: plan/check/nesting.rs.

use super::{Formulation, number, sum};
use crate::scenario::Family::Nesting;
use crate::scenario::TierId;

pub(super) fn add(f: &mut Formulation) {
    for h in f.scenario.country_ids() {
        for t in f.scenario.tier_ids().skip(1) {
            let Some(open) = f.columns.open[h.0][t.0] else { continue };
            let superiors = f.columns.reports[h.0][t.0].clone();
            let one = sum(superiors.iter().map(|&(_, r)| (1.0, r)));
            f.equal(Nesting, format!("reports_{}_{}", f.id(h), t.0), one, open.into());
            for (g, r) in superiors {
                let above = f.columns.open[g.0][TierId(t.0 - 1).0];
                let name = format!("reports_to_open_{}_{}_{}", f.id(h), f.id(g), t.0);
                f.at_most(Nesting, name, r.into(), above.map_or_else(|| number(0.0), Into::into));
            }
        }
    }
}
