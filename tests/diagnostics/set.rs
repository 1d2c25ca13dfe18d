//! Mistakes in `--set`.

use crate::{shown, validate};

fn with(set: &[&str]) -> String {
    let mut args = vec!["scenarios/tutorial.json"];
    set.iter().for_each(|text| args.extend(["--set", text]));
    shown(&validate(&args))
}

#[test]
fn an_unknown_key() {
    insta::assert_snapshot!("set-unknown-key", with(&["count.ofices.max=3"]));
}

#[test]
fn a_word_for_a_number() {
    insta::assert_snapshot!("set-wrong-type", with(&["count.offices.max=three"]));
}

#[test]
fn no_value_an_empty_key_and_a_base() {
    insta::assert_snapshot!("bad-set", with(&["count.offices.max", "count..max=3", "extends=other.json"]));
}

#[test]
fn mistakes_of_every_stage_at_once() {
    let set = ["count.ofices.max=3", "reach.state=hrad", r#"span.area={"min":9,"max":3}"#];
    insta::assert_snapshot!("set-three-mistakes", with(&set));
}
