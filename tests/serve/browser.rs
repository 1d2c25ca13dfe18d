//! Everything that takes a browser.

use std::process::Command;

use super::client::{root, serve};

#[test]
fn in_a_real_browser() {
    let server = serve(&[]);
    let folder = root().join("target/tests/serve");
    std::fs::create_dir_all(&folder).expect("a folder");
    let modules = root().join("target/tests/browser/node_modules");
    assert!(modules.exists(), "{} is missing: run .ci/setup tests", modules.display());
    let output = Command::new("node")
        .arg(root().join("tests/browser/serve.js"))
        .arg(format!("http://{}", server.address))
        .arg(&folder)
        .env("NODE_PATH", modules)
        .output()
        .expect("node starts; .ci/setup tests installs it");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    for name in ["fewer.json", "fewer.plan.json"] {
        assert!(server.served().join(name).exists(), "{name}");
    }
}
