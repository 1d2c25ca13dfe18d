//! `--attribute` on the tutorial, whose optima are derived by hand in `scenarios/tutorial.md`.

use purview::scenario::{Entry, Merged, Scenario, load};
use serde_json::Value;

use super::{Plans, json, purview, run};

/// Inputs and effect of each step, in cents.
fn steps(first: &str, this: &str) -> Vec<(String, i64)> {
    let compared = json(&[first, this, "--attribute"]);
    let attribution = &compared["others"][0]["attribution"];
    let cents = |value: &Value| value.as_i64().expect("whole cents");
    let steps: Vec<(String, i64)> = attribution["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|step| {
            let inputs = step["inputs"].as_array().expect("a list").iter();
            let inputs: Vec<&str> = inputs.map(|name| name.as_str().expect("a name")).collect();
            let effect = cents(&step["objective"]["difference"]);
            assert!(cents(&step["at_least"]) <= effect && effect <= cents(&step["at_most"]), "{step}");
            (inputs.join("+"), effect)
        })
        .collect();
    let sum: i64 = steps.iter().map(|(_, effect)| effect).sum();
    assert_eq!(sum, cents(&attribution["objective"]["difference"]));
    assert_eq!(attribution["objective"], compared["others"][0]["totals"]["objective"]);
    steps
}

#[test]
fn each_changed_input_has_its_effect() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &[]);
    let this = plans.solve("this.json", &["count.offices.max=3", "contiguity.state=off"]);
    // 238 with two offices, 236 with a third, 234 without contiguity.
    assert_eq!(steps(&first, &this), [("count".to_owned(), -200_000), ("contiguity".to_owned(), -200_000)]);
}

#[test]
fn the_order_of_the_inputs_is_the_same_both_ways() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &["count.offices.max=3", "contiguity.state=off"]);
    let this = plans.solve("this.json", &[]);
    // Two offices without contiguity cost 234 as well: all the rest is contiguity's.
    assert_eq!(steps(&first, &this), [("count".to_owned(), 0), ("contiguity".to_owned(), 400_000)]);
}

#[test]
fn an_input_that_leaves_no_plan_is_joined_with_the_next() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &[]);
    // Elder alone covers all: 84 for the countries, 5 posts of 30, an office of 50, which is 284. With
    // three posts at most it cannot.
    let elder =
        ["hosts.any_tier.countries=[\"E\"]", "posts.offices.head_office.max=6", "contiguity.state=off"];
    let this = plans.solve("this.json", &elder);
    assert_eq!(steps(&first, &this), [("hosts+posts".to_owned(), 4_600_000), ("contiguity".to_owned(), 0)]);
    let compared = json(&[&first, &this, "--attribute"]);
    let because = &compared["others"][0]["attribution"]["steps"][0]["joined_because"];
    assert!(because[0].as_str().expect("words").starts_with("with hosts: "), "{because}");
}

#[test]
fn the_same_scenario_solved_otherwise_is_no_input() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &["count.offices.max=3"]);
    let this = plans.solve("this.json", &["count.offices.max=3"]);
    assert_eq!(steps(&first, &this), []);
    let text = std::fs::read_to_string(&this).expect("a plan");
    std::fs::write(&this, text.replace("\"objective\": 23600000", "\"objective\": 23600100")).expect("room");
    assert_eq!(steps(&first, &this), [(String::new(), 100)]);
}

#[test]
fn a_scenario_that_is_gone_or_another_one_cannot_be_attributed() {
    let plans = Plans::new();
    let first = plans.solve("first.json", &[]);
    let this = plans.solve("this.json", &["count.offices.max=3"]);
    let single = "scenarios/single-tier.json";
    for scenario in [single, "scenarios/gone.json"] {
        let output = run(&["compare", &first, &this, "--attribute", "--scenario", scenario]);
        assert_eq!(output.status.code(), Some(3));
        assert!(String::from_utf8_lossy(&output.stderr).contains(scenario));
    }
}

#[test]
fn a_network_as_found_is_priced_on_the_way() {
    let plans = Plans::new();
    let as_is = |name: &str, set: &[&str]| {
        let path = plans.path(name);
        let set = set.iter().flat_map(|change| ["--set", change]);
        purview(
            &["solve", "scenarios/as-is-2023.json", "-o", &path].into_iter().chain(set).collect::<Vec<_>>(),
        );
        path
    };
    let first = as_is("first.json", &[]);
    let fare = "organisation.travel.fare_fixed.value=300";
    let model = as_is("model.json", &[fare]);
    let this = as_is("this.json", &[fare, "language.price=1800"]);
    let effect = |first: &str, this: &str| {
        let cents = &json(&[first, this])["others"][0]["costs"]["total"]["difference"];
        cents.as_i64().expect("whole cents")
    };
    let expected = [("model", effect(&first, &model)), ("language", effect(&model, &this))];
    assert!(expected.iter().all(|(_, effect)| *effect > 0), "{expected:?}");
    assert_eq!(steps(&first, &this), expected.map(|(input, effect)| (input.to_owned(), effect)));
}

/// All that a solve looks at.
fn substance(entry: &Entry) -> String {
    let Scenario { tiers, regions, countries, borders, baseline, parameters, costs, rules, fixed, .. } =
        load(entry, &[]).unwrap_or_else(|mistakes| panic!("{}", mistakes[0])).scenario;
    format!("{tiers:?}{regions:?}{countries:?}{borders:?}{baseline:?}{parameters:?}{costs:?}{rules:?}{fixed}")
}

#[test]
fn with_every_input_exchanged_it_is_the_other_scenario() {
    let files = ["as-is-2023", "two-tier-2023", "expansion", "tutorial", "single-tier"];
    let entries = files.map(|name| Entry::File(format!("scenarios/{name}.json").into()));
    let merged =
        |entry: &Entry| Merged::read(entry, &[], &[]).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    for first in &entries {
        for this in &entries {
            let (mut on_the_way, last) = (merged(first), merged(this));
            let groups = on_the_way.differing(&last);
            groups.iter().for_each(|group| on_the_way.take(group, &last));
            assert!(on_the_way.differing(&last).is_empty());
            assert_eq!(substance(&on_the_way.entry("exchanged")), substance(this), "{first:?} to {this:?}");
        }
    }
}
