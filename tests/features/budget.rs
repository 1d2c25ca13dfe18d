use purview::scenario::{Money, Scenario, State};

use super::base::{EAST, at_most, four_in_a_row, optimum};

/// Remoteness costs 5 a kilometre, which is no cash. Cheapest with:
///
/// ```text
/// four offices, head office at B     1000 + 900 + 400 (supervision)                        2300
/// B, A and C                         1000 + 600 + 200 + 100 (D) = 1900 cash, 500 remote:   2400
/// B and C                            1000 + 300 + 100 + 200     = 1600 cash, 1000 remote:  2600
/// B                                  1400 cash, 2000 remote:                               3400
/// ```
fn with_remoteness() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.parameters.remoteness = 500.0;
    scenario.rules.budget.state = State::Hard;
    scenario
}

fn euros(amount: f64) -> Money {
    Money::from_units(amount)
}

#[test]
fn less_cash_leaves_countries_remote() {
    let mut scenario = with_remoteness();
    for (ceiling, cost) in [(2300.0, 2300.0), (2299.99, 2400.0), (1899.99, 2600.0), (1599.99, 3400.0)] {
        scenario.rules.budget.total = at_most(euros(ceiling));
        assert_eq!(optimum(&scenario), Some(cost), "with {ceiling}");
    }
    scenario.rules.budget.total = at_most(euros(1399.99));
    assert_eq!(optimum(&scenario), None);
}

#[test]
fn a_region_answers_for_its_offices() {
    let mut scenario = with_remoteness();
    scenario.rules.budget.regions[EAST.0] = at_most(euros(0.0));
    // Head office at B, branch at A: 1300 + 100 (supervision) + 100 (C) + 200 (D), 300 km remote.
    assert_eq!(optimum(&scenario), Some(3200.0));
}

#[test]
fn a_region_answers_for_the_missions_of_its_offices() {
    let mut scenario = with_remoteness();
    // A branch at C may supervise nobody and cover itself: 300 + 100 (supervision).
    scenario.rules.budget.regions[EAST.0] = at_most(euros(400.0));
    // B, A and C, but D is covered from B: 1900 + 100 cash, 1000 remote: 3000. Or D in place of C
    // would take 300 + 200. B and C with D from B: 1000 + 300 + 100 + 300 (A, D), 1500 remote: 3200.
    assert_eq!(optimum(&scenario), Some(3000.0));
}
