use purview::scenario::{Scenario, State};

use super::base::{HEAD, at_least, at_most, four_in_a_row, optimum};

fn with_span() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.rules.span.state = State::Hard;
    scenario
}

#[test]
fn a_superior_has_so_many_subordinates_at_most() {
    let mut scenario = with_span();
    scenario.rules.count.state = State::Hard;
    scenario.rules.count.offices = at_least(4);
    // Head office at B: 1000 + 900 + 100 + 100 + 200 (supervision).
    assert_eq!(optimum(&scenario), Some(2300.0));
    scenario.rules.span.subordinates[HEAD.0] = at_most(2);
    // Head offices at B and C, each with one branch: 2000 + 600 + 100 + 100.
    assert_eq!(optimum(&scenario), Some(2800.0));
}

#[test]
fn a_superior_has_so_many_subordinates_at_least() {
    let mut scenario = with_span();
    scenario.rules.span.subordinates[HEAD.0] = at_least(1);
    // Head office at B, branch at C.
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn an_office_covers_so_many_countries_at_most() {
    let mut scenario = with_span();
    scenario.rules.span.countries[HEAD.0] = at_most(3);
    // Head office at B for A and B, branch at C for C and D.
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn an_area_has_so_many_countries_at_most() {
    let mut scenario = with_span();
    scenario.rules.span.area = at_most(3);
    // Head offices at B and C: a branch stays in its superior's area.
    assert_eq!(optimum(&scenario), Some(2200.0));
}
