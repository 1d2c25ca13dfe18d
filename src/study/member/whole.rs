//! A scenario with some of its rules left out or weakened.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::words::words;
use super::{Member, members, sweep};
use crate::scenario::{Entry, Family, Loaded, Scenario, load};

/// A member left out, or its number weakened to a value in the scenario's unit.
pub type Change = (usize, Option<f64>);

/// These members left out.
pub fn left_out(members: impl IntoIterator<Item = usize>) -> Vec<Change> {
    members.into_iter().map(|at| (at, None)).collect()
}

/// A rule as the scenario states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    pub family: Family,
    /// As `--set` names it; an entry of a list by its number from 0.
    pub key: String,
    pub words: String,
}

/// A scenario as one file that needs no other, and its members.
pub struct Whole<'a> {
    scenario: &'a Scenario,
    file: Value,
    pub members: Vec<Member>,
}

impl<'a> Whole<'a> {
    pub fn new(loaded: &'a Loaded) -> Self {
        let members = members(&loaded.whole.rules);
        let mut file = serde_json::to_value(&loaded.whole).expect("a scenario is plain data");
        // Everything but outlines for maps is read in.
        file.as_object_mut().expect("an object").remove("data");
        Self { scenario: &loaded.scenario, file, members }
    }

    /// The scenario with `changes`; `None` where that is no sound scenario.
    pub fn changed(&self, changes: &[Change]) -> Option<Scenario> {
        let mut file = self.file.clone();
        changes.iter().for_each(|&(at, value)| self.members[at].weaken(&mut file["rules"], value));
        sweep(&mut file);
        let entry = Entry::Text { name: self.scenario.name.clone(), text: file.to_string() };
        load(&entry, &[]).ok().map(|loaded| loaded.scenario)
    }

    /// The arguments of `--set` that make `changes`: an entry leaves its list.
    pub fn set(&self, changes: &[Change]) -> Vec<String> {
        let mut rules = self.file["rules"].clone();
        changes.iter().for_each(|&(at, value)| self.members[at].weaken(&mut rules, value));
        let mut keys: Vec<Vec<String>> = changes
            .iter()
            .map(|&(at, _)| {
                let path = &self.members[at].path;
                let is_entry = path.last().is_some_and(|key| key.parse::<usize>().is_ok());
                path[..path.len() - usize::from(is_entry)].to_vec()
            })
            .collect();
        keys.dedup();
        let argument = |path: &Vec<String>| {
            let mut value = path.iter().fold(&rules, |value, key| match key.parse::<usize>() {
                Ok(number) if value.is_array() => &value[number],
                _ => &value[key.as_str()],
            });
            let mut kept = value.clone();
            if kept.is_array() {
                sweep(&mut kept);
                value = &kept;
            }
            format!("{}={}", path.join("."), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        };
        keys.iter().map(argument).collect()
    }

    pub fn stated(&self, at: usize) -> Stated {
        let member = &self.members[at];
        Stated {
            family: member.family,
            key: member.key(),
            words: words(member, &self.file["rules"], self.scenario),
        }
    }
}
