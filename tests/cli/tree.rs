//! `--tree`: a search is kept in a file, and a later one goes on from there.

use std::fs;
use std::path::Path;

use crate::{generated, run, stderr, stdout};

fn solve(scenario: &str, tree: &Path, more: &[&str]) -> std::process::Output {
    let tree = tree.to_str().expect("a plain path");
    run(&[&["solve", scenario, "--json", "--no-run-info", "--gap", "0.001", "--tree", tree], more].concat())
}

/// The cost and the bound of a plan, in cents.
fn figures(plan: &str) -> (i64, i64) {
    let plan: serde_json::Value = serde_json::from_str(plan).expect("a plan");
    let figure = |key| plan[key].as_i64().expect("a whole number");
    (figure("objective"), figure("bound"))
}

#[test]
fn a_search_goes_on_from_its_tree() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = generated(&folder, &["--countries", "40", "--regions", "2", "--seed", "1"]);
    let scenario = scenario.to_str().expect("a plain path");
    let (tree, other) = (folder.path().join("one.tree"), folder.path().join("two.tree"));
    let first = solve(scenario, &tree, &["--threads", "1"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let second = solve(scenario, &other, &["--threads", "2"]);
    assert_eq!(stdout(&first), stdout(&second));
    assert_eq!(fs::read(&tree).expect("it was kept"), fs::read(&other).expect("it was kept"));
    // Little is left to be done.
    let again = solve(scenario, &tree, &["--threads", "1", "--log", "json"]);
    let lines = |output: &std::process::Output| stderr(output).lines().count();
    assert!(lines(&again) < lines(&solve(scenario, &folder.path().join("new.tree"), &["--log", "json"])));
    let (cost, bound) = figures(&stdout(&first));
    let (cost_again, bound_again) = figures(&stdout(&again));
    assert!(bound <= cost_again && bound_again <= cost);
    // And what changed is solved as if from nothing, with the same plan on any number of threads.
    let changed = ["--set", "contiguity.state=off"];
    fs::copy(&tree, &other).expect("room for it");
    let warm = solve(scenario, &tree, &[&changed[..], &["--threads", "1"]].concat());
    let warm_again = solve(scenario, &other, &[&changed[..], &["--threads", "2"]].concat());
    assert_eq!(stdout(&warm), stdout(&warm_again));
    let cold = solve(scenario, &folder.path().join("cold.tree"), &changed);
    let ((warm, warm_bound), (cold, cold_bound)) = (figures(&stdout(&warm)), figures(&stdout(&cold)));
    assert!(warm_bound <= cold && cold_bound <= warm, "{warm_bound} {cold} {cold_bound} {warm}");
}

fn is_refused(scenario: &str, tree: &Path, expected: &str) {
    let before = fs::read(tree).expect("it is there");
    let output = solve(scenario, tree, &[]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    assert_eq!(fs::read(tree).expect("it is still there"), before);
}

#[test]
fn what_is_no_tree_of_the_network_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = generated(&folder, &["--countries", "40", "--regions", "2", "--seed", "1"]);
    let scenario = scenario.to_str().expect("a plain path");
    let tree = folder.path().join("search.tree");
    let output = solve(scenario, &tree, &["--work-limit", "20"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    is_refused("scenarios/tutorial.json", &tree, "other regions, tiers or countries than tutorial");
    let text = fs::read_to_string(&tree).expect("it is text");
    fs::write(&tree, text.replacen("\"network\":[", "\"network\":[0,", 1)).expect("room for it");
    is_refused(scenario, &tree, "it was changed after purview wrote it");
    let version = format!("\"purview\":\"{}\"", env!("CARGO_PKG_VERSION"));
    fs::write(&tree, text.replacen(&version, "\"purview\":\"0.0.1\"", 1)).expect("room for it");
    is_refused(scenario, &tree, "it is of purview 0.0.1");
    fs::write(&tree, &text[..text.len() / 2]).expect("room for it");
    is_refused(scenario, &tree, "it was changed after purview wrote it");
    fs::write(&tree, "").expect("room for it");
    is_refused(scenario, &tree, "is not a search tree: EOF");
}

#[test]
fn an_explanation_goes_on_from_a_tree() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = generated(&folder, &["--countries", "40", "--regions", "2", "--seed", "1"]);
    let [plan, tree] = ["plan.json", "search.tree"].map(|name| folder.path().join(name));
    let [scenario, plan_name] = [&scenario, &plan].map(|path| path.to_str().expect("a plain path"));
    let solved = solve(scenario, &tree, &["-o", plan_name]);
    assert_eq!(solved.status.code(), Some(0), "{}", stderr(&solved));
    let kept: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&plan).expect("it was written")).expect("a plan");
    let country = kept["assignments"][0]["country"].as_str().expect("an id");
    let explain = |tree: &str| run(&["explain", plan_name, country, "--tree", tree, "--time-limit", "5"]);
    let explained = explain(tree.to_str().expect("a plain path"));
    assert_eq!(explained.status.code(), Some(0), "{}", stderr(&explained));
    let missing = explain("nothing.tree");
    assert_eq!(missing.status.code(), Some(3), "{}", stderr(&missing));
    assert!(stderr(&missing).contains("nothing.tree cannot be read"), "{}", stderr(&missing));
}

#[test]
fn a_search_without_a_tree_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tree = folder.path().join("search.tree");
    let output = solve("scenarios/tutorial.json", &tree, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("the plan does not come of a search by branch and price"),
        "{}",
        stderr(&output)
    );
    assert!(!tree.exists());
}
