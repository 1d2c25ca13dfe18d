//! What a careful analyst would want caught before a solve: necessary conditions that take no
//! solver. A scenario that fails one has no plan.

mod contiguity;
mod counts;
mod pairs;
mod sites;
mod workload;

use super::Scenario;
use super::resolve::Context;

pub fn check(context: &Context, scenario: &Scenario) {
    if scenario.fixed {
        baseline_covers_all(context, scenario);
        return;
    }
    counts::check(context, scenario);
    pairs::check(context, scenario);
    sites::check(context, scenario);
    workload::check(context, scenario);
    contiguity::check(context, scenario);
}

/// A fixed baseline must be a plan: every country covered by an office that is there.
fn baseline_covers_all(context: &Context, scenario: &Scenario) {
    let uncovered: Vec<&str> = scenario
        .covered_ids()
        .filter(|c| scenario.baseline.covered_by[c.0].is_none())
        .map(|c| scenario.country(c).id.as_str())
        .collect();
    if !uncovered.is_empty() {
        let message = format!("the baseline is fixed, but covers not: {}", uncovered.join(", "));
        context.error("uncovered-country", message, "/fixed");
    }
}
