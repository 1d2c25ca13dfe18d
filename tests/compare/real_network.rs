//! The network as found against the reform, and the reform against its expansion.
//!
//! The solved plans are committed under `tests/plans`, because a solve takes half a minute and more.
//! To make them anew, after a change to the scenario or to the format:
//!
//! ```text
//! for name in two-tier-2023 expansion; do
//!   purview solve scenarios/$name.json --gap 0.02 --no-run-info -o tests/plans/$name.plan.json
//! done
//! cargo insta review
//! ```

use super::{Plans, json, purview, run};

const TWO_TIER: &str = "tests/plans/two-tier-2023.plan.json";
const EXPANSION: &str = "tests/plans/expansion.plan.json";

fn as_is(plans: &Plans) -> String {
    let path = plans.path("as-is.plan.json");
    purview(&["solve", "scenarios/as-is-2023.json", "--no-run-info", "-o", &path]);
    path
}

/// Where the temporary folder is differs from run to run.
fn settings(plans: &Plans) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(&plans.path(""), "");
    settings
}

#[test]
fn the_committed_plans_still_keep_every_rule_of_their_scenarios() {
    for plan in [TWO_TIER, EXPANSION] {
        let output = run(&["check", plan]);
        assert!(output.status.success(), "{plan}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn the_reform_minus_the_network_as_found() {
    let plans = Plans::new();
    let as_is = as_is(&plans);
    settings(&plans).bind(|| insta::assert_snapshot!(purview(&["compare", &as_is, TWO_TIER])));
}

#[test]
fn the_expansion_minus_the_reform() {
    insta::assert_snapshot!(purview(&["compare", TWO_TIER, EXPANSION]));
}

#[test]
fn every_country_that_moved_has_a_reason() {
    let plans = Plans::new();
    for (first, this) in [(as_is(&plans).as_str(), TWO_TIER), (TWO_TIER, EXPANSION)] {
        let compared = json(&[first, this]);
        let moved = compared["others"][0]["moved"].as_array().expect("a list");
        assert!(moved.len() > 10, "{first} and {this} are hardly different");
        assert!(moved.iter().all(|m| !m["why"].as_array().expect("a list").is_empty()));
    }
}
