//! Files are written whole or not at all; a closed pipe is not an error.

use std::path::Path;
use std::process::Stdio;

use crate::{purview, run, stderr};

const TUTORIAL: &str = "scenarios/tutorial.json";

#[test]
fn a_full_disk_leaves_no_partial_file() {
    let output = run(&["solve", TUTORIAL, "-o", "/dev/full"]);
    assert_eq!(output.status.code(), Some(70), "{}", stderr(&output));
    assert!(stderr(&output).contains("cannot be written"), "{}", stderr(&output));
}

#[test]
fn a_missing_folder_is_named() {
    let output = run(&["solve", TUTORIAL, "-o", "/nonexistent/plan.json"]);
    assert_eq!(output.status.code(), Some(70));
    assert!(stderr(&output).contains("/nonexistent/plan.json"), "{}", stderr(&output));
}

#[test]
fn a_read_only_folder_keeps_the_old_file_and_gets_no_new_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = folder.path().join("plan.json");
    std::fs::write(&plan, "old").expect("room for it");
    // Root may write into a read-only folder, so the folder is made immutable by being no folder.
    let blocked = folder.path().join("plan.json/below.json");
    let output = run(&["solve", TUTORIAL, "-o", blocked.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(70), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(&plan).expect("still there"), "old");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let mut child = purview(&["schema", "scenario"]).stdout(Stdio::piped()).spawn().expect("purview starts");
    drop(child.stdout.take());
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_plan_is_replaced_as_a_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = folder.path().join("plan.json");
    std::fs::write(&plan, "x".repeat(1_000_000)).expect("room for it");
    let output = run(&["solve", TUTORIAL, "-o", plan.to_str().expect("a plain path")]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = std::fs::read_to_string(&plan).expect("the plan");
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    let check = run(&["check", plan.to_str().expect("a plain path"), "--scenario", TUTORIAL]);
    assert!(check.status.success(), "{}", stderr(&check));
}

#[test]
fn csv_tables_go_into_a_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    assert!(run(&["solve", TUTORIAL, "-o", &at("plan.json")]).status.success());
    let output = run(&["export", &at("plan.json"), "--to", "csv", "-o", &at("tables")]);
    assert!(output.status.success(), "{}", stderr(&output));
    for table in ["offices", "assignments", "costs", "rules"] {
        assert!(Path::new(&at("tables")).join(format!("{table}.csv")).exists(), "{table}");
    }
}
