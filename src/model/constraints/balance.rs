//! Balance, for each host h; w workload, o overhead of the tier in its arrangement, a to b the band of the
//! workload per post; e[h] whole staff-months outside it, at the price of the family where that is soft and the weight of
//! `balance` among the objectives, 0 where it is hard:
//!
//! ```text
//! Σ_t a p[h,t] − e[h] ≤ Σ_c w[c] x[c,h] + Σ_{t,k} o[t,k] z[h,t,k] ≤ Σ_t b p[h,t] + e[h]
//! ```
//!
//! The workload per post is a ratio; multiplied by the posts, a fixed band is linear.
//!
//! Checked by: plan/check/balance.rs.

use good_lp::Expression;

use super::{Formulation, sum};
use crate::model::variables::{most_overhead, most_posts};
use crate::scenario::Family::Balance;
use crate::scenario::{State, Workload};

pub(super) fn add(f: &mut Formulation) {
    let band = f.scenario.rules.balance.band;
    let all: Workload = f.scenario.countries.iter().map(|country| country.workload).sum();
    for h in f.scenario.host_ids().collect::<Vec<_>>() {
        let scenario = f.scenario;
        let tiers: Vec<_> = scenario
            .tier_ids()
            .filter_map(|t| Some((t, f.columns.open[h.0][t.0]?, f.columns.posts[h.0][t.0]?)))
            .collect();
        let countries = scenario
            .covered_ids()
            .filter_map(|c| Some((scenario.country(c).workload.to_units(), f.columns.covers(c, h)?)));
        let load = sum(countries) + f.overhead(h);
        let posts = |per_post: Workload| -> Expression {
            sum(tiers.iter().map(|&(_, _, posts)| (per_post.to_units(), posts)))
        };
        let (least, most) = (band.min.map(posts), band.max.map(posts));
        let beyond = tiers.iter().map(|&(t, ..)| {
            let idle = band.min.map_or(0.0, |min| min.to_units() * f64::from(most_posts(scenario, t)));
            idle.max((all + most_overhead(scenario, t)).to_units()) + 1.0
        });
        let beyond = beyond.fold(0.0, f64::max);
        let rule = &scenario.rules.balance;
        let missed = (rule.state != State::Hard).then(|| {
            let name = format!("e_{}", f.id(h));
            f.missed(name, beyond, |tariff| tariff.breach(rule.price) + tariff.imbalance())
        });
        let missed = || missed.map_or_else(Expression::default, Expression::from);
        if let Some(least) = least {
            f.at_least(Balance, format!("least_per_post_{}", f.id(h)), load.clone() + missed(), least);
        }
        if let Some(most) = most {
            f.at_most(Balance, format!("most_per_post_{}", f.id(h)), load, most + missed());
        }
    }
}
