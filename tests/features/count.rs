use purview::scenario::{Scenario, State};

use super::base::{BRANCH, HEAD, WEST, at_least, at_most, four_in_a_row, optimum};

fn counted() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.rules.count.state = State::Hard;
    scenario
}

#[test]
fn a_minimum_opens_offices() {
    let mut scenario = counted();
    scenario.rules.count.offices = at_least(2);
    // Head office at B, branch at C: 1300 + 100 (supervision) + 100 (A) + 100 (D).
    assert_eq!(optimum(&scenario), Some(1600.0));
    scenario.rules.count.state = State::Off;
    assert_eq!(optimum(&scenario), Some(1400.0));
}

#[test]
fn a_minimum_of_a_tier_opens_offices_of_that_tier() {
    let mut scenario = counted();
    scenario.rules.count.tiers[HEAD.0] = at_least(2);
    // Head offices at B and C: 2000 + 100 (A) + 100 (D).
    assert_eq!(optimum(&scenario), Some(2200.0));
}

#[test]
fn limits_of_regions_move_offices() {
    let mut scenario = counted();
    scenario.rules.count.offices = at_least(2);
    scenario.rules.count.regions[WEST.0] = at_most(0);
    // Head office at C, branch at D: 1300 + 100 (supervision) + 200 (A) + 100 (B).
    assert_eq!(optimum(&scenario), Some(1700.0));
    scenario.rules.count.regions[WEST.0] = at_least(1);
    scenario.rules.count.region_tiers[WEST.0][BRANCH.0] = at_most(0);
    assert_eq!(optimum(&scenario), Some(1600.0), "the branch stands at C");
    scenario.rules.count.region_tiers[WEST.0][BRANCH.0] = at_least(2);
    // Branches at A and B, head office at C: 1600 + 200 + 100 (supervision) + 100 (D).
    assert_eq!(optimum(&scenario), Some(2000.0));
}
