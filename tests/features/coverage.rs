use purview::scenario::rules::PreferredPair;
use purview::scenario::{Money, State, Workload};

use super::base::{A, B, D, four_in_a_row, optimum};

#[test]
fn a_country_that_needs_no_coverage_costs_nothing() {
    let mut scenario = four_in_a_row();
    scenario.countries[D.0].covered = false;
    scenario.countries[D.0].workload = Workload::ZERO;
    // Head office at B: 1000 + 100 (A) + 100 (C).
    assert_eq!(optimum(&scenario), Some(1200.0));
}

#[test]
fn a_host_is_covered_by_its_own_office() {
    let mut scenario = four_in_a_row();
    scenario.rules.retention.state = State::Hard;
    scenario.rules.retention.keep = vec![(B, None)];
    scenario.rules.accreditation.state = State::Hard;
    let price = Money::from_units(5000.0);
    scenario.rules.accreditation.preferred = vec![PreferredPair { country: B, office: A, price }];
    // Head office at B: 1400, and B is not covered from A: 5000. Could B be covered from A, a head
    // office there and a branch at B would do: 1300 + 100 (supervision) + 100 (B) + 100 (C) + 200 (D).
    assert_eq!(optimum(&scenario), Some(6400.0));
}
