use purview::scenario::{Border, Scenario, State, Workload};

use super::base::{A, B, C, D, border, four_in_a_row, optimum};

/// B and C do not touch.
fn split() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.borders = vec![border(A, B), border(C, D)];
    scenario.rules.contiguity.state = State::Hard;
    scenario
}

#[test]
fn areas_end_where_neighbours_end() {
    let mut scenario = split();
    // Head offices at B and C.
    assert_eq!(optimum(&scenario), Some(2200.0));
    scenario.rules.contiguity.state = State::Off;
    assert_eq!(optimum(&scenario), Some(1400.0));
}

#[test]
fn a_sea_link_joins_an_area() {
    let mut scenario = split();
    scenario.borders.insert(1, Border { a: B, b: C, sea: true });
    assert_eq!(optimum(&scenario), Some(1400.0));
}

#[test]
fn where_only_remits_are_connected_one_area_may_have_two_parts() {
    let mut scenario = split();
    scenario.rules.contiguity.areas = false;
    scenario.rules.contiguity.remits = true;
    // Head office at B for A and B, branch at C for C and D.
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn a_place_without_coverage_joins_an_area_only_as_host_of_its_top_office() {
    let mut scenario = four_in_a_row();
    scenario.rules.contiguity.state = State::Hard;
    scenario.countries[B.0].covered = false;
    scenario.countries[B.0].workload = Workload::ZERO;
    // Head office at B: 1000 + 100 (A) + 100 (C) + 200 (D).
    assert_eq!(optimum(&scenario), Some(1400.0));
    scenario.countries[B.0].may_host = vec![false; 2];
    // A is cut off: head offices at A and at C: 2000 + 100 (D).
    assert_eq!(optimum(&scenario), Some(2100.0));
}
