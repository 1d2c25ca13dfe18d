//! `purview diagnose`: whole outputs on the tutorial, whose conflicts can be derived by hand.

use std::process::{Command, Output};

use purview::scenario::{Entry, load};
use purview::solver::{Interrupt, Limits, Origin};
use purview::study::diagnose;
use purview::study::diagnosis::Effort;

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_purview")).args(args).output().expect("purview starts")
}

fn diagnosed(set: &[&str], others: &[&str]) -> String {
    let mut args = vec!["diagnose", "scenarios/tutorial.json"];
    set.iter().for_each(|change| args.extend(["--set", change]));
    args.extend(others);
    let output = run(&args);
    assert_eq!(output.status.code(), Some(4), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// 36 staff-months; one office of three posts carries 28 at most, two carry 56.
#[test]
fn one_office_cannot_carry_it_all() {
    insta::assert_snapshot!(diagnosed(&["count.offices.max=1"], &[]));
}

#[test]
fn what_is_protected_is_not_named() {
    let text = diagnosed(&["count.offices.max=1"], &["--protect", "capacity", "--protect", "count.offices"]);
    insta::assert_snapshot!(text);
}

/// Elder covered from Birch forbids an office in Elder, so the two offices leave somebody cut off; apart
/// from that a budget of 1,000 pays for no office.
#[test]
fn two_conflicts_are_both_named() {
    insta::assert_snapshot!(diagnosed(
        &["count.offices.max=1", r#"budget={"state":"hard","total":{"max":1000}}"#],
        &["--repairs", "2"]
    ));
}

/// Either limit leaves no plan by itself. Without a care for regions the budget would be left out first.
#[test]
fn what_fails_within_one_region_is_named_first() {
    let budget = r#"budget={"state":"hard","regions":{"EQ":{"max":1000}}}"#;
    let text = diagnosed(&["count.offices.max=1", budget], &["--repairs", "0"]);
    assert!(text.contains("[budget.regions.EQ.max]") && !text.contains("[count.offices.max]"), "{text}");
}

/// Areas of at most 25 countries: the five regions of 46, 19, 31, 26 and 33 countries need two, one, two, two and
/// two. In fractions of offices eight would do.
#[test]
fn areas_are_counted_whole() {
    let args = ["diagnose", "scenarios/two-tier-2023.json", "--repairs", "0"];
    let most = r#"count.tiers.sub_regional_office={"min":4,"max":8}"#;
    let output = run(&[&args[..], &["--set", most]].concat());
    assert_eq!(output.status.code(), Some(4), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout));
}

#[test]
fn with_a_plan_there_is_nothing_to_say() {
    let output = run(&["diagnose", "scenarios/tutorial.json"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout));
}

#[test]
fn json_fits_its_schema() {
    let schema = run(&["schema", "diagnosis"]).stdout;
    let schema: serde_json::Value = serde_json::from_slice(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a sound schema");
    let text = diagnosed(&["count.offices.max=1"], &["--json"]);
    let whole = serde_json::from_str(&text).expect("JSON");
    let mistakes: Vec<String> = validator.iter_errors(&whole).map(|error| error.to_string()).collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    assert_eq!(whole["verdict"], "infeasible");
}

#[test]
fn a_rule_that_is_not_there_cannot_be_protected() {
    let output = run(&["diagnose", "scenarios/tutorial.json", "--protect", "count.office.max"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr));
}

/// The plan of a way out passes the check.
#[test]
fn plans_of_the_ways_out_are_given_out() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().to_str().expect("a plain path");
    diagnosed(&["count.offices.max=1"], &["-o", path]);
    let plan = format!("{path}/way-out-1.plan.json");
    let output = run(&["check", &plan]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// The scenario is gone before the ways out are solved.
#[test]
fn ways_out_without_a_plan_are_not_passed_over_in_silence() {
    let tutorial = Entry::File("scenarios/tutorial.json".into());
    let loaded = load(&tutorial, &["count.offices.max=1".to_owned()]).expect("a sound scenario");
    let diagnosed = |entry: Entry, set: &[&str]| {
        let set = set.iter().map(|&set| set.to_owned()).collect();
        let origin = Origin { set, ..Origin::default() };
        let effort = Effort { limits: Limits::default(), repairs: 99, entry, requests: Vec::new(), origin };
        let diagnosis = diagnose(&loaded, &|_| false, &effort, Interrupt::default(), None);
        (diagnosis.repairs.len(), diagnosis.more)
    };
    assert_eq!(diagnosed(tutorial, &["count.offices.max=1"]), (3, false));
    assert_eq!(diagnosed(Entry::File("scenarios/gone.json".into()), &[]), (0, true));
}
