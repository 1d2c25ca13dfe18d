//! Ctrl-C ends a solve with the best plan so far, written whole.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{purview, run, stderr};

#[test]
fn ctrl_c_writes_the_best_plan_so_far() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = folder.path().join("plan.json");
    let path = plan.to_str().expect("a plain path");
    // As long as it takes to find a plan, doubled until there is one.
    for seconds in [10, 20, 40, 80] {
        let child = purview(&["solve", "scenarios/two-tier-2023.json", "--gap", "0.000001", "-o", path])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("purview starts");
        std::thread::sleep(Duration::from_secs(seconds));
        let signal = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(signal.expect("kill runs").success());
        let output = child.wait_with_output().expect("it ends");
        if output.status.code() == Some(5) {
            continue;
        }
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let text = std::fs::read_to_string(&plan).expect("the plan");
        let json: serde_json::Value = serde_json::from_str(&text).expect("whole");
        assert!(json["status"] == "feasible" || json["status"] == "optimal");
        let check = run(&["check", path, "--scenario", "scenarios/two-tier-2023.json"]);
        assert!(check.status.success(), "{}", stderr(&check));
        return;
    }
    panic!("no plan within 80 s");
}

/// Where any office may cover any country, a heuristic of HiGHS takes minutes at the root and looks at no clock.
#[test]
fn a_limit_holds_where_highs_does_not_keep_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = folder.path().join("plan.json");
    let path = plan.to_str().expect("a plain path");
    let families = ["region", "count", "posts", "budget", "span", "reach", "contiguity", "retention"];
    let off: Vec<String> = families.iter().map(|family| format!("--set={family}.state=off")).collect();
    let mut args =
        vec!["solve", "scenarios/two-tier-2023.json", "--method", "mip", "--time-limit", "12", "-o"];
    args.push(path);
    args.extend(off.iter().map(String::as_str));
    let began = Instant::now();
    let output = run(&args);
    assert!(began.elapsed() < Duration::from_secs(90), "{:?}", began.elapsed());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(std::fs::read_to_string(&plan).expect("the plan").contains("\"feasible\""));
}
