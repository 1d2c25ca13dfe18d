//! Published formats: a few points of each family, with the optimum derived by hand, and what is said
//! of files that are not of the family.

#[path = "import/broken.rs"]
mod broken;
#[path = "import/optima.rs"]
mod optima;

use std::process::{Command, Output};

/// `purview` with the given arguments, run in the folder of these tests.
fn purview(args: &[&str]) -> Output {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    command.current_dir(folder).args(args).stdin(std::process::Stdio::null());
    command.output().expect("purview starts")
}
