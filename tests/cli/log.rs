//! `solve --log json`: one object per line on standard error, for programs.

use serde_json::Value;

use crate::{generated, run, stderr, stdout};

/// The lines of the log, the last one apart.
fn lines(text: &str) -> (Vec<Value>, Value) {
    let read = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let mut lines: Vec<Value> = text.lines().map(read).collect();
    let last = lines.pop().expect("a last line");
    (lines, last)
}

fn keys(line: &Value) -> Vec<&str> {
    line.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn the_last_line_agrees_with_the_plan() {
    let output = run(&["solve", "scenarios/tutorial.json", "--log", "json", "--json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let plan: Value = serde_json::from_str(&stdout(&output)).expect("a plan");
    let (_, last) = lines(&stderr(&output));
    assert_eq!(keys(&last), ["seconds", "status", "objective", "bound", "gap", "memory_mb"]);
    for key in ["status", "objective", "bound", "gap"] {
        assert_eq!(last[key], plan[key], "{key}");
    }
}

#[test]
fn the_log_of_one_phase_only_gets_better() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = generated(&folder, &["--countries", "40", "--regions", "2", "--seed", "1"]);
    only_gets_better(&[scenario.to_str().expect("a plain path"), "--gap", "0.03"]);
}

#[test]
fn the_log_of_several_phases_only_gets_better() {
    only_gets_better(&["scenarios/two-tier-2023.json", "--gap", "0.015", "--time-limit", "90"]);
}

/// Every line is as good as the one before, and says something new.
fn only_gets_better(args: &[&str]) {
    let output = run(&[&["solve", "--log", "json", "--threads", "2"], args].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let (lines, last) = lines(&stderr(&output));
    assert!(lines.iter().any(|line| line["incumbent"].is_i64()), "{}", stderr(&output));
    for line in &lines {
        assert_eq!(keys(line), ["seconds", "phase", "incumbent", "bound", "gap"]);
        if let (Some(incumbent), Some(bound)) = (line["incumbent"].as_f64(), line["bound"].as_f64()) {
            assert!(bound <= incumbent, "{line}");
            assert!(
                (line["gap"].as_f64().expect("both are known") - (incumbent - bound) / incumbent).abs()
                    < 1e-9
            );
        } else {
            assert!(line["gap"].is_null(), "{line}");
        }
    }
    for pair in lines.windows(2) {
        let number = |at: usize, key: &str| pair[at][key].as_f64();
        let seconds = number(1, "seconds").expect("always") - number(0, "seconds").expect("always");
        assert!(seconds >= 0.0);
        // What was once known stays known, and only gets better.
        if let Some(incumbent) = number(0, "incumbent") {
            assert!(number(1, "incumbent").is_some_and(|next| next <= incumbent), "{pair:?}");
        }
        if let Some(bound) = number(0, "bound") {
            assert!(number(1, "bound").is_some_and(|next| next >= bound), "{pair:?}");
        }
        let news = |key: &str| pair[0][key] != pair[1][key];
        assert!(news("phase") || news("incumbent") || news("bound") || seconds >= 4.9, "{pair:?}");
    }
    let told = lines.iter().filter_map(|line| line["bound"].as_i64()).next_back();
    assert!(told <= last["objective"].as_i64(), "{last}");
}

#[test]
fn an_infeasible_scenario_ends_the_log_too() {
    let output = run(&["solve", "scenarios/tutorial.json", "--set", "count.offices.max=1", "--log", "json"]);
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    let ended = stderr(&output);
    let last = ended.lines().find(|line| line.contains("\"status\"")).expect("a last line");
    assert!(last.contains("\"status\":\"infeasible\",\"objective\":null"), "{last}");
}
