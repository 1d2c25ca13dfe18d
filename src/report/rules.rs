//! How the families of rules stand in a plan, in words.

use crate::plan::{Plan, RuleRecord, SlackRecord};
use crate::scenario::{Family, State};

/// Whether a family that is in `state` is kept; nothing where that was not looked at.
pub fn kept(state: Option<State>, kept: Option<bool>) -> Option<&'static str> {
    Some(match (state, kept?) {
        (_, true) => "yes",
        (Some(State::Soft), false) => "at a price",
        (_, false) => "no",
    })
}

/// Between which limits a value may lie; `None` where there is no such limit.
pub fn allowed(family: Family, min: Option<i64>, max: Option<i64>) -> Option<String> {
    let unit = |value: i64| family.in_units(value);
    match (min, max) {
        (Some(min), Some(max)) if min == max => Some(unit(min)),
        (Some(min), Some(max)) => Some(format!("{} to {}", unit(min), unit(max))),
        (Some(min), None) => Some(format!("at least {}", unit(min))),
        (None, Some(max)) => Some(format!("at most {}", unit(max))),
        (None, None) => None,
    }
}

/// What is broken of a family, or else its tightest limit.
pub fn in_words(plan: &Plan, family: Family, rule: &RuleRecord) -> String {
    if rule.broken.is_empty() { tightest(family, rule) } else { broken(plan, rule) }
}

/// A few of the broken limits, and how many more.
fn broken(plan: &Plan, rule: &RuleRecord) -> String {
    let shown = 4;
    let mut words: Vec<String> = rule.broken.iter().take(shown).cloned().collect();
    if rule.broken.len() > shown {
        words.push(format!("and {} more", rule.broken.len() - shown));
    }
    if let Some(price) = rule.price {
        words.push(format!("{} {price} a year", plan.units.currency()));
    }
    words.join("; ")
}

fn tightest(family: Family, rule: &RuleRecord) -> String {
    let share = |slack: &SlackRecord| {
        let limit = slack.max.or(slack.min).unwrap_or(1).abs().max(1);
        slack.slack as f64 / limit as f64
    };
    let nearest = rule.slack.iter().filter(|s| s.max != Some(0)).min_by(|a, b| share(a).total_cmp(&share(b)));
    nearest.map_or(String::new(), |slack| {
        let unit = |value: i64| family.in_units(value);
        let at = slack.at.as_ref().map_or(String::new(), |at| format!(" ({at})"));
        let limits = allowed(family, slack.min, slack.max).unwrap_or_default();
        let exactly = if slack.min.is_some() && slack.min == slack.max { "exactly " } else { "" };
        format!("{}{at}: {} of {exactly}{limits}", slack.limit, unit(slack.value))
    })
}
