//! Why a country moved, on the tutorial's hand-derived plans.

use serde_json::{Value, json as value};

use super::{Plans, json, run};

fn why(first: &str, this: &str) -> Value {
    let compared = json(&[first, this]);
    let moved = compared["others"][0]["moved"].as_array().expect("a list").clone();
    moved.into_iter().map(|m| (m["country"].as_str().expect("an id").to_owned(), m["why"].clone())).collect()
}

#[test]
fn without_contiguity_cedar_goes_to_the_nearer_office() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &[]);
    let this = plans.solve("this.json", &["contiguity.state=off"]);
    let cost = value!({"C": [{"reason": "cost", "components": ["missions", "remoteness"]}]});
    assert_eq!(why(&first, &this), cost);
    let compared = json(&[&first, &this]);
    let moved = &compared["others"][0]["moved"][0];
    assert_eq!(moved["name"], "Cedar");
    // Four staff-months, each 1,000 km nearer: 500 of fare and 500 of service.
    for component in ["missions", "remoteness"] {
        assert_eq!(moved["costs"][component]["difference"], -200_000, "{component}");
    }
}

#[test]
fn with_contiguity_a_rule_forbids_it_the_nearer_office() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &["contiguity.state=off"]);
    let this = plans.solve("this.json", &[]);
    let why = why(&first, &this);
    assert_eq!(why["C"][0]["reason"], "rule");
    assert_eq!(why["C"][0]["family"], "contiguity");
    assert_eq!(why["C"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_opened_office_covers_its_host() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &[]);
    let this = plans.solve("this.json", &["count.offices.max=3"]);
    assert_eq!(why(&first, &this)["D"], value!([{"reason": "host"}]));
}

#[test]
fn a_closed_office_covers_nobody() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &["count.offices.max=3"]);
    let this = plans.solve("this.json", &[]);
    assert_eq!(why(&first, &this)["D"], value!([{"reason": "closed"}]));
}

/// With what the plans alone tell.
fn without_scenario(plans: &Plans, name: &str, edit: fn(&mut Value)) {
    let path = plans.path(name);
    let mut plan: Value =
        serde_json::from_str(&std::fs::read_to_string(&path).expect("a plan")).expect("JSON");
    plan["inputs"]["scenario_file"] = "gone.json".into();
    edit(&mut plan);
    std::fs::write(&path, plan.to_string()).expect("room for it");
}

#[test]
fn the_plans_alone_tell_distance_and_capacity() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &["contiguity.state=off"]);
    let this = plans.solve("this.json", &[]);
    without_scenario(&plans, "first.json", |_| ());
    // Birch carries 10 staff-months and Cedar asks for 4.
    without_scenario(&plans, "this.json", |plan| plan["offices"][0]["capacity"] = 12_000.into());
    let output = run(&["compare", &first, &this, "--json"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("not at hand"), "it is said what is missing");
    let why_this = why(&first, &this);
    assert_eq!(why_this["C"][0]["family"], "capacity", "{why_this}");
    assert_eq!(why(&this, &first)["C"], value!([{"reason": "nearer"}]));
}
