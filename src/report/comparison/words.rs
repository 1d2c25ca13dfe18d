//! What the tables of a comparison say in words.

use crate::plan::Component;
use crate::plan::compare::{Comparison, Difference, Heading, Reason};

pub fn title(comparison: &Comparison, difference: &Difference) -> String {
    format!("{} minus {}", name(&difference.this), name(&comparison.first))
}

fn name(heading: &Heading) -> String {
    [std::slice::from_ref(&heading.scenario), heading.set.as_slice()].concat().join(" ")
}

/// Which plan, and how far it is proved.
pub fn heading(heading: &Heading) -> String {
    format!("{} ({}, {})", heading.file, name(heading), heading.status.name())
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

pub fn inputs(inputs: &[String]) -> String {
    if inputs.is_empty() { "nothing: solved otherwise".to_owned() } else { inputs.join(", ") }
}
