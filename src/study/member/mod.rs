//! The limits and rules of a scenario one by one: each hard one that it states, which can be left out by
//! itself or, where it is a number, be weakened.

mod steps;
mod whole;
mod words;

use serde_json::Value;

use crate::scenario::{Family, RulesFile, State};

pub use steps::fewest_steps;
pub use whole::{Change, Stated, Whole, left_out};

/// A limit or a rule that can be left out by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub family: Family,
    /// Below `rules`: the family first.
    pub path: Vec<String>,
    pub value: Value,
}

/// Entries of these lists are rules of their own.
const LISTS: [&str; 5] = ["keep", "close", "required", "forbidden", "sites"];
/// Families that hold or do not, beside the limits they may have.
const WHOLE: [Family; 4] = [Family::Region, Family::Capacity, Family::Language, Family::Continuity];
/// Numbers that are no limits.
const PRICES: [&str; 2] = ["price", "office_price"];

/// In the order of the families, of each in the order of its keys.
pub fn members(rules: &RulesFile) -> Vec<Member> {
    let rules = serde_json::to_value(rules).expect("rules are plain data");
    let mut found = Vec::new();
    for family in Family::ALL {
        let Some(own) = rules.get(family.name()) else { continue };
        let is_hard = own["state"] == serde_json::to_value(State::Hard).expect("a word");
        // Without these there is no plan to speak of.
        if !is_hard || matches!(family, Family::Coverage | Family::Nesting) {
            continue;
        }
        let mut path = vec![family.name().to_owned()];
        if WHOLE.contains(&family) {
            found.push(Member { family, path: [&path[..], &["state".into()]].concat(), value: Value::Null });
        }
        collect(family, own, &mut path, &mut found);
    }
    found
}

fn collect(family: Family, value: &Value, path: &mut Vec<String>, found: &mut Vec<Member>) {
    match value {
        Value::Object(keys) => {
            for (key, value) in keys.iter().filter(|(key, _)| !PRICES.contains(&key.as_str())) {
                path.push(key.clone());
                match value {
                    Value::Array(entries) if LISTS.contains(&key.as_str()) => {
                        for (number, entry) in entries.iter().enumerate() {
                            let path = [&path[..], &[number.to_string()]].concat();
                            found.push(Member { family, path, value: entry.clone() });
                        }
                    }
                    Value::Array(entries) if key == "exceptions" => {
                        for (number, entry) in entries.iter().enumerate() {
                            path.push(number.to_string());
                            collect(family, entry, path, found);
                            path.pop();
                        }
                    }
                    Value::Bool(true) | Value::Number(_) | Value::Object(_) => {
                        collect(family, value, path, found);
                    }
                    _ => {}
                }
                path.pop();
            }
        }
        _ => found.push(Member { family, path: path.clone(), value: value.clone() }),
    }
}

impl Member {
    /// As `--set` names it.
    pub fn key(&self) -> String {
        self.path.join(".")
    }

    pub fn number(&self) -> Option<f64> {
        self.value.as_f64()
    }

    /// A lower limit: less is weaker.
    pub fn is_floor(&self) -> bool {
        let says = |word: &str| self.path.iter().any(|key| key == word);
        says("min") || says("floors") || self.family == Family::Scorecard
    }

    /// Numbers are weakened in steps of this, in the scenario's unit: whole things and hundredths of the
    /// workload one by one, other figures by a hundredth of what they are, as a round number.
    fn step(&self) -> f64 {
        let number = self.number().unwrap_or(1.0).abs();
        match self.family {
            Family::Count | Family::Span | Family::Posts | Family::Retention | Family::Arrangement => 1.0,
            Family::Decentralisation => 0.01,
            _ if number >= 1.0 => 10f64.powf((number / 100.0).log10().floor()).max(0.1),
            _ => 0.1,
        }
    }

    /// The number weakened by so many steps; `None` where it is none. Below zero, a lower limit asks for
    /// nothing.
    pub fn weakened_by(&self, steps: f64) -> Option<f64> {
        let step = self.step();
        let less = if self.is_floor() { -steps } else { steps };
        let weaker = self.number()? + less * step;
        Some(((weaker / step).round() * step * 100.0).round() / 100.0)
    }

    /// Leaves the member out of `rules`, or weakens its number to `value`. Entries of lists become `null`,
    /// so that the others keep their numbers, until [`sweep`] takes these away.
    fn weaken(&self, rules: &mut Value, value: Option<f64>) {
        let (last, folders) = self.path.split_last().expect("a family at least");
        let folder = folders.iter().fold(rules, |value, key| match key.parse::<usize>() {
            Ok(number) if value.is_array() => &mut value[number],
            _ => &mut value[key.as_str()],
        });
        let entry = match last.parse::<usize>() {
            Ok(number) if folder.is_array() => &mut folder[number],
            _ => &mut folder[last.as_str()],
        };
        *entry = match (&self.value, value) {
            (Value::Number(_), Some(value)) => number(value),
            (Value::Bool(_), _) => Value::Bool(false),
            _ if last == "state" => Value::String("off".into()),
            _ => Value::Null,
        };
    }
}

/// The section `rules` of a scenario without `members`.
pub fn without<'m>(rules: &Value, members: impl Iterator<Item = &'m Member>) -> Value {
    let mut rules = rules.clone();
    members.for_each(|member| member.weaken(&mut rules, None));
    sweep(&mut rules);
    rules
}

/// A whole number where it is one: counts take no other.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { Value::from(value as i64) } else { Value::from(value) }
}

/// Takes the entries of lists away that are `null`.
fn sweep(value: &mut Value) {
    match value {
        Value::Array(entries) => {
            entries.retain(|entry| !entry.is_null());
            entries.iter_mut().for_each(sweep);
        }
        Value::Object(keys) => {
            keys.retain(|_, value| !value.is_null());
            keys.values_mut().for_each(sweep);
        }
        _ => {}
    }
}
