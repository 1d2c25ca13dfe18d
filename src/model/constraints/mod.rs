//! The rows, one file per rule family. Each file opens with the mathematics, then the words.
//!
//! Families that rule out single pairs (`region`, `reach`, `language`, and the required and forbidden
//! pairs of `accreditation`) act through [`super::pairs`]: a pair that is ruled out has no variable.

mod area;
mod arrangement;
mod balance;
mod budget;
mod capacity;
mod contiguity;
mod continuity;
mod count;
mod coverage;
mod decentralisation;
mod nesting;
mod posts;
mod retention;
mod scorecard;
mod span;

use super::formulation::{Formulation, number, scaled, sum};
use super::variables;
use crate::scenario::Family;

pub(super) fn add_all(formulation: &mut Formulation) {
    coverage::add(formulation);
    arrangement::add_choices(formulation);
    nesting::add(formulation);
    if variables::needs_office_areas(formulation.scenario) {
        area::add(formulation);
    }
    posts::add(formulation);
    let rules = &formulation.scenario.rules;
    let is_objective = |family| family == Family::Balance && variables::weighs_balance(formulation.scenario);
    let weighed = |family: &Family| rules.is_weighed(*family) || is_objective(*family);
    for family in Family::ALL.into_iter().filter(weighed) {
        match family {
            Family::Count => count::add(formulation),
            Family::Capacity => capacity::add(formulation),
            Family::Budget => budget::add(formulation),
            Family::Span => span::add(formulation),
            Family::Contiguity => contiguity::add(formulation),
            Family::Continuity => continuity::add(formulation),
            Family::Retention => retention::add(formulation),
            Family::Balance => balance::add(formulation),
            Family::Scorecard => scorecard::add(formulation),
            Family::Decentralisation => decentralisation::add(formulation),
            Family::Arrangement => arrangement::add(formulation),
            Family::Coverage
            | Family::Nesting
            | Family::Posts
            | Family::Region
            | Family::Reach
            | Family::Language
            | Family::Accreditation => {}
        }
    }
}
