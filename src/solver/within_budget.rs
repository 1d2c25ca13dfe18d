//! Whether there is a plan within a hard budget: whether the one that takes the least cash does.
//!
//! A budget that hardly anything fits into says little to a relaxation in which only the rules count. With the rule
//! left out and its cash to be minimised, costs lead the searches, and the bound is that of branch and price.

use super::limits::{Limits, Watcher};
use super::parts::{NOTHING, Priced, at_most, falls_apart};
use super::search::{BRIEF, floor, search};
use crate::geography::Geography;
use crate::plan::value;
use crate::scenario::{Money, Scenario, State};

/// A network within the budget that keeps all other rules as far as the engine knows them, or the proof that none
/// does; nothing where no total is limited. The scenario is one of [cost alone](super::scope).
pub fn within_budget(
    scenario: &Scenario,
    geography: &Geography,
    limits: &Limits,
    watcher: &Watcher,
) -> Priced {
    let Some((cash_alone, most)) = cash_alone(scenario) else { return NOTHING };
    let found = search(&cash_alone, geography, BRIEF, limits.seed, watcher).plans;
    let is_within = |network: &&_| value(&cash_alone, geography, network, &cash_alone.objective[0]) <= most;
    if let Some(network) = found.first().filter(is_within) {
        return Priced { network: Some(network.clone()), complete: true, ..NOTHING };
    }
    // The relaxation of a network in one piece takes too long.
    if !falls_apart(&cash_alone, geography) {
        return NOTHING;
    }
    at_most(&cash_alone, geography, &found, most, limits, watcher)
}

/// Whether it takes no more than a [bound](floor) to see that no plan keeps to a hard budget.
pub fn is_beyond_budget(scenario: &Scenario, geography: &Geography) -> bool {
    cash_alone(scenario).is_some_and(|(cash_alone, most)| floor(&cash_alone, geography) > most)
}

/// The scenario without its limit on all cash, which is then all that counts, and that limit.
fn cash_alone(scenario: &Scenario) -> Option<(Scenario, Money)> {
    let budget = &scenario.rules.budget;
    let most = budget.total.max.filter(|_| budget.state == State::Hard)?;
    let mut cash_alone = scenario.clone();
    cash_alone.rules.budget.total.max = None;
    cash_alone.parameters.remoteness = 0.0;
    cash_alone.rules.accreditation.preferred.clear();
    if cash_alone.rules.language.state == State::Soft {
        cash_alone.rules.language.state = State::Off;
    }
    Some((cash_alone, most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{CostBreakdown, Tariff, broken_rules};
    use crate::solver::limits::Interrupt;
    use crate::solver::search::with_default;

    /// The default has a plan for some 20,300,000 in cash, and no way to cover its countries for half as much.
    #[test]
    fn a_budget_is_kept_or_cannot_be() {
        with_default(&[], |scenario, geography, _| within_three_budgets(scenario.clone(), geography));
    }

    fn within_three_budgets(mut scenario: Scenario, geography: &Geography) {
        let watcher = Watcher::new(None, Interrupt::default(), None);
        let mut with_total = |units: f64| {
            scenario.rules.budget.total.max = Some(Money::from_units(units));
            let answer = within_budget(&scenario, geography, &Limits::default(), &watcher);
            (answer, scenario.clone())
        };
        let (answer, scenario) = with_total(20_600_000.0);
        let network = answer.network.expect("a plan within the budget");
        assert_eq!(broken_rules(&scenario, geography, &network), []);
        let (cash_alone, _) = cash_alone(&scenario).expect("a hard limit");
        let cash = CostBreakdown::new(&scenario, &Tariff::new(&scenario, geography), &network).cash();
        assert_eq!(value(&cash_alone, geography, &network, &cash_alone.objective[0]), cash);
        assert!(!is_beyond_budget(&scenario, geography));
        let (answer, scenario) = with_total(19_000_000.0);
        assert!(answer.complete && answer.network.is_none(), "nothing covers all for that");
        assert!(!is_beyond_budget(&scenario, geography), "but it takes more than a floor to see it");
        let (_, scenario) = with_total(12_000_000.0);
        assert!(is_beyond_budget(&scenario, geography), "far too little");
    }
}
