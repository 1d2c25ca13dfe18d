//! A scenario with everything that it extends merged in, as the groups of inputs that it consists of,
//! so that they can be exchanged one by one for another scenario's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Map, Value};

use super::diagnostic::Diagnostic;
use super::document::{Document, Entry};
use super::requests;
use super::rules::Family;

/// What only names a scenario, and what is merged in already.
const NO_INPUTS: [&str; 6] = ["schema_version", "name", "title", "description", "extends", "model"];

/// Groups before the rule families, in the order of their exchange.
const BEFORE_RULES: [&str; 4] = ["model", "data", "hosts", "baseline"];

/// Sections by key; `data` and `rules` by the two keys of each of their parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged(BTreeMap<Vec<String>, Value>);

impl Merged {
    /// Reads a scenario with `set` and the requests in the files `requests` laid over it. Only what stands in
    /// the files is looked at; whether it makes sense is for [`load`](super::load) to say.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(entry: &Entry, set: &[String], requests: &[PathBuf]) -> Result<Self, Vec<Diagnostic>> {
        let mut sections = BTreeMap::new();
        let mut document = Document::read(entry, set)?;
        requests::lay_over(&mut document, requests)?;
        let Value::Object(merged) = document.merged else {
            unreachable!("a document is an object");
        };
        for (key, value) in merged {
            match value {
                Value::Object(parts) if ["data", "rules"].contains(&key.as_str()) => {
                    sections.extend(parts.into_iter().map(|(part, value)| (vec![key.clone(), part], value)));
                }
                value => {
                    sections.insert(vec![key], value);
                }
            }
        }
        Ok(Self(sections))
    }

    /// To be loaded like any other scenario.
    pub fn entry(&self, name: &str) -> Entry {
        let mut merged = Map::new();
        for (place, value) in &self.0 {
            match place.as_slice() {
                [key] => {
                    merged.insert(key.clone(), value.clone());
                }
                [key, part] => {
                    let section = merged.entry(key).or_insert_with(|| Value::Object(Map::new()));
                    section[part] = value.clone();
                }
                _ => unreachable!("a place has one key or two"),
            }
        }
        // The model is part of what was merged.
        merged.remove("model");
        merged.remove("extends");
        Entry::Text { name: name.into(), text: Value::Object(merged).to_string() }
    }

    /// The groups that are not the same in both: the model, the data, the hosts, the baseline, each
    /// rule family, stated costs, and whatever else a scenario may hold.
    pub fn differing(&self, other: &Self) -> Vec<String> {
        let places: BTreeSet<&Vec<String>> = self.0.keys().chain(other.0.keys()).collect();
        let differing = places.into_iter().filter(|place| self.0.get(*place) != other.0.get(*place));
        let groups: BTreeSet<String> =
            differing.filter_map(|place| group(place)).map(str::to_owned).collect();
        let mut groups: Vec<String> = groups.into_iter().collect();
        groups.sort_by_key(|group| rank(group));
        groups
    }

    /// Replaces a group by that of another scenario.
    pub fn take(&mut self, name: &str, other: &Self) {
        self.0.retain(|place, _| group(place) != Some(name));
        let taken = other.0.iter().filter(|(place, _)| group(place) == Some(name));
        self.0.extend(taken.map(|(place, value)| (place.clone(), value.clone())));
    }
}

fn group(place: &[String]) -> Option<&str> {
    match place.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [key] if NO_INPUTS.contains(&key) => None,
        ["organisation"] => Some("model"),
        ["baseline" | "fixed" | "offices"] | ["data", "offices"] => Some("baseline"),
        ["data", _] | ["countries" | "borders" | "regions"] => Some("data"),
        ["rules", _] => Some(&place[1]),
        _ => Some(&place[0]),
    }
}

fn rank(group: &str) -> usize {
    let families = Family::ALL.iter().map(|family| family.name());
    let mut known = BEFORE_RULES.into_iter().chain(families);
    known.position(|name| name == group).unwrap_or(usize::MAX)
}
