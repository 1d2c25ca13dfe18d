//! Runs a script of this folder, with what drives a browser at hand.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

pub fn drive(script: &str, args: &[&OsStr]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = root.join("target/tests/browser/node_modules");
    assert!(modules.exists(), "{} is missing: run .ci/setup tests", modules.display());
    let output = Command::new("node")
        .arg(root.join("tests/browser").join(script))
        .args(args)
        .env("NODE_PATH", modules)
        .output()
        .expect("node starts; .ci/setup tests installs it");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
}
