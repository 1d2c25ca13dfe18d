//! What `purview generate` draws is always a scenario, the same for the same seed, another for another;
//! with the default rules it has a plan.

use std::process::Command;
use std::time::Duration;

use proptest::prelude::*;
use purview::geography::Geography;
use purview::scenario::generate::{Request, RuleMix, generate_text};
use purview::scenario::{Entry, Scenario, load};
use purview::solver::{self, Interrupt, Limits, Method, Outcome};

/// What may be said of tight random rules: that they leave no plan.
const REFUSALS: [&str; 7] = [
    "contradictory-counts",
    "contradictory-sites",
    "disconnected-region",
    "too-few-hosts",
    "unreachable-country",
    "workload-beyond-office",
    "workload-beyond-posts",
];

fn request(most: usize, rules: impl Strategy<Value = RuleMix>) -> impl Strategy<Value = Request> {
    (1..=most, 1usize..6, 1usize..=4, any::<u64>(), rules).prop_map(
        |(countries, regions, tiers, seed, rules)| Request {
            countries,
            regions: regions.min(countries),
            tiers,
            seed,
            rules,
        },
    )
}

fn any_rules() -> impl Strategy<Value = RuleMix> {
    prop_oneof![Just(RuleMix::Default), Just(RuleMix::Random)]
}

fn read(text: String) -> Result<Scenario, Vec<purview::scenario::Diagnostic>> {
    load(&Entry::Text { name: "generated".into(), text }, &[]).map(|loaded| loaded.scenario)
}

proptest! {
    #![proptest_config(crate::config(60))]

    #[test]
    fn default_rules_give_a_scenario_without_errors(request in request(150, Just(RuleMix::Default))) {
        let scenario = read(generate_text(&request));
        prop_assert!(scenario.is_ok(), "{}", scenario.unwrap_err()[0]);
        prop_assert_eq!(scenario.unwrap().tiers.len(), request.tiers);
    }

    #[test]
    fn random_rules_give_a_scenario_or_one_that_is_proved_to_have_no_plan(
        request in request(60, Just(RuleMix::Random)),
    ) {
        for mistake in read(generate_text(&request)).err().into_iter().flatten().filter(|m| m.is_error()) {
            prop_assert!(REFUSALS.contains(&mistake.code), "{}", mistake);
        }
    }

    #[test]
    fn a_seed_gives_one_text_and_another_seed_another(request in request(40, any_rules()), other: u64) {
        let text = generate_text(&request);
        prop_assert_eq!(&text, &generate_text(&request));
        prop_assume!(other != request.seed);
        let places = |text: &str| {
            let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
            value["countries"].to_string()
        };
        let other = generate_text(&Request { seed: other, ..request });
        prop_assert_ne!(places(&text), places(&other));
    }
}

proptest! {
    #![proptest_config(crate::config(20))]

    #[test]
    fn small_scenarios_with_default_rules_have_a_plan(request in request(8, Just(RuleMix::Default))) {
        let scenario = read(generate_text(&request)).map_err(|mistakes| {
            TestCaseError::fail(mistakes[0].to_string())
        })?;
        let limits = Limits { time: Some(Duration::from_secs(20)), gap: 0.05, ..Limits::default() };
        let geography = Geography::new(&scenario);
        let outcome =
            solver::solve(&scenario, &geography, Method::Mip, &limits, Interrupt::default(), None);
        prop_assert!(matches!(outcome, Outcome::Solved { .. }), "{:?}: {:?}", request, outcome);
    }
}

#[test]
fn the_command_writes_what_the_library_draws() {
    let args = ["--countries", "7", "--regions", "2", "--tiers", "3", "--seed", "9", "--rules", "random"];
    let output = Command::new(env!("CARGO_BIN_EXE_purview")).arg("generate").args(args).output();
    let drawn =
        generate_text(&Request { countries: 7, regions: 2, tiers: 3, seed: 9, rules: RuleMix::Random });
    assert_eq!(String::from_utf8(output.expect("purview starts").stdout), Ok(drawn));
}
