//! Everything that takes a browser.

#[path = "../browser/drive.rs"]
mod drive;

use drive::drive;

use super::client::{root, serve};

#[test]
fn in_a_real_browser() {
    let server = serve(&[]);
    let folder = root().join("target/tests/serve");
    std::fs::create_dir_all(&folder).expect("a folder");
    drive("serve.js", &[format!("http://{}", server.address).as_ref(), folder.as_os_str()]);
    for name in ["fewer.json", "fewer.plan.json"] {
        assert!(server.served().join(name).exists(), "{name}");
    }
}
