//! What `purview validate` says of broken scenarios: file, line, column, what was expected; the whole
//! output, one snapshot for each code that a diagnostic may have.

#[path = "diagnostics/codes.rs"]
mod codes;
#[path = "diagnostics/set.rs"]
mod set;
#[path = "diagnostics/ten_mistakes.rs"]
mod ten_mistakes;

use std::process::{Command, Output};

/// `purview validate` with the given arguments, run from the top of the project.
fn validate(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("validate").args(args);
    command.output().expect("purview starts")
}

/// Everything that a user sees.
fn shown(output: &Output) -> String {
    let status = output.status.code().expect("it ends by itself");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    format!("{}{}exit status {status}\n", text(&output.stdout), text(&output.stderr))
}
