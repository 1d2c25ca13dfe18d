//! The command line as a user meets it: exit status, streams, files.

mod cli {
    pub mod bad_input;
    pub mod determinism;
    pub mod interrupt;
    pub mod log;
    pub mod output;
    pub mod readme;
    pub mod tree;
    pub mod tutorial;
}

use std::path::PathBuf;
use std::process::{Command, Output};

/// `purview` with the given arguments, run from the top of the project.
pub fn purview(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args);
    command
}

/// Runs to the end with nothing on standard input.
pub fn run(args: &[&str]) -> Output {
    purview(args).stdin(std::process::Stdio::null()).output().expect("purview starts")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("data is UTF-8")
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("talk is UTF-8")
}

/// A generated scenario in a file of its own.
pub fn generated(folder: &tempfile::TempDir, args: &[&str]) -> PathBuf {
    let path = folder.path().join("generated.json");
    let mut all = vec!["generate"];
    all.extend(args);
    all.extend(["-o", path.to_str().expect("a plain path")]);
    let output = run(&all);
    assert!(output.status.success(), "{}", stderr(&output));
    path
}
