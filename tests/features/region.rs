use purview::scenario::{Scenario, State};

use super::base::{C, D, WEST, four_in_a_row, optimum};

fn by_region() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.rules.region.state = State::Hard;
    scenario
}

#[test]
fn each_region_has_its_own_area() {
    // Head offices at B and C: 2000 + 100 (A) + 100 (D).
    assert_eq!(optimum(&by_region()), Some(2200.0));
}

#[test]
fn an_exception_lets_an_office_report_to_another_region() {
    let mut scenario = by_region();
    scenario.rules.region.supervision_exceptions = vec![(C, WEST)];
    // Head office at B, branch at C: 1300 + 100 (supervision) + 100 (A) + 100 (D).
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn an_exception_lets_a_country_be_covered_from_another_region() {
    let mut scenario = by_region();
    scenario.rules.region.cover_exceptions = vec![(C, WEST), (D, WEST)];
    assert_eq!(optimum(&scenario), Some(1400.0));
}
