//! `purview compare`: what it says of the real network and of small ones, in every format; what holds
//! of any two plans; what the difference is put down to.

#[path = "compare/any_two_plans.rs"]
mod any_two_plans;
#[path = "compare/attribution.rs"]
mod attribution;
#[path = "compare/command.rs"]
mod command;
#[path = "agreement/draw.rs"]
mod draw;
#[path = "compare/formats.rs"]
mod formats;
#[path = "compare/real_network.rs"]
mod real_network;
#[path = "compare/reasons.rs"]
mod reasons;

use std::collections::BTreeMap;
use std::process::{Command, Output, Stdio};

use purview::plan::{Statement, Status};
use purview::scenario::Money;
use serde_json::Value;

const TUTORIAL: &str = "scenarios/tutorial.json";

/// `purview` with the given arguments, run from the top of the project.
fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).stdin(Stdio::null());
    command.output().expect("purview starts")
}

/// What a command prints that ends well.
#[track_caller]
fn purview(args: &[&str]) -> String {
    let output = run(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&purview(&[&["compare", "--json"], args].concat())).expect("JSON")
}

/// Plans of the tutorial, solved with what is `set`, in a folder of their own.
struct Plans(tempfile::TempDir);

impl Plans {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("a plain path").to_owned()
    }

    fn solve(&self, name: &str, set: &[&str]) -> String {
        let path = self.path(name);
        let mut args = vec!["solve", TUTORIAL, "--no-run-info", "-o", &path];
        set.iter().for_each(|change| args.extend(["--set", change]));
        purview(&args);
        path
    }
}

fn statement() -> Statement {
    Statement {
        status: Status::Feasible,
        bound: Money::ZERO,
        further_bounds: Vec::new(),
        gap_limit: 0.0,
        scenario_file: String::new(),
        set: Vec::new(),
        requests: Vec::new(),
        versions: BTreeMap::new(),
        seed: 0,
        run: None,
    }
}
