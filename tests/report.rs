//! What is printed: the table of a plan, of a network as found, and the tables for spreadsheets.

use std::process::Command;

fn purview(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).output().expect("purview starts");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Times and versions differ from run to run and from machine to machine.
fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"\d+(\.\d+)? s\b", "[time]");
    settings.add_filter(r"\b\d+ threads?\b", "[threads]");
    settings
}

#[test]
fn the_plan_of_the_tutorial() {
    settings().bind(|| insta::assert_snapshot!(purview(&["solve", "scenarios/tutorial.json"])));
}

#[test]
fn the_network_as_found_with_the_rules_that_it_breaks() {
    settings().bind(|| insta::assert_snapshot!(purview(&["solve", "scenarios/as-is-2023.json"])));
}

#[test]
fn the_tables_for_spreadsheets() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = folder.path().join("plan.json");
    let plan = plan.to_str().expect("a plain path");
    purview(&["solve", "scenarios/tutorial.json", "-o", plan]);
    let mut text = String::new();
    for table in ["offices", "assignments", "costs", "rules"] {
        let csv = purview(&["export", plan, "--to", "csv", "--table", table]);
        text.push_str(&format!("# {table}.csv\n{csv}\n"));
    }
    insta::assert_snapshot!(text);
    let assignments = purview(&["export", plan, "--to", "csv"]);
    assert!(text.contains(&assignments), "assignments are the default table");
}
