//! The model files that `purview lp` writes, read and solved by CBC and GLPK (Debian's packages
//! coinor-cbc and glpk-utils).

use std::path::Path;
use std::process::{Command, Output};

use purview::geography::Geography;
use purview::model::{Formulation, MONEY_SCALE};
use purview::scenario::Scenario;
use purview::solver::{Format, model_text};

use crate::campaign;

/// Relative; both solvers stop within 1e-9 when asked, GLPK prints ten digits.
const TOLERANCE: f64 = 1e-7;

/// CBC and GLPK have HiGHS's verdict and optimum, from either format.
pub fn agrees_with_highs(scenario: &Scenario) -> Result<bool, String> {
    let geography = Geography::new(scenario);
    let expected =
        campaign::solve(scenario, &geography)?.map(|solution| solution.objective.0 as f64 / MONEY_SCALE);
    let formulation = Formulation::new(scenario, &geography);
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (format, name) in [(Format::Lp, "model.lp"), (Format::Mps, "model.mps")] {
        let path = folder.path().join(name);
        let text = model_text(&formulation, format).expect("HiGHS writes the model");
        std::fs::write(&path, text).expect("a temporary file");
        for (solver, found) in [("cbc", cbc(&path)), ("glpsol", glpsol(&path, format))] {
            let is_same = match (found, expected) {
                (Some(found), Some(expected)) => (found - expected).abs() <= TOLERANCE * expected.abs(),
                (found, expected) => found == expected,
            };
            if !is_same {
                return Err(format!("{solver} finds {found:?} in {name}, HiGHS {expected:?}"));
            }
        }
    }
    Ok(expected.is_some())
}

/// The optimum, or `None` if there is no solution.
fn cbc(model: &Path) -> Option<f64> {
    let answer = model.with_extension("cbc");
    let model = model.to_str().expect("an ordinary path");
    let solution = answer.to_str().expect("an ordinary path");
    // Its preprocessing is off: in 1 of 30 drawn models it cuts the optimum away, which HiGHS, GLPK and
    // CBC itself without it find (CBC 2.10.8).
    let exact = ["preprocess", "off", "ratioGap", "0", "allowableGap", "1e-7"];
    run("cbc", &[&[model], &exact[..], &["solve", "solution", solution]].concat());
    let text = std::fs::read_to_string(&answer).expect("cbc writes its answer");
    let first = text.lines().next().expect("cbc states its answer");
    if first.starts_with("Optimal") {
        return Some(last_number(first));
    }
    assert!(first.to_lowercase().contains("infeasible"), "cbc says {first}");
    None
}

fn glpsol(model: &Path, format: Format) -> Option<f64> {
    let answer = model.with_extension("glpk");
    let format = match format {
        Format::Lp => "--lp",
        Format::Mps => "--freemps",
    };
    let model = model.to_str().expect("an ordinary path");
    let solution = answer.to_str().expect("an ordinary path");
    let output = run("glpsol", &[format, model, "--mipgap", "0", "--output", solution]);
    let text = std::fs::read_to_string(&answer).expect("glpsol writes its answer");
    let line = |start: &str| text.lines().find(|line| line.starts_with(start)).map(str::to_owned);
    let status = line("Status:").expect("glpsol states its answer");
    if status.contains("INTEGER OPTIMAL") {
        let objective = line("Objective:").expect("glpsol states the objective");
        return Some(last_number(objective.trim_end_matches("(MINimum)")));
    }
    let log = String::from_utf8_lossy(&output.stdout);
    assert!(status.contains("EMPTY") || log.contains("NO "), "glpsol says {status}\n{log}");
    None
}

fn last_number(text: &str) -> f64 {
    text.split_whitespace().last().and_then(|word| word.parse().ok()).expect("a number at the end")
}

fn run(program: &str, arguments: &[&str]) -> Output {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} (Debian: coinor-cbc, glpk-utils) does not run: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stdout));
    output
}
