//! What the engines beside the whole formulation can weigh.

use crate::scenario::{Family, Scenario, State, Weights};

/// Nothing counts but the yearly cost, offices are housed in one way only, and no rule may be broken at a
/// price that is no cost of an assignment.
pub fn is_by_cost_alone(scenario: &Scenario) -> bool {
    let rules = &scenario.rules;
    let is_soft = |family: &Family| rules.state(*family) == State::Soft;
    let is_priced = Family::ALL.into_iter().filter(is_soft).any(|family| match family {
        Family::Language => false,
        // Preferences cost by the pair; required and forbidden pairs are breaches.
        Family::Accreditation => {
            !rules.accreditation.required.is_empty() || !rules.accreditation.forbidden.is_empty()
        }
        _ => true,
    });
    scenario.objective == [Weights::COST] && !scenario.has_arrangements() && !is_priced
}
