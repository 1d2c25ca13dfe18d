//! The tutorial has the optimum that the README derives by hand.

use crate::{run, stderr, stdout};

fn objective(args: &[&str]) -> i64 {
    let mut all = vec!["solve", "scenarios/tutorial.json", "--json"];
    all.extend(args);
    let output = run(&all);
    assert!(output.status.success(), "{}", stderr(&output));
    let plan: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("a plan");
    assert_eq!(plan["status"], "optimal");
    plan["objective"].as_i64().expect("whole cents")
}

#[test]
fn has_the_optimum_derived_by_hand() {
    assert_eq!(objective(&[]), 23_800_000);
}

#[test]
fn a_third_office_pays() {
    assert_eq!(objective(&["--set", "count.offices.max=3"]), 23_600_000);
}

#[test]
fn without_contiguity_it_costs_less() {
    assert_eq!(objective(&["--set", "contiguity.state=off"]), 23_400_000);
}
