//! Same inputs, same seed: byte-equal plan, whatever the number of threads.

use crate::{generated, run, stderr, stdout};

#[test]
fn one_and_two_threads_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for seed in ["1", "2", "3"] {
        let scenario = generated(&folder, &["--countries", "16", "--regions", "3", "--seed", seed]);
        let solve = |threads| {
            let path = scenario.to_str().expect("a plain path");
            run(&["solve", path, "--json", "--no-run-info", "--threads", threads])
        };
        let (one, two) = (solve("1"), solve("2"));
        assert!([Some(0), Some(4)].contains(&one.status.code()), "{}", stderr(&one));
        assert_eq!(stdout(&one), stdout(&two));
    }
}

#[test]
fn one_and_two_threads_give_the_same_explanation() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = folder.path().join("plan.json");
    let plan = plan.to_str().expect("a plain path");
    let solved = run(&["solve", "scenarios/tutorial.json", "-o", plan]);
    assert_eq!(solved.status.code(), Some(0), "{}", stderr(&solved));
    let explain = |threads| run(&["explain", plan, "--all", "--certainty", "1%", "--threads", threads]);
    let (one, two) = (explain("1"), explain("2"));
    assert_eq!(one.status.code(), Some(0), "{}", stderr(&one));
    assert_eq!(stdout(&one), stdout(&two));
}
