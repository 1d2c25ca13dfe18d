//! `--requests`: what readers of a plan ask for becomes rules, with author and reason; what cannot
//! become one is shown with its place in their file.

use std::process::{Command, Output};

use serde_json::Value;

fn purview(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).output().expect("purview starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The plan of the tutorial under requests; `more` goes to the command line as well.
fn solve(requests: &str, more: &[&str]) -> (Value, String) {
    let output =
        purview(&[&["solve", "scenarios/tutorial.json", "--requests", requests, "-o", "-"], more].concat());
    let talk = stderr(&output);
    assert!(output.status.success(), "{talk}");
    (serde_json::from_slice(&output.stdout).expect("a plan"), talk)
}

fn office_of<'p>(plan: &'p Value, country: &str) -> &'p str {
    let assignments = plan["assignments"].as_array().expect("a list");
    let own = assignments.iter().find(|own| own["country"] == country).expect("it is covered");
    own["office"].as_str().expect("an id")
}

#[test]
fn pairs_are_taken_over_and_said_so() {
    let (plan, talk) = solve("tests/requests/kept.json", &[]);
    // Without the requests Elder covers both: the tutorial's hand derivation.
    assert_eq!((office_of(&plan, "C"), office_of(&plan, "D")), ("B", "B"));
    // 4,000 more than the tutorial's 238,000: a staff-month costs 500 in fares and 500 in service for
    // each 1,000 km; Cedar (4) comes 1,000 km nearer to its office, Damson (8) goes 1,000 km farther.
    assert_eq!(plan["objective"], 24_200_000);
    insta::assert_snapshot!(talk);
}

#[test]
fn sites_are_taken_over_once() {
    let (plan, talk) = solve("tests/requests/sites.json", &["--set", "retention.state=hard"]);
    let offices = plan["offices"].as_array().expect("a list");
    assert!(offices.iter().any(|office| office["host"] == "D"), "{offices:?}");
    insta::assert_snapshot!(talk);
}

#[test]
fn a_plan_names_its_requests_and_is_checked_with_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("plan.json");
    let path = path.to_str().expect("a plain path");
    let output =
        purview(&["solve", "scenarios/tutorial.json", "--requests", "tests/requests/kept.json", "-o", path]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(purview(&["check", path]).status.success());
    let mut plan: Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("written")).expect("JSON");
    plan["inputs"].as_object_mut().expect("an object").remove("requests");
    std::fs::write(path, plan.to_string()).expect("room for it");
    let output = purview(&["check", path]);
    assert_eq!(output.status.code(), Some(1), "the scenario alone is another one");
}

#[test]
fn what_is_not_enforced_is_warned_of() {
    let (plan, talk) = solve("tests/requests/kept.json", &["--set", "accreditation.state=report"]);
    assert_eq!(office_of(&plan, "C"), "E");
    assert!(talk.contains("warning[idle-requests]"), "{talk}");
}

#[test]
fn mistakes_are_shown_with_their_place() {
    for name in ["broken", "contradictory", "misspelt", "unknown"] {
        let file = format!("tests/requests/{name}.json");
        let output = purview(&["solve", "scenarios/tutorial.json", "--requests", &file]);
        assert_eq!(output.status.code(), Some(3), "{name}");
        assert!(output.stdout.is_empty());
        insta::assert_snapshot!(name, stderr(&output));
    }
    let output = purview(&["validate", "scenarios/tutorial.json", "--requests", "scenarios/none.json"]);
    assert!(stderr(&output).contains("none.json cannot be read"), "{}", stderr(&output));
}

#[test]
fn the_published_schema_fits_what_is_read() {
    let output = purview(&["schema", "requests"]);
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a sound schema");
    let read = |name: &str| -> Value {
        let path = format!("{}/tests/requests/{name}.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).expect("text")).expect("JSON")
    };
    ["kept", "sites", "unknown", "broken"].iter().for_each(|name| assert!(validator.is_valid(&read(name))));
    assert!(!validator.is_valid(&read("misspelt")));
}
