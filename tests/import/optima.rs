//! The optimum of each small instance, by both methods.

use crate::purview;

/// Optimum in currency units; `None` where it is proved that there is no plan.
fn optimum(import: &[&str], method: &str) -> Option<f64> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scenario.json");
    let scenario = path.to_str().expect("a plain path");
    let mut all = vec!["import"];
    all.extend(import);
    all.extend(["-o", scenario]);
    let output = purview(&all);
    assert!(output.status.success(), "{import:?}: {}", String::from_utf8_lossy(&output.stderr));
    let output = purview(&["solve", scenario, "--method", method, "--gap", "0.000001", "--json"]);
    if output.status.code() == Some(4) {
        return None;
    }
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a plan");
    assert_eq!(plan["status"], "optimal", "{import:?}");
    Some(plan["objective"].as_i64().expect("whole cents") as f64 / 100.0)
}

fn has_optimum(import: &[&str], expected: Option<f64>) {
    for method in ["mip", "auto"] {
        assert_eq!(optimum(import, method), expected, "{import:?} by {method}");
    }
}

/// The path 1-2-3-4 has lengths 1, 4 and 2, the last line for 1-2 counting: medians in {1, 2} and in
/// {3, 4}; one alone at 2 or at 3 costs 1 + 4 + 6 = 5 + 4 + 2.
#[test]
fn medians_of_a_path() {
    has_optimum(&["pmed", "instances/path.pmed"], Some(3.0));
    has_optimum(&["pmed", "instances/path.pmed", "--p", "1"], Some(11.0));
}

/// Two pairs of points, 1.9 and 2.9 apart, rounded down.
#[test]
fn medians_of_points() {
    has_optimum(&["pmed", "instances/four.tsp", "--p", "2"], Some(3.0));
}

/// At 0, 1, 2 and 10.5 on a line; no median carries three, so 2 and 10.5 go together.
#[test]
fn capacitated_medians() {
    has_optimum(&["cpmp", "instances/line.cpmp"], Some(9.5));
    has_optimum(&["cpmp", "instances/line.cpmp", "--distance", "floor"], Some(9.0));
    has_optimum(&["cpmp", "instances/collection.cpmp", "--problem", "2"], Some(9.0));
    has_optimum(&["cpmp", "instances/collection.cpmp", "--problem", "2", "--distance", "real"], Some(9.5));
}

/// Demands of 6, 4 and 5 at two sites of capacity 10, both needed: 6 and 4 at the first (1 + 2), 5 at the
/// second (1), sites 5 + 4. By unit of demand: 6·1 + 4·2 + 5·1 + 9.
#[test]
fn capacitated_sites() {
    has_optimum(&["sscflp", "instances/orlib.sscflp"], Some(13.0));
    has_optimum(&["sscflp", "instances/diaz_fernandez.sscflp", "--layout", "diaz-fernandez"], Some(13.0));
    has_optimum(&["sscflp", "instances/tbed.sscflp"], Some(28.0));
}

/// Units 0 and 2, 1 and 3 are 1 km apart, but neighbours are 0-1, 1-2 and 2-3: connected districts of two
/// units each are 10 km long. Two inhabitants each.
#[test]
fn districts() {
    has_optimum(&["hess", "instances/four.hess", "--contiguity", "off"], Some(4.0));
    has_optimum(&["hess", "instances/four.hess"], Some(400.0));
}

/// The same four places, sites at 1 and 2 for 5 each, capacity 6. Connected, 3 can only go to 2: 2·9 + 2·1.
#[test]
fn service_areas() {
    let file = "instances/four.cflsap";
    has_optimum(&["cflsap", file, "--contiguity", "off"], Some(14.0));
    has_optimum(&["cflsap", file, "--borders", "instances/four.borders"], Some(30.0));
    has_optimum(&["cflsap", file, "--borders", "instances/four.borders", "--sites", "1"], None);
}
