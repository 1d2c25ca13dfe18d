//! Exit status, standard input, several plans, and inputs that cannot be compared.

use std::process::Command;

use super::{Plans, TUTORIAL, json, purview, run};

#[test]
fn exit_status_one_only_where_plans_differ_and_it_was_asked() {
    let plans = Plans::new();
    let (first, this) = (plans.solve("first.json", &[]), plans.solve("this.json", &["count.offices.max=3"]));
    let code = |args: &[&str]| run(&[&["compare"], args].concat()).status.code();
    assert_eq!(code(&[&first, &this]), Some(0));
    assert_eq!(code(&[&first, &this, "--exit-code"]), Some(1));
    assert_eq!(code(&[&first, &first, "--exit-code"]), Some(0));
    assert_eq!(code(&[&first, &first, &this, "--exit-code"]), Some(1));
}

#[test]
fn how_a_plan_was_found_is_no_difference() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &[]);
    let this = plans.path("this.json");
    purview(&["solve", TUTORIAL, "--method", "mip", "--seed", "7", "--gap", "0.5", "-o", &this]);
    let compared = json(&[&first, &this]);
    if compared["others"][0]["totals"]["objective"]["difference"] == 0 {
        assert_eq!(run(&["compare", &first, &this, "--exit-code"]).status.code(), Some(0));
    }
}

#[test]
fn each_plan_is_compared_with_the_first() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &[]);
    let second = plans.solve("second.json", &["count.offices.max=3"]);
    let third = plans.solve("third.json", &["contiguity.state=off"]);
    let compared = json(&[&first, &second, &third]);
    let total = |number: usize| &compared["others"][number]["costs"]["total"];
    assert_eq!(total(0)["difference"], -200_000);
    assert_eq!(total(1)["difference"], -400_000);
    assert_eq!(total(0)["first"], total(1)["first"]);
    let text = purview(&["compare", &first, &second, &third]);
    assert!(text.contains("tutorial count.offices.max=3 minus tutorial\n"), "{text}");
    assert!(text.contains("tutorial contiguity.state=off minus tutorial\n"), "{text}");
}

/// 5,000 for a desk in place of 15,000 for premises; everything else is as it was.
#[test]
fn an_office_that_is_housed_in_another_way_is_shown() {
    let plans = Plans::new();
    let (first, this) = (plans.solve("first.json", &[]), plans.path("desks.json"));
    purview(&["solve", "tests/compare/desks.json", "--no-run-info", "-o", &this]);
    let compared = json(&[&first, &this]);
    let difference = &compared["others"][0];
    assert_eq!(difference["costs"]["total"]["difference"], -1_000_000);
    let changed = difference["offices"]["changed"].as_array().expect("a list");
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0]["host"], "E");
    assert_eq!(changed[0]["arrangement"], serde_json::json!({ "first": null, "this": "desk" }));
    let text = purview(&["compare", &first, &this]);
    assert!(text.contains("housed in") && text.contains("premises → desk"), "{text}");
    assert!(!purview(&["compare", &first, &first]).contains("housed in"));
}

#[test]
fn one_plan_may_come_from_standard_input() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &[]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["compare", "-", &first, "--exit-code"]);
    let plan = std::fs::File::open(&first).expect("a plan");
    assert!(command.stdin(plan).status().expect("purview starts").success());
    assert_eq!(run(&["compare", "-", "-"]).status.code(), Some(2));
}

#[test]
fn wrong_usage_is_refused() {
    let plans = Plans::new();
    let plan = plans.solve("plan.json", &[]);
    let wrong: [&[&str]; 6] = [
        &[&plan],
        &[&plan, &plan, "--table", "costs"],
        &[&plan, &plan, "--to", "csv", "--table", "prices"],
        &[&plan, &plan, "--json", "--to", "md"],
        &[&plan, &plan, "--gap", "0.1"],
        &[&plan, &plan, "--scenario", TUTORIAL, "--scenario", TUTORIAL, "--scenario", TUTORIAL],
    ];
    for args in wrong {
        let output = run(&[&["compare"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{args:?}");
    }
}

/// What is said of a plan that was tampered with.
#[track_caller]
fn refused(from: &str, to: &str) -> String {
    let plans = Plans::new();
    let (first, this) = (plans.solve("first.json", &[]), plans.path("this.json"));
    let text = std::fs::read_to_string(&first).expect("a plan");
    assert!(text.contains(from), "nothing to tamper with");
    std::fs::write(&this, text.replacen(from, to, 1)).expect("room for it");
    let output = run(&["compare", &first, &this]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("this.json"), "{said}");
    said
}

#[test]
fn plans_that_count_in_other_units_are_refused() {
    assert!(refused("EUR/100", "USD/100").contains("USD/100"));
}

#[test]
fn plans_whose_figures_do_not_add_up_are_refused() {
    assert!(refused("\"total\": 23800000", "\"total\": 23800001").contains("do not add up to the total"));
    assert!(refused("\"cash\": 22500000", "\"cash\": 22500001").contains("cash and service"));
    let beyond = refused("\"bound\": ", "\"bound\": 9223372036854775807, \"gap_limit\": 0, \"x\": ");
    assert!(beyond.contains("is not a plan"), "{beyond}");
    assert!(
        refused("\"objective\": 23800000", "\"objective\": 9223372036854775807").contains("beyond any cost")
    );
}

#[test]
fn a_plan_that_names_an_office_twice_is_refused() {
    assert!(refused("\"host\": \"E\"", "\"host\": \"B\"").contains("office in B stands twice"));
    assert!(refused("\"country\": \"A\"", "\"country\": \"B\"").contains("country B stands twice"));
}

#[test]
fn a_scenario_that_is_no_longer_the_plans_is_left_aside() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &[]);
    let this = plans.solve("this.json", &["count.offices.max=3"]);
    let text = std::fs::read_to_string(&this).expect("a plan");
    std::fs::write(&this, text.replace("\"hash\": \"", "\"hash\": \"0")).expect("room for it");
    let output = run(&["compare", &first, &this]);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("this.json was made from is not at hand"));
    let explicit = run(&["compare", &first, &this, "--scenario", TUTORIAL, "--scenario", TUTORIAL]);
    assert_eq!(explicit.status.code(), Some(3), "but one that is given must be the plan's");
}
