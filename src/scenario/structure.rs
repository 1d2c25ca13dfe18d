//! Structure: every layer against the JSON Schema that the types give, all mistakes at once.

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{ValidationError, Validator};
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use super::diagnostic::{Diagnostic, Label, suggest};
use super::document::{Document, below, in_scenario};
use super::file::ScenarioFile;
use super::model_file::ModelFile;
use super::requests;
use super::source::{Source, unescape};

/// A file format with a published JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaKind {
    Scenario,
    Model,
    Requests,
}

/// The JSON Schema of a format.
pub fn schema(kind: SchemaKind) -> Value {
    fn of<T: JsonSchema>() -> Value {
        schema_for!(T).to_value()
    }
    match kind {
        SchemaKind::Scenario => of::<ScenarioFile>(),
        SchemaKind::Model => of::<ModelFile>(),
        SchemaKind::Requests => requests::schema(),
    }
}

/// Everything in the layers, or missing from the whole, that the schema does not allow; and whether
/// what is left can be read on, so that mistakes of other kinds show at the same time. What the
/// schema does not allow is taken out of the merged scenario.
pub fn check(document: &mut Document) -> (Vec<Diagnostic>, bool) {
    let scenario = schema(SchemaKind::Scenario);
    let model = schema(SchemaKind::Model);
    let validator = |schema: &Value| jsonschema::validator_for(schema).expect("schemars makes valid schemas");
    let (for_scenario, for_model) = (validator(&scenario), validator(&model));
    let mut found = Vec::new();
    let mut mender = Mender { merged: document.merged.clone(), removed: Vec::new(), is_whole: true };
    for (number, (value, is_model)) in document.each_layer().enumerate() {
        let (schema, validator) = if is_model { (&model, &for_model) } else { (&scenario, &for_scenario) };
        let value = without_nulls(value);
        for leaf in leaves(validator, &value) {
            // A layer holds only what differs; what is missing shows in the whole.
            if !matches!(leaf.wrong, Wrong::Missing(_)) {
                mender.mend(&leaf, is_model);
                found.extend(explain(schema, &leaf).into_iter().map(|(diagnostic, key)| {
                    diagnostic.at(document.locate_in_layer(number, &leaf.pointer, key.as_deref()))
                }));
            }
        }
    }
    let are_layers_sound = found.is_empty();
    let left = leaves(&for_scenario, &mender.merged);
    for leaf in &left {
        let is_new = match &leaf.wrong {
            Wrong::Missing(key) => !mender.removed.contains(&below(&leaf.pointer, key)),
            _ => are_layers_sound,
        };
        if is_new {
            let explained = explain(&scenario, leaf).into_iter();
            found.extend(explained.map(|(diagnostic, _)| diagnostic.at(document.locate(&leaf.pointer))));
        }
    }
    document.merged = mender.merged;
    (found, mender.is_whole && left.is_empty())
}

/// Everything in one file of its own that its schema does not allow.
pub fn check_alone(schema: &Value, source: &Source, value: &Value) -> Vec<Diagnostic> {
    let validator = jsonschema::validator_for(schema).expect("schemars makes valid schemas");
    let mut found = Vec::new();
    for leaf in leaves(&validator, value) {
        found.extend(explain(schema, &leaf).into_iter().map(|(diagnostic, key)| {
            let span = match key {
                Some(key) => source.locate_key(&leaf.pointer, &key),
                None => source.locate(&leaf.pointer),
            };
            diagnostic.at(span.map(|span| Label::new(source, span)))
        }));
    }
    found
}

/// Takes out what the schema does not allow, as long as the rest keeps its meaning.
struct Mender {
    merged: Value,
    removed: Vec<String>,
    is_whole: bool,
}

impl Mender {
    fn mend(&mut self, leaf: &Leaf, is_model: bool) {
        let pointer = if is_model { in_scenario(&leaf.pointer) } else { leaf.pointer.clone() };
        if let Wrong::UnknownKeys(keys) = &leaf.wrong {
            // It may be what all names come from.
            self.is_whole &= !pointer.is_empty() && !pointer.starts_with("/data");
            let object = self.merged.pointer_mut(&pointer).and_then(Value::as_object_mut);
            object.into_iter().for_each(|object| object.retain(|key, _| !keys.contains(key)));
            return;
        }
        // A layer above may have replaced it.
        if self.merged.pointer(&pointer) != Some(&leaf.instance) {
            return;
        }
        let Some((parent, key)) = pointer.rsplit_once('/').filter(|(_, key)| may_go(&pointer, key)) else {
            self.is_whole = false;
            return;
        };
        match self.merged.pointer_mut(parent) {
            // Without a workload of its own, the country would ask for the demand formula.
            Some(Value::Object(object)) if key == "workload" => {
                object.insert(key.into(), 0.into());
            }
            Some(Value::Object(object)) => {
                object.shift_remove(&unescape(key));
                self.removed.push(pointer);
            }
            _ => self.is_whole = false,
        }
    }
}

/// Whether names in the rest of the scenario still mean what they meant without this value.
fn may_go(pointer: &str, key: &str) -> bool {
    let is_inside = pointer.starts_with("/rules/") || pointer.matches('/').count() >= 3;
    let names_others = pointer.starts_with("/data/") || ["groups", "figures"].contains(&key);
    ["title", "description"].contains(&key) || (is_inside && !names_others)
}

/// One mistake at one place.
struct Leaf {
    pointer: String,
    instance: Value,
    wrong: Wrong,
}

enum Wrong {
    UnknownKeys(Vec<String>),
    /// Not one of these words.
    Word(Vec<String>),
    /// Not of this type.
    Type(String),
    Missing(String),
    Other(String),
}

fn leaves(validator: &Validator, value: &Value) -> Vec<Leaf> {
    validator.iter_errors(value).flat_map(|error| flatten(&error)).collect()
}

/// A choice that failed (an optional value, an enumeration) hides what is really wrong.
fn flatten(error: &ValidationError) -> Vec<Leaf> {
    let leaf = |wrong| Leaf {
        pointer: error.instance_path().as_str().to_owned(),
        instance: error.instance().clone().into_owned(),
        wrong,
    };
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match error.kind() {
        Kind::AdditionalProperties { unexpected } => vec![leaf(Wrong::UnknownKeys(unexpected.clone()))],
        Kind::Enum { options } => {
            vec![leaf(Wrong::Word(options.as_array().into_iter().flatten().filter_map(text).collect()))]
        }
        Kind::Type { kind } => vec![leaf(Wrong::Type(type_name(kind)))],
        Kind::Required { property } => vec![leaf(Wrong::Missing(text(property).unwrap_or_default()))],
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            let words: Vec<String> = context
                .iter()
                .flatten()
                .flat_map(|inner| match inner.kind() {
                    Kind::Constant { expected_value } => text(expected_value).into_iter().collect(),
                    Kind::Enum { options } => {
                        options.as_array().into_iter().flatten().filter_map(text).collect()
                    }
                    _ => Vec::new(),
                })
                .collect();
            if !words.is_empty() {
                return vec![leaf(Wrong::Word(words))];
            }
            // The branch that gets furthest is the one that was meant; `null` is never it.
            let branches = context.iter().map(|branch| branch.iter().flat_map(flatten).collect::<Vec<_>>());
            branches
                .filter(|branch| !branch.iter().any(|l| matches!(&l.wrong, Wrong::Type(t) if t == "null")))
                .max_by_key(|branch| branch.iter().map(|leaf| leaf.pointer.len()).max())
                .unwrap_or_else(|| vec![leaf(Wrong::Other(error.to_string()))])
        }
        _ => vec![leaf(Wrong::Other(error.to_string()))],
    }
}

fn type_name(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => one.to_string(),
        TypeKind::Multiple(set) => {
            let names: Vec<String> =
                set.iter().map(|t| t.to_string()).filter(|name| name != "null").collect();
            names.join(" or ")
        }
    }
}

/// The diagnostics of a mistake, each with the key it is about, if it is about a key.
fn explain(schema: &Value, leaf: &Leaf) -> Vec<(Diagnostic, Option<String>)> {
    let shown = || {
        let text = leaf.instance.to_string();
        match text.char_indices().nth(40) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text,
        }
    };
    match &leaf.wrong {
        Wrong::UnknownKeys(keys) => {
            let known = known_keys(schema, &leaf.pointer);
            let report = |key: &String| {
                let help = suggest(key, known.iter().map(String::as_str));
                (
                    Diagnostic::error("unknown-key", format!("unknown key `{key}`")).help(help),
                    Some(key.clone()),
                )
            };
            keys.iter().map(report).collect()
        }
        Wrong::Word(words) => {
            let word = leaf.instance.as_str().unwrap_or_default();
            let message = format!("{} is none of the words that may stand here", shown());
            let help = suggest(word, words.iter().map(String::as_str));
            vec![(Diagnostic::error("unknown-word", message).help(help), None)]
        }
        Wrong::Type(expected) => {
            let message = format!("expected {}, found {}", article(expected), shown());
            vec![(Diagnostic::error("wrong-type", message), None)]
        }
        Wrong::Missing(key) => {
            let place = if leaf.pointer.is_empty() {
                "the scenario".into()
            } else {
                format!("`{}`", dotted(&leaf.pointer))
            };
            vec![(Diagnostic::error("missing-key", format!("{place} lacks the key `{key}`")), None)]
        }
        Wrong::Other(message) => vec![(Diagnostic::error("out-of-range", message.clone()), None)],
    }
}

fn article(word: &str) -> String {
    let an = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if an { "an" } else { "a" })
}

/// `/rules/count/0` as `rules.count.0`.
pub fn dotted(pointer: &str) -> String {
    pointer.split('/').skip(1).map(unescape).collect::<Vec<_>>().join(".")
}

/// The keys that the schema knows for the object at `pointer`.
fn known_keys(root: &Value, pointer: &str) -> Vec<String> {
    let mut at = resolve(root, root);
    for part in pointer.split('/').skip(1).map(unescape) {
        let next = at
            .pointer("/properties")
            .and_then(|properties| properties.get(&part))
            .or_else(|| at.get("additionalProperties").filter(|schema| schema.is_object()))
            .or_else(|| at.get("items"));
        match next {
            Some(next) => at = resolve(root, next),
            None => return Vec::new(),
        }
    }
    at.get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(key, _)| key.clone())
        .collect()
}

/// Follows references, and the choice that is not `null`.
fn resolve<'s>(root: &'s Value, mut schema: &'s Value) -> &'s Value {
    for _ in 0..8 {
        let target =
            schema.get("$ref").and_then(Value::as_str).and_then(|r| root.pointer(r.trim_start_matches('#')));
        let choice = || schema.get("anyOf")?.as_array()?.iter().find(|s| s.get("$ref").is_some());
        match target.or_else(choice) {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema
}

/// `null` removes a key, so it may stand wherever a key may be absent.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object
                .iter()
                .filter(|(_, v)| !v.is_null())
                .map(|(key, v)| (key.clone(), without_nulls(v)))
                .collect(),
        ),
        other => other.clone(),
    }
}
