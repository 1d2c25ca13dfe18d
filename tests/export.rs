//! What `export` writes, opened by programs that are not ours: openpyxl, LibreOffice, GDAL, a GeoJSON
//! validator and a JSON Schema validator (`.ci/setup tests` installs them); and what `import` makes of
//! tables that were edited in a spreadsheet.

#[path = "export/broken.rs"]
mod broken;
#[path = "export/formats.rs"]
mod formats;
#[path = "export/garbled.rs"]
mod garbled;
#[path = "export/others.rs"]
mod others;
#[path = "export/round_trip.rs"]
mod round_trip;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A plan of the default scenario. To make it anew, after a change of the scenario or the plan's format:
/// `purview solve scenarios/two-tier-2023.json --gap 0.02 --no-run-info -o tests/plans/two-tier-2023.plan.json`
pub const PLAN: &str = "tests/plans/two-tier-2023.plan.json";
pub const SCENARIO: &str = "scenarios/two-tier-2023.json";

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn purview(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    command.current_dir(root()).args(args).stdin(std::process::Stdio::null());
    command.output().expect("purview starts")
}

/// Runs to a good end and gives what stands on standard output.
#[track_caller]
pub fn done(args: &[&str]) -> Vec<u8> {
    let output = purview(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A folder of its own, and paths in it.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn own() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn at(&self, name: &str) -> String {
        self.path(name).to_str().expect("a plain path").to_owned()
    }
}

/// Runs a script of `tests/export` to a good end and gives what it says.
#[track_caller]
pub fn python(script: &str, args: &[&str]) -> String {
    let python = root().join("target/tests/venv/bin/python");
    let mut command = Command::new(&python);
    command.current_dir(root()).env("PYTHONDONTWRITEBYTECODE", "1").arg(format!("tests/export/{script}"));
    let output = command
        .args(args)
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}; run .ci/setup tests", python.display()));
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script} {args:?}: {said}");
    said.into_owned()
}

/// Runs LibreOffice, with a profile of its own so that several may run. False where there is none:
/// without root it cannot be installed.
#[track_caller]
pub fn libreoffice(folder: &Folder, args: &[&str]) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", folder.at("profile"));
    match Command::new("soffice").args(["--headless", &profile]).args(args).output() {
        Ok(output) => {
            assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
            true
        }
        Err(error) => {
            eprintln!("left out, since soffice (Debian: libreoffice-calc-nogui) does not run: {error}");
            false
        }
    }
}
