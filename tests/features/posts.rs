use purview::scenario::{BaselineOffice, Scenario, State, Workload};

use super::base::{B, EAST, HEAD, at_least, at_most, four_in_a_row, optimum};

/// Needs 5 posts (see `capacity`): 1900.
fn with_posts() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.tiers[HEAD.0].overhead = Workload::from_units(10.0);
    scenario.rules.capacity.state = State::Hard;
    scenario.rules.posts.state = State::Hard;
    scenario
}

#[test]
fn an_office_with_few_posts_leaves_countries_to_a_branch() {
    let mut scenario = with_posts();
    scenario.rules.posts.offices[HEAD.0] = at_most(4);
    // Head office at B with 3 posts, branch at C with 2: 1600 + 500.
    assert_eq!(optimum(&scenario), Some(2100.0));
    scenario.rules.posts.state = State::Off;
    assert_eq!(optimum(&scenario), Some(1900.0));
}

#[test]
fn a_minimum_in_all_adds_posts() {
    let mut scenario = with_posts();
    scenario.rules.posts.total = at_least(7);
    assert_eq!(optimum(&scenario), Some(2100.0));
}

#[test]
fn a_maximum_in_all_below_the_need_leaves_no_plan() {
    let mut scenario = with_posts();
    scenario.rules.posts.total = at_most(4);
    assert_eq!(optimum(&scenario), None);
}

#[test]
fn a_region_without_posts_has_no_office_that_carries_work() {
    let mut scenario = with_posts();
    scenario.rules.posts.offices[HEAD.0] = at_most(4);
    scenario.rules.posts.regions[EAST.0] = at_most(0);
    // Head office at A with 2 posts, branch at B for B, C and D with 3:
    // 1300 + 100 (supervision) + 100 (C) + 200 (D) + 500. With the head office at B the branch at A
    // would cover A alone, and the head office with 30 staff-months would need 4 posts: 1700 + 500.
    assert_eq!(optimum(&scenario), Some(2200.0));
}

#[test]
fn new_posts_are_the_excess_over_the_baseline() {
    let mut scenario = with_posts();
    scenario.baseline.offices[B.0] =
        Some(BaselineOffice { tier: HEAD, reports_to: None, posts: 3, arrangement: Default::default() });
    scenario.rules.posts.new = at_most(2);
    assert_eq!(optimum(&scenario), Some(1900.0));
    scenario.rules.posts.new = at_most(1);
    assert_eq!(optimum(&scenario), None);
}

#[test]
fn redeployed_posts_are_paid_before_new_ones() {
    let mut scenario = with_posts();
    scenario.parameters.transition.new_post = 50.0;
    scenario.parameters.transition.redeployed_post = 20.0;
    scenario.baseline.offices[B.0] =
        Some(BaselineOffice { tier: HEAD, reports_to: None, posts: 3, arrangement: Default::default() });
    // At B 3 posts stay and 2 are new.
    assert_eq!(optimum(&scenario), Some(2000.0));
    scenario.rules.retention.state = State::Hard;
    scenario.rules.retention.close = vec![B];
    // At C 3 posts are redeployed and 2 are new: 1900 + 60 + 100.
    assert_eq!(optimum(&scenario), Some(2060.0));
}
