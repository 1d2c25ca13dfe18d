//! What a reader changes in a scenario: the budget, the number of offices, sites that must be open or
//! closed. It is laid over the scenario like `--set`, and saved as a scenario that extends it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use crate::scenario::State;
use crate::scenario::file::ScenarioFile;
use crate::scenario::rules::SiteFile;

/// Values by their place below `rules`, each in place of what the scenario says there.
#[derive(Debug, Clone, Default)]
pub struct Change(Vec<(&'static str, Value)>);

/// What a form shows, and what of it is asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wishes {
    /// Ceiling on yearly cash in all, in currency units.
    pub budget: Option<f64>,
    pub min_offices: Option<u32>,
    pub max_offices: Option<u32>,
    /// Hosts whose site must be open, by id; at which tier is not asked.
    pub keep: BTreeSet<String>,
    pub close: BTreeSet<String>,
}

/// Why a site is kept or closed, where the reader says nothing.
const REASON: &str = "asked for on the live page";

impl Wishes {
    /// What the scenario says so far.
    pub fn of(whole: &ScenarioFile) -> Self {
        let rules = &whole.rules;
        let budget = rules.budget.as_ref().filter(|rule| rule.state != State::Off);
        let count = rules.count.as_ref().filter(|rule| rule.state != State::Off);
        let retention = rules.retention.as_ref().filter(|rule| rule.state != State::Off);
        let hosts = |sites: &[SiteFile]| sites.iter().map(|site| site.office.clone()).collect();
        Self {
            budget: budget.and_then(|rule| rule.total.max),
            min_offices: count.and_then(|rule| rule.offices.min),
            max_offices: count.and_then(|rule| rule.offices.max),
            keep: retention.map_or_else(BTreeSet::new, |rule| hosts(&rule.keep)),
            close: retention.map_or_else(BTreeSet::new, |rule| hosts(&rule.close)),
        }
    }

    /// From the fields of the form; what is left blank is no limit.
    ///
    /// # Errors
    /// What is no number.
    pub fn read(fields: &[(String, String)]) -> Result<Self, Refusal> {
        let field = |name: &str| {
            let value = fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
            value.filter(|value| !value.is_empty())
        };
        let sites = |wish: &str| {
            let asked = fields.iter().filter(|(_, value)| value == wish);
            asked.filter_map(|(key, _)| key.strip_prefix("site.")).map(str::to_owned).collect()
        };
        Ok(Self {
            budget: field("budget").map(amount).transpose()?,
            min_offices: field("min_offices").map(count).transpose()?,
            max_offices: field("max_offices").map(count).transpose()?,
            keep: sites("keep"),
            close: sites("close"),
        })
    }
}

impl Change {
    /// From what the scenario says to what is asked for.
    pub fn new(whole: &ScenarioFile, wishes: &Wishes) -> Self {
        let now = Wishes::of(whole);
        let rules = &whole.rules;
        let mut change = Vec::new();
        // A limit that is asked for is enforced, even where its family was off or only reported.
        let mut hardened = |is_off: bool, place, value: Vec<(&'static str, Value)>| {
            if is_off && !value.is_empty() {
                change.push((place, json!("hard")));
            }
            change.extend(value);
        };
        let differs = |is_other: bool, place, value| is_other.then_some((place, value));
        let is_off = |state: Option<State>| !matches!(state, Some(State::Hard | State::Soft));

        let budget = differs(
            now.budget != wishes.budget,
            "budget.total.max",
            wishes.budget.map_or(Value::Null, whole_if_it_is),
        );
        let state = rules.budget.as_ref().map(|rule| rule.state);
        hardened(is_off(state), "budget.state", budget.into_iter().collect());

        let (min, max) = (wishes.min_offices, wishes.max_offices);
        let min = differs(now.min_offices != min, "count.offices.min", json!(min));
        let max = differs(now.max_offices != max, "count.offices.max", json!(max));
        let state = rules.count.as_ref().map(|rule| rule.state);
        hardened(is_off(state), "count.state", min.into_iter().chain(max).collect());

        let known = rules.retention.clone().unwrap_or_default();
        let keep = differs(now.keep != wishes.keep, "retention.keep", sites(&known.keep, &wishes.keep));
        let close = differs(now.close != wishes.close, "retention.close", sites(&known.close, &wishes.close));
        let state = rules.retention.as_ref().map(|rule| rule.state);
        hardened(is_off(state), "retention.state", keep.into_iter().chain(close).collect());
        Self(change)
    }

    /// As `--set` takes it.
    pub fn set(&self) -> Vec<String> {
        self.0.iter().map(|(place, value)| format!("{place}={value}")).collect()
    }

    /// In short, for people.
    pub fn words(&self) -> Vec<String> {
        let words = self.0.iter().map(|(place, value)| match value {
            Value::Array(sites) => {
                let sites: Vec<&str> = sites.iter().filter_map(|site| site["office"].as_str()).collect();
                format!("{place}: {}", if sites.is_empty() { "none".to_owned() } else { sites.join(", ") })
            }
            Value::Null => format!("{place}: no limit"),
            Value::String(word) => format!("{place}: {word}"),
            value => format!("{place}: {value}"),
        });
        words.collect()
    }

    /// A scenario that extends the file `base` by this change; `whole` is that scenario. Without a title
    /// it has that one's.
    pub fn scenario(&self, base: &str, whole: &ScenarioFile, name: &str, title: &str) -> String {
        let mut rules = Map::new();
        for (place, value) in &self.0 {
            let (last, above) = place.rsplit_once('.').map_or((*place, ""), |(above, last)| (last, above));
            let mut at = &mut rules;
            for key in above.split('.') {
                let below = at.entry(key).or_insert_with(|| json!({}));
                at = below.as_object_mut().expect("only limits are no objects, and nothing is below them");
            }
            at.insert(last.to_owned(), value.clone());
        }
        let mut file = json!({ "schema_version": 1, "name": name });
        if !title.is_empty() {
            file["title"] = json!(title);
        }
        file["extends"] = json!(base);
        let translated = whole.translations.iter().filter(|(_, own)| own.title.is_some());
        let old_titles: Map<String, Value> =
            translated.map(|(locale, _)| (locale.tag().to_owned(), json!({ "title": null }))).collect();
        if !title.is_empty() && !old_titles.is_empty() {
            file["translations"] = Value::Object(old_titles);
        }
        file["rules"] = Value::Object(rules);
        let text = serde_json::to_string_pretty(&file).expect("plain data");
        format!("{text}\n")
    }
}

/// Those that the scenario has and that are still asked for, as it has them; then the new ones.
fn sites(known: &[SiteFile], asked: &BTreeSet<String>) -> Value {
    let kept = known.iter().filter(|site| asked.contains(&site.office)).map(|site| json!(site));
    let is_new = |office: &&String| !known.iter().any(|site| site.office == **office);
    let new = asked.iter().filter(is_new).map(|office| json!({ "office": office, "reason": REASON }));
    kept.chain(new).collect()
}

/// As people write it: `21600000`, not `21600000.0`.
fn whole_if_it_is(amount: f64) -> Value {
    let is_whole = amount.fract() == 0.0 && amount < 1e15;
    if is_whole { json!(amount as i64) } else { json!(amount) }
}

fn amount(text: &str) -> Result<f64, Refusal> {
    let plain = text.replace([',', ' ', '\u{a0}'], "");
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| Refusal::wrong(format!("the budget is to be an amount of money, not `{text}`")))
}

fn count(text: &str) -> Result<u32, Refusal> {
    text.parse().map_err(|_| Refusal::wrong(format!("a number of offices is to be whole, not `{text}`")))
}
