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
