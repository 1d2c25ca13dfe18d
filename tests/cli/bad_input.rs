//! Bad input gets a message and exit 3; it never panics and never hangs.

use std::io::Write;

use crate::{purview, run, stderr};

fn rejects(text: &[u8], expected: &str) {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(text).expect("room for it");
    let output = run(&["solve", file.path().to_str().expect("a plain path")]);
    let talk = stderr(&output);
    assert_eq!(output.status.code(), Some(3), "{talk}");
    assert!(talk.contains(expected), "{talk}");
    assert!(talk.len() < 100_000, "talk of {} bytes", talk.len());
    assert!(!talk.contains("panicked"), "{talk}");
    assert!(output.stdout.is_empty());
}

#[test]
fn rejects_an_empty_file() {
    rejects(b"", "empty");
}

#[test]
fn rejects_a_hundred_megabytes_of_nonsense() {
    let noise: Vec<u8> = (0..100_000_000u64).map(|i| b"{}[]\",:x19 \n"[(i * i % 11) as usize]).collect();
    rejects(&noise, "error");
}

#[test]
fn rejects_a_hundred_megabytes_on_one_line() {
    let mut text = b"{\"name\": \"".to_vec();
    text.resize(100_000_000, b'a');
    rejects(&text, "error");
}

#[test]
fn rejects_a_million_brackets() {
    rejects(&b"[".repeat(1_000_000), "error");
    rejects(&b"{\"a\":".repeat(1_000_000), "error");
}

#[test]
fn rejects_bytes_that_are_no_text() {
    rejects(&[0xff, 0xfe, 0x00, 0x80], "UTF-8");
}

#[test]
fn rejects_a_directory_and_a_missing_file() {
    for (path, expected) in [("scenarios", "directory"), ("scenarios/none.json", "none.json")] {
        let output = run(&["validate", path]);
        assert_eq!(output.status.code(), Some(3));
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}

#[test]
fn reads_standard_input() {
    let text =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/tutorial.json")).expect("it is there");
    let mut child = purview(&["validate", "-"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios"))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("purview starts");
    child.stdin.take().expect("piped").write_all(&text).expect("purview reads");
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn rejects_wrong_usage_with_2() {
    for args in
        [&["solve"][..], &["frobnicate"], &["solve", "x", "--gap", "7"], &["export", "x", "--to", "pdf"]]
    {
        assert_eq!(run(args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn rejects_what_is_no_plan() {
    let output = run(&["check", "scenarios/tutorial.json"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("is not a plan"), "{}", stderr(&output));
}
