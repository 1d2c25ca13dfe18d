use purview::scenario::{BaselineOffice, Scenario, State};

use super::base::{A, B, BRANCH, C, D, HEAD, four_in_a_row, optimum};

/// As found: a head office at A for A and B, a branch at D for C and D. Changes cost nothing.
fn with_baseline() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.baseline.offices[A.0] =
        Some(BaselineOffice { tier: HEAD, reports_to: None, posts: 0, arrangement: Default::default() });
    scenario.baseline.offices[D.0] =
        Some(BaselineOffice { tier: BRANCH, reports_to: Some(A), posts: 0, arrangement: Default::default() });
    scenario.baseline.covered_by = vec![Some(A), Some(A), Some(D), Some(D)];
    scenario.rules.retention.state = State::Hard;
    scenario
}

#[test]
fn without_limits_the_baseline_binds_nothing() {
    assert_eq!(optimum(&with_baseline()), Some(1400.0));
}

#[test]
fn changes_have_their_price() {
    let mut scenario = with_baseline();
    let transition = &mut scenario.parameters.transition;
    (transition.payback_years, transition.move_of_country, transition.change_of_tier) = (2.0, 20.0, 30.0);
    (scenario.tiers[HEAD.0].opening_cost, scenario.tiers[HEAD.0].closing_cost) = (400.0, 600.0);
    scenario.tiers[BRANCH.0].closing_cost = 80.0;
    // Half of each a year. Head office at A alone: 1600 + 40 (D closes) + 20 (C and D move).
    // At B alone: 1400 + 200 (opens) + 300 (A closes) + 40 + 40. At D alone: 1600 + 15 + 300 + 20.
    assert_eq!(optimum(&scenario), Some(1660.0));
}

#[test]
fn a_kept_site_is_open() {
    let mut scenario = with_baseline();
    scenario.rules.retention.keep = vec![(A, None)];
    // Head office at A: 1000 + 100 + 200 + 300.
    assert_eq!(optimum(&scenario), Some(1600.0));
    scenario.rules.retention.keep = vec![(A, Some(BRANCH))];
    // Head office at B, branch at A: 1300 + 100 (supervision) + 100 (C) + 200 (D).
    assert_eq!(optimum(&scenario), Some(1700.0));
}

#[test]
fn a_closed_site_is_not_open() {
    let mut scenario = with_baseline();
    scenario.rules.retention.close = vec![B, C];
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn closures_are_limited() {
    let mut scenario = with_baseline();
    scenario.rules.retention.max_closures = Some(1);
    assert_eq!(optimum(&scenario), Some(1600.0), "A or D stays, alone");
    scenario.rules.retention.max_closures = Some(0);
    // Head office at A, branch at D: 1300 + 300 (supervision) + 100 (B) + 100 (C).
    assert_eq!(optimum(&scenario), Some(1800.0));
}

#[test]
fn openings_are_limited() {
    let mut scenario = with_baseline();
    scenario.rules.retention.max_openings = Some(0);
    assert_eq!(optimum(&scenario), Some(1600.0), "at A or D");
}

#[test]
fn moves_of_countries_are_limited() {
    let mut scenario = with_baseline();
    scenario.rules.retention.max_moves = Some(2);
    assert_eq!(optimum(&scenario), Some(1600.0), "C and D move to A");
    scenario.rules.retention.max_moves = Some(1);
    assert_eq!(optimum(&scenario), Some(1800.0), "neither site can close");
}
