//! Members in words, with the scenario's own names and values.

use serde_json::Value;

use super::Member;
use crate::scenario::{Family, Scenario, grouped};

/// `rules` is the scenario's section that the member is of.
pub fn words(member: &Member, rules: &Value, scenario: &Scenario) -> String {
    let path: Vec<&str> = member.path.iter().map(String::as_str).collect();
    let value = member.number().map_or_else(String::new, |number| member.in_words(number));
    let most = |what: &str| {
        let least_or_most = if path.last() == Some(&"min") { "least" } else { "most" };
        let what = if value == "1" { one(what) } else { what.to_owned() };
        format!("at {least_or_most} {value} {what}")
    };
    let country = |id: &str| scenario.find_country(id).map_or(id, |id| &scenario.country(id).name).to_owned();
    let region = |id: &str| {
        let found = scenario.regions.iter().find(|region| region.id == id);
        found.map_or(id, |region| &region.name).to_owned()
    };
    let tier = |id: &str| scenario.find_tier(id).map_or(id, |id| &scenario.tier(id).name).to_lowercase();
    let arrangement = |id: &str| {
        let found = scenario.find_arrangement(id);
        found.map_or(id, |own| &scenario.arrangements[own.0].name).to_lowercase()
    };
    match path[..] {
        ["region", ..] => "countries are covered and offices supervised from inside their region".into(),
        ["count", "offices", _] => most("offices"),
        ["count", "tiers", t, _] => most(&format!("offices of tier {}", tier(t))),
        ["count", "regions", r, "offices", _] => most(&format!("offices in {}", region(r))),
        ["count", "regions", r, "tiers", t, _] => {
            most(&format!("offices of tier {} in {}", tier(t), region(r)))
        }
        ["capacity", "state"] => "a remit asks for no more than its office carries".into(),
        ["capacity", "floors", t] => format!("at least {value} staff-months in the remit of a {}", tier(t)),
        ["capacity", "ceilings", t] => format!("at most {value} staff-months in the remit of a {}", tier(t)),
        ["capacity", "hosts", h, _] => most(&format!("staff-months in the remit of {}", country(h))),
        ["posts", "offices", t, _] => most(&format!("posts in a {}", tier(t))),
        ["posts", "regions", r, _] => most(&format!("posts in {}", region(r))),
        ["posts", "total", _] => most("posts in all"),
        ["posts", "new", _] => most("new posts"),
        ["budget", "total", _] => most(&format!("{} a year in cash", scenario.currency)),
        ["budget", "regions", r, _] => {
            most(&format!("{} a year in cash in {}", scenario.currency, region(r)))
        }
        ["span", "subordinates", t, _] => most(&format!("offices under one {}", tier(t))),
        ["span", "countries", t, _] => most(&format!("countries for each {}", tier(t))),
        ["span", "area", _] => most("countries in an area"),
        ["reach", "max_km"] => most("km to the office"),
        ["reach", "max_hours"] => most("hours to the office"),
        ["reach", "groups", group, unit] => most(&format!("{} to the office for {group}", travel(unit))),
        ["reach", "exceptions", number, unit] => {
            let id = entry(rules, "reach", "exceptions", number)["country"].as_str().unwrap_or("");
            most(&format!("{} to the office for {}", travel(unit), country(id)))
        }
        ["contiguity", "areas"] => "every area is connected".into(),
        ["contiguity", "remits"] => "every remit is connected".into(),
        ["language", ..] => "a country shares a working language with its office".into(),
        ["continuity", ..] => "every office has an acting cover".into(),
        ["accreditation", list, _] => {
            let name = |key: &str| country(member.value[key].as_str().unwrap_or(""));
            let verb = if list == "required" { "is covered" } else { "is not covered" };
            format!("{} {verb} from {}", name("country"), name("office"))
        }
        ["retention", list @ ("keep" | "close"), _] => {
            let host = country(member.value["office"].as_str().unwrap_or(""));
            format!("the office in {host} is {}", if list == "keep" { "kept" } else { "closed" })
        }
        ["retention", "max_closures"] => most("offices close"),
        ["retention", "max_openings"] => most("offices open"),
        ["retention", "max_moves"] => most("countries move"),
        ["balance", "band", _] => most("staff-months for each post"),
        ["arrangement", "total", k, _] => most(&format!("offices in {}", arrangement(k))),
        ["arrangement", "regions", r, k, _] => {
            most(&format!("offices in {} in {}", arrangement(k), region(r)))
        }
        ["arrangement", "sites", _] => {
            let host = country(member.value["host"].as_str().unwrap_or(""));
            let allowed = member.value["allowed"].as_array().into_iter().flatten();
            let allowed: Vec<String> = allowed.filter_map(Value::as_str).map(arrangement).collect();
            format!("an office in {host} is in {}", allowed.join(" or "))
        }
        ["decentralisation", "local" | "field", _] => decided(&value, path[1], "of the workload"),
        ["decentralisation", "regions", r, who, _] => {
            decided(&value, who, &format!("of the workload of {}", region(r)))
        }
        ["scorecard", "network"] => format!("the network scores at least {value}"),
        ["scorecard", "offices"] => format!("every office scores at least {value}"),
        _ => format!("{} = {}", member.key(), member.value),
    }
}

fn decided(value: &str, who: &str, of: &str) -> String {
    let who = if who == "local" { "the covering office itself" } else { "the covering office or one above" };
    format!("at least {value} {of} is decided by {who}")
}

impl Member {
    /// A value of its number: parts of a whole in percent.
    pub fn in_words(&self, value: f64) -> String {
        match self.family {
            Family::Decentralisation => format!("{} %", in_words(100.0 * value)),
            _ => in_words(value),
        }
    }
}

/// The first word in the singular.
fn one(what: &str) -> String {
    let (first, rest) = what.split_once(' ').map_or((what, String::new()), |(f, r)| (f, format!(" {r}")));
    let first = match first {
        "countries" => "country",
        plural => plural.trim_end_matches('s'),
    };
    format!("{first}{rest}")
}

fn travel(unit: &str) -> &str {
    if unit == "max_hours" { "hours" } else { "km" }
}

fn entry<'v>(rules: &'v Value, family: &str, list: &str, number: &str) -> &'v Value {
    let number: usize = number.parse().unwrap_or(usize::MAX);
    &rules[family][list][number]
}

/// Thousands in groups, as the reports write them; to a tenth.
fn in_words(number: f64) -> String {
    let tenths = (number.abs() * 10.0).round() as u64;
    let sign = if number < 0.0 && tenths > 0 { "-" } else { "" };
    let rest = match tenths % 10 {
        0 => String::new(),
        tenth => format!(".{tenth}"),
    };
    format!("{sign}{}{rest}", grouped(tenths / 10))
}

#[cfg(test)]
mod tests {
    use super::{in_words, words};
    use crate::scenario::{Entry, load};
    use crate::study::member::members;

    #[test]
    fn rounds_to_a_tenth() {
        assert_eq!(in_words(1_234_567.0), "1,234,567");
        assert_eq!(in_words(1_234.25), "1,234.3");
        assert_eq!(in_words(999.96), "1,000");
        assert_eq!(in_words(-0.04), "0");
    }

    #[test]
    fn arrangements_have_the_names_of_the_model() {
        let set = [
            "arrangement.total.desk.max=1",
            "arrangement.regions.EQ.premises.min=2",
            r#"arrangement.sites=[{"host":"E","allowed":["desk","premises"],"reason":"to show the rule"}]"#,
        ];
        let set = set.map(str::to_owned);
        let loaded = load(&Entry::File("tests/compare/desks.json".into()), &set).expect("a sound scenario");
        let rules = serde_json::to_value(&loaded.whole.rules).expect("rules are plain data");
        let found = members(&loaded.whole.rules).into_iter();
        let found: Vec<_> = found.filter(|member| member.path[0] == "arrangement").collect();
        let said: Vec<String> = found.iter().map(|own| words(own, &rules, &loaded.scenario)).collect();
        assert_eq!(
            said,
            [
                "at most 1 office in desk",
                "at least 2 offices in own premises in Equator",
                "an office in Elder is in desk or own premises",
            ]
        );
        let keys: Vec<String> = found.iter().map(|member| member.key()).collect();
        assert_eq!(keys[2], "arrangement.sites.0");
    }

    #[test]
    fn parts_of_the_workload_are_in_percent_and_weakened_by_hundredths() {
        let set = ["local.min=0.35", "field.min=0.005", "regions.EQ.local.min=1"];
        let set: Vec<String> = set.iter().map(|own| format!("decentralisation.{own}")).collect();
        let functions = r#"organisation.functions=[{"id":"f","name":"F","share":{"value":1,"unit":"share","source":"assumption"}}]"#;
        let set = [&set[..], &[functions.to_owned()]].concat();
        let loaded = load(&Entry::File("scenarios/tutorial.json".into()), &set).expect("a sound scenario");
        let rules = serde_json::to_value(&loaded.whole.rules).expect("rules are plain data");
        let found = members(&loaded.whole.rules).into_iter();
        let found: Vec<_> = found.filter(|member| member.path[0] == "decentralisation").collect();
        let said: Vec<String> = found.iter().map(|own| words(own, &rules, &loaded.scenario)).collect();
        assert_eq!(
            said,
            [
                "at least 35 % of the workload is decided by the covering office itself",
                "at least 0.5 % of the workload is decided by the covering office or one above",
                "at least 100 % of the workload of Equator is decided by the covering office itself",
            ]
        );
        let weaker: Vec<_> = found.iter().map(|member| member.weakened_by(6.0)).collect();
        assert_eq!(weaker, [Some(0.29), Some(-0.06), Some(0.94)]);
        assert_eq!(found[0].in_words(0.29), "29 %");
    }
}
