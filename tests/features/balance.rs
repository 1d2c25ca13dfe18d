use purview::scenario::{Limits, Money, Scenario, State, Workload};

use super::base::{BRANCH, HEAD, at_least, at_most, four_in_a_row, optimum};

fn with_band(min: Option<f64>, max: Option<f64>) -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.rules.balance.state = State::Hard;
    let months = |value: Option<f64>| value.map(Workload::from_units);
    scenario.rules.balance.band = Limits { min: months(min), max: months(max) };
    scenario
}

#[test]
fn busy_posts_get_company() {
    // One head office, 1400. 40 staff-months at 8 a post take 5 posts, at 7.99 a sixth.
    assert_eq!(optimum(&with_band(None, Some(8.0))), Some(1900.0));
    assert_eq!(optimum(&with_band(None, Some(7.99))), Some(2000.0));
}

#[test]
fn the_overhead_is_work_too() {
    let mut scenario = with_band(None, Some(8.0));
    scenario.tiers[HEAD.0].overhead = Workload::from_units(0.5);
    assert_eq!(optimum(&scenario), Some(2000.0));
}

#[test]
fn an_idle_office_takes_on_countries() {
    let mut scenario = with_band(Some(10.0), None);
    scenario.rules.count.state = State::Hard;
    scenario.rules.count.offices = at_least(2);
    scenario.rules.posts.state = State::Hard;
    scenario.rules.posts.offices = vec![Limits::default(), Limits { min: Some(3), max: None }];
    // The branch has at least 30 staff-months for its 3 posts: branch at C for B, C and D, head
    // office at A: 1300 + 200 (supervision) + 200 (missions) + 300.
    assert_eq!(optimum(&scenario), Some(2000.0));
    scenario.rules.balance.state = State::Off;
    // Head office at B, branch at C for C and D.
    assert_eq!(optimum(&scenario), Some(1900.0));
}

#[test]
fn a_band_that_no_number_of_posts_meets_leaves_no_plan() {
    let mut scenario = with_band(Some(39.0), Some(39.5));
    scenario.rules.count.state = State::Hard;
    scenario.rules.count.offices = at_most(1);
    assert_eq!(optimum(&scenario), None);
    scenario.tiers[BRANCH.0].overhead = Workload::from_units(9.0);
    assert_eq!(optimum(&scenario), None, "a branch needs a head office");
}

#[test]
fn a_price_is_paid_for_each_begun_staff_month_while_it_is_below_a_post() {
    let mut scenario = with_band(None, Some(8.0));
    scenario.tiers[HEAD.0].overhead = Workload::from_units(0.5);
    scenario.rules.balance.state = State::Soft;
    scenario.rules.balance.price = Money::from_units(30.0);
    // 5 posts for 40.5 staff-months: one begun staff-month too much.
    assert_eq!(optimum(&scenario), Some(1930.0));
    scenario.rules.balance.price = Money::from_units(10.0);
    // No posts at all: 41 begun staff-months.
    assert_eq!(optimum(&scenario), Some(1810.0));
}
