//! The score of the network and of each office, the mean over countries weighted by workload, is at
//! least its floor.

use super::{Findings, Reading};
use crate::geography::Geography;
use crate::plan::{Scores, Tariff};
use crate::scenario::{CountryId, Score};

pub fn check(plan: &Reading, geography: &Geography, found: &mut Findings) {
    let rule = &plan.scenario.rules.scorecard;
    let tariff = Tariff::new(plan.scenario, geography);
    let Some(scores) = Scores::new(plan.scenario, &tariff) else { return };
    // Points above the floor, times workload: no mean, so nothing is rounded.
    let above = |of: Option<CountryId>, floor: Score| -> i128 {
        let covers = plan.covers().filter(|(_, host)| of.is_none_or(|of| of == *host));
        let surplus = covers.map(|(country, host)| {
            let workload = i128::from(plan.scenario.country(country).workload.0);
            workload * i128::from(scores.pair(country, host).0 - floor.0)
        });
        surplus.sum()
    };
    if let Some(floor) = rule.network.filter(|&floor| above(None, floor) < 0) {
        found.add(format!("the score of the network is below {floor} points"), &[], &[]);
    }
    for (host, _) in plan.offices() {
        if let Some(floor) = rule.offices.filter(|&floor| above(Some(host), floor) < 0) {
            let message = format!("the score of the office in {} is below {floor} points", plan.id(host));
            found.add(message, &plan.network.remit(host), &[host]);
        }
    }
}
