//! The published JSON Schemas: what is shipped fits them, what is broken in its structure does not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use jsonschema::Validator;
use serde_json::Value;

/// Broken scenarios whose mistake is one of structure: an unknown key, another type, a word that is
/// none, an object that lacks a key.
const STRUCTURAL: [&str; 6] =
    ["costs", "objective", "ten-mistakes", "unknown-key", "unknown-word", "wrong-type"];
/// Those that are no JSON at all.
const NO_JSON: [&str; 2] = ["empty-file", "invalid-json"];

fn purview(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).output().expect("purview starts");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The schema as `purview schema` prints it.
fn schema(format: &str) -> Value {
    serde_json::from_str(&purview(&["schema", format])).expect("a schema is JSON")
}

fn validator(schema: &Value) -> Validator {
    jsonschema::meta::validate(schema).expect("a schema fits the schema of schemas");
    jsonschema::validator_for(schema).expect("a sound schema")
}

/// A layer of a scenario holds only what differs from what it extends, so nothing is required of it,
/// and `null` takes a key away.
fn for_layers(mut schema: Value) -> Validator {
    loosen(&mut schema);
    validator(&schema)
}

fn loosen(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            // Not the rule of that name, whose schema is an object.
            if object.get("required").is_some_and(Value::is_array) {
                object.remove("required");
            }
            object.values_mut().for_each(loosen);
        }
        Value::Array(array) => array.iter_mut().for_each(loosen),
        _ => {}
    }
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        other => other,
    }
}

fn json_files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("text")).expect("JSON")
}

#[track_caller]
fn fits(validator: &Validator, value: &Value, what: &str) {
    let mistakes: Vec<String> = validator.iter_errors(value).map(|e| e.to_string()).collect();
    assert!(mistakes.is_empty(), "{what}: {mistakes:#?}");
}

#[test]
fn every_scenario_fits() {
    let (whole, layers) = (validator(&schema("scenario")), for_layers(schema("scenario")));
    for path in json_files("scenarios") {
        let scenario = read(&path);
        let extends = scenario.get("extends").is_some() || scenario.get("organisation").is_none();
        let validator = if extends { &layers } else { &whole };
        fits(validator, &without_nulls(scenario), &path.display().to_string());
    }
}

#[test]
fn every_model_fits() {
    let validator = validator(&schema("model"));
    json_files("models").iter().for_each(|path| fits(&validator, &read(path), &path.display().to_string()));
}

#[test]
fn a_generated_scenario_fits() {
    let validator = validator(&schema("scenario"));
    for rules in ["default", "random"] {
        let text = purview(&["generate", "--countries", "20", "--regions", "3", "--rules", rules]);
        fits(&validator, &serde_json::from_str(&text).expect("JSON"), rules);
    }
}

#[test]
fn a_plan_fits() {
    let validator = validator(&schema("plan"));
    for scenario in ["scenarios/tutorial.json", "scenarios/as-is-2023.json"] {
        for more in [&[][..], &["--no-run-info"]] {
            let text = purview(&[&["solve", scenario, "--json"], more].concat());
            fits(&validator, &serde_json::from_str(&text).expect("JSON"), scenario);
        }
    }
}

#[test]
fn a_plan_with_a_key_too_many_or_too_few_does_not_fit() {
    let validator = validator(&schema("plan"));
    let plan: Value =
        serde_json::from_str(&purview(&["solve", "scenarios/tutorial.json", "--json"])).expect("JSON");
    for key in ["objective", "bound", "status", "offices", "assignments", "costs", "rules", "inputs"] {
        let mut less = plan.clone();
        less.as_object_mut().expect("an object").remove(key);
        assert!(!validator.is_valid(&less), "without {key}");
    }
    let mut more = plan;
    more["verdict"] = "good".into();
    assert!(!validator.is_valid(&more));
}

#[test]
fn a_broken_structure_does_not_fit_and_every_other_mistake_does() {
    let layers = for_layers(schema("scenario"));
    let mut refused = BTreeSet::new();
    for path in json_files("scenarios/broken") {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if NO_JSON.contains(&name.as_str()) {
            continue;
        }
        if !layers.is_valid(&without_nulls(read(&path))) {
            refused.insert(name);
        }
    }
    assert_eq!(refused, STRUCTURAL.map(String::from).into());
}
