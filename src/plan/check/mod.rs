//! The checker: re-reads a plan against its scenario, in exact arithmetic. It shares no code with the
//! formulation or the solver; with what makes the record of a plan it shares the price list, and the
//! measures of slack, which are compared but decide no rule.
//!
//! One file per rule family; [`figures`] verifies every number that the plan states.

mod accreditation;
mod arrangement;
mod balance;
mod budget;
mod capacity;
mod contiguity;
mod continuity;
mod count;
mod coverage;
mod decentralisation;
mod figures;
mod language;
mod nesting;
mod posts;
mod reach;
mod reading;
mod region;
mod retention;
mod scorecard;
mod span;

use serde::Serialize;

pub use reading::Reading;

use super::{Network, Plan};
use crate::geography::Geography;
use crate::scenario::{CountryId, Family, Scenario, State};

/// A rule that the plan breaks, or a figure in it that is not true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The family that is broken; `None` where the plan's own figures do not add up.
    pub family: Option<Family>,
    /// In words, with the values on both sides.
    pub message: String,
    /// Ids of the countries concerned.
    pub countries: Vec<String>,
    /// Hosts of the offices concerned.
    pub offices: Vec<String>,
}

/// Every hard rule that `plan` breaks and every figure in it that is not true.
pub fn check(scenario: &Scenario, geography: &Geography, plan: &Plan) -> Vec<Violation> {
    let reading = Reading::new(scenario, plan);
    let mut found = reading.faults.clone();
    let kept = families(&reading, geography, &mut found);
    figures::check(&reading, geography, plan, &kept, &mut found);
    found
}

/// Every hard rule that `network` breaks.
pub fn broken_rules(scenario: &Scenario, geography: &Geography, network: &Network) -> Vec<Violation> {
    let reading = Reading { scenario, network: network.clone(), acting: Vec::new(), faults: Vec::new() };
    let mut found = Vec::new();
    families(&reading, geography, &mut found);
    found
}

/// Collects what breaks hard rules; says of each family that is not off whether it is kept.
fn families(
    reading: &Reading,
    geography: &Geography,
    found: &mut Vec<Violation>,
) -> Vec<(Family, Option<bool>)> {
    let scenario = reading.scenario;
    let look = |family: Family| {
        let state = scenario.rules.state(family);
        if state == State::Off {
            return (family, None);
        }
        let mut broken = Findings { scenario, family, found: Vec::new() };
        family_check(family)(reading, geography, &mut broken);
        let kept = broken.found.is_empty();
        if state == State::Hard {
            found.append(&mut broken.found);
        }
        (family, Some(kept))
    };
    Family::ALL.into_iter().map(look).collect()
}

fn family_check(family: Family) -> fn(&Reading, &Geography, &mut Findings) {
    match family {
        Family::Coverage => coverage::check,
        Family::Nesting => nesting::check,
        Family::Region => region::check,
        Family::Count => count::check,
        Family::Capacity => capacity::check,
        Family::Posts => posts::check,
        Family::Budget => budget::check,
        Family::Span => span::check,
        Family::Reach => reach::check,
        Family::Contiguity => contiguity::check,
        Family::Language => language::check,
        Family::Accreditation => accreditation::check,
        Family::Continuity => continuity::check,
        Family::Retention => retention::check,
        Family::Balance => balance::check,
        Family::Scorecard => scorecard::check,
        Family::Decentralisation => decentralisation::check,
        Family::Arrangement => arrangement::check,
    }
}

/// Collects what one family finds.
pub struct Findings<'s> {
    scenario: &'s Scenario,
    family: Family,
    found: Vec<Violation>,
}

impl Findings<'_> {
    pub fn add(&mut self, message: String, countries: &[CountryId], offices: &[CountryId]) {
        let ids = |list: &[CountryId]| list.iter().map(|&c| self.scenario.country(c).id.clone()).collect();
        let (countries, offices) = (ids(countries), ids(offices));
        self.found.push(Violation { family: Some(self.family), message, countries, offices });
    }

    /// Says so if `value` lies outside the limits.
    pub fn within<N: PartialOrd + Copy + std::fmt::Display>(
        &mut self,
        what: &str,
        value: N,
        limits: crate::scenario::Limits<N>,
        offices: &[CountryId],
    ) {
        if let Some(min) = limits.min.filter(|&min| value < min) {
            self.add(format!("{what}: {value}, at least {min} asked for"), &[], offices);
        }
        if let Some(max) = limits.max.filter(|&max| value > max) {
            self.add(format!("{what}: {value}, at most {max} allowed"), &[], offices);
        }
    }
}
