//! Ten mistakes of different kinds are found in one run.

use crate::{shown, validate};

const TEN: &str = "scenarios/broken/ten-mistakes.json";

#[test]
fn ten_mistakes_are_shown_at_once() {
    insta::assert_snapshot!("ten-mistakes", shown(&validate(&[TEN])));
}

#[test]
fn each_of_the_ten_has_its_place() {
    let output = validate(&[TEN, "--json"]);
    assert_eq!(output.status.code(), Some(3));
    let talk = String::from_utf8(output.stderr).expect("UTF-8");
    let (json, summary) = talk.rsplit_once("]\n").expect("a list, then a summary");
    let found: Vec<serde_json::Value> = serde_json::from_str(&format!("{json}]")).expect("JSON");
    assert_eq!(found.len(), 10);
    assert!(summary.contains("10 mistakes"), "{summary}");
    for diagnostic in &found {
        assert_eq!(diagnostic["severity"], "error");
        assert_eq!(diagnostic["at"]["file"], TEN);
        assert!(diagnostic["at"]["line"].is_u64() && diagnostic["at"]["column"].is_u64(), "{diagnostic}");
    }
}
