//! Budget, in all and for each region, over the cash terms of the objective:
//!
//! ```text
//! Σ cash ≤ ceiling
//! ```
//!
//! In thousands of currency units.
//!
//! Checked by: plan/check/budget.rs.

use good_lp::Expression;

use super::{Formulation, number, scaled};
use crate::scenario::Family::Budget;
use crate::scenario::{Limits, Money, RegionId};

pub(super) fn add(f: &mut Formulation) {
    let rule = &f.scenario.rules.budget;
    within(f, "all".into(), rule.total, |_| true);
    for r in f.scenario.region_ids() {
        within(f, f.scenario.regions[r.0].id.clone(), rule.regions[r.0], |region| region == Some(r));
    }
}

fn within(
    f: &mut Formulation,
    name: String,
    limits: Limits<Money>,
    counts: impl Fn(Option<RegionId>) -> bool,
) {
    if limits.is_unlimited() {
        return;
    }
    let mut cash = Expression::default();
    for term in f.cost.iter().filter(|term| term.component.is_cash() && counts(term.region)) {
        match term.variable {
            Some(variable) => cash.add_mul(scaled(term.amount), variable),
            None => cash += scaled(term.amount),
        }
    }
    let limit = |limit: Option<Money>| limit.map(|money| number(scaled(money)));
    f.within(Budget, &format!("cash_{name}"), cash, limit(limits.min), limit(limits.max));
}
