//! What the tables of a comparison say in words.

use crate::plan::Component;
use crate::plan::Status;
use crate::plan::compare::{Comparison, Difference, Heading, Reason};
use crate::scenario::{Family, State};

/// The currency of every amount.
pub fn currency(comparison: &Comparison) -> &str {
    comparison.units.money.trim_end_matches("/100")
}

pub fn title(comparison: &Comparison, difference: &Difference) -> String {
    format!("{} minus {}", name(&difference.this), name(&comparison.first))
}

fn name(heading: &Heading) -> String {
    [std::slice::from_ref(&heading.scenario), heading.set.as_slice()].concat().join(" ")
}

/// Which plan, and how far it is proved.
pub fn heading(heading: &Heading) -> String {
    format!("{} ({}, {})", heading.file, name(heading), status(heading))
}

pub fn status(heading: &Heading) -> &'static str {
    match heading.status {
        Status::Optimal => "optimal",
        Status::Feasible => "feasible",
        Status::Fixed => "fixed",
    }
}

pub fn component(component: Component) -> String {
    component.name().replace('_', " ")
}

/// In a few words; what exactly a rule says of it is in the JSON.
pub fn why(reasons: &[Reason]) -> String {
    let rule = |reason: &Reason| match reason {
        Reason::Rule { family, .. } => Some(family.name()),
        _ => None,
    };
    let rules: Vec<&str> = reasons.iter().filter_map(rule).collect();
    let rules = (!rules.is_empty()).then(|| format!("rule: {}", rules.join(", ")));
    let others = reasons.iter().filter_map(|reason| match reason {
        Reason::Rule { .. } => None,
        Reason::Scope => Some("covered in one of the two only".to_owned()),
        Reason::Fixed => Some("fixed by the scenario".to_owned()),
        Reason::Closed => Some("former office closed".to_owned()),
        Reason::Host => Some("office of its own".to_owned()),
        Reason::Cost { components } => {
            let names: Vec<String> = components.iter().copied().map(component).collect();
            Some(format!("cost: {}", names.join(", ")))
        }
        Reason::Nearer => Some("nearer".to_owned()),
        Reason::Language => Some("shared language".to_owned()),
        Reason::Network => Some("pays elsewhere in the network".to_owned()),
    });
    rules.into_iter().chain(others).collect::<Vec<_>>().join("; ")
}

pub fn kept(state: Option<State>, kept: Option<bool>) -> Option<String> {
    let word = match (state, kept?) {
        (_, true) => "yes",
        (Some(State::Soft), false) => "at a price",
        (_, false) => "no",
    };
    Some(word.to_owned())
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

pub fn inputs(inputs: &[String]) -> String {
    if inputs.is_empty() { "nothing: solved otherwise".to_owned() } else { inputs.join(", ") }
}
