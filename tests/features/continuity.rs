use purview::scenario::{Money, Scenario, State, Workload};

use super::base::{BRANCH, at_most, four_in_a_row, optimum};

/// An acting cover takes on half of a remit. Posts carry nothing that they must, save for the rule.
fn with_continuity() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.parameters.acting_share = 0.5;
    scenario.rules.continuity.state = State::Hard;
    scenario
}

#[test]
fn every_office_has_another_in_its_area_to_act_for_it() {
    let mut scenario = with_continuity();
    // Head office at B and branch at C, 1600. The remits add up to 40 staff-months: p posts of one
    // office carry its own and half of the other's, so both together take 60, 6 posts.
    assert_eq!(optimum(&scenario), Some(2200.0));
    scenario.parameters.workload_per_post = None;
    assert_eq!(optimum(&scenario), Some(1600.0), "without posts any office has the strength");
    scenario.rules.continuity.state = State::Report;
    assert_eq!(optimum(&scenario), Some(1400.0), "one office alone has no cover");
}

#[test]
fn the_share_that_a_cover_takes_on_asks_for_posts() {
    let mut scenario = with_continuity();
    scenario.parameters.acting_share = 0.51;
    // 20 + 10.2 staff-months take 4 posts at each.
    assert_eq!(optimum(&scenario), Some(2400.0));
    scenario.parameters.acting_share = 0.0;
    assert_eq!(optimum(&scenario), Some(2000.0));
}

#[test]
fn posts_that_are_limited_leave_no_cover() {
    let mut scenario = with_continuity();
    scenario.rules.posts.state = State::Hard;
    scenario.rules.posts.offices = vec![at_most(2); 2];
    // Two posts carry 20 staff-months, and of two offices none carries its own remit and half of the
    // other's. Of three, those with 10 act for everybody: head office at C, branches at B for A and B
    // and at D, 1600 + 200 (supervision) + 100 (A), and two posts each at C and D.
    assert_eq!(optimum(&scenario), Some(2300.0));
    scenario.rules.posts.offices = vec![at_most(1); 2];
    assert_eq!(optimum(&scenario), None);
}

#[test]
fn an_acting_cover_speaks_the_language() {
    let mut scenario = with_continuity();
    scenario.parameters.workload_per_post = None;
    for (country, language) in scenario.countries.iter_mut().zip(["a", "b", "c", "a"]) {
        country.languages = [language.to_owned()].into();
    }
    // Only A and D understand each other: head office at A, branch at D, 1300 + 300 (supervision)
    // + 100 (B) + 100 (C).
    assert_eq!(optimum(&scenario), Some(1800.0));
}

#[test]
fn a_price_is_paid_for_an_office_without_a_cover_while_it_is_below_the_cost_of_one() {
    let mut scenario = with_continuity();
    scenario.rules.continuity.state = State::Soft;
    scenario.rules.continuity.price = Money::from_units(700.0);
    assert_eq!(optimum(&scenario), Some(2100.0), "1400 and one office without a cover");
    scenario.rules.continuity.price = Money::from_units(900.0);
    assert_eq!(optimum(&scenario), Some(2200.0));
}

#[test]
fn acting_takes_posts_beside_the_overhead() {
    let mut scenario = with_continuity();
    scenario.tiers[BRANCH.0].overhead = Workload::from_units(1.0);
    // The branch needs 31 staff-months, a fourth post.
    assert_eq!(optimum(&scenario), Some(2300.0));
}
