use purview::scenario::{Scenario, State, Workload};

use super::base::{BRANCH, HEAD, at_least, four_in_a_row, optimum};

/// A head office has an overhead of 10 staff-months.
fn with_capacity() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.tiers[HEAD.0].overhead = Workload::from_units(10.0);
    scenario.rules.capacity.state = State::Hard;
    scenario
}

#[test]
fn posts_carry_the_workload_and_the_overhead() {
    // 1400 and 5 posts for 4 × 10 + 10 staff-months.
    assert_eq!(optimum(&with_capacity()), Some(1900.0));
}

#[test]
fn a_part_of_a_post_takes_a_whole_one() {
    let mut scenario = with_capacity();
    scenario.tiers[HEAD.0].overhead = Workload(10_001);
    assert_eq!(optimum(&scenario), Some(2000.0));
}

#[test]
fn a_floor_gives_a_branch_more_countries() {
    let mut scenario = with_capacity();
    scenario.rules.count.state = State::Hard;
    scenario.rules.count.offices = at_least(2);
    // Head office at B for A and B with 3 posts, branch at C for C and D with 2: 1600 + 500.
    assert_eq!(optimum(&scenario), Some(2100.0));
    scenario.rules.capacity.floors[BRANCH.0] = Workload::from_units(30.0);
    // The branch covers three countries, the head office its own. Branch at C for B, C and D, head
    // office at A: 1300 + 200 (supervision) + 200 (missions) + 500. Nothing is nearer: missions
    // within three neighbours take 200 at least, and then the head office is 200 away.
    assert_eq!(optimum(&scenario), Some(2200.0));
}

#[test]
fn a_floor_above_all_workload_leaves_no_plan() {
    let mut scenario = with_capacity();
    scenario.rules.capacity.floors[HEAD.0] = Workload(40_001);
    assert_eq!(optimum(&scenario), None);
}
