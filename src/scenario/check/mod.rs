//! What a careful analyst would want caught before a solve: necessary conditions that take no
//! solver. A scenario that fails one has no plan.
//!
//! Where other mistakes were found before, a condition is looked at only if they leave alone all that
//! it rests on: nobody wants the consequences of a mistake beside the mistake.

mod contiguity;
mod continuity;
mod counts;
mod pairs;
mod posts;
mod sites;
mod workload;

use super::Scenario;
use super::resolve::Context;

/// What says which countries there are and which may host an office.
const HOSTS: [&str; 6] =
    ["/fixed", "/hosts", "/offices", "/data", "/organisation/tiers", "/countries/*/covered"];
/// What says which office a country may have.
const PAIRS: [&str; 10] = [
    "/costs",
    "/countries/*/lat",
    "/countries/*/lon",
    "/countries/*/region",
    "/countries/*/languages",
    "/organisation/travel",
    "/rules/region",
    "/rules/reach",
    "/rules/language",
    "/rules/accreditation",
];

pub fn check(context: &Context, scenario: &Scenario) {
    let doubts = context.doubts();
    if doubts.spare(&["/organisation", "/rules/posts"]) {
        posts::check(context, scenario);
    }
    if !doubts.spare(&HOSTS) {
        return;
    }
    if scenario.fixed {
        baseline_covers_all(context, scenario);
        return;
    }
    if doubts.spare(&["/rules/continuity"]) {
        continuity::check(context, scenario);
    }
    if doubts.spare(&["/rules/count"]) {
        counts::check(context, scenario);
    }
    if doubts.spare(&PAIRS) {
        pairs::check(context, scenario);
    }
    if doubts.spare(&["/rules/retention", "/rules/count"]) {
        sites::check(context, scenario);
    }
    let of_workload = ["/countries/*/workload", "/organisation", "/rules/capacity", "/rules/posts"];
    if doubts.spare(&PAIRS) && doubts.spare(&of_workload) {
        workload::check(context, scenario);
    }
    if doubts.spare(&["/countries/*/region", "/borders", "/rules/region", "/rules/contiguity"]) {
        contiguity::check(context, scenario);
    }
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
    for country in scenario.covered_ids() {
        let office = scenario.baseline.covered_by[country.0];
        if let Some(office) = office.filter(|&office| !scenario.costs.allows(country, office)) {
            let id = |c| &scenario.country(c).id;
            let message = format!(
                "the baseline is fixed, but `costs` rules out `{}` covered by `{}`",
                id(country),
                id(office)
            );
            context.error("impossible-pair", message, "/fixed");
        }
    }
}
