//! Scorecard, S[c,h] the score of c covered from h, F the floor of the network and G that of each
//! office, W all workload; e whole points that the network lacks and b[h] = 1 an office below its
//! floor, both at the prices of the family where that is soft and 0 where not:
//!
//! ```text
//! Σ_{c,h} w[c] S[c,h] x[c,h] + W e ≥ F W
//! Σ_c w[c] (S[c,h] − G) x[c,h]     ≥ − M b[h]
//! ```
//!
//! The mean over the countries of a remit is a ratio; multiplied by the workload of the remit, it is
//! linear. M is what all countries that lie below the floor at h lack together.
//!
//! Checked by: plan/check/scorecard.rs.

use good_lp::Expression;

use super::{Formulation, number, sum};
use crate::plan::{Scores, Tariff};
use crate::scenario::CountryId;
use crate::scenario::Family::Scorecard;

pub(super) fn add(f: &mut Formulation) {
    let (scenario, rule) = (f.scenario, &f.scenario.rules.scorecard);
    let tariff = Tariff::new(scenario, f.geography);
    let Some(scores) = Scores::new(scenario, &tariff) else { return };
    let weight = |c: CountryId| scenario.country(c).workload.to_units();
    if let Some(floor) = rule.network {
        let pairs =
            scenario.covered_ids().flat_map(|c| f.columns.cover[c.0].iter().map(move |&(h, x)| (c, h, x)));
        let mut score = sum(pairs.map(|(c, h, x)| (weight(c) * scores.pair(c, h).to_units(), x)));
        let all: f64 = scenario.covered_ids().map(weight).sum();
        if let Some(missed) = f.priced(Scorecard, "e_score".into(), 100.0) {
            score.add_mul(all, missed);
        }
        f.at_least(Scorecard, "score".into(), score, number(all * floor.to_units()));
    }
    let Some(floor) = rule.offices else { return };
    let above = |c, h| weight(c) * (scores.pair(c, h) - floor).to_units();
    for h in scenario.host_ids() {
        let surplus: Vec<_> =
            scenario.covered_ids().filter_map(|c| Some((above(c, h), f.columns.covers(c, h)?))).collect();
        let most: f64 = surplus.iter().map(|(amount, _)| (-amount).max(0.0)).sum();
        let mut score: Expression = sum(surplus);
        if let Some(below) = f.priced_at(Scorecard, rule.office_price, format!("b_{}", f.id(h)), 1.0) {
            score.add_mul(most, below);
        }
        f.at_least(Scorecard, format!("score_{}", f.id(h)), score, number(0.0));
    }
}
