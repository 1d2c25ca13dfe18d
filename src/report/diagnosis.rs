//! A diagnosis as a text.

use std::fmt::Write;

use crate::scenario::Scenario;
use crate::study::Diagnosis;
use crate::study::diagnosis::{Conflict, Repair, Verdict};

pub fn diagnosis(scenario: &Scenario, diagnosis: &Diagnosis) -> String {
    let mut text = String::new();
    let mut line = |part: String| writeln!(text, "{part}").expect("a string takes text");
    match diagnosis.verdict {
        Verdict::Feasible => {
            line(format!("feasible: a plan keeps every hard rule of {}", diagnosis.scenario))
        }
        Verdict::Open => line(format!(
            "open: a limit came before it was known whether a plan keeps every hard rule of {}",
            diagnosis.scenario
        )),
        Verdict::Infeasible => line(format!(
            "infeasible: it is proved that no plan keeps every hard rule of {}",
            diagnosis.scenario
        )),
    }
    for (number, conflict) in (1..).zip(&diagnosis.conflicts) {
        line(format!("\nConflict {number}: {}", nature(conflict)));
        conflict
            .rules
            .iter()
            .for_each(|rule| line(format!("  {:<14} {}  [{}]", rule.family, rule.words, rule.key)));
    }
    for (number, repair) in (1..).zip(&diagnosis.repairs) {
        line(format!("\nWay out {number}: {}", price(scenario, repair)));
        for change in &repair.changes {
            let becomes = match &change.becomes {
                Some(number) => format!("make this {number}"),
                None => "give this up".into(),
            };
            line(format!("  {:<14} {}: {becomes}", change.rule.family, change.rule.words));
        }
        repair.set.iter().for_each(|set| line(format!("  --set '{set}'")));
        let proof = if repair.minimal { "proved: nothing less of these would do" } else { "less may do" };
        line(format!("  {proof}"));
    }
    if diagnosis.verdict == Verdict::Infeasible && diagnosis.more {
        line("\nThere may be other conflicts and other ways out.".into());
    }
    text
}

fn nature(conflict: &Conflict) -> String {
    match (conflict.rules.len(), conflict.minimal) {
        (0, _) => "what is protected, and what is no rule, leave no plan by themselves".into(),
        (1, true) => "no plan keeps this rule".into(),
        (_, true) => "no plan keeps these together, but without any one of them there is one".into(),
        (_, false) => "no plan keeps these together; not proved that all of them are needed".into(),
    }
}

fn price(scenario: &Scenario, repair: &Repair) -> String {
    let more = match repair.more.0 {
        0 => "the cheapest shown".into(),
        _ => format!("{} more than the cheapest shown", repair.more),
    };
    let moved = match repair.countries_moved.len() {
        0 => String::new(),
        1 => format!("; 1 country moves: {}", repair.countries_moved[0]),
        n => format!("; {n} countries move"),
    };
    format!("{} {} a year, {more}{moved}", scenario.currency, repair.cost)
}
